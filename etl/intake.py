"""From the bytes of a file to judged rows: read, find the table, recognise the register, normalise, validate."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from etl.dataset import Dataset, Kind
from etl.datasets import DATASETS
from etl.headings import SEARCHED_ROWS
from etl.normalise import normalise
from etl.problems import Problem, Refused
from etl.read import Sheet, read_sheets
from etl.recognise import is_personal, match_headings, missing_columns, recognise_register, recognised
from etl.regions import match_region, normalise_name
from etl.table import Dropped, Table, find_table
from etl.validate import Batch, validate

NOTHING: Mapping[str, str] = MappingProxyType({})
UNDERSTOOD = ("matched", "none", "empty")
MAX_FILE_MB = 200
VERSION_MARKS = re.compile(
    r"[\s_\-(]+(?:\d{4}[._\-]\d{1,2}[._\-]\d{1,2}|\d{1,2}[._\-]\d{1,2}[._\-]\d{2,4}|\d{8}|\d{1,2}[._\-]\d{4}"
    r"|v\.?\s?\d+|верс\w*\.?\s?\d*|испр\w*|правк\w*|нов\w{2}|итог\w*|финал\w*|final|копия|copy|\(\d+\))\)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file understood: its register and source, its judged rows, what was dropped, which columns and sheets are unused.

    `aliases` are the keys of the confirmed names its rows rest on, `mapping` the headings a person explained.
    """

    file_name: str
    content: bytes
    dataset: Dataset
    source: str
    batches: tuple[Batch, ...]
    ignored: tuple[str, ...]
    personal: bool
    unused_sheets: tuple[str, ...] = ()
    aliases: frozenset[str] = frozenset()
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Return the mark of the file's bytes."""
        return sha256(self.content).hexdigest()

    @property
    def rows(self) -> int:
        """Return the number of data rows, good and bad."""
        return sum(batch.rows for batch in self.batches)

    @property
    def quarantined(self) -> int:
        """Return the number of rows that cannot be understood."""
        return sum(len(batch.quarantined) for batch in self.batches)

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """Return the rows that are certainly not data, with the reason."""
        return tuple(row for batch in self.batches for row in batch.table.dropped)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong, in the order of the rows."""
        return tuple(problem for batch in self.batches for problem in batch.problems)

    def proposals(self) -> dict[str, tuple[str, ...]]:
        """Return the words no vocabulary knows, by column title."""
        found: dict[str, set[str]] = {}
        for batch in self.batches:
            for title, words in batch.proposals().items():
                found.setdefault(title, set()).update(words)
        return {title: tuple(sorted(words)) for title, words in found.items()}


def source_name(file_name: str) -> str:
    """Return the name a file's source goes by: the file name without folders, ending, dates and version marks."""
    stem = Path(file_name.replace("\\", "/")).name
    stem = stem.rpartition(".")[0] or stem
    while (shorter := VERSION_MARKS.sub("", stem)) != stem and shorter.strip(" _-"):
        stem = shorter
    return " ".join(stem.replace("_", " ").split()) or "без имени"


def named_register(name: str) -> Dataset:
    """Return the register of that name; Refused with the names there are."""
    if name not in DATASETS:
        raise Refused("no_register", name=name, possible=", ".join(DATASETS))
    return DATASETS[name]


def sheets_of(file_name: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a file that hold any text; Refused when the file is larger than can be taken."""
    if len(content) > MAX_FILE_MB * 1_000_000:
        raise Refused("too_large", file=file_name, size=len(content) // 1_000_000, limit=MAX_FILE_MB)
    return [sheet for sheet in read_sheets(file_name, content) if sheet.rows]


def tables_of(file_name: str, sheets: list[Sheet]) -> list[Table]:
    """Return the tables of the sheets; Refused when no sheet has a row of known headings."""
    tables = [table for sheet in sheets if (table := find_table(sheet, recognised)) is not None]
    convincing = [table for table in tables if recognised(table.headings) > 1]
    if not convincing:
        register = next(iter(DATASETS.values()))
        examples = ", ".join(f"«{column.title.ru}»" for column in register.required())
        raise Refused("no_header", file=file_name, examples=examples, register=register.name)
    return convincing


def register_of(file_name: str, tables: list[Table], register: str) -> Dataset:
    """Return the one register of a file's tables: the one named, or the one recognised; Refused when there are several."""
    if register:
        return named_register(register)
    fullest = max(tables, key=lambda table: recognised(table.headings))
    dataset = recognise_register(file_name, fullest.headings)
    complete = [table for table in tables if not lacks_all(table)]
    found = dict.fromkeys(recognise_register(file_name, table.headings).title.ru for table in complete)
    if len(found) > 1:
        raise Refused("several_registers", file=file_name, registers=", ".join(f"«{title}»" for title in found))
    return dataset


def lacks_all(table: Table) -> bool:
    """Return whether a table has the required columns of no register."""
    return all(missing_columns(dataset, table.headings) for dataset in DATASETS.values())


def tables_for(file_name: str, tables: list[Table], dataset: Dataset) -> list[Table]:
    """Return the tables of a register: those that are its own before those that merely have its columns."""
    complete = [table for table in tables if not missing_columns(dataset, table.headings)]
    own = [table for table in complete if recognise_register(file_name, table.headings) is dataset]
    return own or complete


def check(
    file_name: str,
    content: bytes,
    register: str = "",
    source: str = "",
    aliases: Mapping[str, str] = NOTHING,
    mapping: Mapping[str, str] = NOTHING,
) -> Checked:
    """Return a file understood and judged; Refused when it is not a register. Nothing is written anywhere."""
    name = Path(file_name.replace("\\", "/")).name
    sheets = sheets_of(name, content)
    tables = tables_of(name, sheets)
    dataset = register_of(name, tables, register)
    fitting = tables_for(name, tables, dataset)
    if not fitting:
        raise _missing(name, dataset, tables[0])
    batches = tuple(judged(table, dataset, aliases) for table in fitting)
    if not any(batch.rows for batch in batches):
        raise Refused("no_rows", file=name)
    ignored = tuple(dict.fromkeys(heading for table in fitting for heading in ignored_headings(dataset, table)))
    unused = [sheet for sheet in sheets if sheet.name not in {table.sheet for table in fitting}]
    personal = any(is_personal(heading) for heading in ignored) or any(names_people(sheet) for sheet in unused)
    kept = without_personal(batches) if personal else content
    names = tuple(sheet.name for sheet in unused)
    used = aliases_used(batches, aliases)
    title = source or source_name(name)
    return Checked(name, kept, dataset, title, batches, ignored, personal, names, used, dict(mapping))


def aliases_used(batches: tuple[Batch, ...], aliases: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of the confirmed names without which some rows would not have been understood."""
    reads = [read for batch in batches for read in batch.columns if aliases and read.column.kind is Kind.REGION]
    names = {text for read in reads for text, reading in read.readings.items() if not reading.problem}
    keys = {normalise_name(name): name for name in names}
    return frozenset(key for key in keys.keys() & aliases.keys() if match_region(keys[key]).status not in UNDERSTOOD)


def understood_by(checked: Checked, aliases: Mapping[str, str]) -> Checked:
    """Return the file judged by the names confirmed now: somebody may have said something since it was read."""
    waiting = {normalise_name(p.value) for p in checked.problems if p.code.startswith("region_")}
    if not checked.aliases and not aliases.keys() & waiting:
        return checked
    batches = tuple(judged(batch.table, batch.dataset, aliases) for batch in checked.batches)
    return replace(checked, batches=batches, aliases=aliases_used(batches, aliases))


def names_people(sheet: Sheet) -> bool:
    """Return whether a sheet that is not loaded has a heading of a column of people."""
    return any(is_personal(text) for row in sheet.rows[:SEARCHED_ROWS] for text in row if text)


def judged(table: Table, dataset: Dataset, aliases: Mapping[str, str]) -> Batch:
    """Return the rows of one table, normalised and validated."""
    return validate(dataset, table, normalise(table, dataset, match_headings(dataset, table.headings), aliases))


def ignored_headings(dataset: Dataset, table: Table) -> list[str]:
    """Return the headings that no column of the register answers to."""
    used = match_headings(dataset, table.headings)
    return [heading for place, heading in enumerate(table.headings) if place not in used and heading.strip()]


def _missing(file_name: str, dataset: Dataset, table: Table) -> Refused:
    return Refused(
        "missing_columns",
        file=file_name,
        sheet=table.sheet,
        register=dataset.title.ru,
        missing=", ".join(f"«{title}»" for title in missing_columns(dataset, table.headings)),
        headings=", ".join(f"«{heading}»" for heading in table.headings if heading.strip()),
    )


def without_personal(batches: tuple[Batch, ...]) -> bytes:
    """Return the register's own columns as CSV: what is kept of a file that names people.

    The rows of the first sheet stay where they were, so that a rebuild finds the same row numbers.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    first = batches[0]
    text.write("\r\n" * (first.table.header_row - 1))
    writer.writerow([read.column.title.ru for read in first.columns])
    written = first.table.header_row
    for batch in batches:
        for number, row in zip(
            batch.table.row_numbers, zip(*(read.texts for read in batch.columns), strict=True), strict=True
        ):
            text.write("\r\n" * (number - written - 1))
            writer.writerow(row)
            written = max(written + 1, number)
    return text.getvalue().encode("utf-8-sig")
