"""The picture of an exhibit, drawn in the reader's browser: what the script there needs.

The script takes the chart as it stands on the page, sets title, subtitle and source around it on a sheet of
1920 by 1080 or a square, and saves it as PNG or SVG, or copies it. Nothing is drawn on the server and nothing is fetched from elsewhere.
A picture goes onto a white slide, so it is light even when the page is dark.
"""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.figures import legend
from dashboard.figures.drawing.look import DARK, FONT, LIGHT
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from dashboard.sheets.workbook import file_name

SCRIPT = Path(__file__).with_name("image.js")
FONT_FILES = tuple(f"app/static/fonts/source-sans-3-{part}-wght-normal.woff2" for part in ("cyrillic", "latin"))
BUTTON = '<button type="button" data-format="{form}"></button>'
FORMS = ("png", "square", "svg", "copy")
HTML = f'<div class="pictures">{"".join(BUTTON.format(form=form) for form in FORMS)}</div>'
CSS = """
.pictures { display: flex; flex-wrap: wrap; gap: 8px; }
button { padding: 4px 12px; font: inherit; font-size: 13px; color: var(--st-link-color); white-space: nowrap; background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover, button:focus-visible { color: var(--st-primary-color); border-color: var(--st-primary-color); }
"""


def script() -> str:
    """Return the script that makes the pictures."""
    return SCRIPT.read_text(encoding="utf-8")


def picture(exhibit: Exhibit, chart: str, footer: str, dark: bool) -> dict[str, Any]:
    """Return what the script needs: the key of the chart, the words around it, colours, fonts and file names."""
    return {
        "chart": chart,
        "title": exhibit.title,
        "subtitle": exhibit.subtitle,
        "footer": footer,
        "banner": exhibit.banner,
        "legend": legend(exhibit, dark=False),
        "names": {
            "png": file_name(exhibit, "png"),
            "square": file_name(exhibit, "png"),
            "svg": file_name(exhibit, "svg"),
        },
        "labels": labels(exhibit.language),
        "colours": {"box": LIGHT.box, "ink": LIGHT.ink, "secondary": LIGHT.secondary, "banner": LIGHT.highlight},
        "lighter": lighter() if dark else {},
        "font": FONT,
        "fontFiles": FONT_FILES,
    }


def labels(language: str) -> dict[str, str]:
    """Return the labels of the buttons, and that of the copying one after its click."""
    _ = translator(language)
    return {
        "png": "PNG",
        "svg": "SVG",
        "square": _("PNG, квадрат"),
        "copy": _("Скопировать"),
        "copied": _("Скопировано"),
    }


@cache
def lighter() -> dict[str, str]:
    """Return the light colour for each dark one, as the browser writes colours."""
    pairs = [pair for name in fields(LIGHT) for pair in both(getattr(DARK, name.name), getattr(LIGHT, name.name))]
    # Where one dark colour has two meanings the first one in the list of colours stays.
    return {rgb(dark): rgb(light) for dark, light in reversed(pairs)}


def both(dark: str | tuple[str, ...], light: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield a colour, or each of a scale, in both themes."""
    if isinstance(dark, str) and isinstance(light, str):
        yield dark, light
    else:
        yield from zip(dark, light, strict=True)


def rgb(colour: str) -> str:
    """Return a colour as the browser writes it, `rgb(31, 95, 168)`."""
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour.removeprefix("#")))
