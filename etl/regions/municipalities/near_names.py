"""What a name means that no municipality of the country has: a town's former district, or a name with a slip of a letter."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etl.regions.municipalities.directory import OKRUG, URBAN_OKRUG, final_unit, regions_listed
from etl.regions.municipalities.inflection import other_cases
from etl.regions.municipalities.names import Naming, all_namings_of, namings_of
from etl.regions.names import squeeze

# A shorter name has too many neighbours: «Осинский» and «Охинский» are districts of two regions.
SHORTEST = 9
ADJECTIVE = re.compile(r".*[сц]к(?:ий|ое|ая)|.*(?:ый|ой|ое|ая)")
VOWELS = "аоыиеьяё"


def town_of_former_district(key: str, region: str) -> str:
    """Return the okrug that the district of this name round a town became; empty for none, and for names of others."""
    return _former_districts_of(region).get(key, "")


def one_slip_away(key: str, region: str) -> tuple[Naming, ...]:
    """Return the municipalities whose name has one letter more, less or another; none when others are nearly as near."""
    if len(key) < SHORTEST or key in _names_of_the_country():
        return ()
    namings = namings_of(region)
    distances = process.extract(key, list(namings), scorer=OSA.distance, score_cutoff=2, limit=None)
    units = {final_unit(naming.version.unit) for name, _, _ in distances for naming in namings[name]}
    nearest = [naming for name, distance, _ in distances if distance == 1 for naming in namings[name]]
    return tuple(nearest) if len(units) == 1 else ()


@cache
def _names_of_the_country() -> frozenset[str]:
    return frozenset(key for region in regions_listed() for key in namings_of(region))


@cache
def _former_districts_of(region: str) -> Mapping[str, str]:
    """Return the okrugs named by a town, by the name of the district round it: «Егорьевский» of «Егорьевск»."""
    units: dict[str, set[str]] = defaultdict(set)
    for name, naming in all_namings_of(region):
        if naming.kind in (OKRUG, URBAN_OKRUG) and naming.own_name and not ADJECTIVE.fullmatch(name):
            for form in _of_districts(name):
                units[form].add(final_unit(naming.version.unit))
    return {key: candidates.pop() for key, candidates in units.items() if len(candidates) == 1}


def _of_districts(town: str) -> Iterator[str]:
    for adjective in _adjectives(town):
        if squeeze(adjective) not in _names_of_the_country():
            yield from map(squeeze, (adjective, *other_cases(adjective)))


def _adjectives(town: str) -> Iterator[str]:
    """Yield the adjectives that the name of a town may have: «Истра» has «истринский», «Люберцы» «люберецкий»."""
    stem = town.rstrip(VOWELS)
    if stem.endswith("ск"):
        yield stem + "ий"
    elif stem.endswith("ц"):
        yield from (stem[:-1] + ending for ending in ("цкий", "ецкий"))
    else:
        yield from (stem + ending for ending in ("ский", "инский", "овский", "евский"))
