"""The picture of an exhibit, made in the reader's browser: what the script there is told.

The script takes the chart as it stands on the page, sets title, subtitle and source around it on a sheet of
1920 by 1080, and saves it as PNG or SVG. Nothing is drawn on the server and nothing is fetched from elsewhere.
"""

from pathlib import Path
from typing import Any

from dashboard.exhibit import Exhibit
from dashboard.export.workbook import file_name
from dashboard.figures import legend
from dashboard.figures.template import FONT, tokens

SCRIPT = Path(__file__).with_name("image.js")
FONT_FILES = tuple(f"app/static/fonts/source-sans-3-{part}-wght-normal.woff2" for part in ("cyrillic", "latin"))
BUTTON = '<button type="button" data-format="{form}"></button>'
HTML = f'<div class="pictures">{BUTTON.format(form="png")}{BUTTON.format(form="svg")}</div>'
CSS = """
.pictures { display: flex; gap: 8px; }
button { flex: 1; padding: 6px 12px; font: inherit; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover, button:focus-visible { color: var(--st-primary-color); border-color: var(--st-primary-color); }
"""


def script() -> str:
    """Return the script that makes the pictures."""
    return SCRIPT.read_text(encoding="utf-8")


def picture(exhibit: Exhibit, chart: str, footer: str, dark: bool) -> dict[str, Any]:
    """Return what the script needs: where the chart is, the words around it, colours, fonts and file names."""
    look = tokens(dark)
    return {
        "chart": chart,
        "title": exhibit.title,
        "subtitle": exhibit.subtitle,
        "footer": footer,
        "banner": exhibit.banner,
        "legend": legend(exhibit, dark),
        "names": {form: file_name(exhibit, form) for form in ("png", "svg")},
        "colours": {"box": look.box, "ink": look.ink, "secondary": look.secondary, "banner": look.highlight},
        "font": FONT,
        "fontFiles": FONT_FILES,
    }
