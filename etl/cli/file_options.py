"""What load and check take."""

from pathlib import Path
from typing import Annotated

import typer

from etl.terminal.help_text import both
from etl.terminal.options import REGISTERS, HeadingMeaning, heading_meaning

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help=both("файл .xlsx, .xls, .ods или .csv", "a file .xlsx, .xls, .ods or .csv")),
]
Register = Annotated[
    str,
    typer.Option(
        "--register",
        metavar="NAME",
        help=both(f"считать файлы этим реестром: {REGISTERS}", f"take the files as this register: {REGISTERS}"),
    ),
]
Source = Annotated[
    str,
    typer.Option(
        "--source",
        metavar="NAME",
        help=both(
            "название источника; без него это имя файла без дат и знаков версии",
            "name of the source; without it, the file name without dates and version marks",
        ),
    ),
]
Meanings = Annotated[
    list[HeadingMeaning] | None,
    typer.Option(
        "--map",
        metavar="HEADING=COLUMN",
        parser=heading_meaning,
        help=both(
            "что означает заголовок файла; загрузка запоминает это для источника",
            "what a heading of the file means; a load remembers it for the source",
        ),
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="OUT.xlsx",
        help=both(
            "записать книгу для отправителя: каждая ошибка отмечена, и список, что исправить",
            "write a workbook for the sender: every fault marked, and a list of what to correct",
        ),
    ),
]
NewOnly = Annotated[
    bool,
    typer.Option(
        "--new-only",
        help=both("пропустить файлы, чей источник уже загружали", "skip files whose source was ever loaded"),
    ),
]
Whole = Annotated[
    bool,
    typer.Option(
        "--whole",
        help=both(
            "не загружать ничего из файла, где есть строка с ошибкой (без этого хорошие строки загружаются, остальные "
            "ждут в карантине)",
            "load nothing of a file with a faulty row (otherwise good rows load, faulty ones wait in quarantine)",
        ),
    ),
]
KeepProgress = Annotated[
    bool,
    typer.Option(
        "--keep-progress",
        help=both("оставить полосы хода загрузки на экране", "leave the progress bars on the screen"),
    ),
]
