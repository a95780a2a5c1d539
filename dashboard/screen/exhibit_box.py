"""How a page shows an exhibit: its title, the chart, the source, and on demand the table, the definition, the files."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.figures import ON_MAP, TABLES, figure, legend, words
from dashboard.figures.drawing.look import config
from dashboard.figures.kinds.cards import cards_html
from dashboard.figures.table import columns, written
from dashboard.language.formats import MISSING
from dashboard.language.phrases import translator
from dashboard.language.source_line import footer
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.screen import add_to_deck, browser_picture, drawers

ROWS_SCRIPT = Path(__file__).parents[1] / "figures" / "kinds" / "matrix.js"
MARKUP = re.compile(r"([\\`*_\[\]$~<>#|:])")
LEGEND = '<span class="legend"><i style="background:{colour}"></i>{name}</span> '

# What a row of a table takes at the font size of the theme.
ROW_HEIGHT = 31

Picked = Callable[[str], None]


def cards(exhibits: Sequence[Exhibit]) -> None:
    """Show headline numbers in a row."""
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
    """Show an exhibit in a box; `on_select` gets the key of the region or row that was clicked, `tools` draws a choice of its own.

    Without a single row there is only the title, which says so: an empty grid or axis would say less.
    """
    with st.container(border=True, key=f"exhibit-{key}", gap="xsmall"):
        st.html(heading(exhibit, is_dark()))  # Markdown would bring its reader and a link to each title
        if tools:
            tools()
        if len(exhibit.frame):
            body(exhibit, key, on_select, height)
        below(exhibit, key)


def body(exhibit: Exhibit, key: str, on_select: Picked | None, height: int | None) -> None:
    """Show what the exhibit is of, by its kind."""
    if exhibit.kind is Kind.TABLE:
        table(exhibit, key, height, on_select)
    elif exhibit.kind in TABLES:
        block(exhibit, key, on_select)
    else:
        chart(exhibit, key, on_select, height)


def heading(exhibit: Exhibit, dark: bool) -> str:
    """Return the title, the grey line under it and the legend."""
    entries = "".join(LEGEND.format(name=escape(name), colour=colour) for name, colour in legend(exhibit, dark))
    subtitle = f'<div class="subtitle">{escape(exhibit.subtitle)}</div>' if exhibit.subtitle else ""
    return f"<h3>{escape(exhibit.title)}</h3>{subtitle}{f'<div>{entries}</div>' if entries else ''}"


def plain(text: str) -> str:
    """Return the text so that no sign of it is taken for markup."""
    return MARKUP.sub(r"\\\1", text)


def is_dark() -> bool:
    """Return whether the reader's page is dark."""
    return bool(st.context.theme.type == "dark")


def chart(exhibit: Exhibit, key: str, on_select: Picked | None, height: int | None) -> None:
    """Show the figure; a click on a mark is told to `on_select`."""
    picking: Any = partial(tell, on_select, chart_key(exhibit, key)) if on_select else "ignore"
    st.plotly_chart(
        figure(exhibit, is_dark()),
        theme=None,  # Streamlit's own would put the page's grey behind the chart and cut long names
        # A map's height is in the style sheet: it depends on the width of the screen.
        height=height or ("stretch" if exhibit.kind in ON_MAP else "content"),
        key=chart_key(exhibit, key),
        config=config(exhibit.language),
        alt=spoken(exhibit),
        on_select=picking,
        selection_mode="points",
    )


def chart_key(exhibit: Exhibit, key: str) -> str:
    """Return the key of an exhibit's chart: the style sheet and the picture find it by this."""
    return f"{'map' if exhibit.kind in ON_MAP else 'chart'}-{key}"


def spoken(exhibit: Exhibit) -> str:
    """Return the chart in words."""
    return ". ".join(filter(None, (exhibit.title, exhibit.subtitle, words(exhibit))))


def tell(on_select: Picked, chart: str) -> None:
    """Tell the key of the clicked mark. A click that takes a choice back says nothing: redrawing does the same."""
    points = st.session_state[chart]["selection"]["points"]
    if points:
        on_select(str(points[0]["customdata"][0]))


def block(exhibit: Exhibit, key: str, on_select: Picked | None) -> None:
    """Show a table of HTML; a click on a row, or Enter on its name, is told to `on_select`."""
    name = f"block-{key}"
    told = {"html": TABLES[exhibit.kind](exhibit, is_dark()), "telling": on_select is not None}
    blocks()(data=told, key=name, on_picked_change=partial(tell_row, on_select, name))


def tell_row(on_select: Picked | None, name: str) -> None:
    """Tell the key of the clicked row."""
    picked = st.session_state[name]["picked"]
    if on_select and picked:
        on_select(str(picked))


@cache
def blocks() -> Any:
    """Return the component that shows tables of HTML, registered once; what they hold is escaped where it is written."""
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
            asked = drawers.opened(exhibit, key)
            add_to_deck.add_button([exhibit.name], exhibit.language, key)
        if asked == drawers.HOW:
            st.markdown(explained(exhibit))
        elif asked == drawers.FILES:
            told = browser_picture.picture(exhibit, chart_key(exhibit, key), footer(exhibit), is_dark())
            drawers.downloads(exhibit, key, told)
    if asked == drawers.TABLE and exhibit.kind not in drawers.WRITTEN:
        table(exhibit, key, None)


def explained(exhibit: Exhibit) -> str:
    """Return definition, formula, denominator and caveat of the metric, then the notes of the exhibit."""
    _, language, metric = translator(exhibit.language), exhibit.language, exhibit.metric
    lines = []
    if metric:
        lines = [f"**{plain(metric.title.of(language))}**", plain(metric.definition.of(language))]
        told = [(_("Формула"), metric.formula), (_("Оговорка"), metric.caveat)]
        if metric.is_ratio:
            told.insert(1, (_("Знаменатель"), metric.base_title))
        lines += [f":gray[{name}:] {plain(text.of(language))}" for name, text in told]
    return "\n\n".join(lines + [f"- {plain(note)}" for note in exhibit.notes])


def table(exhibit: Exhibit, key: str, height: int | None, on_select: Picked | None = None) -> None:
    """Show the exhibit's table: numbers to the right, sorted by their size whatever they look like.

    A row that is marked is told to `on_select` by its `key`.
    """
    fits = height is not None and ROW_HEIGHT * (len(exhibit.tabled) + 1) <= height
    picking: Any = partial(tell_line, on_select, exhibit, f"rows-{key}") if on_select else "ignore"
    st.dataframe(
        written(exhibit),
        column_config=columns(exhibit),
        hide_index=True,
        height="content" if fits else height or "auto",
        key=f"rows-{key}",
        on_select=picking,
        selection_mode="single-row",
        placeholder=MISSING,
    )


def tell_line(on_select: Picked, exhibit: Exhibit, table: str) -> None:
    """Tell the key of the row that was marked."""
    rows = st.session_state[table]["selection"]["rows"]
    if rows:
        on_select(str(exhibit.frame["key"].iloc[rows[0]]))
