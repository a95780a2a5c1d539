"""What every known name means: official names, their cases and transliterations, and data/reference/aliases.csv."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from etl.regions.transliteration import transliterate
from etl.regions.words import NOTHING, REGION, Kinds, Name, key_of, name_of
from etl.spelling import is_latin

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"

# «Республика Саха (Якутия)», «Кемеровская область – Кузбасс»: each side is a name by itself.
SIDES = re.compile(r" [–-] |[()]")
# A transliterated adjective cut to its stem: «Penzensk oblast».
STEM = re.compile(r"(?<=[sc]k)(?:aa|i)$")
# Endings of the nominative and what they become in the other cases; the first that fits is taken.
CASES = (
    ("ая", ("ой", "ую")),
    ("ий", ("ого", "ому", "ом", "им")),
    ("ия", ("ии", "ию", "ией")),
    ("ея", ("еи", "ею", "еей")),
    ("ье", ("ья", "ью", "ьем")),
    ("а", ("ы", "и", "е", "у", "ой")),
    ("ь", ("я", "ю", "ем", "е")),
    ("й", ("я", "ю", "ем", "е")),
    ("", ("а", "у", "ом", "е")),
)

CUT = re.compile(r"([а-яё]+)\.")
Roots = tuple[str, ...]
Status = Literal["matched", "none", "suggested", "ambiguous", "aggregate", "merged", "locality", "empty", "unknown"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a name: the kinds it is said with, what it is, and which subjects it is about."""

    kinds: Kinds
    status: Status
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """A known name as a key, with its meaning."""

    key: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Names:
    """Every known name by its words and by its letters run together; towns apart; the cases of the words."""

    entries: Mapping[Roots, tuple[Entry, ...]]
    towns: Mapping[Roots, tuple[str, ...]]
    squeezed: Mapping[str, Entry]
    nominative: Mapping[str, str]

    def find(self, name: Name) -> Entry | None:
        """Return what a name means, an ambiguous entry when it may mean several, None when it is not known."""
        entries = self.entries.get(self.base(name.roots), ())
        exact = [entry for entry in entries if entry.status != "matched" and entry.kinds == name.kinds]
        fitting = [entry for entry in entries if entry.status == "matched" and _fits(entry.kinds, name.kinds)]
        former = [entry for entry in entries if entry.status == "merged" and _fits(entry.kinds, name.kinds)]
        return _one(exact) or _one(fitting) or _one(former)

    def abbreviated(self, name: Name) -> Entry | None:
        """Return what a name means whose words are cut short: «Свердл. обл.», when only one name begins so."""
        matches = [
            entry
            for roots, entries in self.entries.items()
            if len(roots) == len(name.roots) and all(map(str.startswith, roots, name.roots))
            for entry in entries
            if _fits(entry.kinds, name.kinds)
        ]
        codes = {code for entry in matches for code in entry.codes}
        return _one(matches) if len(codes) == 1 and len({entry.status for entry in matches}) == 1 else None

    def town(self, name: Name) -> tuple[str, ...]:
        """Return the subjects that have a town of this name."""
        return self.towns.get(self.base(name.roots), ()) if name.kinds <= {"город"} else ()

    def base(self, roots: Roots) -> Roots:
        """Return the words in the nominative."""
        return tuple(sorted(self.nominative.get(word, word) for word in roots))


def _fits(kinds: Kinds, stated: Kinds) -> bool:
    """Return whether a subject of these kinds may be called so; saying no kind fits all of them."""
    if REGION in stated:
        return "город" not in kinds and stated - {REGION} <= kinds
    if "народная" in kinds and stated:
        return stated == kinds
    return stated <= kinds


def _one(entries: list[Entry]) -> Entry | None:
    codes = tuple(sorted({code for entry in entries for code in entry.codes}))
    if not entries:
        return None
    several = len(codes) > 1 and entries[0].status == "matched"
    return Entry(NOTHING, "ambiguous" if several else entries[0].status, codes)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of data/reference."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def names() -> Names:
    """Return every known name; built once."""
    entries: dict[Roots, list[Entry]] = defaultdict(list)
    towns: dict[Roots, list[str]] = defaultdict(list)
    for naming in all_names():
        for roots in _roots(naming.key):
            if naming.entry.status == "locality":
                towns[roots].extend(naming.entry.codes)
            elif naming.entry not in entries[roots]:
                entries[roots].append(naming.entry)
    return Names(
        {roots: tuple(meanings) for roots, meanings in entries.items()},
        {roots: tuple(dict.fromkeys(codes)) for roots, codes in towns.items()},
        _squeezed(),
        _cases(entries),
    )


def spellings() -> Iterator[tuple[str, str]]:
    """Yield the key and the code of every name of the 89 subjects, for suggestions."""
    for naming in all_names():
        if naming.entry.status == "matched":
            yield naming.key, naming.entry.codes[0]


@cache
def all_names() -> tuple[Naming, ...]:
    """Return every known name with its meaning."""
    return (*_official(), *_aliases())


def _official() -> Iterator[Naming]:
    for row in rows("regions.csv"):
        entry = Entry(_kinds(row), "matched", (row["code"],))
        full = (row["name"], row["short_name"], row["name_en"], row["short_name_en"])
        sides = (side.strip() for name in full for side in SIDES.split(name) if side.strip())
        yield from (Naming(key, entry) for key in dict.fromkeys(map(key_of, (*full, *sides))))
        if row["centre"] != row["name"]:
            town = Entry(NOTHING, "locality", (row["code"],))
            yield from (Naming(key_of(name), town) for name in (row["centre"], row["centre_en"]))


def _kinds(row: dict[str, str]) -> Kinds:
    return name_of(key_of(row["kind"])).kinds | name_of(key_of(row["name"])).kinds


def _aliases() -> Iterator[Naming]:
    """Yield the names of aliases.csv; one that says no kind may be said with its subject's own."""
    kinds = {row["code"]: _kinds(row) for row in rows("regions.csv")}
    for row in rows("aliases.csv"):
        codes = tuple(row["codes"].split())
        key = key_of(row["name"])
        stated = name_of(key).kinds
        own = kinds[codes[0]] if row["status"] == "matched" and not stated else stated
        yield Naming(key, Entry(own, cast(Status, row["status"]), codes))


def _roots(key: str) -> Iterator[Roots]:
    yield name_of(key).roots
    if not is_latin(key):
        latin = name_of(transliterate(key)).roots
        yield latin
        yield tuple(sorted(STEM.sub("", word) for word in latin))


def _squeezed() -> dict[str, Entry]:
    """Return the names with their letters run together: spaces get lost and get in."""
    entries: dict[str, Entry] = {}
    for naming in all_names():
        entries.setdefault(squeeze(naming.key), naming.entry)
    return entries


def squeeze(key: str) -> str:
    """Return the letters and figures of a key without what stands between them."""
    return "".join(filter(str.isalnum, key))


def _cases(entries: Iterable[Roots]) -> dict[str, str]:
    cut = {word for naming in all_names() for word in CUT.findall(naming.key)}  # «моск.»: «Моска» is no case of it
    words = {word for roots in entries for word in roots if not word.isascii()} - cut
    cases = {form: word for word in sorted(words) for form in _forms(word)}
    return {form: word for form, word in cases.items() if form not in words}


def _forms(word: str) -> Iterator[str]:
    ending, others = next((ending, others) for ending, others in CASES if word.endswith(ending))
    yield from (word.removesuffix(ending) + other for other in others)
