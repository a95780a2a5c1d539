"""How quickly files are read, checked, loaded, explained and returned, and what memory that takes."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench import files
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes, as_text, demo_files, faulty_file, names_file
from tests.bench.machine import Ran, ran

PEAK_MB, LEAST_OF_CHECK = 450, 0.85
LOAD_METHOD = """`python -m etl load` and `check` of the three synthetic registers, the start of Python included, every check
included; each load into a fresh SQLite warehouse. A check and a load in turn: “to the check” is the median of the ratios of their speeds.
Median time, largest peak; memory is what the process and its children have of their own, and once the files that all of them have mapped."""
VALUES_METHOD = "The command `values` for regions, the start of Python included."
REPORT_METHOD = "The workbook for the sender (`check` with `--report`): a workbook of events where one row in ten names a region that is none."


def etl(database: str, *arguments: str) -> Ran:
    """Run a command of the registers and measure it."""
    return ran(database, [sys.executable, "-m", "etl", *arguments])


def loading(sizes: Sizes) -> Section:
    """Measure loads and checks from both formats."""
    workbooks = demo_files(sizes.loaded)
    texts = [as_text(file) for file in workbooks]
    formats = ((".csv", texts), (".xlsx", workbooks))
    figures = [figure for name, paths in formats for figure in format_figures(name, paths, sizes)]
    return Section(f"Loading {sizes.loaded:,} rows", LOAD_METHOD, figures)


def format_figures(name: str, registers: Sequence[Path], sizes: Sizes) -> Iterator[Figure]:
    """Yield speed and memory of checking and loading files of one format."""
    pairs = [(etl("", "check", *map(str, registers)), load(registers)) for _ in range(sizes.loads)]
    yield Figure(f"check of {name}", sizes.loaded / median(check.seconds for check, _ in pairs), "rows/s")
    yield Figure(f"load from {name}", sizes.loaded / median(loaded.seconds for _, loaded in pairs), "rows/s")
    to_check = median(check.seconds / loaded.seconds for check, loaded in pairs)
    yield Figure(f"load from {name} to the check", to_check, "of its speed", LEAST_OF_CHECK, at_least=True)
    yield Figure(f"load from {name}, peak memory", max(loaded.peak_mb for _, loaded in pairs), "MB", PEAK_MB)
    yield Figure(f"check of {name}, peak memory", max(check.peak_mb for check, _ in pairs), "MB")


def load(registers: Sequence[Path]) -> Ran:
    """Load files into a fresh warehouse."""
    with TemporaryDirectory(dir=files.FOLDER) as folder:
        return etl(f"sqlite:///{folder}/warehouse.db", "load", "--invented", *map(str, registers))


def explaining(sizes: Sizes) -> Section:
    """Measure how quickly names of regions are explained."""
    figures = []
    for what, count, misspelt in (
        ("names as registers repeat them", sizes.names, False),
        ("names each misspelt in its own way", sizes.misspelt, True),
    ):
        run = etl("", "values", str(names_file(count, misspelt)), "--column", "Регион", "--kind", "region")
        if (answers := run.said.count(b"\n") - 1) != count:
            raise RuntimeError(f"{answers} answers to {count} names")
        figures.append(Figure(f"{count:,} {what}", count / run.seconds, "names/s"))
    return Section("Explaining names of regions", VALUES_METHOD, figures)


def returning(sizes: Sizes) -> Section:
    """Measure the workbook that goes back to the sender."""
    with TemporaryDirectory(dir=files.FOLDER) as folder:
        run = etl("", "check", "--report", f"{folder}/report.xlsx", str(faulty_file(sizes.returned)))
    what = f"{sizes.returned:,} rows, {sizes.returned // 10:,} faulty"
    figures = [Figure(what, run.seconds, "s"), Figure(f"{what}, peak memory", run.peak_mb, "MB")]
    return Section("The workbook that goes back to the sender", REPORT_METHOD, figures)
