"""Registers in which every free text says whose row it is, and what of them a clerk may not read."""

import csv
import functools
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from etl import service
from etl.demo import write_demo
from etl.regions import DISTRICTS, REGION_BY_CODE, match_region
from etl.warehouse.database import create_engine
from tests.pages.warehouses import address, closed, copy, empty

ROWS, SEED = 2500, 11
MARKED = ("Организация", "Программа", "Название", "Партнёр", "Практика", "Номер заявки", "Источник")
# What recurs in rows of several regions: known to a clerk from own rows, or from nowhere.
SHARED = ("Мероприятие", "Муниципалитет")
# Columns of a vocabulary, in which one row of twenty holds a word that it does not know.
VOCABULARIES = ("Формат", "Режим", "Категория", "Вид активности", "Канал")
NAMING = ("Регион", "Регион-участник", "Регион проведения", "Регион-партнёр")
MARK = re.compile(r"~(\d\d)~")


@dataclass(frozen=True)
class Row:
    """A row as it was loaded: the code of its region, its shared texts, the codes of the regions it names."""

    region: str
    shared: frozenset[str]
    named: frozenset[str]


@functools.cache
def marked_registers() -> tuple[Path, tuple[Row, ...]]:
    """Return a warehouse of marked registers, made once, and their rows."""
    path, rows = copy(empty()), []
    engine = create_engine(address(path))
    with TemporaryDirectory() as folder:
        for file in write_demo(ROWS, SEED, Path(folder)):
            content, own = marked(file)
            rows += own
            service.load(engine, service.check(f"{file.stem}.csv", content))
    return closed(engine, path), tuple(rows)


def marked(file: Path) -> tuple[bytes, list[Row]]:
    """Return a register with its texts marked, as CSV, and its rows."""
    _title, headings, *lines = load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True)
    names, text = [str(name) for name in headings], io.StringIO()
    rows: list[Row] = []
    writer = csv.writer(text, delimiter=";")
    writer.writerow(names)
    for line in lines:
        cells = dict(zip(names, ("" if cell is None else written(cell) for cell in line), strict=True))
        code = match_region(cells.get("Регион-участник") or cells.get("Регион") or "").code
        for name in MARKED:
            if cells.get(name) and code:
                cells[name] = f"https://example.org/~{code}~" if name == "Источник" else f"{cells[name]} ~{code}~"
        for name in VOCABULARIES:
            if cells.get(name) and code and len(rows) % 20 == 0:
                cells[name] = f"{cells[name]} ~{code}~"
        named = (match_region(cells.get(name, "")).code for name in NAMING)
        shared = frozenset(filter(None, (cells.get(name, "") for name in SHARED)))
        rows.append(Row(code or "", shared, frozenset(filter(None, named))))
        writer.writerow(cells.values())
    return text.getvalue().encode("utf-8-sig"), rows


def written(cell: object) -> str:
    """Return a cell as people write it in CSV."""
    return cell.strftime("%d.%m.%Y") if hasattr(cell, "strftime") else str(cell)


@dataclass(frozen=True)
class Secrets:
    """What may not stand in anything a clerk of these regions gets."""

    regions: tuple[str, ...]
    texts: frozenset[str]
    names: re.Pattern[str]
    allowed: re.Pattern[str]
    districts: frozenset[str]

    def found_in(self, words: Iterable[str]) -> list[str]:
        """Return what of it stands in these words, without a word that stands there twice."""
        every = self.allowed.sub("", "\n".join(words).replace("\u00a0", " "))
        marks = [mark[0] for mark in MARK.finditer(every) if mark[1] not in self.regions]
        return sorted({*marks, *(text for text in self.texts if text in every), *self.names.findall(every)})


@functools.cache
def secrets(regions: tuple[str, ...]) -> Secrets:
    """Return what clerks of these regions may not read: what only rows of others tell, and names no row of theirs has."""
    own = [row for row in marked_registers()[1] if row.region in regions]
    others = [row for row in marked_registers()[1] if row.region not in regions]
    known = frozenset[str]().union(*(row.shared for row in own))
    texts = {text for row in others for text in row.shared if not any(text in mine for mine in known)}
    allowed = set(regions).union(*(row.named for row in own))
    foreign = [region for code, region in REGION_BY_CODE.items() if code not in allowed]
    may_stand = {name for code in allowed for name in names_of(code)}
    names = sorted({name for region in foreign for name in names_of(region.code)} - may_stand, key=len, reverse=True)
    districts = {district.name for district in DISTRICTS} - {
        district.name
        for district in DISTRICTS
        if any(REGION_BY_CODE[code].federal_district == district.code for code in regions)
    }
    # «Moscow» is no other region in «Moscow Oblast».
    longer = sorted(may_stand, key=len, reverse=True)
    return Secrets(regions, frozenset(texts), any_of(names), any_of(longer), frozenset(districts))


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern that finds any of these names as whole words."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w)")


def names_of(code: str) -> tuple[str, ...]:
    """Return the names a region goes by, in both languages."""
    region = REGION_BY_CODE[code]
    return region.name, region.short_name, region.name_en, region.short_name_en
