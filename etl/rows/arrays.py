"""Columns of Arrow, written into its buffers: `pyarrow.array` imports pandas first, which takes a tenth of a load."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

WORDS = pa.dictionary(pa.int32(), pa.string())
MOST_WORDS = 4_000  # a text column with more different values is written plain: each group would repeat its dictionary
MISSING = -1


def column_of(values: Sequence[Any], kind: pa.DataType, order: npt.NDArray[np.intp]) -> pa.Array:
    """Return values, days as ISO text, as a column in that order; each different one is converted once."""
    if kind == pa.int32() and None not in values:  # mostly the numbers of rows: no two are the same
        return filled(kind, np.array(values, np.int32)[order], np.ones(len(values), np.bool))
    codes: dict[Any, int] = defaultdict(count().__next__, {None: MISSING})
    rows = np.fromiter(map(codes.__getitem__, values), np.int32, len(values))[order]
    different = list(codes)[1:]
    if kind == WORDS and len(different) > MOST_WORDS:
        return texts([values[place] for place in order.tolist()])
    if kind == WORDS:
        return pa.DictionaryArray.from_arrays(filled(pa.int32(), rows, rows != MISSING), texts(different))
    return filled(kind, numbers(different, kind)[rows], rows != MISSING)


def filled(kind: pa.DataType, values: npt.NDArray[Any], present: npt.NDArray[np.bool]) -> pa.Array:
    """Return numbers as an array that has none where `present` says so."""
    return pa.Array.from_buffers(kind, len(values), [bits(present), pa.py_buffer(values)])


def bits(present: npt.NDArray[np.bool]) -> pa.Buffer | None:
    """Return which values there are as Arrow keeps it: not at all when none is missing."""
    return None if present.all() else pa.py_buffer(np.packbits(present, bitorder="little"))


def texts(values: Sequence[str | None]) -> pa.Array:
    """Return an array of texts."""
    present = np.array([value is not None for value in values], np.bool)
    written = [(value or "").encode() for value in values]
    ends = np.cumsum([0, *map(len, written)], dtype=np.int32)
    parts = [bits(present), pa.py_buffer(ends), pa.py_buffer(b"".join(written))]
    return pa.Array.from_buffers(pa.string(), len(values), parts)


def numbers(values: Sequence[Any], kind: pa.DataType) -> npt.NDArray[Any]:
    """Return numbers as Arrow keeps them, days as their number since 1970, and at the end what stands for a missing one."""
    if kind == pa.date32():
        return np.array([*values, "1970-01-01"], "datetime64[D]").astype(np.int32)
    return np.array([*values, 0], kind.to_pandas_dtype())
