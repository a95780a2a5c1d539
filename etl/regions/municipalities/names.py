"""What every written name of a region's municipalities may mean, by its letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from etl.regions.municipalities.directory import INNER, URBAN_OKRUG, Version, versions_of
from etl.regions.municipalities.inflection import other_cases
from etl.regions.municipalities.words import TOWN, URBAN, Word, words_of
from etl.regions.names import squeeze
from etl.spelling import tidy

# What the settlements are called that a municipality of the upper level can be.
TOWN_KIND, SETTLEMENT_KINDS = "город", ("рабочий посёлок", "посёлок городского типа", "посёлок")


@dataclass(frozen=True, slots=True)
class Naming:
    """One municipality under one of its names, or under that of its centre; `kinds` are what its full name says it is."""

    version: Version
    own_name: bool
    is_town: bool
    is_settlement: bool
    kinds: frozenset[str]

    @property
    def kind(self) -> str:
        """Return the type of the municipality."""
        return self.version.kind


Namings = Mapping[str, tuple[Naming, ...]]


@cache
def namings_of(region: str) -> Namings:
    """Return the municipalities that a region's names mean in the nominative, by the letters of each name."""
    return _by_key((squeeze(name), naming) for name, naming in all_namings_of(region))


@cache
def declined_namings_of(region: str) -> Namings:
    """Return the municipalities that a region's names mean in the other cases; made when a name is not known without them."""
    return _by_key((squeeze(form), naming) for name, naming in all_namings_of(region) for form in other_cases(name))


def _by_key(namings: Iterable[tuple[str, Naming]]) -> Namings:
    groups: dict[str, list[Naming]] = defaultdict(list)
    for key, naming in namings:
        groups[key].append(naming)
    return {key: tuple(group) for key, group in groups.items()}


@cache
def all_namings_of(region: str) -> tuple[tuple[str, Naming], ...]:
    """Return the names of a region's municipalities with what each is the name of."""
    return tuple(pair for version in versions_of(region) for pair in _of_version(version))


def _of_version(version: Version) -> Iterator[tuple[str, Naming]]:
    words = words_of(version.name)
    kinds = frozenset(word.kind for word in words if word.kind)
    for name, own_name in _names(version, words).items():
        at_centre = version.has_centre and squeeze(name) == squeeze(tidy(version.centre))
        # An inner-city municipality has no centre: its own name says what it is.
        is_town = (at_centre and version.centre_kind == TOWN_KIND) or (
            version.kind == INNER and bool(kinds & {TOWN, URBAN})
        )
        is_settlement = at_centre and version.centre_kind in SETTLEMENT_KINDS
        yield name, Naming(version, own_name, is_town, is_settlement, kinds)


def _names(version: Version, words: Sequence[Word]) -> Mapping[str, bool]:
    """Return the names of a version, and whether each is its own; that of the town it reaches is not."""
    full = " ".join(word.text for word in words if not word.kind and not word.is_break)
    own = (version.short_name, *_sides(version.short_name), full)
    is_centre = version.kind == URBAN_OKRUG and version.has_centre and version.centre_kind in SETTLEMENT_KINDS
    reached = (*version.aliases, *([version.centre] if is_centre else []))
    return dict.fromkeys(map(tidy, reached), False) | dict.fromkeys(map(tidy, own), True)


def _sides(name: str) -> list[str]:
    """Return «Нея» and «Нейский» of «Нея и Нейский»."""
    return name.split(" и ") if " и " in name else []
