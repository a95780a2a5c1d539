"""From the bytes of a file to judged rows: read, find the table, recognise the register, normalise, validate."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from etl.dataset import Dataset
from etl.datasets import DATASETS
from etl.normalise import normalise
from etl.problems import Problem, Refused
from etl.read import read_sheets
from etl.recognise import is_personal, match_headings, missing_columns, recognise_register, recognised
from etl.table import Dropped, Table, find_table
from etl.validate import Batch, validate

MAX_FILE_MB = 200
VERSION_MARKS = re.compile(
    r"[\s_\-(]*(?:\d{4}[._\-]\d{1,2}[._\-]\d{1,2}|\d{1,2}[._\-]\d{1,2}[._\-]\d{2,4}|\d{8}"
    r"|v\.?\s?\d+|верс\w*\.?\s?\d*|испр\w*|правк\w*|нов\w{2}|итог\w*|финал\w*|final|копия|copy|\(\d+\))\)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file understood: its register and source, its judged rows, what was dropped and what was ignored."""

    file_name: str
    content: bytes
    dataset: Dataset
    source: str
    batches: tuple[Batch, ...]
    ignored: tuple[str, ...]
    personal: bool

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


def tables_of(file_name: str, content: bytes) -> list[Table]:
    """Return the tables of a file's sheets; Refused when no sheet has a row of known headings."""
    if len(content) > MAX_FILE_MB * 1_000_000:
        raise Refused("too_large", file=file_name, size=len(content) // 1_000_000, limit=MAX_FILE_MB)
    tables = [
        table for sheet in read_sheets(file_name, content) if (table := find_table(sheet, recognised)) is not None
    ]
    convincing = [table for table in tables if recognised(table.headings) > 1]
    if not convincing:
        register = next(iter(DATASETS.values()))
        examples = ", ".join(f"«{column.title.ru}»" for column in register.required())
        raise Refused("no_header", file=file_name, examples=examples, register=register.name)
    return convincing


def register_of(file_name: str, tables: list[Table], register: str) -> Dataset:
    """Return the one register of a file's tables: the one named, or the one recognised."""
    if register:
        return named_register(register)
    fullest = max(tables, key=lambda table: recognised(table.headings))
    return recognise_register(file_name, fullest.headings)


def check(
    file_name: str, content: bytes, register: str = "", source: str = "", aliases: Mapping[str, str] | None = None
) -> Checked:
    """Return a file understood and judged; Refused when it is not a register. Nothing is written anywhere."""
    name = Path(file_name.replace("\\", "/")).name
    tables = tables_of(name, content)
    dataset = register_of(name, tables, register)
    fitting = [table for table in tables if not missing_columns(dataset, table.headings)]
    if not fitting:
        raise _missing(name, dataset, tables[0])
    batches = tuple(judged(table, dataset, aliases or {}) for table in fitting)
    if not any(batch.rows for batch in batches):
        raise Refused("no_rows", file=name)
    ignored = tuple(dict.fromkeys(heading for table in fitting for heading in ignored_headings(dataset, table)))
    personal = any(is_personal(heading) for heading in ignored)
    kept = without_personal(batches) if personal else content
    return Checked(name, kept, dataset, source or source_name(name), batches, ignored, personal)


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
    """Return the register's own columns as CSV: what is kept of a file that names people."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for batch in batches[:1]:
        writer.writerow([read.column.title.ru for read in batch.columns])
    for batch in batches:
        writer.writerows(zip(*(read.texts for read in batch.columns), strict=True))
    return text.getvalue().encode("utf-8-sig")
