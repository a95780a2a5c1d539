"""Regions most like a region: nearest neighbours by what is known of every region, each feature as heavy as the reader likes.

The Euclidean distance between features standardised to mean 0 and deviation 1, as in the CIPFA Nearest Neighbours Model and
the statistical nearest neighbours of the ONS; logarithms of sizes are taken because regions differ by orders of magnitude.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import asin, cos, log, radians, sin, sqrt
from statistics import fmean, pstdev

from dashboard.exhibits.common import weight_codes
from etl.regions import REGIONS, Region, neighbours
from etl.words import Text

NEAREST = 9
# The kind of a group is this word, or with weights of the reader's own «similar:po2-ar0».
KIND, SEPARATOR = "similar", ":"
EARTH_KM = 6371
MOSCOW = (37.62, 55.75)


@dataclass(frozen=True, slots=True)
class Feature:
    """What regions are compared by: the short code of its weight, its title, its value for a region."""

    code: str
    title: Text
    of: Callable[[Region], float]


def to_moscow(region: Region) -> float:
    """Return the kilometres from a region's centre to Moscow along the great circle."""
    east, north = (
        radians(there - here) for there, here in zip(MOSCOW, (region.centre_lon, region.centre_lat), strict=True)
    )
    lift = sin(north / 2) ** 2 + cos(radians(region.centre_lat)) * cos(radians(MOSCOW[1])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(lift))


FEATURES = (
    Feature("po", Text("Население", "Population"), lambda region: log(region.population or 1)),
    Feature(
        "mu", Text("Число муниципалитетов", "Number of municipalities"), lambda region: log(region.municipalities or 1)
    ),
    Feature("ar", Text("Площадь", "Area"), lambda region: log(region.area_km2)),
    Feature(
        "de",
        Text("Плотность населения", "Population density"),
        lambda region: log((region.population or 1) / region.area_km2),
    ),
    Feature(
        "ta",
        Text("Жителей на муниципалитет", "Inhabitants per municipality"),
        lambda region: log((region.population or 1) / (region.municipalities or 1)),
    ),
    Feature(
        "ur",
        Text("Доля городских округов", "Share of urban okrugs"),
        lambda region: (region.urban_okrug or 0) / (region.municipalities or 1),
    ),
    Feature("ne", Text("Соседей по границе", "Bordering regions"), lambda region: float(len(neighbours(region.code)))),
    # The root, because a hundred kilometres mean less the farther away they are.
    Feature("mo", Text("Расстояние до Москвы", "Distance to Moscow"), lambda region: sqrt(to_moscow(region))),
)
CODES = tuple(feature.code for feature in FEATURES)
EQUAL: Mapping[str, float] = dict.fromkeys(CODES, 1.0)


def kind_of(weights: Mapping[str, float]) -> str:
    """Return the kind of a group under these weights, by the codes of the features."""
    code = weight_codes.code_of(weights)
    return f"{KIND}{SEPARATOR}{code}" if code and any(weights.values()) else KIND


def weights_of(kind: str) -> Mapping[str, float]:
    """Return the weight of every feature in a kind of group; one of those it does not name."""
    weights = {**EQUAL, **weight_codes.read(kind.partition(SEPARATOR)[2], CODES)}
    return weights if any(weights.values()) else EQUAL


def is_kind(kind: str) -> bool:
    """Return whether the kind is of similar regions, under weights that can be read."""
    word, separator, code = kind.partition(SEPARATOR)
    return word == KIND and (not separator or weight_codes.is_code(code, CODES))


def nearest(code: str, weights: Mapping[str, float], number: int = NEAREST) -> tuple[str, ...]:
    """Return the regions most like a region, the nearest first; none when its population or municipalities are unknown."""
    places = positions()
    if code not in places:
        return ()
    here, heavy = places[code], [weights[feature] for feature in CODES]

    def distance(other: str) -> float:
        return sum(weight * (a - b) ** 2 for weight, a, b in zip(heavy, here, places[other], strict=True))

    return tuple(sorted(places.keys() - {code}, key=lambda other: (distance(other), other))[:number])


def steady(code: str, weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return those of the nearest regions that stay among them whichever one feature is left out."""
    near, weighed = nearest(code, weights), [feature for feature in CODES if weights[feature]]
    without = [nearest(code, {**weights, feature: 0.0}) for feature in weighed] if len(weighed) > 1 else []
    return tuple(other for other in near if all(other in remaining for remaining in without))


@cache
def positions() -> Mapping[str, tuple[float, ...]]:
    """Return the standardised features of each region whose population and municipalities are known."""
    measured = [region for region in REGIONS if region.population and region.municipalities]
    columns = [standardised([feature.of(region) for region in measured]) for feature in FEATURES]
    return {region.code: place for region, place in zip(measured, zip(*columns, strict=True), strict=True)}


def standardised(column: list[float]) -> list[float]:
    """Return the values with mean 0 and deviation 1; all 0 when they are equal."""
    mean, deviation = fmean(column), pstdev(column)
    return [(value - mean) / deviation if deviation else 0.0 for value in column]
