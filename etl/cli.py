"""The command line of the registers: python -m etl load | check | status | undo | rebuild | alias | duplicates | ..."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from etl.datasets import DATASETS
from etl.problems import Refused
from etl.terminal import err, file_refusal, say_refusal, words
from etl.values import HEADINGS

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m etl",
        description="Registers of ВАРМСУ into the warehouse (DATABASE_URL, else var/warehouse.db).",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    add_intake_commands(commands)
    add_warehouse_commands(commands)
    add_decision_commands(commands)
    add_other_commands(commands)
    return top


def add_intake_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add load and check."""
    load = commands.add_parser("load", help="load files; the register is recognised from the headings")
    check = commands.add_parser("check", help="say how files are understood; nothing is written")
    for command, action in ((load, "load_files"), (check, "check_files")):
        command.set_defaults(run=f"etl.commands.files:{action}")
        command.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".xlsx, .xls, .ods or .csv")
        command.add_argument(
            "--register", default="", metavar="NAME", help=f"take the files as this register: {', '.join(DATASETS)}"
        )
        command.add_argument(
            "--source",
            default="",
            metavar="NAME",
            help="name of the source (default: the file name without dates and version marks)",
        )
        command.add_argument(
            "--map",
            action="append",
            default=[],
            type=heading_and_column,
            metavar="HEADING=COLUMN",
            help="what a heading of the file means; a load remembers it for the source",
        )
    check.add_argument(
        "--report",
        type=Path,
        metavar="OUT.xlsx",
        help="write a workbook for the sender: every fault marked, and a list of what to correct",
    )
    load.add_argument("--new-only", action="store_true", help="skip files whose source was ever loaded")
    load.add_argument("--by", default="", metavar="NAME", help="who loads, for the journal")
    load.add_argument(
        "--whole",
        action="store_true",
        help="load nothing of a file with a faulty row (default: good rows load, faulty ones wait in quarantine)",
    )
    load.add_argument("--keep-progress", action="store_true", help="leave the progress bars on the screen")


def add_warehouse_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add status, undo and rebuild."""
    commands.add_parser("status", help="list the sources of the warehouse").set_defaults(
        run="etl.commands.warehouse:show_status"
    )
    undo = commands.add_parser("undo", help="withdraw the current version of a source; the one before comes back")
    undo.add_argument("source", metavar="SOURCE")
    undo.add_argument("--register", default="", metavar="NAME", help="when two registers have a source of that name")
    renew = commands.add_parser("rebuild", help="derive all tables anew from the journal")
    for command, action in ((undo, "undo_source"), (renew, "rebuild")):
        command.add_argument("--by", default="", metavar="NAME", help="who does it, for the journal")
        command.set_defaults(run=f"etl.commands.warehouse:{action}")


def add_decision_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add alias and duplicates."""
    alias = commands.add_parser(
        "alias", help="say which region a written name means; its rows leave quarantine at once"
    )
    alias.add_argument("name", nargs="?", default="", metavar="NAME", help="the name as it is written")
    alias.add_argument("code", nargs="?", default="", metavar="CODE", help="code of the region, for example 59")
    alias.add_argument("--withdraw", metavar="NAME", help="take the meaning of a name back")
    alias.add_argument("--list", action="store_true", help="list what was confirmed, and the names that wait")
    alias.set_defaults(run="etl.commands.decisions:say_alias")
    pairs = commands.add_parser("duplicates", help="list what may be told twice, or decide about a pair")
    pairs.add_argument("--same", metavar="KEY", help="the two are one: it counts once from now on")
    pairs.add_argument("--different", metavar="KEY", help="the two are two: do not ask again")
    pairs.add_argument("--withdraw", metavar="KEY", help="take a decision back")
    pairs.set_defaults(run="etl.commands.decisions:say_duplicates")
    for command in (alias, pairs):
        command.add_argument("--by", default="", metavar="NAME", help="who decides, for the journal")


def add_other_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add template, values and demo."""
    template = commands.add_parser("template", help="write the blank form of a register")
    template.add_argument("name", metavar="REGISTER", help=", ".join(DATASETS))
    template.add_argument("--out", type=Path, metavar="FILE")
    template.set_defaults(run="etl.commands.forms:write_template")
    values = commands.add_parser("values", help="explain a column value by value, as CSV on the standard output")
    values.add_argument("file", type=Path, metavar="FILE")
    values.add_argument("--column", required=True, metavar="NAME", help="heading in the first row")
    values.add_argument("--kind", required=True, choices=sorted(HEADINGS))
    values.set_defaults(run="etl.commands.values:explain_values")
    demo = commands.add_parser("demo", help="write synthetic registers")
    demo.add_argument("--rows", type=whole_number, default=20_000, metavar="N")
    demo.add_argument("--seed", type=whole_number, default=1, metavar="S")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    demo.add_argument(
        "--until",
        type=iso_day,
        default=date(2025, 12, 31),
        metavar="DAY",
        help="last day of the three years",
    )
    demo.set_defaults(run="etl.commands.forms:make_demo")


def heading_and_column(text: str) -> tuple[str, str]:
    """Return the heading and the column that were typed with a sign of equality between them."""
    heading, sign, column = text.rpartition("=")
    if not sign or not heading.strip():
        raise argparse.ArgumentTypeError(
            words(f"нужно ЗАГОЛОВОК=СТОЛБЕЦ, а не «{text}»", f"HEADING=COLUMN is needed, not “{text}”")
        )
    return heading.strip(), column.strip()


def whole_number(text: str) -> int:
    """Return the number, zero or more, that was typed."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(
            words(f"нужно целое число от 0, а не «{text}»", f"a whole number is needed, not “{text}”")
        )
    return int(text)


def iso_day(text: str) -> date:
    """Return the day that was typed."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            words(f"нужен день вида 2025-12-31, а не «{text}»", f"a day like 2025-12-31 is needed, not “{text}”")
        ) from None


def database_error() -> "type[DBAPIError]":
    """Return what the database raises; it is asked for when something was raised, and no command waits for it before."""
    from sqlalchemy.exc import DBAPIError

    return DBAPIError


def database_refusal(error: "DBAPIError") -> Refused:
    """Return what is said when the database does not do its part."""
    told = error.orig or error
    reason = next(iter(str(told).strip().splitlines()), type(told).__name__).rstrip(".")
    if "locked" in reason:
        return Refused("database_locked")
    if "full" in reason or "No space" in reason:
        return Refused("disk_full", reason=reason)
    return Refused("database_away", reason=reason)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; refusals are one sentence on the error stream and exit code 2."""
    arguments = parser().parse_args(argv)
    try:
        code = int(resolve_name(arguments.run)(arguments))
        sys.stdout.flush()  # a reader that left is met here, not when Python ends
        return code
    except Refused as refusal:
        say_refusal(refusal)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say_refusal(file_refusal(error, error.filename))
    except KeyboardInterrupt:
        err().print(words("Прервано.", "Interrupted."), style="red")
        return INTERRUPTED
    except database_error() as error:
        say_refusal(database_refusal(error))
    return 2
