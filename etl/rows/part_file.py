"""A part: the rows of one load as one Parquet file, as the file alone says them, before anything people decided.

Texts are written as dictionaries of their different values, rows in the order of their days, so that whoever reads a
span of days skips the rest. Rows that could not be understood carry their cells and problems, as quarantine shows them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import Table

from etl.datasets.dataset import Dataset, Kind
from etl.datasets.expressions import UNIT
from etl.rows.arrays import WORDS, column_of
from etl.rows.file_rows import LoadRows

FORMAT = "4"  # grows when the columns or their meaning change: parts of another format are derived anew
FORMAT_KEY, SOURCE_KEY = b"part_format", b"source"
ROWS_A_GROUP = 20_000

COMMON: Mapping[str, pa.DataType] = {
    "number": pa.int32(),
    "sheet": WORDS,
    "row": pa.int32(),
    "quarantined": pa.int8(),
    "day": pa.date32(),
    "day_end": pa.date32(),
    "day_precision": WORDS,
    "identity": pa.int64(),
    UNIT: WORDS,
}
TYPES: Mapping[Kind, pa.DataType] = {
    Kind.COUNT: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.YEAR: pa.int32(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.int8(),
}
UNCLEAR = ("cells", "problems")  # JSON, of the rows that wait in quarantine


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
    unclear = dict.fromkeys(UNCLEAR, WORDS)
    return pa.schema(list({**COMMON, **own_types(dataset), **unclear}.items()))


def write_part(dataset: Dataset, rows: LoadRows, source: Mapping[str, object]) -> PartFile:
    """Return the part of a load; `source` is what is kept of the load as a whole."""
    columns = dict(rows.columns) | unclear_columns(rows)
    order = np.argsort(np.array(columns["day"], "datetime64[D]"), kind="stable")  # those without a day come last
    arrays = {field.name: column_of(columns[field.name], field.type, order) for field in part_schema(dataset)}
    metadata = {FORMAT_KEY: FORMAT.encode(), SOURCE_KEY: json.dumps(source, ensure_ascii=False).encode()}
    words = [name for name, array in arrays.items() if array.type == WORDS]
    buffer = BytesIO()
    table = pa.table(arrays, metadata=metadata)
    pq.write_table(table, buffer, row_group_size=ROWS_A_GROUP, compression="zstd", use_dictionary=words)
    return PartFile(buffer.getvalue(), table.num_rows)


def unclear_columns(rows: LoadRows) -> dict[str, list[str | None]]:
    """Return the cells and the problems of the rows that wait, nothing of the others."""
    columns: dict[str, list[str | None]] = {name: [None] * len(rows.columns["number"]) for name in UNCLEAR}
    for row in rows.waiting:
        for name, texts in columns.items():
            texts[row["number"]] = json.dumps(row[name], ensure_ascii=False)
    return columns


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
    from pyarrow.compute import is_in  # a load does without

    return table.filter(is_in(table.column("number"), pa.array(numbers, pa.int32())))


def source_of_part(table: Table) -> dict[str, Any]:
    """Return what a part keeps of its load as a whole."""
    source: dict[str, Any] = json.loads(table.schema.metadata[SOURCE_KEY])
    return source


def rows_of_part(table: Table) -> LoadRows:
    """Return the rows of a part as the tables hold them."""
    rows = table.sort_by("number")
    waiting = rows.select(["number", "sheet", "row", *UNCLEAR]).filter(rows.column("problems").is_valid())
    return LoadRows(
        {name: as_list(rows.column(name)) for name in rows.column_names if name not in UNCLEAR},
        [row | {name: json.loads(row[name]) for name in UNCLEAR} for row in waiting.to_pylist()],
    )


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
