"""The command line of the registers: python -m etl load | check | status | undo | rebuild | alias | duplicates | ..."""

import argparse
import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from errno import ENOSPC
from functools import partial
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from etl import service
from etl.ahead import Outcome, one_ahead
from etl.choose import named_register
from etl.cli_decisions import add_decision_commands
from etl.database import SchemaState, schema_state
from etl.datasets import DATASETS
from etl.delimited import DELIMITERS, find_delimiter
from etl.encodings import find_encoding
from etl.intake import Checked
from etl.journal import present_state
from etl.problems import Refused
from etl.read import OLE_MARK, ZIP_MARK, read_sheets
from etl.terminal import err, language, out, say_refusal, warehouse, words
from etl.values import HEADINGS, explain_column

SHOWN_PROBLEMS = 20
PIPED_WIDTH = 200
INTERRUPTED = 130
NO_DELIMITER = "\x1f"  # stands in no text file: a file of one column is cut nowhere


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; Refused when it is not there or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("no_such_file", file=str(path)) from None
    except OSError as error:
        raise file_refusal(error, path) from None


def file_refusal(error: OSError, path: Path | str | None) -> Refused:
    """Return what is said of a file that the system does not give, or does not take."""
    reasons = {
        IsADirectoryError: words("это папка, а нужен файл", "it is a folder"),
        FileNotFoundError: words("нет такой папки", "there is no such folder"),
        PermissionError: words("нет прав", "permission denied"),
    }
    reason = reasons.get(type(error)) or error.strerror or str(error)
    return (
        Refused("disk_full", reason=reason)
        if error.errno == ENOSPC
        else Refused("unreadable_file", file=str(path), reason=reason)
    )


def show_check(checked: Checked) -> None:
    """Print how a file was understood, and what is wrong with it."""
    line = words(
        "{file}: реестр «{register}», источник «{source}», строк {rows}, в карантин {bad}, отброшено {dropped}",
        "{file}: register “{register}”, source “{source}”, rows {rows}, to quarantine {bad}, dropped {dropped}",
    )
    out.print(
        line.format(
            file=checked.file_name,
            register=checked.dataset.title.of(language()),
            source=checked.source,
            rows=checked.rows,
            bad=checked.quarantined,
            dropped=len(checked.dropped),
        ),
        markup=False,
    )
    if checked.ignored:
        out.print(
            "  " + words("не используются столбцы: ", "columns ignored: ") + ", ".join(checked.ignored), markup=False
        )
    if checked.unused_sheets:
        out.print(
            "  " + words("не используются листы: ", "sheets ignored: ") + ", ".join(checked.unused_sheets), markup=False
        )
    if checked.personal:
        note = words(
            "в файле есть личные данные: в журнале хранится копия без них",
            "the file names people: the journal keeps a copy without them",
        )
        out.print("  " + note, markup=False)
    for proposal in checked.proposed_mapping:
        title = checked.dataset.column(proposal.column).title.of(language())
        option = f'--map "{proposal.heading}={proposal.column}"'
        out.print("  " + words("возможно", "perhaps") + f": «{proposal.heading}» — «{title}» ({option})", markup=False)
    for title, proposals in checked.proposals().items():
        out.print("  " + words("новые значения", "new values") + f" «{title}»: " + ", ".join(proposals), markup=False)


def show_problems(checked: Checked, most: int) -> None:
    """Print the first problems, one sentence each with its file and sheet, and how many more there are."""
    for problem in checked.problems[:most]:
        place = words(
            f"{checked.file_name}, лист «{problem.sheet}». ", f"{checked.file_name}, sheet “{problem.sheet}”. "
        )
        out.print("  " + place + problem.sentence(language()), markup=False)
    if (more := len(checked.problems) - most) > 0:
        out.print("  " + words(f"и ещё {more}", f"and {more} more"), markup=False)


def check_files(arguments: argparse.Namespace) -> int:
    """Say how each file is understood and all that is wrong; exit code 1 when a row is, 2 when a file is refused."""
    worst = 0
    for path in arguments.files:
        try:
            checked = understood(arguments, path)
        except Refused as refusal:
            say_refusal(refusal)
            worst = 2
            continue
        show_check(checked)
        show_problems(checked, len(checked.problems))
        if arguments.report:
            write_report(checked, path, report_path(arguments.report, path, arguments.files))
        worst = max(worst, 1 if checked.quarantined else 0)
    return worst


def understood(arguments: argparse.Namespace, path: Path) -> Checked:
    """Return a file understood with what people confirmed before, and with what is said of its headings now."""
    said = arguments.register, arguments.source, dict(arguments.map)
    return service.check_for(warehouse(), path.name, read_bytes(path), *said)


def write_report(checked: Checked, original: Path, report: Path) -> None:
    """Write the workbook that goes back to the sender and say where it is."""
    report.write_bytes(service.sender_report(checked, read_bytes(original), language()))
    out.print("  " + words("отчёт для отправителя: ", "report for the sender: ") + str(report), markup=False)


def report_path(report: Path, path: Path, files: Sequence[Path]) -> Path:
    """Return where the report on a file goes: a name of its own when there are several, never over the file itself."""
    if len(files) == 1 and report.resolve() != path.resolve():
        return report
    return report.with_name(f"{report.stem}_{files.index(path) + 1}_{path.stem}.xlsx")


def load_files(arguments: argparse.Namespace) -> int:
    """Load each file; one that is refused is said at the end, the others stay loaded."""
    engine = warehouse()
    refused: list[Refused] = []
    name, step = (TextColumn(field, markup=False) for field in ("{task.description}", "{task.fields[step]}"))
    columns = (name, BarColumn(), step, TimeElapsedColumn())
    shown = err.is_terminal or arguments.keep_progress  # in a log a bar is a line of noise
    with (
        one_ahead(arguments.files, partial(understood, arguments)) as files,
        Progress(*columns, console=err, transient=not arguments.keep_progress, disable=not shown) as progress,
    ):
        for path, outcome in files:
            task = progress.add_task(path.name, total=1.0, step=words("чтение", "reading"))
            try:
                load_file(engine, outcome, arguments, partial(show_step, progress, task))
            except Refused as refusal:
                refused.append(refusal)
                progress.update(task, step=words("отказано", "refused"))
            del outcome  # with the file it holds, before the next one comes
    for reason in refused:
        say_refusal(reason)
    return 2 if refused else 0


def load_file(engine: Engine, outcome: Outcome, arguments: argparse.Namespace, progress: service.Progress) -> None:
    """Load one file and print how it was understood."""
    mapping = dict(arguments.map)
    if mapping and not arguments.by.strip():
        raise Refused("who_needed")
    checked = outcome.checked()
    if arguments.new_only and service.is_known(engine, checked):
        progress("known", 1.0)
        return
    result = service.load(engine, checked, arguments.by, arguments.whole, progress, outcome.sums)
    if mapping:
        service.confirm_mapping(engine, checked.dataset.name, checked.source, mapping, arguments.by)
    progress("done", 1.0)
    show_check(checked)
    show_result(result)


def show_step(progress: Progress, task: TaskID, step: str, share: float) -> None:
    """Move the bar of a file."""
    progress.update(task, completed=share, step=step_words(step))


def step_words(step: str) -> str:
    """Return the name of a step of a load."""
    names = {
        "rows": ("запись строк", "writing rows"),
        "summaries": ("сводные таблицы", "summaries"),
        "done": ("готово", "done"),
        "known": ("уже известен", "known already"),
    }
    return words(*names.get(step, (step, step)))


def show_result(result: service.Loaded) -> None:
    """Print what a load did and the first problems."""
    if result.status == "unchanged":
        out.print("  " + words("без изменений: эта версия уже загружена", "unchanged: this version is already loaded"))
        return
    out.print(
        "  "
        + words(
            f"загружено строк: {result.good} (загрузка № {result.load_id})",
            f"rows loaded: {result.good} (load {result.load_id})",
        )
    )
    show_problems(result.checked, SHOWN_PROBLEMS)


def show_status(_arguments: argparse.Namespace) -> int:
    """Print the sources of the warehouse."""
    engine = warehouse()
    if (state := schema_state(engine)) is not SchemaState.READY:
        out.print(state_words(state))
        return 0
    grid = Grid()
    for heading in words(
        "реестр|источник|загружен|кем|строк|карантин|данные с|по", "register|source|loaded|by|rows|quarantine|from|to"
    ).split("|"):
        grid.add_column(heading, overflow="fold")
    for source in service.sources(engine):
        days = [str(day or "—") for day in (source.first_date, source.last_date)]
        grid.add_row(
            source.register,
            escape(source.source),
            source.loaded_at,
            escape(source.loaded_by),
            str(source.loaded),
            str(source.quarantined),
            *days,
        )
    wide = out if out.is_terminal else Console(width=PIPED_WIDTH)  # names must stay whole: undo asks for them
    wide.print(grid)
    return 0


def state_words(state: SchemaState) -> str:
    """Return what a warehouse without data wants."""
    return {
        SchemaState.ABSENT: words(
            "Хранилища ещё нет. Загрузите файл: python -m etl load ФАЙЛ",
            "No warehouse yet. Load a file: python -m etl load FILE",
        ),
        SchemaState.EMPTY: words(
            "Хранилище пусто. Загрузите файл: python -m etl load ФАЙЛ",
            "The warehouse is empty. Load a file: python -m etl load FILE",
        ),
        SchemaState.OUTDATED: Refused("outdated").sentence(language()),
    }[state]


def undo_source(arguments: argparse.Namespace) -> int:
    """Withdraw the current version of a source."""
    before = service.undo(warehouse(), arguments.source, arguments.register, arguments.by)
    if before is None:
        out.print(
            words(
                f"Источник «{arguments.source}» убран: прежней версии не было.",
                f"Source “{arguments.source}” is gone: it had no earlier version.",
            ),
            markup=False,
        )
    else:
        out.print(
            words(
                f"Вернулась версия «{before.file_name}» от {before.loaded_at}.",
                f"The version “{before.file_name}” of {before.loaded_at} is back.",
            ),
            markup=False,
        )
    return 0


def rebuild(arguments: argparse.Namespace) -> int:
    """Derive all tables anew from the journal."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as progress:
        task = progress.add_task(words("пересборка", "rebuild"), total=1.0)
        count = service.rebuild(
            warehouse(), arguments.by, lambda step, share: progress.update(task, completed=share, description=step)
        )
        progress.update(task, completed=1.0)
    out.print(words(f"Пересобрано источников: {count}", f"Sources rebuilt: {count}"))
    return 0


def write_template(arguments: argparse.Namespace) -> int:
    """Write the blank form of a register."""
    dataset = named_register(arguments.name)
    path = arguments.out or Path(f"{dataset.title.of(language())}.xlsx")
    path.write_bytes(service.form(dataset.name, language()))
    out.print(str(path), markup=False)
    return 0


def explain_values(arguments: argparse.Namespace) -> int:
    """Print how every value of a column is understood, row by row, as CSV."""
    writer = csv.writer(sys.stdout)
    writer.writerow(HEADINGS[arguments.kind])
    confirmed = present_state(warehouse()).aliases if arguments.kind == "region" else {}
    writer.writerows(explain_column(column_texts(arguments.file, arguments.column), arguments.kind, confirmed))
    return 0


def column_texts(path: Path, column: str) -> Iterable[str]:
    """Return the cells under a heading of the first row; Refused when there is no such heading."""
    content = read_bytes(path)
    rows = read_sheets(path.name, content)[0].rows
    headings = [heading.strip() for heading in rows[0]]
    if not content.startswith((ZIP_MARK, OLE_MARK)):
        rows = text_rows(content, column)
    found = [heading.strip() for heading in rows[0]]
    if column not in found:
        raise Refused(
            "no_column", file=path.name, column=column, possible=", ".join(f"«{heading}»" for heading in headings)
        )
    place = found.index(column)
    return (row[place] if place < len(row) else "" for row in rows[1:])


def text_rows(content: bytes, column: str) -> list[list[str]]:
    """Return every row of a text file, empty ones too: what is explained must stand beside what was given."""
    encoding = find_encoding(content)
    best, hinted = find_delimiter(content, encoding)
    text = content.decode(encoding)
    for delimiter in (best, *DELIMITERS, NO_DELIMITER):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        headings = next(islice(rows, hinted, None), [])
        if delimiter == NO_DELIMITER or (len(headings) > 1 and column in map(str.strip, headings)):
            break
    return [headings, *rows]


def make_demo(arguments: argparse.Namespace) -> int:
    """Write synthetic registers into a folder."""
    from etl.demo import write_demo  # brings the writer of workbooks, which no other command needs

    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in write_demo(arguments.rows, arguments.seed, arguments.out, arguments.until):
        out.print(str(path), markup=False)
    return 0


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
    for command, action in ((load, load_files), (check, check_files)):
        command.set_defaults(run=action)
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
    commands.add_parser("status", help="list the sources of the warehouse").set_defaults(run=show_status)
    undo = commands.add_parser("undo", help="withdraw the current version of a source; the one before comes back")
    undo.add_argument("source", metavar="SOURCE")
    undo.add_argument("--register", default="", metavar="NAME", help="when two registers have a source of that name")
    renew = commands.add_parser("rebuild", help="derive all tables anew from the journal")
    for command, action in ((undo, undo_source), (renew, rebuild)):
        command.add_argument("--by", default="", metavar="NAME", help="who does it, for the journal")
        command.set_defaults(run=action)


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


def add_other_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add template, values and demo."""
    template = commands.add_parser("template", help="write the blank form of a register")
    template.add_argument("name", metavar="REGISTER", help=", ".join(DATASETS))
    template.add_argument("--out", type=Path, metavar="FILE")
    template.set_defaults(run=write_template)
    values = commands.add_parser("values", help="explain a column value by value, as CSV on the standard output")
    values.add_argument("file", type=Path, metavar="FILE")
    values.add_argument("--column", required=True, metavar="NAME", help="heading in the first row")
    values.add_argument("--kind", required=True, choices=sorted(HEADINGS))
    values.set_defaults(run=explain_values)
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
    demo.set_defaults(run=make_demo)


def database_refusal(error: Exception) -> Refused:
    """Return what is said when the database does not do its part."""
    told = error.orig if isinstance(error, DBAPIError) and error.orig else error
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
        code = int(arguments.run(arguments))
        sys.stdout.flush()  # a reader that left is met here, not when Python ends
        return code
    except Refused as refusal:
        say_refusal(refusal)
    except DBAPIError as error:
        say_refusal(database_refusal(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say_refusal(file_refusal(error, error.filename))
    except KeyboardInterrupt:
        err.print(words("Прервано.", "Interrupted."), style="red")
        return INTERRUPTED
    return 2
