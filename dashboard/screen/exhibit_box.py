"""How a page shows an exhibit: its title, the chart, the source, and on a click the table, the definition, the files."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import session_keys
from dashboard.engine import cache as answers
from dashboard.exhibits import catalogue
from dashboard.figures import ON_MAP, TABLES, figure, legend, words
from dashboard.figures.drawing.look import config
from dashboard.figures.kinds.cards import cards_html
from dashboard.figures.table import columns, written
from dashboard.language.formats import MISSING
from dashboard.language.phrases import translator
from dashboard.language.source_line import footer
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.queries.view import View, default_filters, view
from dashboard.screen import add_to_deck, browser_picture, drawers

ROWS_SCRIPT = Path(__file__).parents[1] / "figures" / "kinds" / "matrix.js"
MARKUP = re.compile(r"([\\`*_\[\]$~<>#|:])")
LEGEND = '<span class="legend"><i style="background:{colour}"></i>{name}</span> '

# What a row of a table takes at the font size of the theme.
ROW_HEIGHT = 31

Picked = Callable[[str], None]


def cards(exhibits: Sequence[Exhibit], page_view: View | None = None) -> None:
    """Show headline numbers in a row; `page_view` is theirs where it is not that of the page."""
    exhibits = [for_session(exhibit, page_view) for exhibit in exhibits]
    st.html(cards_html(exhibits, is_dark()))
    under_cards(exhibits)


@st.fragment
def under_cards(exhibits: Sequence[Exhibit]) -> None:
    """Offer the row of numbers for the presentation."""
    with st.container(key="foot-cards", horizontal=True, horizontal_alignment="right"):
        add_to_deck.add_button([exhibit.name for exhibit in exhibits], exhibits[0].language, "cards")


def show(
    exhibit: Exhibit,
    key: str,
    *,
    on_select: Picked | None = None,
    height: int | None = None,
    tools: Callable[[], object] | None = None,
) -> None:
    """Show an exhibit in a box; `on_select` gets the key of the region or row that was clicked, `tools` draws its own choice.

    Without a row there is only the title, which says so: an empty grid or axis would say less.
    """
    shown = for_session(exhibit)
    if shown is not exhibit:  # a clerk picks nothing in a strip, whose lines have no names, and chooses no form of it
        exhibit, tools = shown, None
        on_select = on_select if Kind.TABLE is exhibit.kind and len(exhibit.frame) else None
    with st.container(border=True, key=f"exhibit-{key}", gap="xsmall"):
        st.html(heading(exhibit, is_dark()))  # Markdown would bring its reader and a link to each title
        if tools:
            tools()
        if len(exhibit.frame):
            body(exhibit, key, on_select, height)
        below(exhibit, key)


def for_session(exhibit: Exhibit, page_view: View | None = None) -> Exhibit:
    """Return an exhibit as the person of this session may read it, whichever maker the page called."""
    if answers.reader().sees_all:
        return exhibit
    page_view = page_view or st.session_state.get(session_keys.VIEW) or view(default_filters(), exhibit.language)
    return catalogue.allowed(exhibit, replace(page_view, reader=answers.reader()))


def body(exhibit: Exhibit, key: str, on_select: Picked | None, height: int | None) -> None:
    """Show the content of an exhibit as its kind is drawn."""
    if exhibit.kind is Kind.TABLE:
        table(exhibit, key, height, on_select)
    elif exhibit.kind in TABLES:
        block(exhibit, key, on_select)
    else:
        chart(exhibit, key, on_select, height)


def heading(exhibit: Exhibit, dark: bool) -> str:
    """Return the title, the grey line under it and the legend as HTML."""
    entries = "".join(LEGEND.format(name=escape(name), colour=colour) for name, colour in legend(exhibit, dark))
    subtitle = f'<div class="subtitle">{escape(exhibit.subtitle)}</div>' if exhibit.subtitle else ""
    return f"<h3>{escape(exhibit.title)}</h3>{subtitle}{f'<div>{entries}</div>' if entries else ''}"


def plain(text: str) -> str:
    """Return the text as Markdown that shows each of its signs."""
    return MARKUP.sub(r"\\\1", text)


def is_dark() -> bool:
    """Return whether the reader's page is dark."""
    return bool(st.context.theme.type == "dark")


def chart(exhibit: Exhibit, key: str, on_select: Picked | None, height: int | None) -> None:
    """Show the figure; `on_select` gets the key of a mark that was clicked."""
    picking: Any = partial(pick_mark, on_select, chart_key(exhibit, key)) if on_select else "ignore"
    st.plotly_chart(
        figure(exhibit, is_dark()),
        theme=None,  # Streamlit's own would put the page's grey behind the chart and cut long names
        # A map's height is in the style sheet: it depends on the width of the screen.
        height=height or ("stretch" if exhibit.kind in ON_MAP else "content"),
        key=chart_key(exhibit, key),
        config=config(exhibit.language),
        alt=text_of_chart(exhibit),
        on_select=picking,
        selection_mode="points",
    )


def chart_key(exhibit: Exhibit, key: str) -> str:
    """Return the key of an exhibit's chart."""
    return session_keys.chart(key, exhibit.kind in ON_MAP)


def text_of_chart(exhibit: Exhibit) -> str:
    """Return the chart in words."""
    return ". ".join(filter(None, (exhibit.title, exhibit.subtitle, words(exhibit))))


def pick_mark(on_select: Picked, chart: str) -> None:
    """Pass the key of the clicked mark on. A click that takes a choice back passes nothing: drawing anew does the same."""
    points = st.session_state[chart]["selection"]["points"]
    if points:
        on_select(str(points[0]["customdata"][0]))


def block(exhibit: Exhibit, key: str, on_select: Picked | None) -> None:
    """Show a table of HTML; `on_select` gets the key of a row on a click, or on Enter on its name."""
    name = session_keys.block(key)
    content = {"html": TABLES[exhibit.kind](exhibit, is_dark()), "telling": on_select is not None}
    blocks()(data=content, key=name, on_picked_change=partial(pick_row_of_block, on_select, name))


def pick_row_of_block(on_select: Picked | None, name: str) -> None:
    """Pass the key of the clicked row on."""
    picked = st.session_state[name]["picked"]
    if on_select and picked:
        on_select(str(picked))


@cache
def blocks() -> Any:
    """Return the component that shows tables of HTML, registered once; their content is escaped where it is written."""
    empty = '<div class="block"></div><div class="block-tip" hidden></div>'
    return st.components.v2.component("exhibit_block", html=empty, js=ROWS_SCRIPT.read_text(), isolate_styles=False)


@st.fragment
def below(exhibit: Exhibit, key: str) -> None:
    """Show the source and the actions; opening a table runs only this part of the page again."""
    _ = translator(exhibit.language)
    with st.container(key=f"foot-{key}", gap="xxsmall"):
        st.html(f'<p class="source">{escape(footer(exhibit))}</p>')
        if exhibit.frame.empty:
            return
        with st.container(key=f"actions-{key}", horizontal=True, horizontal_alignment="right", gap="medium"):
            drawer = drawers.opened(exhibit, key)
            add_to_deck.add_button([exhibit.name], exhibit.language, key)
        if drawer == drawers.HOW:
            st.markdown(explained(exhibit))
        elif drawer == drawers.FILES:
            picture = browser_picture.picture(exhibit, chart_key(exhibit, key), footer(exhibit), is_dark())
            drawers.downloads(exhibit, key, picture)
    if drawer == drawers.TABLE and exhibit.kind not in drawers.WRITTEN:
        table(exhibit, key, None)


def explained(exhibit: Exhibit) -> str:
    """Return definition, formula, denominator and caveat of the metric, then the notes of the exhibit, as Markdown."""
    _, language, metric = translator(exhibit.language), exhibit.language, exhibit.metric
    lines = []
    if metric:
        lines = [f"**{plain(metric.title.of(language))}**", plain(metric.definition.of(language))]
        details = [(_("Формула"), metric.formula), (_("Оговорка"), metric.caveat)]
        if metric.is_ratio:
            details.insert(1, (_("Знаменатель"), metric.base_title))
        lines += [f":gray[{name}:] {plain(text.of(language))}" for name, text in details]
    return "\n\n".join(lines + [f"- {plain(note)}" for note in exhibit.notes])


def table(exhibit: Exhibit, key: str, height: int | None, on_select: Picked | None = None) -> None:
    """Show the exhibit's table: numbers stand to the right and sort by size, however they are written.

    `on_select` gets the `key` of a row that is marked.
    """
    fits = height is not None and ROW_HEIGHT * (len(exhibit.tabled) + 1) <= height
    picking: Any = partial(pick_row, on_select, exhibit, session_keys.rows(key)) if on_select else "ignore"
    st.dataframe(
        written(exhibit),
        column_config=columns(exhibit),
        hide_index=True,
        height="content" if fits else height or "auto",
        key=session_keys.rows(key),
        on_select=picking,
        selection_mode="single-row",
        placeholder=MISSING,
    )


def pick_row(on_select: Picked, exhibit: Exhibit, table: str) -> None:
    """Pass the key of the marked row on."""
    rows = st.session_state[table]["selection"]["rows"]
    if rows:
        on_select(str(exhibit.frame["key"].iloc[rows[0]]))
