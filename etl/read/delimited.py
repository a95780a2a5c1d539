"""Reading delimited text: its encoding and its delimiter are found from what stands in it."""

import csv
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import PurePath

from etl.problems import Refused
from etl.read.cell_text import MAX_CELL_CHARACTERS, Texts
from etl.read.encodings import find_encoding
from etl.read.kinds import refuse_other_kinds
from etl.read.sheet import Sheet, make_sheet

# In order of preference: a tab or a semicolon seldom stands inside a text, a comma often does.
DELIMITERS = ("\t", ";", ",", "|")
RARE = ("~", "^", "¦")  # must explain the rows much better than the usual ones
RARE_MARGIN = 3
SAMPLE_ROWS, SAMPLE_BYTES = 200, 1 << 20
# A less preferred delimiter must explain the rows this many times better.
MARGIN = 1.5
EXCEL_HINT = re.compile(r"sep=(.)\r?\n?")
# No text holds these; the end mark of MS-DOS (0x1a) and the separators after it are passed over as blanks.
CONTROLS = bytes(range(0x01, 0x09)) + bytes(range(0x0E, 0x1A))
MOST_NULS = 0.05  # of a text: a few come from a program that fills its fields with them


def read_text(file: str, content: bytes) -> list[Sheet]:
    """Return the one sheet of a delimited text, named after its file."""
    refuse_other_kinds(file, content)
    encoding = find_encoding(content)
    _check_text(file, content, encoding)
    if not is_utf16(encoding):
        content = content.replace(b"\0", b"") if b"\0" in content else content
    content, encoding = _unwrapped(content, encoding)
    try:
        delimiter, hinted = find_delimiter(content, encoding)
        rows = _records(file, content, encoding, delimiter)
        return [make_sheet(file, PurePath(file).stem, islice(rows, hinted, None))]
    except UnicodeError:
        raise Refused("undecodable", file=file) from None


def find_delimiter(content: bytes, encoding: str) -> tuple[str, int]:
    """Return the delimiter, and how many rows on top are only Excel's hint of it (`sep=;`)."""
    with _lines(content, encoding) as lines:
        hint = EXCEL_HINT.fullmatch(next(lines, ""))
    if hint:
        return hint[1], 1
    best = DELIMITERS[0]
    for delimiter in DELIMITERS[1:]:
        if _agreement(content, encoding, delimiter) > MARGIN * _agreement(content, encoding, best):
            best = delimiter
    for delimiter in RARE:
        if _stands_in(content, encoding, delimiter) and _agreement(content, encoding, delimiter) > (
            RARE_MARGIN * _agreement(content, encoding, best)
        ):
            best = delimiter
    return best, 0


def _stands_in(content: bytes, encoding: str, delimiter: str) -> bool:
    return delimiter.encode(encoding.removesuffix("-sig"), errors="ignore")[-1:] in content[:SAMPLE_BYTES]


def is_utf16(encoding: str) -> bool:
    """Return whether an encoding is one of those in which half of the bytes may be zero."""
    return encoding.startswith("utf-16")


def _check_text(file: str, content: bytes, encoding: str) -> None:
    if is_utf16(encoding):
        return
    if len(content.translate(None, CONTROLS)) < len(content) or content.count(b"\0") > MOST_NULS * len(content):
        raise Refused("not_a_spreadsheet", file=file)


def _unwrapped(content: bytes, encoding: str) -> tuple[bytes, str]:
    """Return a text whose every line stands in quotes as one cell without them: its cells are inside."""
    if not content.removeprefix(BOM_UTF8).startswith((b'"', b'\xff\xfe"', b'\xfe\xff\0"', b'"\0')):
        return content, encoding
    if any(_agreement(content, encoding, delimiter) for delimiter in DELIMITERS):
        return content, encoding
    try:
        rows = list(csv.reader(_lines(content, encoding)))
    except (csv.Error, UnicodeError):
        return content, encoding
    if any(len(row) > 1 or "\n" in "".join(row) for row in rows):
        return content, encoding
    inside = "\n".join("".join(row) for row in rows).encode()
    return (inside, "utf-8") if any(_agreement(inside, "utf-8", one) for one in DELIMITERS) else (content, encoding)


def _agreement(content: bytes, encoding: str, delimiter: str) -> int:
    """Return how many cuts this delimiter makes in those of the first rows that it cuts alike."""
    try:
        # the last character may be cut, which says nothing of the file
        lines = TextIOWrapper(BytesIO(content[:SAMPLE_BYTES]), encoding=encoding, errors="ignore", newline="")
        rows = list(islice(csv.reader(lines, delimiter=delimiter), SAMPLE_ROWS))
    except csv.Error:
        return 0
    widths = Counter(map(len, rows))
    return max((alike * (width - 1) for width, alike in widths.items()), default=0)


def _lines(content: bytes, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(content), encoding=encoding, newline="")


def _records(file: str, content: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the records as Excel would number them: one with line breaks inside quotes is one row."""
    text_of = Texts().__getitem__
    reader = csv.reader(_lines(content, encoding), delimiter=delimiter)
    number = before = start = 0
    try:
        for values in reader:
            number += 1
            before, start = start, reader.line_num
            yield list(map(text_of, values))
    except csv.Error:
        raise Refused(
            "cell_too_large", file=file, sheet=PurePath(file).stem, row=number + 1, limit=MAX_CELL_CHARACTERS
        ) from None
    if start - before > 1:
        _check_closed(file, number, islice(_lines(content, encoding), before, None))


def _check_closed(file: str, row: int, lines: Iterator[str]) -> None:
    """Refuse a file whose last record runs to the end only because its quotation mark is never closed."""
    if sum(line.count('"') for line in lines) % 2:
        raise Refused("unclosed_quote", file=file, row=row)
