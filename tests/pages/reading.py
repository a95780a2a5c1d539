"""What a reader sees on a page that AppTest has drawn: its words, its charts, its cards."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.warehouses import ROOT

MAIN = ROOT / "dashboard" / "main.py"
# What is written for the machine: icons, colours, tags, places to fill in a hover.
MARKUP = re.compile(
    r"<style.*?</style>|<[^>]*>|:material/\w+:|:[a-z-]+(?=\[)|&\w+;|%\{[^}]*\}|data:image\S+|https?://\S+",
    re.DOTALL,
)
ESCAPE = re.compile(r"\\(?=\W)")
LATIN = re.compile(r"[A-Za-z]{2,}")
CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
ROMAN = re.compile("[IVX]+")


def opened(language: str = "ru", **query: str) -> AppTest:
    """Return the dashboard opened at its address."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    for name, value in {"lang": language, **query}.items():
        app.query_params[name] = value
    return app.run()


def visit(app: AppTest, page: str) -> AppTest:
    """Return the dashboard with another page open."""
    return app.switch_page(f"../pages/{page}.py").run()


def elements(block: Any) -> Iterator[Any]:
    """Yield everything on a page, in its order."""
    for child in getattr(block, "children", {}).values():
        yield child
        yield from elements(child)


def plain(text: str) -> str:
    return " ".join(unescape(MARKUP.sub(" ", ESCAPE.sub("", text))).split())


def texts(app: AppTest) -> Iterator[str]:
    """Yield the texts of a page: what is written, the labels and choices of widgets, headings of tables, words of charts."""
    for element in elements(app._tree):
        kind = element.type
        if kind in (
            "markdown",
            "caption",
            "html",
            "heading",
            "header",
            "subheader",
            "title",
            "text",
            "info",
            "warning",
            "error",
        ):
            yield plain(str(element.value))
        elif kind in ("arrow_data_frame", "dataframe"):
            yield from headings(element)
        elif kind == "plotly_chart":
            yield plain(element.proto.alt)
            yield from map(plain, chart_words(json.loads(element.proto.spec)))
        else:
            yield from map(plain, labels(element))


def said(app: AppTest) -> str:
    """Return all texts of a page as one line, its spaces plain."""
    return " ".join(texts(app)).replace("\u00a0", " ")


def pressed(app: AppTest, key: str) -> AppTest:
    """Return the dashboard after a click on the button of that key."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def labels(element: Any) -> Iterator[str]:
    """Yield what stands on a widget: its label, its hint, its choices."""
    for name in ("label", "placeholder", "help"):
        if isinstance(text := getattr(getattr(element, "proto", None), name, ""), str):
            yield text
    for option in getattr(getattr(element, "proto", None), "options", ()):
        yield option if isinstance(option, str) else str(getattr(option, "content", ""))


def headings(element: Any) -> Iterator[str]:
    """Yield the headings a table is shown with."""
    for column in json.loads(element.proto.columns or "{}").values():
        yield str(column.get("label") or "")


SPOKEN = ("text", "name", "hovertemplate", "ticktext", "title")


def chart_words(part: Any, key: str = "") -> Iterator[str]:
    """Yield the texts of a figure's description: titles, names of lines, labels of marks and axes."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from chart_words(inner, name)
    elif isinstance(part, list):
        for inner in part:
            yield from chart_words(inner, key)
    elif isinstance(part, str) and key in SPOKEN:
        yield part


def latin_words(app: AppTest) -> set[str]:
    return {word for text in texts(app) for word in LATIN.findall(text) if not ROMAN.fullmatch(word)}


def russian_words(app: AppTest) -> set[str]:
    return {word for text in texts(app) for word in CYRILLIC.findall(text)}


def cells(app: AppTest) -> set[str]:
    """Return the texts in the cells of the tables."""
    frames = [element.value for element in app.dataframe]
    return {str(value) for frame in frames for column in frame for value in frame[column] if isinstance(value, str)}
