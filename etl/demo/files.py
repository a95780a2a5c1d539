"""Writing an invented register as a clerk keeps it: a title above, a total below, odd spellings, a few bad rows."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from etl.datasets.coverage import COVERAGE, FULL_WORD
from etl.datasets.dataset import Column, Dataset, Kind
from etl.demo.world import Chunk, World, texts
from etl.intake.invented import MARK

STAGE = 4
MOST_ROWS_IN_EXCEL = 60_000
ODD_SPELLINGS, BAD_REGIONS, BAD_DATES = 0.015, 0.001, 0.001
UNKNOWN_REGION, IMPOSSIBLE_DATE = "Атлантида", "31.02.2025"
FOOTNOTE = f"* По данным региональных ассоциаций. {MARK.ru}."
DATE_FORMAT = "%d.%m.%Y"
DAY = re.compile(r"\d\d\.\d\d\.\d{4}")
NUMBER = re.compile(r"\d+(,\d+)?")
Value = str | float | datetime


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a register: the name after "demo_" and what the file says of its completeness."""

    dataset: Dataset
    name: str
    covers: str = FULL_WORD


def write_register(world: World, source: Source, chunks: Iterable[Chunk], rows: int, directory: Path) -> Path:
    """Write the source as .xlsx, or as .csv when it is large, and return the file; the other format is removed."""
    small = rows <= MOST_ROWS_IN_EXCEL
    path = directory / f"demo_{source.name}.{'xlsx' if small else 'csv'}"
    # Both formats side by side would be two sources of the same rows.
    path.with_suffix(".csv" if small else ".xlsx").unlink(missing_ok=True)
    lines = _lines(world, source, chunks)
    if small:
        _write_workbook(path, source.dataset, lines, world)
    else:
        _write_text(path, lines)
    return path


def _lines(world: World, source: Source, chunks: Iterable[Chunk]) -> Iterator[list[str]]:
    dataset = source.dataset
    rng = np.random.default_rng([world.seed, STAGE, *source.name.encode()])
    yield [f"Реестр «{dataset.title.ru}», {world.first:%d.%m.%Y} – {world.until:%d.%m.%Y}. {MARK.ru}."]
    yield [column.title.ru for column in dataset.columns]
    if dataset.plan:  # plans are kept by one careful person, and their sum would mean nothing
        for chunk in chunks:
            yield from _rows(dataset, chunk)
        yield [FOOTNOTE]
        return
    counted = next((place for place, column in enumerate(dataset.columns) if column.kind == Kind.COUNT), None)
    total = 0
    for chunk in chunks:
        for row in _rows(dataset, _with_quirks(world, rng, source, chunk)):
            # As Excel's own sum does it: only the cells that are numbers.
            total += int(row[counted]) if counted is not None and row[counted].isdigit() else 0
            yield row
    if counted is not None:
        yield ["Итого", *[""] * (counted - 1), str(total)]
    yield [FOOTNOTE]


def _with_quirks(world: World, rng: np.random.Generator, source: Source, chunk: Chunk) -> Chunk:
    """Return the chunk with some regions spelled another way, a few that are none, and a few days that do not exist."""
    dataset = source.dataset
    regions, day = chunk[dataset.region], dataset.date[0]
    size = len(regions)
    places = {name: place for place, name in enumerate(world.names)}
    number = rng.integers(0, world.spellings.shape[1], size)
    spelled = texts([_spelled(world, places.get(name), name, one) for name, one in zip(regions, number, strict=True)])
    chance = rng.random(size)
    odd = np.where(chance < BAD_REGIONS + ODD_SPELLINGS, spelled, regions)
    return {
        **chunk,
        dataset.region: np.where(chance < BAD_REGIONS, UNKNOWN_REGION, odd),
        day: np.where(rng.random(size) < BAD_DATES, IMPOSSIBLE_DATE, chunk[day]),
        COVERAGE.name: texts([source.covers] * size),
    }


def _spelled(world: World, place: int | None, name: str, number: int) -> str:
    """Return another spelling of a region; «без региона» and «все регионы» have none."""
    return name if place is None else str(world.spellings[place, number])


def _rows(dataset: Dataset, chunk: Chunk) -> Iterator[list[str]]:
    size = len(chunk[dataset.region])
    empty = texts([""] * size)
    columns = (chunk.get(column.name, empty).tolist() for column in dataset.columns)
    yield from map(list, zip(*columns, strict=True))


def _write_text(path: Path, lines: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(lines)


def _write_workbook(path: Path, dataset: Dataset, lines: Iterable[list[str]], world: World) -> None:
    """Write the lines as a workbook whose numbers are numbers and whose days are dates, as Excel makes them."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd.mm.yyyy"})
    book.set_properties({"created": datetime.combine(world.until, datetime.min.time())})
    sheet = book.add_worksheet("Реестр")
    values: list[dict[str, Value]] = [{"": ""} for _ in dataset.columns]
    for row, line in enumerate(lines):
        for place, text in enumerate(line):
            if text not in values[place]:
                values[place][text] = _value(dataset.columns[place], text)
            _write_cell(sheet, row, place, values[place][text])
    sheet.freeze_panes(2, 0)
    book.close()


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    match value:
        case "":
            return
        case str():
            sheet.write_string(row, column, value)
        case float():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_datetime(row, column, value)


def _value(column: Column, text: str) -> Value:
    if column.kind == Kind.DATE and DAY.fullmatch(text) and text != IMPOSSIBLE_DATE:
        return datetime.strptime(text, DATE_FORMAT)
    if column.kind in (Kind.COUNT, Kind.NUMBER, Kind.YEAR) and NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    return text
