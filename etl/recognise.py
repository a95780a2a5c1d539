"""Whose headings are these: from the headings of a table to the columns of a register."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from etl.dataset import Dataset
from etl.datasets import DATASETS
from etl.problems import Refused
from etl.table import heading_text

UNIT = re.compile(r"\s*[(,][^(),]*\)?$")
PERSONAL = re.compile(
    r"\bфио\b|ф\.\s?и\.\s?о|фамили|\bимя\b|отчеств|телефон|\bтел\b|моб\.|e-?mail|почт[аы]|паспорт|снилс|\bинн\b"
    r"|(дата|год|день) рожд|домашн|место жительства|адрес регистрации|адрес проживания|контакт"
)


@cache
def known_headings(register: str) -> Mapping[str, str]:
    """Return the normal form of every heading a register knows, with its column."""
    known: dict[str, str] = {}
    for column in DATASETS[register].columns:
        for words in (column.title.ru, column.title.en, column.name.replace("_", " "), *column.headings):
            known.setdefault(heading_text(words), column.name)
    for column in DATASETS[register].columns:  # a title always wins over another column's synonym
        known[heading_text(column.title.ru)] = column.name
    return known


def match_headings(dataset: Dataset, headings: Sequence[str]) -> dict[int, str]:
    """Return the column of each heading that is known, by the heading's place; the first of two equal ones counts."""
    known, taken, matched = known_headings(dataset.name), set[str](), dict[int, str]()
    for place, heading in enumerate(headings):
        words = heading_text(heading)
        column = known.get(words) or known.get(UNIT.sub("", words))
        if column and column not in taken:
            taken.add(column)
            matched[place] = column
    return matched


def recognised(headings: Sequence[str]) -> int:
    """Return how many of these headings the register that knows them best knows."""
    return max(len(match_headings(dataset, headings)) for dataset in DATASETS.values())


def missing_columns(dataset: Dataset, headings: Sequence[str]) -> tuple[str, ...]:
    """Return the titles of the required columns that these headings lack."""
    found = set(match_headings(dataset, headings).values())
    return tuple(column.title.ru for column in dataset.required() if column.name not in found)


def recognise_register(file: str, headings: Sequence[str]) -> Dataset:
    """Return the register whose required columns are all here; Refused when none or two fit equally."""
    complete = [dataset for dataset in DATASETS.values() if not missing_columns(dataset, headings)]
    if complete:
        return max(complete, key=lambda dataset: len(match_headings(dataset, headings)))
    nearest = max(DATASETS.values(), key=lambda dataset: len(match_headings(dataset, headings)))
    raise Refused(
        "unknown_register",
        file=file,
        register=nearest.title.ru,
        missing=", ".join(f"«{title}»" for title in missing_columns(nearest, headings)),
        possible=", ".join(DATASETS),
    )


def is_personal(heading: str) -> bool:
    """Return whether a heading says that its column holds a person's name, contacts or birth date."""
    return bool(PERSONAL.search(heading_text(heading)))
