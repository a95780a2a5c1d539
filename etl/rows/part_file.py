"""A part: the rows of one load as one Parquet file, as the file alone says them, before anything people decided.

Texts are written as dictionaries of their different values, rows in the order of their days, so that whoever reads a
span of days skips the rest. Rows that could not be understood carry their cells and problems, as quarantine shows them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import Table

from etl.datasets.dataset import Dataset, Kind
from etl.normalise.columns import ReadColumn
from etl.normalise.validate import Batch
from etl.rows.file_rows import quarantined_rows, row_columns

FORMAT = "2"  # grows when the columns or their meaning change: parts of another format are derived anew
FORMAT_KEY, SOURCE_KEY = b"part_format", b"source"
ROWS_A_GROUP = 20_000
MOST_WORDS = 4_000  # a text column with more different values is written plain: each group would repeat its dictionary
WORDS = pa.dictionary(pa.int32(), pa.string())

COMMON: Mapping[str, pa.DataType] = {
    "load_id": pa.int32(),
    "number": pa.int32(),
    "sheet": WORDS,
    "row": pa.int32(),
    "quarantined": pa.int8(),
    "day": pa.date32(),
    "day_end": pa.date32(),
    "day_precision": WORDS,
    "identity": pa.int64(),
}
TYPES: Mapping[Kind, pa.DataType] = {
    Kind.COUNT: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.YEAR: pa.int32(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.int8(),
}
UNCLEAR = ("cells", "problems")  # JSON, of the rows that wait in quarantine
Codes = npt.NDArray[np.int32]


class Unreadable(Exception):
    """A part is truncated or of another format: it is derived again from the journal."""


@dataclass(frozen=True, slots=True)
class PartFile:
    """The bytes of a part, their mark, and the number of its rows."""

    content: bytes
    rows: int

    @property
    def mark(self) -> str:
        """Return the digest that identifies the bytes."""
        return sha256(self.content).hexdigest()


def own_types(dataset: Dataset) -> dict[str, pa.DataType]:
    """Return the types of the columns a register stores."""
    return {
        name: TYPES.get(column.kind, WORDS) if place == 0 else WORDS
        for column in dataset.columns
        for place, name in enumerate(column.stored)
    }


def part_schema(dataset: Dataset) -> pa.Schema:
    """Return the columns of a register's parts."""
    unclear = dict.fromkeys(UNCLEAR, pa.string())
    return pa.schema(list({**COMMON, **own_types(dataset), **unclear}.items()))


def write_part(dataset: Dataset, batches: Sequence[Batch], load_id: int, source: Mapping[str, object]) -> PartFile:
    """Return the part of a load; `source` is what is kept of the load as a whole."""
    tables, first = [], 0
    for batch in batches:
        tables.append(batch_table(dataset, batch, load_id, first))
        first += batch.rows
    table = in_order(one_table(tables))
    metadata = {FORMAT_KEY: FORMAT.encode(), SOURCE_KEY: json.dumps(source, ensure_ascii=False).encode()}
    table = table.replace_schema_metadata(metadata)
    buffer = BytesIO()
    words = [name for name in table.column_names if is_short(table.column(name))]
    pq.write_table(plain(table, words), buffer, row_group_size=ROWS_A_GROUP, compression="zstd", use_dictionary=words)
    return PartFile(buffer.getvalue(), table.num_rows)


def one_table(tables: Sequence[Table]) -> Table:
    """Return the tables below one another, with one dictionary a column."""
    return tables[0] if len(tables) == 1 else pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def in_order(table: Table) -> Table:
    """Return the rows by day, those without a day last, and within a day by number."""
    order = pc.sort_indices(table.select(["day", "number"]), [("day", "ascending"), ("number", "ascending")])
    return table.take(order)


def is_short(column: pa.ChunkedArray) -> bool:
    """Return whether a column is one of texts with few different values."""
    return bool(column.type == WORDS and len(column.chunk(0).dictionary) <= MOST_WORDS)


def plain(table: Table, words: Sequence[str]) -> Table:
    """Return the table with the texts outside `words` written out."""
    for place, field in enumerate(table.schema):
        if field.type == WORDS and field.name not in words:
            table = table.set_column(place, field.name, table.column(place).cast(pa.string()))
    return table


def batch_table(dataset: Dataset, batch: Batch, load_id: int, first: int) -> Table:
    """Return the rows of a batch in the columns of the part."""
    columns = common_columns(batch, load_id, first)
    for read in batch.columns:
        columns |= own_columns(read)
    columns |= unclear_columns(batch, load_id)
    schema = part_schema(dataset)
    return pa.table([columns[name] for name in schema.names], schema=schema)


def common_columns(batch: Batch, load_id: int, first: int) -> dict[str, pa.Array]:
    """Return where each row stands, whether it counts, and its days."""
    rows = row_columns(batch, load_id, first)
    return {name: array_of(rows[name], kind) for name, kind in COMMON.items()}


def array_of(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return one value a row as a column of that type."""
    if kind not in (WORDS, pa.date32()):
        return pa.array(values, kind)
    different = list(dict.fromkeys(values))
    return spread(different, kind, places_of(values, different))


def places_of(values: Sequence[Any], different: Sequence[Any]) -> Codes:
    """Return the place of each value among the different ones."""
    if len(different) == 1:
        return np.zeros(len(values), np.int32)
    places = dict(zip(different, range(len(different)), strict=True))
    return np.fromiter(map(places.__getitem__, values), np.int32, len(values))


def own_columns(read: ReadColumn) -> dict[str, pa.Array]:
    """Return what is stored of one column; each different text is looked at once."""
    codes = places_of(read.texts, list(read.readings))
    kinds = (TYPES.get(read.column.kind, WORDS), WORDS, WORDS)
    return {
        name: spread([reading.values[place] for reading in read.readings.values()], kinds[place], codes)
        for place, name in enumerate(read.column.stored)
    }


def spread(different: Sequence[Any], kind: pa.DataType, codes: Codes) -> pa.Array:
    """Return a column of the different values at these places."""
    if kind == WORDS:
        return spread_words(different, codes)
    if kind == pa.date32():
        different = [date.fromisoformat(value) if value else None for value in different]
    return pa.array(different, kind).take(pa.array(codes))


def spread_words(different: Sequence[str | None], codes: Codes) -> pa.Array:
    """Return a column of texts as a dictionary without repetitions."""
    filled = (word for word in dict.fromkeys(different) if word is not None)
    words: dict[str | None, int] = {word: place for place, word in enumerate(filled)}
    places = np.fromiter((words.get(word, -1) for word in different), np.int32, len(different))
    indices = places[codes]
    return pa.DictionaryArray.from_arrays(pa.array(indices, mask=indices < 0), pa.array(list(words), pa.string()))


def unclear_columns(batch: Batch, load_id: int) -> dict[str, pa.Array]:
    """Return the cells and the problems of the rows that wait, nothing of the others."""
    columns: dict[str, list[str | None]] = {name: [None] * batch.rows for name in UNCLEAR}
    for row in quarantined_rows(batch, load_id) if batch.problems else ():
        for name, texts in columns.items():
            texts[int(str(row["number"]))] = json.dumps(row[name], ensure_ascii=False)
    return {name: pa.array(texts, pa.string()) for name, texts in columns.items()}


def read_part(content: bytes, columns: Iterable[str] | None = None) -> Table:
    """Return the rows of a part, in the columns wanted; Unreadable when it is cut or of another format."""
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        if (file.schema_arrow.metadata or {}).get(FORMAT_KEY, b"").decode() != FORMAT:
            raise Unreadable("another format")
        return file.read(columns=list(columns) if columns is not None else None)
    except (pa.ArrowException, OSError, EOFError) as error:
        raise Unreadable(str(error)) from error


def rows_numbered(table: Table, numbers: Sequence[int]) -> Table:
    """Return the rows of a part with these numbers."""
    return table.filter(pc.is_in(table.column("number"), pa.array(numbers, pa.int32())))


def source_of_part(table: Table) -> dict[str, Any]:
    """Return what a part keeps of its load as a whole."""
    source: dict[str, Any] = json.loads(table.schema.metadata[SOURCE_KEY])
    return source


def row_lists(table: Table) -> dict[str, list[Any]]:
    """Return the columns of a table as the database's driver takes them, days as ISO text."""
    return {name: as_list(table.column(name)) for name in table.column_names}


def as_list(column: pa.ChunkedArray) -> list[Any]:
    """Return one value a row; each different text or day is made once."""
    if column.type == pa.date32() or pa.types.is_string(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    array = column.combine_chunks()
    if array.type != WORDS:
        return with_nulls(array, array.fill_null(0).to_numpy(zero_copy_only=False))
    words = np.array([*array.dictionary.to_pylist(), None], dtype=object)
    return list(words[array.indices.fill_null(len(words) - 1).to_numpy()])


def with_nulls(array: pa.Array, numbers: npt.NDArray[Any]) -> list[Any]:
    """Return the numbers, None where the array has none."""
    if not array.null_count:
        return list(numbers.tolist())
    values = numbers.astype(object)
    values[array.is_null().to_numpy(zero_copy_only=False)] = None
    return list(values)


def quarantine_of_part(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a part that wait, as quarantine keeps them."""
    waiting = table.select(["load_id", "number", "sheet", "row", *UNCLEAR]).filter(table.column("problems").is_valid())
    return [row | {name: json.loads(row[name]) for name in UNCLEAR} for row in waiting.to_pylist()]
