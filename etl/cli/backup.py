"""The command backup: a copy of the warehouse that was restored on trial."""

from pathlib import Path
from typing import Annotated

import typer

from etl import service
from etl.problems import Refused
from etl.terminal.help_text import both
from etl.terminal.noted import noted
from etl.terminal.options import whole_number
from etl.terminal.printing import say, warehouse, words

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help=both("папка для копий", "the folder the copies are written into"))
]
Keep = Annotated[
    int,
    typer.Option(
        "--keep",
        metavar="N",
        parser=whole_number,
        help=both("сколько новейших копий оставлять", "how many of the newest copies are kept"),
    ),
]
MEGABYTE = 1_000_000


def back_up(folder: Folder, keep: Keep = 14) -> int:
    """Write a copy and say what was found in it when it was restored."""
    if keep < 1:
        raise Refused("backup_keeps_none")
    engine = warehouse()
    with noted(engine, service.What.BACKUP, str(folder), ""):
        backup = service.back_up(engine, folder, keep)
    size, figures, count = backup.file.stat().st_size / MEGABYTE, backup.figures, len(backup.kept)
    about = figures.entries, len(figures.sources), figures.counted
    say(
        words(
            f"Копия {backup.file}, {size:.1f} МБ. Восстановлена на пробу и совпадает: записей журнала {about[0]}, "
            f"источников {about[1]}, строк {about[2]}. Копий в папке: {count}.",
            f"Copy {backup.file}, {size:.1f} MB. Restored on trial and the same: {about[0]} journal entries, "
            f"{about[1]} sources, {about[2]} rows. Copies in the folder: {count}.",
        )
    )
    return 0
