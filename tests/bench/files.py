"""What the bench works on: synthetic files and warehouses of the sizes asked for, made once and kept."""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from etl.read import read_sheets
from etl.regions import REGIONS
from etl.service import SchemaState, create_engine, schema_state
from tests.e2e.serving import ROOT, run_etl

FOLDER = ROOT / "var" / "bench"
ONE_SET = 200_000
FAULTY_EVERY = 10


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much the bench takes: rows of the warehouses, of the files, and how often each thing is done."""

    small: int = 20_000
    middle: int = 200_000
    large: int = 2_000_000
    loaded: int = 100_000
    names: int = 100_000
    misspelt: int = 2_000
    returned: int = 20_000
    repeats: int = 7
    loads: int = 7
    periods: int = 8  # two at least: the same period chosen again changes nothing
    warming: int = 50  # runs after which the caches of the server are filled
    reruns: int = 500
    readers: int = 50
    many: int = 200  # readers that two processes must bear
    minutes: float = 10  # in which memory must stay as it is


def demo_files(rows: int, seed: int = 1) -> list[Path]:
    """Return the synthetic registers with that many rows, written when they are not there."""
    folder = FOLDER / f"demo-{rows}-{seed}"
    done = folder / "done"
    if not done.exists():
        run_etl("", "demo", "--rows", str(rows), "--seed", str(seed), "--out", str(folder))
        done.touch()
    return sorted(folder.glob("demo_*"))


def warehouse(rows: int) -> str:
    """Return the address of a warehouse with that many synthetic rows, built when it is not there or of an older shape.

    A large one is made of sets from several senders, as a real one is.
    """
    path = FOLDER / f"warehouse-{rows}.db"
    address, done = f"sqlite:///{path}", path.with_suffix(".done")
    if not done.exists() or schema_state(create_engine(address)) is not SchemaState.READY:
        done.unlink(missing_ok=True)
        for leftover in FOLDER.glob(f"{path.name}*"):
            leftover.unlink()
        for seed in range(1, max(rows // ONE_SET, 1) + 1):
            load_set(address, demo_files(min(rows, ONE_SET), seed), seed)
        done.touch()
    return address


def load_set(address: str, files: list[Path], seed: int) -> None:
    """Load a set as the sources of one sender."""
    for file in files:
        run_etl(address, "load", "--invented", "--source", f"demo {seed} {file.stem}", str(file))


def as_text(file: Path) -> Path:
    """Return a workbook's first sheet as a .csv file beside it, under a name that no set of files has."""
    path = file.with_name(f"text_{file.stem}.csv")
    if not path.exists():
        with path.open("w", encoding="utf-8-sig", newline="") as text:
            csv.writer(text, delimiter=";").writerows(read_sheets(file.name, file.read_bytes())[0].rows)
    return path


def faulty_file(rows: int) -> Path:
    """Return a workbook of that many rows where one row in ten names a region that is none."""
    path = FOLDER / f"faulty-{rows}.xlsx"
    if not path.exists():
        source = next(file for file in demo_files(rows * 5 // 2) if "events" in file.name)
        lines = read_sheets(source.name, source.read_bytes())[0].rows
        names = {region.name for region in REGIONS} | {region.short_name for region in REGIONS}
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        sheet = book.add_worksheet("Реестр")
        for row, line in enumerate(lines):
            spoil = row % FAULTY_EVERY == 0
            sheet.write_row(row, 0, ["Атлантида" if spoil and cell in names else cell for cell in line])
        book.close()
    return path


def names_file(count: int, misspelt: bool) -> Path:
    """Return a .csv file with a column of region names: as registers repeat them, or each misspelt in its own way."""
    path = FOLDER / f"names-{count}{'-misspelt' if misspelt else ''}.csv"
    if not path.exists():
        chance = random.Random(1)  # noqa: S311 (names, not secrets)
        names = [chance.choice(REGIONS).name for _ in range(count)]
        spelled = [with_slip(name, chance) if misspelt else name for name in names]
        path.write_text("\n".join(["Регион", *spelled]), encoding="utf-8")
    return path


def with_slip(name: str, chance: random.Random) -> str:
    """Return a name with two letters lost."""
    for _ in range(2):
        place = chance.randrange(len(name))
        name = name[:place] + name[place + 1 :]
    return name
