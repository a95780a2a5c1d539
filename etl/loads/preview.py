"""What a file would change in the warehouse, and its first rows as they were understood; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.datasets.dataset import Column, Dataset, Kind
from etl.datasets.figures import EXACT
from etl.intake.checked import Checked
from etl.normalise.columns import COUNTRY_TITLE
from etl.normalise.validate import Batch
from etl.read.table import Dropped
from etl.regions import NATION, NO_REGION, REGION_BY_CODE
from etl.rows.bulk import plain_rows
from etl.rows.file_rows import load_rows
from etl.rows.states import UNCLEAR
from etl.rows.versions import INVENTED, WANTED, wanted_record
from etl.warehouse.journal import present_state
from etl.warehouse.state import refuse, schema_state
from etl.warehouse.tables import FACTS
from etl.words import Text

FIRST_ROWS = 10
DAYS = ("day_end", "day_precision")  # the first day stands in the register's own columns
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What loading a file would do to its source.

    New, changed, unchanged and disappearing rows are those that count on the pages; `quarantined` and `dropped` are
    the rows of the file that would wait and the ones that are no data. `first` are rows as understood, by title.
    """

    known_source: bool
    same_file: bool
    new: int
    changed: int
    unchanged: int
    disappearing: int
    quarantined: int
    dropped: tuple[Dropped, ...]
    first: tuple[Mapping[str, str], ...]


def preview(engine: Engine, checked: Checked, language: str = "ru", first: int = FIRST_ROWS) -> Preview:
    """Return what loading a checked file would change; Refused when the warehouse is of an older shape."""
    current = present_state(engine).loads.get((checked.dataset.name, checked.source), [])
    before: Counter[Row] = Counter()
    if current:
        refuse(schema_state(engine))
        with engine.connect() as connection:
            before = stored_rows(connection, checked.dataset, current[-1].id)
    counts = compared(checked.dataset, before, file_rows(checked))
    return Preview(
        known_source=bool(current),
        same_file=bool(current) and is_same(current[-1], checked),
        **counts,
        quarantined=checked.quarantined,
        dropped=checked.dropped,
        first=tuple(islice(understood(checked, language), first)),
    )


def is_same(entry: Any, checked: Checked) -> bool:
    """Return whether a load was of the same bytes, understood by the same mapping and as invented or not."""
    return bool(
        entry.details.get("sent", entry.file_sha256) == checked.original.mark
        and entry.details.get("mapping", {}) == dict(checked.mapping)
        and bool(entry.details.get(INVENTED)) == checked.invented
        and entry.details.get(WANTED, []) == wanted_record(checked.wanted)
    )


def compared_columns(dataset: Dataset) -> list[str]:
    """Return the stored columns that make up the content of a row."""
    return [*DAYS, *(name for column in dataset.columns for name in column.stored)]


def stored_rows(connection: Connection, dataset: Dataset, load_id: int) -> Counter[Row]:
    """Return the content of a load's rows that were understood."""
    facts, names = FACTS[dataset.name], compared_columns(dataset)
    chosen = sa.select(*(facts.c[name] for name in names)).where(
        facts.c.load_id == load_id, facts.c.quarantined.not_in(UNCLEAR)
    )
    rows = plain_rows(connection, chosen)
    return Counter(as_content(zip(*rows, strict=True)) if rows else ())


def file_rows(checked: Checked) -> Counter[Row]:
    """Return the content of a file's rows that were understood."""
    columns = load_rows(checked.batches).columns
    rows = as_content(columns[name] for name in compared_columns(checked.dataset))
    return Counter(row for row, waits in zip(rows, columns["quarantined"], strict=True) if not waits)


def as_content(columns: Iterable[Sequence[object]]) -> Iterable[Row]:
    """Return the rows of these columns as comparable texts: each different value is written once."""
    written = []
    for column in columns:
        texts = {value: as_word(value) for value in set(column)}
        written.append([texts[value] for value in column])
    return zip(*written, strict=True)


def as_word(value: object) -> str:
    """Return a value as it is compared, whichever database gave it back."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def compared(dataset: Dataset, before: Counter[Row], after: Counter[Row]) -> dict[str, int]:
    """Return how many rows are new, changed (the same thing with other values), unchanged and disappearing."""
    names = compared_columns(dataset)
    places = [names.index(column.name) for column in dataset.identifying()]
    gone, come = keyed(before - after, places), keyed(after - before, places)
    changed = (gone & come).total()
    return {
        "new": come.total() - changed,
        "changed": changed,
        "unchanged": (before & after).total(),
        "disappearing": gone.total() - changed,
    }


def keyed(rows: Counter[Row], places: Sequence[int]) -> Counter[Row]:
    """Return how many rows there are of each key."""
    counts: Counter[Row] = Counter()
    for row, count in rows.items():
        counts[tuple(row[place] for place in places)] += count
    return counts


def understood(checked: Checked, language: str) -> Iterable[Mapping[str, str]]:
    """Return the rows as they were understood, in words, by the title of the column; empty columns are left out."""
    for batch in checked.batches:
        filled = [read for read in batch.columns if any(text.strip() for text in read.readings)]
        for place, row in enumerate(batch.table.row_numbers):
            if row not in batch.quarantined:
                yield {
                    read.column.title.of(language): cell_words(
                        read.column, read.readings[read.texts[place]].values, batch, place, language
                    )
                    for read in filled
                }


def cell_words(column: Column, values: tuple[Any, ...], batch: Batch, place: int, language: str) -> str:
    """Return a cell's value in words."""
    if column.kind is Kind.DATE:
        days = batch.days[place] if column.name == batch.dataset.date[0] else values
        return day_words(days)
    if column.kind is Kind.COUNT:
        return count_words(*values)
    if column.kind is Kind.FLAG:
        return "" if values[0] is None else (Text("да", "yes") if values[0] else Text("нет", "no")).of(language)
    if column.kind is Kind.REGION:
        return region_words(values[0], language)
    if column.vocabulary:
        return column.vocabulary.word(values[0], language)
    return "" if values[0] is None else number_words(values[0])


def day_words(days: Sequence[str | None]) -> str:
    """Return a day or the two ends of a span."""
    start, end = (date.fromisoformat(day).strftime("%d.%m.%Y") if day else "" for day in days[:2])
    return start if end in ("", start) else f"{start} – {end}"


def count_words(value: float | None, qualifier: str, unit: str) -> str:
    """Return a figure with its qualifier and unit; «н/д» when it is not known."""
    figure = "н/д" if value is None else number_words(value)
    return " ".join(word for word in ("" if qualifier == EXACT else qualifier, figure, unit) if word)


def number_words(value: object) -> str:
    """Return a number without a needless fraction, and a text as it is."""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def region_words(code: str, language: str) -> str:
    """Return the name of a region, or that there is none."""
    if code == NO_REGION:
        return Text("без региона", "no region").of(language)
    if code == NATION:
        return COUNTRY_TITLE.of(language)
    region = REGION_BY_CODE.get(code)
    return (region.name_en if language == "en" else region.name) if region else ""
