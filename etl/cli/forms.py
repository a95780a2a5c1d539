"""template and demo: the blank form of a register, and synthetic registers."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from etl import service
from etl.intake.headings.register import named_register
from etl.terminal.help_text import both
from etl.terminal.options import REGISTERS, iso_day, whole_number
from etl.terminal.printing import language, say

Register = Annotated[
    str, typer.Argument(metavar="REGISTER", help=both(f"реестр: {REGISTERS}", f"register: {REGISTERS}"))
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=both(
            "куда записать; без него — название реестра", "where to write it; without it, the title of the register"
        ),
    ),
]
Rows = Annotated[
    int,
    typer.Option(
        "--rows", metavar="N", parser=whole_number, help=both("строк во всех реестрах", "rows in all registers")
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="S",
        parser=whole_number,
        help=both("зерно: то же зерно — те же строки", "the same seed gives the same rows"),
    ),
]
Folder = Annotated[
    Path, typer.Option("--out", metavar="DIR", help=both("папка для файлов", "the folder the files are written into"))
]
Until = Annotated[
    date,
    typer.Option(
        "--until", metavar="DAY", parser=iso_day, help=both("последний день трёх лет", "last day of the three years")
    ),
]
LAST_DAY = date(2025, 12, 31)


def write_template(register: Register, out_file: Out = None) -> int:
    """Write the blank form of a register."""
    dataset = named_register(register)
    path = out_file or Path(f"{dataset.title.of(language())}.xlsx")
    path.write_bytes(service.form(dataset.name, language()))
    say(str(path))
    return 0


def make_demo(folder: Folder, rows: Rows = 20_000, seed: Seed = 1, until: Until = LAST_DAY) -> int:
    """Write synthetic registers into a folder."""
    from etl.demo import write_demo  # imports the writer of workbooks, which no other command needs

    folder.mkdir(parents=True, exist_ok=True)
    for path in write_demo(rows, seed, folder, until):
        say(str(path))
    return 0
