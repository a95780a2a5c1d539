"""Reading delimited text: its encoding and its delimiter are found from what stands in it."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import PurePath

from etl.problems import Refused
from etl.sheet import MAX_CELL_CHARACTERS, Sheet, Texts, make_sheet

DELIMITERS = ("\t", ";", ",", "|")
SAMPLE_ROWS = 200
MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}


def read_text(file: str, content: bytes) -> list[Sheet]:
    """Return the one sheet of a delimited text, named after its file."""
    encoding = find_encoding(content)
    delimiter = find_delimiter(content, encoding)
    rows = _records(file, content, encoding, delimiter)
    return [make_sheet(file, PurePath(file).stem, rows, 1, 1, ())]


def find_encoding(content: bytes) -> str:
    """Return the encoding: the byte order mark's, else UTF-8 when the bytes are UTF-8, else cp1251."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"


def find_delimiter(content: bytes, encoding: str) -> str:
    """Return the delimiter that cuts most of the first rows into the same number of cells."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(content, encoding, delimiter))


def _agreement(content: bytes, encoding: str, delimiter: str) -> int:
    try:
        rows = list(islice(csv.reader(_lines(content, encoding), delimiter=delimiter), SAMPLE_ROWS))
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


def _lines(content: bytes, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(content), encoding=encoding, errors="replace", newline="")


def _records(file: str, content: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    text_of = Texts().__getitem__
    reader = csv.reader(_lines(content, encoding), delimiter=delimiter)
    read = 0
    try:
        for read, values in enumerate(reader, start=1):  # noqa: B007 (counts for the sentence below)
            yield list(map(text_of, values))
    except csv.Error:
        raise Refused("cell_too_large", file=file, sheet="", row=read + 1, limit=MAX_CELL_CHARACTERS) from None
