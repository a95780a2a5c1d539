"""Regions as the reference table lists them: whose name a cell holds, and what a rate is divided by."""

from functools import cache
from pathlib import Path

import pandas as pd

from etl.regions import match_region

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
REGIONS = pd.read_csv(REFERENCE / "regions.csv", dtype={"code": str}, parse_dates=["valid_from"]).set_index("code")
CODES = tuple(REGIONS.index)
NOWHERE, UNKNOWN = "nowhere", "unknown"
INHABITANTS, MUNICIPALITIES = "population", "municipalities"
UNIT_OF_RATE = {INHABITANTS: 100_000, MUNICIPALITIES: 100}


def plain(name: str) -> str:
    """Return a name without what clerks write in several ways."""
    return " ".join(name.casefold().replace("ё", "е").replace("\xa0", " ").split())


@cache
def codes_by_name() -> dict[str, str]:
    """Return the code of every region by its name, with and without the second name in brackets."""
    names = {plain(name): str(code) for code, name in REGIONS["name"].items()}
    return {name.partition(" (")[0]: code for name, code in names.items()} | names


@cache
def region_of(text: str) -> str:
    """Return the code of the region a cell names, NOWHERE for «без региона», UNKNOWN when nobody can tell."""
    if plain(text) in ("без региона", ""):
        return NOWHERE if text else UNKNOWN
    if code := codes_by_name().get(plain(text)):
        return code
    match = match_region(text)
    return match.code if match.status == "matched" and match.code in CODES else UNKNOWN


def in_district(district: str) -> list[str]:
    """Return the regions of a federal district, all without one."""
    return [code for code in CODES if district in ("", REGIONS["federal_district"].fillna("")[code])]


def existing(codes: list[str], day: pd.Timestamp) -> list[str]:
    """Return those of the regions that are on the list on a day, or today when the day is still to come."""
    day = min(day, pd.Timestamp.today())
    began = REGIONS["valid_from"].fillna(pd.Timestamp.min)
    return [code for code in codes if began[code] <= day]


def base_of_rate(codes: list[str], kind: str) -> pd.Series:
    """Return the published municipalities or inhabitants of those of the regions that have any."""
    return REGIONS[kind].reindex(codes).dropna().loc[lambda base: base > 0]
