"""How the value of a cell becomes text."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from unicodedata import is_normalized, normalize

MAX_CELL_CHARACTERS = 131_072
MAX_REMEMBERED = 1_000_000
# How Excel's files write a control character, and the underscore before what only looks like one.
ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff])_")


class Texts(dict[object, str]):
    """The text of every cell value met: computed once, so equal cells share one string."""

    def __missing__(self, value: object) -> str:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        text = cell_text(value)
        self[value] = text
        return text


def cell_text(value: object) -> str:
    """Return what stands in the cell: 2025.0 as "2025", dates in ISO, a midnight as the date alone."""
    match value:
        case str():
            return _plain(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number_text(value)
        case datetime():
            return _moment_text(value)
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S")
        case timedelta():
            return _duration_text(value)
        case _:
            return ""


def number_text(value: float) -> str:
    """Return a number with the 15 significant digits Excel itself keeps, never in exponent form."""
    text = repr(value) if isinstance(value, int) else f"{value:.15g}"
    if "e" in text:
        text = f"{Decimal(text):f}"
    return "0" if text == "-0" else text


def _plain(text: str) -> str:
    """Return a string as Excel shows it, each letter one sign (NFC), without the zero characters that no database keeps."""
    if "_x" in text:
        text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def _moment_text(value: datetime) -> str:
    if value.microsecond >= 500_000 and value < datetime.max - timedelta(seconds=1):
        value += timedelta(seconds=1)
    value = value.replace(microsecond=0)
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ")


def _duration_text(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
