"""Options shared by several commands."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from dashboard.decks.presentation import READY
from etl.terminal.help_text import both
from etl.terminal.options import iso_day

READY_SETS = ", ".join(READY)

SetName = Annotated[
    str,
    typer.Option(
        "--set",
        metavar="NAME",
        help=both(
            f"готовый набор ({READY_SETS}) или название сохранённой презентации",
            f"a ready set ({READY_SETS}) or the name of a saved presentation",
        ),
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--from",
        metavar="DAY",
        parser=iso_day,
        help=both("первый день, например 2026-01-01; вместе с --to", "first day, for example 2026-01-01; with --to"),
    ),
]
Until = Annotated[
    date | None, typer.Option("--to", metavar="DAY", parser=iso_day, help=both("последний день", "last day"))
]
Regions = Annotated[
    str,
    typer.Option(
        "--regions", metavar="59,66", help=both("коды или названия через запятую", "codes or names, with commas")
    ),
]
District = Annotated[
    str, typer.Option("--district", metavar="ПФО", help=both("федеральный округ", "a federal district"))
]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="T.pptx", help=both("шаблон организации", "the organisation's own template")),
]
DashboardAddress = Annotated[
    str,
    typer.Option(
        "--address",
        metavar="URL",
        help=both(
            "где открывается дашборд, для заметок слайдов", "where the dashboard is, for the notes of the slides"
        ),
    ),
]
Lang = Annotated[
    Literal["ru", "en"] | None,
    typer.Option(
        "--lang",
        help=both(
            "язык файла и ответов; без него — DASHBOARD_LANGUAGE, иначе ru",
            "language of the file and of the answers; without it DASHBOARD_LANGUAGE, else ru",
        ),
    ),
]
FILE = both("куда записать", "where to write it")
