"""Sums of a register's rows by day or month, scope and member: what the pages read instead of the rows."""

from collections.abc import Iterator, Mapping

import pandas as pd

from etl.dataset import Dataset, Dimension, Distinct, Kind
from etl.regions import REGION_BY_CODE

NATION = "**"
QUARANTINE = "??"
DISTRICT = "d:"


def summary_columns(dataset: Dataset) -> list[str]:
    """Return the fact columns that measures, distincts and dimensions may look at."""
    wordy = {Kind.TEXT, Kind.URL}
    used = {name for dimension in dataset.dimensions for name in dimension.columns}
    used |= {name for distinct in dataset.distincts for name in distinct.key}
    own = []
    for column in dataset.columns:
        if column.kind not in wordy or column.name in used:
            own.append(column.name)
        if column.kind is Kind.COUNT:
            own += [f"{column.name}_qualifier", f"{column.name}_unit"]
    return ["day", "quarantined", "identity", *own]


def typed(facts: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Return the fact frame with days as timestamps, texts without gaps and numbers as floats."""
    kinds = {column.name: column.kind for column in dataset.columns}
    changes: dict[str, pd.Series] = {"day": pd.to_datetime(facts["day"], format="ISO8601")}
    for name in facts.columns:
        kind = kinds.get(name)
        if kind is Kind.DATE:
            changes[name] = pd.to_datetime(facts[name], format="ISO8601")
        elif kind in (Kind.COUNT, Kind.NUMBER, Kind.FLAG):
            changes[name] = facts[name].astype(float)
        elif kind is Kind.YEAR:
            changes[name] = facts[name].astype("Int64")
        elif name not in ("day", "quarantined", "identity"):
            changes[name] = facts[name].fillna("").astype("category")
    return facts.assign(**changes)


def scopes(facts: pd.DataFrame) -> pd.Series:
    """Return the smallest scope of each row: its region, no region, or quarantine."""
    return facts["region"].cat.add_categories([QUARANTINE]).where(facts["quarantined"] == 0, QUARANTINE)


def districts() -> Mapping[str, str]:
    """Return the district scope of each region code."""
    return {code: DISTRICT + region.federal_district for code, region in REGION_BY_CODE.items()}


def members(facts: pd.DataFrame, dimension: Dimension) -> pd.Series:
    """Return the member of a dimension each row belongs to; several columns are joined by a dot."""
    if len(dimension.columns) == 1:
        return facts[dimension.columns[0]]
    first, *others = (facts[name].astype("string").fillna("") for name in dimension.columns)
    for other in others:
        first = first + " · " + other
    return first.astype("category")


def amounts(facts: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Return one column a measure: what each row adds to it."""
    columns = {measure.name: measure.amount(facts).astype(float) for measure in dataset.measures}
    return pd.DataFrame({"rows": 1.0, **columns}, index=facts.index)


def widened(sums: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the sums of regions together with those of their districts and of the nation."""
    grouping = [key for key in keys if key != "scope"]
    district = sums.assign(scope=sums["scope"].map(districts())).dropna(subset=["scope"])
    nation = sums.assign(scope=NATION)
    parts = [
        sums,
        *(
            part.groupby(["scope", *grouping], dropna=False, observed=True, as_index=False).sum()
            for part in (district, nation)
        ),
    ]
    filled = [part for part in parts if len(part)] or [sums]  # a span may hold no row at all
    return pd.concat(
        [part[[*keys, *(name for name in sums.columns if name not in keys)]] for part in filled], ignore_index=True
    )


def counted_once(frame: pd.DataFrame, distinct: Distinct, keys: list[str]) -> pd.DataFrame:
    """Return how many different things each scope has: a thing of many regions counts once in the nation."""
    among = frame.loc[frame[f"among_{distinct.name}"], list(dict.fromkeys([*keys, *distinct.key]))]
    among = among.drop_duplicates(["scope", *distinct.key])
    wide = [
        among,
        among.assign(scope=among["scope"].map(districts())).dropna(subset=["scope"]),
        among.assign(scope=NATION),
    ]
    parts = [part.drop_duplicates(["scope", *distinct.key])[keys] for part in wide]
    return (
        pd.concat(parts)
        .groupby(keys, dropna=False, observed=True)
        .size()
        .rename(distinct.name)
        .astype(float)
        .reset_index()
    )


def split_frame(facts: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Return what every split is summed from: day, scope, amounts, and who is among the distinct things."""
    among = {f"among_{d.name}": d.among(facts) for d in dataset.distincts}
    keys = {name: facts[name] for d in dataset.distincts for name in d.key}
    month = facts["day"].dt.to_period("M").dt.start_time
    return amounts(facts, dataset).assign(day=facts["day"], month=month, scope=scopes(facts), **among, **keys)


def summarise_split(
    frame: pd.DataFrame, dataset: Dataset, grain: str, dimension: str, member: pd.Series | str
) -> pd.DataFrame:
    """Return the sums of one split at one grain, for regions, districts and the nation."""
    keys = ["day", "scope", "member"]
    names = ["rows", *(measure.name for measure in dataset.measures)]
    frame = frame.assign(member=member, day=frame[grain])
    sums = frame.groupby(keys, dropna=False, observed=True, sort=False)[names].sum().reset_index()
    sums = sums.astype({"scope": object, "member": object})
    result = widened(sums, keys)
    for distinct in dataset.distincts:
        if not distinct.over_time:
            result = result.merge(counted_once(frame, distinct, keys), on=keys, how="left")
    result[result.columns.difference(keys)] = result[result.columns.difference(keys)].fillna(0.0)
    return result.assign(grain=grain, dimension=dimension)


def summarise(facts: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Return every sum the pages read: by day without a split, by month without and with each dimension."""
    frame = split_frame(facts, dataset)
    splits = [summarise_split(frame, dataset, grain, "", "") for grain in ("day", "month")]
    splits += [summarise_split(frame, dataset, "month", d.name, members(facts, d)) for d in dataset.dimensions]
    return pd.concat(splits, ignore_index=True)


def debuts(facts: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Return how many things are seen for the first time in their month, quarter, half-year and year, by day and region.

    Summed from the start of a unit to any day of it, this is the number of different things of that span.
    """
    parts = list(_debuts(facts, dataset))
    empty = pd.DataFrame(columns=["measure", "unit", "day", "scope", "amount"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def _debuts(facts: pd.DataFrame, dataset: Dataset) -> Iterator[pd.DataFrame]:
    known = facts[(facts["quarantined"] == 0) & facts["day"].notna()]
    for distinct in dataset.distincts:
        if not distinct.over_time:
            continue
        seen = known.loc[distinct.among(known), ["day", *distinct.key]].sort_values("day")
        for unit, starts in _unit_starts(seen["day"]).items():
            first = seen.assign(unit_start=starts).drop_duplicates([*distinct.key, "unit_start"])
            count = (
                first.groupby(["day", first["region"].astype(str)], observed=True).size().rename("amount").reset_index()
            )
            yield count.rename(columns={"region": "scope"}).assign(measure=distinct.name, unit=unit)


def _unit_starts(day: pd.Series) -> dict[str, pd.Series]:
    year, month = day.dt.year, day.dt.month
    lengths = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    return {unit: year * 12 + (month - 1) // months * months for unit, months in lengths.items()}
