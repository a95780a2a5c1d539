"""Sums of a register's rows by day or month, scope and member: what the pages read instead of the rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.codes import (
    Amounts,
    Axis,
    Codes,
    Flags,
    Labels,
    axis,
    constant,
    first_of_each,
    joined,
    ranked,
    second_of_each,
    taken_apart,
)
from etl.dataset import UNIT_MONTHS, Dataset, Dimension, Distinct, Kind, Resolution
from etl.regions import DISTRICT, NATION, QUARANTINE, REGION_BY_CODE

WHOLE = "whole"
OWN_KINDS = {"day": Kind.DATE, "quarantined": WHOLE, "identity": WHOLE}
DTYPES: Mapping[Kind | str, Any] = {
    Kind.COUNT: "float",
    Kind.NUMBER: "float",
    Kind.FLAG: "float",
    Kind.YEAR: "Int64",
    WHOLE: "int64",
}


def summary_columns(dataset: Dataset) -> list[str]:
    """Return the fact columns that measures, distincts and dimensions may look at."""
    wordy = {Kind.TEXT, Kind.URL}
    used = {name for dimension in dataset.dimensions for name in dimension.columns}
    used |= {name for distinct in dataset.distincts for name in distinct.key}
    own: list[str] = []
    for column in dataset.columns:
        if column.kind not in wordy or column.name in used:
            own += column.stored
    return ["day", "day_precision", "quarantined", "identity", *own]


def typed(facts: Mapping[str, Sequence[object]], dataset: Dataset) -> pd.DataFrame:
    """Return the stored values of rows as a frame: days as timestamps, texts without gaps, numbers as floats."""
    kinds = kinds_of(dataset)
    return pd.DataFrame({name: typed_column(values, kinds[name]) for name, values in facts.items()})


def kinds_of(dataset: Dataset) -> Mapping[str, Kind | str]:
    """Return the kind of every stored column; the qualifier and the unit of a count are texts."""
    own = {name: Kind.TEXT for column in dataset.columns for name in column.stored}
    return {"day_precision": Kind.TEXT, **own, **{column.name: column.kind for column in dataset.columns}, **OWN_KINDS}


def typed_column(values: Sequence[Any], kind: Kind | str) -> pd.Series:
    """Return stored values of one kind as a column."""
    plain = np.array(values, dtype=object)
    if kind in DTYPES:
        column: pd.Series = pd.Series(plain).astype(DTYPES[kind])
        return column
    codes, different = pd.factorize(plain)
    return spread([*different, None], kind, codes)  # the place of nothing is -1, the last


def spread(different: Sequence[Any], kind: Kind | str, codes: npt.NDArray[np.intp]) -> pd.Series:
    """Return the column that has these stored values of one kind in these places: to read the value of every row takes long."""
    if kind is Kind.DATE:
        return pd.Series(pd.to_datetime(different, format="ISO8601")[codes])
    if kind in DTYPES:
        return pd.Series(pd.Series(different, dtype=object).astype(DTYPES[kind]).array.take(codes))
    places, labels = pd.factorize(np.array(["" if word is None else word for word in different], dtype=object))
    return pd.Series(pd.Categorical.from_codes(places[codes], pd.Index(labels, dtype=object)))


def scopes(facts: pd.DataFrame) -> Axis:
    """Return the smallest scope of each row: its region, no region, or quarantine."""
    region = axis(facts["region"])
    waits = facts["quarantined"].to_numpy() != 0
    return Axis(np.where(waits, region.size, region.codes), np.append(region.labels, QUARANTINE))


def levels(scope: Axis) -> tuple[Axis, Axis, Axis]:
    """Return the scope of each row on three levels: region, district, nation; a row may have no district."""
    known = {code: DISTRICT + region.federal_district for code, region in REGION_BY_CODE.items()}
    return scope, scope.renamed([known.get(label) for label in scope.labels]), constant(len(scope.codes), NATION)


def members(facts: pd.DataFrame, dimension: Dimension) -> Axis:
    """Return the member of a dimension each row belongs to; several columns are joined by a dot."""
    columns = [axis(facts[name]) for name in dimension.columns]
    found = together(columns) if len(columns) > 1 else columns[0].renamed(list(map(member_text, columns[0].labels)))
    if dimension.among is None:
        return found
    return Axis(np.where(dimension.among(facts).to_numpy(dtype=bool), found.codes, -1), found.labels)


def together(columns: Sequence[Axis]) -> Axis:
    """Return several columns as one axis, their values joined by a dot."""
    keys, codes = ranked(joined(columns))
    parts = zip(*taken_apart(keys, columns), strict=True)
    names = [" · ".join(map(member_text, one)) for one in parts]
    return Axis(codes, np.array(names, dtype=object))


def member_text(value: Any) -> str:
    """Return one value of a column as a part of a member's name; a day as ISO text."""
    if pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


@dataclass(frozen=True, eq=False, slots=True)
class Countable:
    """What is summed and counted.

    Of each amount the places of the rows that have one, and how much; of each distinct thing its number in every row,
    and whether it counts there.
    """

    names: tuple[str, ...]
    amounts: tuple[tuple[Codes, Amounts], ...]
    things: tuple[tuple[Codes, Flags], ...]


def countable(facts: pd.DataFrame, dataset: Dataset) -> Countable:
    """Return the amounts and the distinct things of the rows, computed once for every split."""
    once = [distinct for distinct in dataset.distincts if not distinct.over_time]
    columns = [np.ones(len(facts)), *(measure.amount(facts).to_numpy(dtype=float) for measure in dataset.measures)]
    names = ("rows", *(measure.name for measure in dataset.measures), *(distinct.name for distinct in once))
    amounts = ((places := np.flatnonzero(values), values[places]) for values in columns)
    return Countable(names, tuple(amounts), tuple(thing(facts, distinct) for distinct in once))


def thing(facts: pd.DataFrame, distinct: Distinct) -> tuple[Codes, Flags]:
    """Return the number of the distinct thing of each row, and whether the row counts."""
    numbers = ranked(joined([axis(facts[name]) for name in distinct.key]))[1]
    return numbers, distinct.among(facts).to_numpy(dtype=bool)


def firsts(found: Countable, scope: Axis, inside: Flags) -> list[Codes]:
    """Return the places of the rows where each distinct thing counts in its scope: the first of those inside."""
    return [first_of_each(numbers * scope.size + scope.codes, among & inside) for numbers, among in found.things]


def sums(found: Countable, axes: Sequence[Axis], inside: Flags, counts: Sequence[Codes]) -> dict[str, Labels]:
    """Return the sums of the rows inside by day, scope and member; a thing counts once, in the cell of its row."""
    cells, place = ranked(np.where(inside, joined(axes), -1))
    columns = [np.bincount(place[rows], amounts, len(cells)) for rows, amounts in found.amounts]
    columns += [np.bincount(place[rows], minlength=len(cells)).astype(float) for rows in counts]
    start = np.searchsorted(cells, 0)  # what is not inside comes first, in one cell
    names = dict(zip(("day", "scope", "member"), taken_apart(cells[start:], axes), strict=True))
    return names | dict(zip(found.names, (values[start:] for values in columns), strict=True))


def stacked(parts: Sequence[Mapping[str, Labels | str]]) -> pd.DataFrame:
    """Return parts of a table, one below the other; a text stands in every row of its part."""
    lengths = [len(part["day"]) for part in parts]
    return pd.DataFrame({name: column([part[name] for part in parts], lengths) for name in parts[0]})


def column(pieces: Sequence[Labels | str], lengths: Sequence[int]) -> pd.Series:
    """Return a column of the pieces; its type is theirs: looking at every text for one is what takes the time."""
    if isinstance(pieces[0], str):
        values = np.repeat(np.array(pieces, dtype=object), lengths)
    else:
        values = np.concatenate(pieces)
    return pd.Series(values, dtype=values.dtype)


def summarise(facts: pd.DataFrame, dataset: Dataset, unkept: bool = False) -> pd.DataFrame:
    """Return every sum the pages read: without a split by day and month, with each dimension as finely as it is kept.

    What is not kept is left out, or by month when the `unkept` is wanted; so are the days that a split adds up to.

    The frame has grain, day, scope, dimension, member, rows, and one column for every measure and distinct thing.
    """
    found, whole = countable(facts, dataset), constant(len(facts), "")
    kept = [one for one in dataset.dimensions if unkept or one.resolution is not Resolution.ROWS]
    undivided = Resolution.MONTHS if dataset.whole_days() and not unkept else Resolution.DAYS
    splits = [(undivided, "", whole), *((one.resolution, one.name, members(facts, one)) for one in kept)]
    days = days_by_grain(facts)
    region, district, nation = levels(scopes(facts))
    return stacked(
        [
            *sums_of_level(found, days, region, splits),
            *sums_of_level(found, days, district, splits),
            *sums_of_level(found, days, nation, splits, is_nation=True),
        ]
    )


def days_by_grain(facts: pd.DataFrame) -> Mapping[str, Axis]:
    """Return the day of each row, and the first day of its month and of its year."""
    starts = {"month": "M", "year": "Y"}
    days = {name: axis(facts["day"].dt.to_period(length).dt.start_time) for name, length in starts.items()}
    return {"day": axis(facts["day"]), **days}


def sums_of_level(
    found: Countable,
    days: Mapping[str, Axis],
    scope: Axis,
    splits: Sequence[tuple[Resolution, str, Axis]],
    is_nation: bool = False,
) -> Iterator[dict[str, Labels | str]]:
    """Yield the sums of the regions, the districts or the nation by every split, by each grain it is kept by."""
    known = scope.codes >= 0
    counted = firsts(found, scope, known)
    for resolution, name, member in splits:
        inside = known & (member.codes >= 0)
        counts = counted if inside.sum() == known.sum() else firsts(found, scope, inside)
        for grain in resolution.grains(is_nation) or ("month",):
            yield {"grain": grain, "dimension": name, **sums(found, (days[grain], scope, member), inside, counts)}


def debuts(facts: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Return how many things count for the first time in their month, quarter, half-year and year, by day and region.

    The frame has measure, day, scope, and one column a unit. Summed from the start of a unit to any day of it, a
    column is the number of different things of that span.
    """
    parts = [_debuts(facts, distinct) for distinct in dataset.distincts if distinct.over_time]
    return stacked(parts) if parts else pd.DataFrame(columns=["measure", "day", "scope", *UNIT_MONTHS])


def _debuts(facts: pd.DataFrame, distinct: Distinct) -> dict[str, Labels | str]:
    dated = facts[(facts["quarantined"] == 0) & facts["day"].notna()]
    columns = list(dict.fromkeys(filter(None, ("day", "region", *distinct.key, distinct.again))))
    seen = dated.loc[distinct.among(dated), columns].sort_values("day", kind="stable")
    axes = axis(seen["day"]), axis(seen["region"])
    keys = joined(axes)
    places = list(_first_places(seen, distinct))
    cells = np.unique(keys[np.concatenate(places)])
    counts = [np.bincount(np.searchsorted(cells, keys[first]), minlength=len(cells)).astype(float) for first in places]
    day, scope = taken_apart(cells, axes)
    return {"measure": distinct.name, "day": day, "scope": scope, **dict(zip(UNIT_MONTHS, counts, strict=True))}


def _first_places(seen: pd.DataFrame, distinct: Distinct) -> Iterator[Codes]:
    """Yield, for each length of a unit, the places of the rows where a thing begins to count in its unit."""
    numbers = ranked(joined([axis(seen[name]) for name in distinct.key]))[1]
    months = seen["day"].dt.year.to_numpy() * 12 + seen["day"].dt.month.to_numpy() - 1
    for length in UNIT_MONTHS.values():
        units = months // length
        keys = numbers * (units.max(initial=0) + 1) + units
        if distinct.again:
            yield second_of_each(keys, axis(seen[distinct.again]))
        else:
            yield first_of_each(keys, np.ones(len(seen), dtype=bool))
