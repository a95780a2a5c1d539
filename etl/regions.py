"""The 89 subjects of the Federation: who they are, and which of them a written name means."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from etl.spelling import is_blank, one_alphabet, tidy

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"


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


NameStatus = Literal["matched", "none", "suggested", "ambiguous", "aggregate", "merged", "locality", "empty", "unknown"]


@dataclass(frozen=True, slots=True)
class RegionReading:
    """Which subject a written name means, or which it may mean."""

    status: NameStatus
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


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REGIONS: tuple[Region, ...] = tuple(map(_region, _rows("regions.csv")))
REGION_BY_CODE: Mapping[str, Region] = MappingProxyType({region.code: region for region in REGIONS})
DISTRICTS: tuple[District, ...] = tuple(District(**row) for row in _rows("districts.csv"))


def regions_at(day: date) -> tuple[Region, ...]:
    """Return the subjects that were on the list at a day: the denominator of coverage."""
    return tuple(region for region in REGIONS if region.valid_from is None or region.valid_from <= day)


def normalise_name(text: str) -> str:
    """Return the key under which a confirmed alias of a written name is kept."""
    return one_alphabet(tidy(text)).replace("_", " ")


def match_region(text: str, aliases: Mapping[str, str] = MappingProxyType({})) -> RegionReading:
    """Return which subject a written name means; only a name that can mean no other is matched."""
    key = normalise_name(text)
    reading = _match(key)
    if reading.status != "matched" and key in aliases:
        return _matched(aliases[key])
    return reading


def _matched(code: str) -> RegionReading:
    return RegionReading("matched", code, REGION_BY_CODE[code].name)


@lru_cache(maxsize=20_000)
def _match(key: str) -> RegionReading:
    if is_blank(key):
        return RegionReading("empty")
    code = _NAMES.get(key)
    return _matched(code) if code else RegionReading("unknown")


_NAMES = {
    normalise_name(name): region.code
    for region in REGIONS
    for name in (region.name, region.short_name, region.name_en, region.short_name_en)
}
