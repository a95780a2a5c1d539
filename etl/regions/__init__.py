"""The 89 subjects of the Federation: who they are, and which of them a written name means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from etl.regions.match import LONGEST, meaning
from etl.regions.names import Status, rows
from etl.regions.words import key_of

# The scopes of sums that are no region: accepted «вся страна» and «без региона», rows that wait; a district's code follows its mark.
NATION, NO_REGION, QUARANTINE, DISTRICT = "**", "--", "??", "d:"


@dataclass(frozen=True, slots=True)
class Region:
    """A subject of the Federation; None stands for a figure nobody publishes."""

    code: str
    name: str
    short_name: str
    name_en: str
    short_name_en: str
    kind: str
    federal_district: str
    iso_3166_2: str
    oktmo: str
    okato: str
    natural_earth_adm1: str
    centre: str
    centre_en: str
    centre_lon: float
    centre_lat: float
    area_km2: int
    population: int | None
    municipalities: int | None
    urban_okrug: int | None
    municipal_okrug: int | None
    municipal_rayon: int | None
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class District:
    """A federal district, or the group outside them."""

    code: str
    name: str
    name_en: str
    short: str


@dataclass(frozen=True, slots=True)
class RegionReading:
    """Which subject a written name means, or which it may mean."""

    status: Status
    code: str = ""
    name: str = ""
    candidates: tuple[str, ...] = ()


def _region(row: dict[str, str]) -> Region:
    counts = ("population", "municipalities", "urban_okrug", "municipal_okrug", "municipal_rayon")
    typed: dict[str, object] = {**row, **{name: int(row[name]) if row[name] else None for name in counts}}
    typed |= {name: float(row[name]) for name in ("centre_lon", "centre_lat")}
    typed["area_km2"] = int(row["area_km2"])
    typed["valid_from"] = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
    return Region(**typed)  # type: ignore[arg-type]


REGIONS: tuple[Region, ...] = tuple(map(_region, rows("regions.csv")))
REGION_BY_CODE: Mapping[str, Region] = MappingProxyType({region.code: region for region in REGIONS})
DISTRICTS: tuple[District, ...] = tuple(District(**row) for row in rows("districts.csv"))


def regions_at(day: date) -> tuple[Region, ...]:
    """Return the subjects that were on the list at a day: the denominator of coverage."""
    return tuple(region for region in REGIONS if region.valid_from is None or region.valid_from <= day)


def neighbours(code: str) -> tuple[str, ...]:
    """Return the codes of the regions that share a border on land with a region."""
    return _neighbours()[code]


@cache
def _neighbours() -> Mapping[str, tuple[str, ...]]:
    return {row["code"]: tuple(row["neighbours"].split()) for row in rows("region_shapes.csv")}


def normalise_name(text: str) -> str:
    """Return the key of a written name, under which its confirmed alias is kept."""
    return key_of(text.strip()[:LONGEST])


def match_region(text: str, aliases: Mapping[str, str] = MappingProxyType({})) -> RegionReading:
    """Return which subject a written name means; only what can mean no other, or was confirmed, is matched."""
    sense = meaning(text)
    if sense.status == "matched":
        return _READINGS[sense.codes[0]]
    if aliases and (confirmed := aliases.get(normalise_name(text))):
        return _READINGS[confirmed]
    return RegionReading(sense.status, candidates=sense.codes)


_READINGS = {region.code: RegionReading("matched", region.code, region.name) for region in REGIONS}
