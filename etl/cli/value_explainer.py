"""A column of values explained row by row: what each value was read as."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from etl.datasets.expressions import NO_UNIT
from etl.normalise.counts import read_count
from etl.normalise.dates import read_date
from etl.normalise.flags import read_flag
from etl.regions import REGION_BY_CODE, match_region
from etl.regions.municipalities.match import MunicipalityReading, match_municipality, municipality_key
from etl.warehouse.journal import NamedMunicipality

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "region": ("raw", "status", "code", "name", "candidates"),
        "municipality": ("raw", "status", "unit", "name", "candidates"),
        "date": ("raw", "status", "start", "end", "precision"),
        "count": ("raw", "status", "value", "qualifier", "unit"),
        "flag": ("raw", "status", "value"),
    }
)
REMEMBERED = 100_000


def explain_column(
    values: Iterable[str], kind: str, aliases: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, ...]]:
    """Yield a row of HEADINGS[kind] for every value, in order; a value met before is not read again."""
    explain = lru_cache(maxsize=REMEMBERED)(_explainers(aliases)[kind])
    return ((value, *explain(value)) for value in values)


def explain_municipalities(
    rows: Iterable[tuple[str, ...]], aliases: Mapping[str, str], named: Mapping[tuple[str, str], NamedMunicipality]
) -> Iterator[tuple[str, ...]]:
    """Yield a row of HEADINGS["municipality"] for every municipality and its region, in order."""
    code = lru_cache(maxsize=REMEMBERED)(lambda text: region_code(text, aliases))
    for value, region in rows:
        reading = match_municipality(value, code(region))
        confirmed = named.get((code(region), municipality_key(value)))
        if confirmed and reading.status != "matched":
            reading = (
                MunicipalityReading("none")
                if confirmed.unit == NO_UNIT
                else MunicipalityReading("matched", confirmed.unit)
            )
        yield value, reading.status, reading.unit, reading.name, ";".join(reading.candidates)


def region_code(text: str, aliases: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the code of a region given as a code, which spreadsheets shorten to «1», or as a name; empty for none."""
    code = text.strip().zfill(2)
    return code if code in REGION_BY_CODE else match_region(text, aliases).code


def _explainers(aliases: Mapping[str, str]) -> dict[str, Callable[[str], tuple[str, ...]]]:
    return {
        "region": lambda value: _region(value, aliases),
        "date": _date,
        "count": _count,
        "flag": _flag,
    }


def _region(value: str, aliases: Mapping[str, str]) -> tuple[str, ...]:
    reading = match_region(value, aliases)
    status = "empty" if reading.status == "none" else reading.status
    return status, reading.code, reading.name, ";".join(reading.candidates)


def _date(value: str) -> tuple[str, ...]:
    reading = read_date(value)
    precision = "" if reading.status in ("empty", "refused") else reading.precision
    return reading.status, _iso(reading.start), _iso(reading.end), precision


def _count(value: str) -> tuple[str, ...]:
    reading = read_count(value)
    return reading.status, "" if reading.value is None else f"{reading.value:.15g}", reading.qualifier, reading.unit


def _flag(value: str) -> tuple[str, ...]:
    reading = read_flag(value)
    return reading.status, "" if reading.value is None else str(int(reading.value))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
