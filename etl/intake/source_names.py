"""The names of files and of their sources: the versions of one file are versions of one source."""

import re
from pathlib import Path

from etl.intake.personal_data import masked

VERSION_MARKS = re.compile(
    r"[\s_\-(]+(?:\d{4}[._\-]\d{1,2}[._\-]\d{1,2}|\d{1,2}[._\-]\d{1,2}[._\-]\d{2,4}|\d{8}|\d{1,2}[._\-]\d{4}"
    r"|v\.?\s?\d+|верс\w*\.?\s?\d*|испр\w*|правк\w*|нов\w{2}|итог\w*|финал\w*|final|копия|copy|\(\d+\))\)?$",
    re.IGNORECASE,
)


def source_name(file_name: str) -> str:
    """Return the name a file's source goes by: the file name without folders, ending, dates and version marks."""
    stem = Path(file_name.replace("\\", "/")).name
    stem = stem.rpartition(".")[0] or stem
    while (shorter := VERSION_MARKS.sub("", stem)) != stem and shorter.strip(" _-"):
        stem = shorter
    return " ".join(stem.replace("_", " ").split()) or "без имени"


def own_name(file_name: str) -> str:
    """Return the name of a file without folders, and without anybody's name in it."""
    return masked(Path(file_name.replace("\\", "/")).name)


def source_of(file_name: str, source: str = "") -> str:
    """Return the name of a file's source: the one given, or that of the file."""
    return masked(source.strip()) or source_name(own_name(file_name))
