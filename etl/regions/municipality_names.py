"""What every written name of a region's municipalities may mean, by its letters."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from etl.regions.inflection import other_cases
from etl.regions.municipalities import INNER, URBAN_OKRUG, Version, versions_of
from etl.regions.municipality_words import TOWN, Word, words_of
from etl.regions.names import squeeze
from etl.spelling import tidy

# What the settlements are called that a municipality of the upper level can be.
TOWN_KIND, SETTLEMENT_KINDS = "город", ("рабочий посёлок", "посёлок городского типа", "посёлок")


@dataclass(frozen=True, slots=True)
class Naming:
    """One municipality under one of its names, or under that of its centre.

    `base` says that the words stand in the nominative, `kinds` what its full name says it is.
    """

    version: Version
    own_name: bool
    base: bool
    is_town: bool
    is_settlement: bool
    kinds: frozenset[str]

    @property
    def kind(self) -> str:
        """Return the type of the municipality."""
        return self.version.kind


@cache
def namings_of(region: str) -> Mapping[str, tuple[Naming, ...]]:
    """Return the municipalities that a region's names may mean, by the letters of each name; made when first needed."""
    namings: dict[str, list[Naming]] = defaultdict(list)
    for version in versions_of(region):
        words = words_of(version.name)
        kinds = frozenset(word.kind for word in words if word.kind)
        for name, own_name in _names(version, words).items():
            _add(namings, version, name, own_name, kinds)
    return {key: tuple(group) for key, group in namings.items()}


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


def _add(namings: dict[str, list[Naming]], version: Version, name: str, own_name: bool, kinds: frozenset[str]) -> None:
    """Add a version under a name in all its cases."""
    at_centre = version.has_centre and squeeze(name) == squeeze(tidy(version.centre))
    # An inner-city municipality has no centre: its own name says what it is.
    is_town = (at_centre and version.centre_kind == TOWN_KIND) or (version.kind == INNER and TOWN in kinds)
    is_settlement = at_centre and version.centre_kind in SETTLEMENT_KINDS
    base, other = (Naming(version, own_name, is_base, is_town, is_settlement, kinds) for is_base in (True, False))
    namings[squeeze(name)].append(base)
    for key in dict.fromkeys(map(squeeze, other_cases(name))):
        namings[key].append(other)
