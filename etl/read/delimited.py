"""Reading delimited text: its encoding and its delimiter are found from what stands in it."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import PurePath

from etl.problems import Refused
from etl.read.cell_text import MAX_CELL_CHARACTERS, Texts
from etl.read.encodings import find_encoding
from etl.read.sheet import Sheet, make_sheet

# In order of preference: a tab or a semicolon seldom stands inside a text, a comma often does.
DELIMITERS = ("\t", ";", ",", "|")
SAMPLE_ROWS, SAMPLE_BYTES = 200, 1 << 20
# A less preferred delimiter must explain the rows this many times better.
MARGIN = 1.5
MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|head|body|meta|style|\?xml)", re.IGNORECASE)
EXCEL_HINT = re.compile(r"sep=(.)\r?\n?")
SIGNATURES = (b"%PDF", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# No text holds these; the end mark of MS-DOS (0x1a) and the separators after it are passed over as blanks.
CONTROLS = bytes(range(0x09)) + bytes(range(0x0E, 0x1A))


def read_text(file: str, content: bytes) -> list[Sheet]:
    """Return the one sheet of a delimited text, named after its file."""
    encoding = find_encoding(content)
    _check_text(file, content, encoding)
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
    return best, 0


def _check_text(file: str, content: bytes, encoding: str) -> None:
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise Refused("web_page", file=file)
    binary = encoding != "utf-16" and len(content.translate(None, CONTROLS)) < len(content)
    if binary or content.startswith(SIGNATURES):
        raise Refused("not_a_spreadsheet", file=file)


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
