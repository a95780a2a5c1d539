"""The names of files and of their sources: the versions of one file are versions of one source."""

import re
from hashlib import blake2b
from pathlib import Path

from etl.intake.people.names import MASK
from etl.intake.people.personal_data import is_name, masked

VERSION_MARKS = re.compile(
    r"[\s_\-(]+(?:\d{4}[._\-]\d{1,2}[._\-]\d{1,2}|\d{1,2}[._\-]\d{1,2}[._\-]\d{2,4}|\d{8}|\d{1,2}[._\-]\d{4}"
    r"|v\.?\s?\d+|верс\w*\.?\s?\d*|испр\w*|правк\w*|нов\w{2}|итог\w*|финал\w*|final|копия|copy|\(\d+\))\)?$",
    re.IGNORECASE,
)
ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}$")
BETWEEN = (r"[_]+", r"[_.]+", r"[_.\-–]+")  # what stands for a space in the names of files
# «Иванов_ИИ», «Иванова А А»: initials without dots stand in names of files only; two letters may be «МО».
BARE_INITIALS = re.compile(
    r"\b[А-ЯЁ][а-яё]+(?:[оеё]в|[ыи]н|[оеё]ва|[ыи]на|[сц]кий|[сц]кая|енко|ук|юк|[яа]н|дзе|швили)\s(?!МО|ГО|МР|ГП|СП|РФ|АО|СО)"
    r"[А-ЯЁ]\.?\s?[А-ЯЁ]\b(?![а-яё])\.?"
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
    name = Path(file_name.replace("\\", "/")).name
    ending = match[0] if (match := ENDING.search(name)) else ""
    return without_names(name.removesuffix(ending)) + ending


def source_of(file_name: str, source: str = "") -> str:
    """Return the name of a file's source: the one given, or that of the file.

    Where somebody's name is hidden in it a mark of four signs tells it from the source of somebody else.
    """
    given = source.strip()
    shown, meant = (
        (without_names(given), given) if given else (source_name(own_name(file_name)), source_name(file_name))
    )
    return f"{shown} {mark_of(meant)}" if MASK in shown and MASK not in meant else shown


def mark_of(name: str) -> str:
    """Return four signs that follow from a name, too few to find it by."""
    return blake2b(name.casefold().encode(), digest_size=2).hexdigest()


def without_names(words: str) -> str:
    """Return the name of a file, a source or a sheet without anybody's name in it, whatever stands there for spaces."""
    for spaced in (words, *(re.sub(between, " ", words) for between in BETWEEN)):
        hidden = BARE_INITIALS.sub(MASK, masked(spaced))
        if hidden != spaced:
            return hidden
    return MASK if is_name(" ".join(re.split(r"[\s_.\-]+", words))) else words
