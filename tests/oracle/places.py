"""Regions as the reference table lists them: whose name a cell holds, and what a rate is divided by."""

from functools import cache
from pathlib import Path

import pandas as pd

from etl.regions import match_region
from etl.regions.municipalities.match import match_municipality

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
REGIONS = pd.read_csv(REFERENCE / "regions.csv", dtype={"code": str}, parse_dates=["valid_from"]).set_index("code")
CODES = tuple(REGIONS.index)
NOWHERE, UNKNOWN = "nowhere", "unknown"
INHABITANTS, MUNICIPALITIES = "population", "municipalities"
WAITING, SETTLEMENT = "", "--"
# The day by which a change is certain, where the sources only say between which registers it happened.
BY_THEN = {"2024/2025": "2025-01-01", "2024/2026": "2026-07-09"}
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
    there = set(REGIONS.index[REGIONS["valid_from"].isna() | (REGIONS["valid_from"] <= day)])
    return [code for code in codes if code in there]


def base_of_rate(codes: list[str], kind: str, day: pd.Timestamp) -> pd.Series:
    """Return the published inhabitants, or the municipalities on a day, of those of the regions that have any."""
    if kind == MUNICIPALITIES:
        base = pd.Series({code: number_of_municipalities(code, day) for code in codes}, dtype=float)
    else:
        base = REGIONS[kind].reindex(codes).dropna()
    return base[base > 0]


def municipality_of(text: str, region: str) -> str:
    """Return the number in the directory of the municipality a cell names; WAITING while nobody knows which it is."""
    if not text or region not in CODES:
        return WAITING
    reading = match_municipality(text, region)
    return reading.unit if reading.status == "matched" else SETTLEMENT if reading.is_below else WAITING


@cache
def directory() -> pd.DataFrame:
    """Return the versions of the municipalities: each with its first day and the day after its last."""
    versions = pd.read_csv(REFERENCE / "municipalities.csv", dtype=str).fillna("")
    for name, unlimited in (("valid_from", "1800"), ("valid_to", "2200")):
        texts = versions[name].replace(BY_THEN).replace("", unlimited)
        versions[name] = pd.to_datetime([text + "-01-01"[len(text) - 4 :] for text in texts])
    return versions


@cache
def number_of_municipalities(code: str, day: pd.Timestamp) -> int:
    """Return how many municipalities a region has on a day, or today when the day is still to come."""
    day, versions = min(day, pd.Timestamp.today().normalize()), directory()
    there = (versions["region_code"] == code) & (versions["valid_from"] <= day) & (day < versions["valid_to"])
    return int(versions.loc[there, "unit_id"].nunique())


@cache
def part_of(unit: str, day: pd.Timestamp) -> str:
    """Return what a municipality is, or is part of, on a day; empty before its time."""
    day, versions = min(day, pd.Timestamp.today().normalize()), directory().groupby("unit_id")
    if day < versions.get_group(unit)["valid_from"].iloc[0]:
        return ""
    while unit and versions.get_group(unit)["valid_to"].iloc[-1] <= day:
        unit = versions.get_group(unit)["successor_id"].iloc[-1]
    return unit
