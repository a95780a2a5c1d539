"""From the headings of a table to the columns of a register."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.intake.people.personal_data import is_personal as is_personal
from etl.normalise.heading_units import is_plan
from etl.problems import Refused
from etl.read.table import heading_text

UNIT = re.compile(r"\s*[(,][^(),]*\)?$")
EXPORT_MARK = re.compile(r"^\d{1,2}_")  # «1_Район»: a level that some portals write before the heading
PLACE_MARK = re.compile(r" \(столбец [a-z]{1,3}\)$")  # what tells equal headings of a file apart
WORD = re.compile(r"[^\W\d_]+")
BROKEN = re.compile(r"[^\W\d_]+[-\u00ad\u200b-\u200d\u2060\ufeff\u2010\u2011]\s*[^\W\d_]")  # a word that goes on
Explained = Mapping[str, Mapping[str, str]]  # by register: what people said headings mean, by their normal form
NOTHING: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@cache
def known_headings(register: str) -> Mapping[str, str]:
    """Return the normal form of every heading a register knows, with its column."""
    columns: dict[str, str] = {}
    for column in DATASETS[register].columns:
        for words in (column.title.ru, column.title.en, column.name.replace("_", " "), *column.headings):
            columns.setdefault(heading_text(words), column.name)
    for column in DATASETS[register].columns:  # a title always wins over another column's synonym
        columns[heading_text(column.title.ru)] = column.name
    return columns


def column_named(dataset: Dataset, words: str) -> str:
    """Return the name of the column these words stand for, "" when there is none."""
    return (
        words
        if words in {column.name for column in dataset.columns}
        else known_headings(dataset.name).get(heading_text(words), "")
    )


def match_headings(dataset: Dataset, headings: Sequence[str], explained: Explained = NOTHING) -> dict[int, str]:
    """Return the column of each heading that is known, by the heading's place; the first of two equal ones counts.

    What a person said of a heading comes first; a heading explained as "" is ignored.
    """
    return _matched(dataset, [heading_text(heading) for heading in headings], explained)


def _matched(dataset: Dataset, words: Sequence[str], explained: Explained) -> dict[int, str]:
    explanations = explained.get(dataset.name, {})
    matched = _first_of_each(enumerate(explanations.get(text, "") for text in words), ()) if explanations else {}
    # Of two headings of one column, «(план)» and «(факт)», the one that is no plan is meant.
    places = sorted(range(len(words)), key=lambda place: is_plan(words[place]))
    declared = (
        (place, declared_column(dataset.name, words[place])) for place in places if words[place] not in explanations
    )
    return dict(sorted((matched | _first_of_each(declared, matched.values())).items()))


@lru_cache(maxsize=65_536)  # every text of the upper rows is looked at as if it were a heading, several times
def declared_column(register: str, words: str) -> str:
    """Return the column of a register that a heading in its normal form means, "" for none."""
    return exactness(register, words)[0]


def without_marks(words: str) -> str:
    """Return a heading in its normal form without what portals and this program write around it."""
    return PLACE_MARK.sub("", EXPORT_MARK.sub("", words))


@lru_cache(maxsize=65_536)
def exactness(register: str, words: str) -> tuple[str, int]:
    """Return the column that a heading means, "" for none, and how exactly: 0 by its title, 1 by another of its names, 2 by one with more."""
    columns, plain = known_headings(register), without_marks(words)
    if (column := columns.get(plain, "")) and heading_text(DATASETS[register].column(column).title.ru) == plain:
        return column, 0
    return (column, 1) if column else (columns.get(UNIT.sub("", plain), ""), 2)


def _first_of_each(columns: Iterable[tuple[int, str]], taken: Collection[str]) -> dict[int, str]:
    """Return the columns by their places, each column once, without those that are `taken`."""
    places: dict[str, int] = {}
    for place, column in columns:
        if column and column not in taken:
            places.setdefault(column, place)
    return {place: column for column, place in places.items()}


def recognised(headings: Sequence[str], explained: Explained = NOTHING) -> int:
    """Return how many of these headings the register that knows them best knows."""
    if not any(explained.values()) and not any(map(is_known, headings)):  # nearly every row of a file
        return 0
    words = [heading_text(heading) for heading in headings]
    return max(len(_matched(dataset, words, explained)) for dataset in DATASETS.values())


def is_known(heading: str) -> bool:
    """Return whether any register knows a heading: most texts of a file are told by the word they begin with."""
    first = WORD.search(heading)
    if first is None:
        return False
    if first[0].lower().replace("ё", "е") not in first_words() and not BROKEN.match(heading, first.start()):
        return False
    return _is_declared(heading_text(heading))


@cache
def first_words() -> frozenset[str]:
    """Return the words that headings of any register begin with."""
    return frozenset(first[0] for heading in every_heading() if (first := WORD.search(heading)))


@lru_cache(maxsize=65_536)
def _is_declared(words: str) -> bool:
    plain, every = without_marks(words), every_heading()
    return plain in every or UNIT.sub("", plain) in every


@cache
def every_heading() -> frozenset[str]:
    """Return the normal forms of the headings of all registers."""
    return frozenset(words for register in DATASETS for words in known_headings(register))


def missing_columns(dataset: Dataset, headings: Sequence[str], explained: Explained = NOTHING) -> tuple[str, ...]:
    """Return the titles of the required columns that these headings lack."""
    present = set(match_headings(dataset, headings, explained).values())
    return tuple(column.title.ru for column in dataset.required() if column.name not in present)


def recognise_register(file: str, headings: Sequence[str], explained: Explained = NOTHING) -> Dataset:
    """Return the register whose required columns are all here; Refused when none or two fit equally."""
    fits = {dataset.name: len(match_headings(dataset, headings, explained)) for dataset in DATASETS.values()}
    complete = [dataset for dataset in DATASETS.values() if not missing_columns(dataset, headings, explained)]
    if complete:
        return max(complete, key=lambda dataset: fits[dataset.name])
    nearest = max(DATASETS.values(), key=lambda dataset: fits[dataset.name])
    raise Refused(
        "unknown_register",
        file=file,
        register=nearest.title.ru,
        missing=", ".join(f"«{title}»" for title in missing_columns(nearest, headings, explained)),
        possible=", ".join(DATASETS),
    )
