"""The commands check and load: files are read, checked and loaded into the warehouse.

SQLAlchemy is imported where the warehouse is opened: meanwhile another process reads the first file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from etl.cli.file_options import (
    AllOfRegion,
    Covers,
    CoversFrom,
    CoversRegions,
    CoversTo,
    Files,
    HiddenRows,
    HiddenSheets,
    Invented,
    KeepProgress,
    Meanings,
    NewOnly,
    Register,
    Report,
    Sections,
    Source,
    Whole,
    coverage_option,
    wanted_option,
)
from etl.cli.read_ahead import Outcome, Steps, read_ahead
from etl.cli.understood_file import say_refused, show_check, show_problems
from etl.datasets.coverage import Coverage
from etl.intake.checked import Checked, Confirmed, Opened, opened, understand
from etl.intake.hidden import NOTHING_HIDDEN, Wanted
from etl.problems import Refused
from etl.terminal.noted import note
from etl.terminal.options import By
from etl.terminal.printing import err, language, read_bytes, say, warehouse, words

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID
    from sqlalchemy.engine import Engine

    from etl import service
    from etl.rows.write import Progress as LoadProgress

SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command says of the files: the register, the source, and the meaning of headings."""

    register: str
    source: str
    meanings: Mapping[str, str]
    wanted: Wanted = NOTHING_HIDDEN


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How files are to be loaded, and by whom."""

    check: CheckOptions
    by: str
    new_only: bool
    whole: bool
    coverage: Coverage | None
    invented: bool


def check_files(
    files: Files,
    register: Register = "",
    source: Source = "",
    meanings: Meanings = None,
    report: Report = None,
    hidden_rows: HiddenRows = False,
    hidden_sheets: HiddenSheets = False,
    sections: Sections = False,
    region: AllOfRegion = "",
) -> int:
    """Print how each file is understood and what is wrong; return 1 when a row is faulty, 2 when a file is refused."""
    engine, worst = warehouse(), 0
    options = CheckOptions(
        register, source, dict(meanings or ()), wanted_option(hidden_rows, hidden_sheets, sections, region)
    )
    for path in files:
        try:
            file = read(path)
            checked = understood(options, file, confirmed_in(engine))
        except Refused as refusal:
            say_refused(refusal)
            worst = 2
            continue
        show_check(checked)
        show_problems(checked, len(checked.problems))
        if report:
            write_report(checked, file.content, report_path(report, path, files))
        worst = max(worst, 1 if checked.quarantined else 0)
    return worst


def read(path: Path) -> Opened:
    """Return the file with its sheets; Refused when it cannot be read."""
    return opened(path.name, read_bytes(path))


def understood(options: CheckOptions, file: Opened, confirmed: Confirmed) -> Checked:
    """Return a checked file, read with what people confirmed before and with the headings explained now."""
    return understand(file, options.register, options.source, options.meanings, confirmed, options.wanted)


def confirmed_in(engine: "Engine") -> Confirmed:
    """Return what people confirmed so far."""
    from etl.warehouse.journal import present_state  # the service imports more than a check needs

    return present_state(engine).confirmed


def write_report(checked: Checked, original: bytes, report: Path) -> None:
    """Write the workbook that goes back to the sender and say where it is."""
    from etl import service

    report.write_bytes(service.sender_report(checked, original, language()))
    say("  " + words("отчёт для отправителя: ", "report for the sender: ") + str(report))


def report_path(report: Path, path: Path, files: Sequence[Path]) -> Path:
    """Return where the report on a file goes: a name of its own when there are several, never over the file itself."""
    if len(files) == 1 and report.resolve() != path.resolve():
        return report
    return report.with_name(f"{report.stem}_{files.index(path) + 1}_{path.stem}.xlsx")


def load_files(
    files: Files,
    register: Register = "",
    source: Source = "",
    meanings: Meanings = None,
    new_only: NewOnly = False,
    by: By = "",
    whole: Whole = False,
    covers: Covers = None,
    covers_from: CoversFrom = None,
    covers_to: CoversTo = None,
    covers_regions: CoversRegions = "",
    invented: Invented = False,
    hidden_rows: HiddenRows = False,
    hidden_sheets: HiddenSheets = False,
    sections: Sections = False,
    region: AllOfRegion = "",
    keep_progress: KeepProgress = False,
) -> int:
    """Load the files one after another while the next one is being read; one that is refused is reported at the end."""
    coverage = coverage_option(covers, covers_from, covers_to, covers_regions)
    said = CheckOptions(
        register, source, dict(meanings or ()), wanted_option(hidden_rows, hidden_sheets, sections, region)
    )
    options = LoadOptions(said, by, new_only, whole, coverage, invented)
    engine = cache(warehouse)  # opened at the first use
    steps = Steps(read, partial(understood, options.check), lambda: confirmed_in(engine()))
    refused: list[Refused] = []
    with read_ahead(files, steps) as outcomes, progress_of_files(keep_progress) as progress:
        bring_over(engine(), progress)
        for path, outcome in outcomes:
            task = progress.add_task(path.name, total=1.0, step=words("чтение", "reading"))
            try:
                load_file(engine(), outcome, options, partial(show_step, progress, task))
            except Refused as refusal:
                note_refused(engine(), refusal, by)
                refused.append(refusal)
                progress.update(task, step=words("отказано", "refused"))
            del outcome  # frees the file before the next one arrives
    for reason in refused:
        say_refused(reason)
    return 2 if refused else 0


def note_refused(engine: "Engine", refusal: Refused, by: str) -> None:
    """Note that a load was refused."""
    from etl.service import What

    note(engine, What.REFUSAL, f"{What.LOAD}: {refusal.code}", by)


def bring_over(engine: "Engine", progress: "Progress") -> None:
    """Update a warehouse of an older version before anything is loaded into it."""
    from etl import service

    task = progress.add_task("", total=1.0, step=words("обновление хранилища", "updating the warehouse"), visible=False)
    step = partial(progress.update, task, visible=True)
    if service.bring_over(engine, lambda name, share: step(completed=share, description=name)):
        err().print(
            words("Хранилище обновлено до этой версии программы.", "The warehouse was brought to this version.")
        )


def progress_of_files(keep: bool) -> "Progress":
    """Return the progress bars of the files; in a log they are noise, unless `keep` asks for them."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    name, step = (TextColumn(field, markup=False) for field in ("{task.description}", "{task.fields[step]}"))
    columns = (name, BarColumn(), step, TimeElapsedColumn())
    return Progress(*columns, console=err(), transient=not keep, disable=not (err().is_terminal or keep))


def load_file(engine: "Engine", outcome: Outcome, options: LoadOptions, progress: "LoadProgress") -> None:
    """Load one file and print how it was understood."""
    from etl import service

    meanings = options.check.meanings
    if meanings and not options.by.strip():
        raise Refused("who_needed")
    checked, prepared = outcome()
    checked = replace(checked, coverage=options.coverage or checked.coverage)
    if options.new_only and service.is_known(engine, checked):
        progress("known", 1.0)
        return
    service.ask_about_invented(checked, options.invented)
    result = service.load(engine, checked, options.by, options.whole, progress, prepared)
    if meanings:
        service.confirm_mapping(engine, checked.dataset.name, checked.source, meanings, options.by)
    note(engine, service.What.LOAD, f"{checked.dataset.name}/{checked.source}", options.by)
    progress("done", 1.0)
    show_check(checked)
    show_result(result)


def show_step(progress: "Progress", task: "TaskID", step: str, share: float) -> None:
    """Move the bar of a file."""
    progress.update(task, completed=share, step=step_words(step))


def step_words(step: str) -> str:
    """Return the name of a step of a load."""
    names = {
        "rows": ("запись строк", "writing rows"),
        "decisions": ("решения", "decisions"),
        "done": ("готово", "done"),
        "known": ("уже известен", "known already"),
    }
    return words(*names.get(step, (step, step)))


def show_result(result: "service.Loaded") -> None:
    """Print what a load did and the first problems."""
    if result.status == "unchanged":
        say("  " + words("без изменений: эта версия уже загружена", "unchanged: this version is already loaded"))
        return
    say(
        "  "
        + words(
            f"загружено строк: {result.good} (загрузка № {result.load_id})",
            f"rows loaded: {result.good} (load {result.load_id})",
        )
    )
    show_problems(result.checked, SHOWN_PROBLEMS)
