"""What a metric is worth for a choice of filters: in all, by region, over time, by member. Plain frames, no drawing."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan

import pandas as pd

from dashboard import queries
from dashboard.exhibit import Identity, State
from dashboard.filters import FIRST_DAY, Filters, Normalisation, Period
from dashboard.metric import Aggregate, Metric
from dashboard.queries import DISTRICT, NATION, NO_REGION, QUARANTINE
from etl.datasets import DATASETS
from etl.regions import REGION_BY_CODE, REGIONS, Region

SMALL_BASE = 10


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what it is made of; NaN with a state that says why when there is none."""

    value: float
    state: State
    part: float = nan
    base: float = nan


def chosen_regions(filters: Filters) -> tuple[Region, ...]:
    """Return the regions of the selection: those picked, those of the district, or all."""
    if filters.regions:
        return tuple(REGION_BY_CODE[code] for code in filters.regions)
    return district_regions(filters)


def district_regions(filters: Filters) -> tuple[Region, ...]:
    """Return the regions a map or a ranking shows: those of the district, or all; picked ones only stand out."""
    return tuple(region for region in REGIONS if filters.district in ("", region.federal_district))


def scopes(filters: Filters) -> tuple[str, ...]:
    """Return the scopes of the summaries that add up to the selection."""
    if filters.regions:
        return filters.regions
    return (DISTRICT + filters.district,) if filters.district else (NATION,)


def single_scopes(filters: Filters) -> list[str]:
    """Return the scopes of the selection one by one, for what is told apart by its region and its name."""
    regions = [region.code for region in chosen_regions(filters)]
    return regions if filters.regions or filters.district else [*regions, NO_REGION, QUARANTINE]


def once_counted(metric: Metric) -> bool:
    """Return whether the metric counts things that many regions share, so that regions do not add up."""
    dataset = DATASETS[metric.register]
    return any(distinct.name == metric.measure and not distinct.over_time for distinct in dataset.distincts)


def sums(metric: Metric, filters: Filters, period: Period) -> pd.Series:
    """Return the register's sums over the selection."""
    if shared_things(metric, filters):
        return queries.once(metric.register, period, filters.regions).sum(numeric_only=True)
    frame = queries.by_scope(metric.register, period)
    return frame.reindex(summed_scopes(metric, filters)).fillna(0.0).sum()


def shared_things(metric: Metric, filters: Filters) -> bool:
    """Return whether the selection is several regions that share what is counted, so that their sums do not add up."""
    return once_counted(metric) and len(filters.regions) > 1


def summed_scopes(metric: Metric, filters: Filters) -> tuple[str, ...]:
    """Return the scopes that add up to the selection; a rate takes only regions whose base is known, as its base does."""
    if filters.normalisation is Normalisation.ABSOLUTE or metric.is_ratio or once_counted(metric):
        return scopes(filters)
    known = tuple(region.code for region in chosen_regions(filters) if base_of(filters.normalisation, region))
    return known or scopes(filters)  # where no base is known, what was reported still tells no base from no data


def base_of(normalisation: Normalisation, region: Region) -> int:
    """Return the municipalities or inhabitants of a region, 0 when nobody publishes them."""
    return (region.municipalities if normalisation is Normalisation.PER_MUNICIPALITIES else region.population) or 0


def denominator(normalisation: Normalisation, regions: Sequence[Region]) -> float:
    """Return what totals are divided by, so that the result is per 100 municipalities or per 100,000 inhabitants; NaN when unknown."""
    if normalisation is Normalisation.ABSOLUTE:
        return 1.0
    known = sum(base_of(normalisation, region) for region in regions)
    return known / (100 if normalisation is Normalisation.PER_MUNICIPALITIES else 100_000) if known else nan


def total(metric: Metric, filters: Filters, period: Period) -> Amount:
    """Return the metric over the whole selection."""
    regions = chosen_regions(filters)
    if metric.counts_different:
        if not sums(metric, filters, period)[metric.evidence]:
            return Amount(nan, State.NO_DATA)
        seen = queries.different(metric.register, metric.measure, period)
        base = different_base(metric, regions, period)
        return share(float(seen.reindex(base.index).sum()), float(base.sum()))
    if metric.aggregate is Aggregate.COVERAGE:
        return coverage(metric, regions, period)
    row = sums(metric, filters, period)
    return amount(metric, row, denominator(filters.normalisation, regions))


def amount(metric: Metric, row: Mapping[Hashable, float] | pd.Series, per: float = 1.0) -> Amount:
    """Return the metric of one row of sums; `per` normalises totals and leaves ratios alone."""
    if not row[metric.evidence]:
        return Amount(nan, State.NO_DATA)
    part = float(row[metric.measure])
    if metric.aggregate is Aggregate.SHARE:
        return share(part, float(row[metric.base]))
    if metric.aggregate is Aggregate.MEAN:
        base = float(row[metric.base])
        return Amount(part / base, State.VALUE, part, base) if base else Amount(nan, State.NO_BASE, part, base)
    if per != per:  # NaN: nobody publishes the base
        return Amount(nan, State.NO_BASE, part)
    return Amount(part / per, State.VALUE if part else State.ZERO, part, per)


def share(part: float, base: float) -> Amount:
    """Return a percentage; on a base under ten there is none."""
    if base < SMALL_BASE:
        return Amount(nan, State.NO_BASE, part, base)
    return Amount(100 * part / base, State.VALUE if part else State.ZERO, part, base)


def large_enough(wholes: pd.Series) -> bool:
    """Return whether there are wholes, and each of them is large enough to be told in shares."""
    return bool(len(wholes) and wholes.min() >= SMALL_BASE)


def existed(region: Region, period: Period) -> bool:
    """Return whether a region was on the list at the end of the period, or is today when the period goes on."""
    return region.valid_from is None or region.valid_from <= min(period.until, date.today())


def coverage(metric: Metric, regions: Sequence[Region], period: Period) -> Amount:
    """Return how many of the regions that existed at the end of the period have the measure above zero."""
    valid = [region.code for region in regions if existed(region, period)]
    frame = queries.by_scope(metric.register, period)
    if frame.empty:
        return Amount(nan, State.NO_DATA, base=len(valid))
    present = int((frame[metric.measure].reindex(valid).fillna(0.0) > 0).sum())
    return Amount(float(present), State.VALUE if present else State.ZERO, present, len(valid))


def by_region(metric: Metric, filters: Filters, period: Period) -> pd.DataFrame:
    """Return the metric of every region of the district, or of all: code, value, state, part, base."""
    return queries.remembered(_by_region, metric, filters, period)


def _by_region(metric: Metric, filters: Filters, period: Period) -> pd.DataFrame:
    regions = district_regions(filters)
    frame = queries.by_scope(metric.register, period)[summed(metric)]
    frame = frame.reindex([region.code for region in regions]).fillna(0.0)
    if metric.counts_different:
        seen = queries.different(metric.register, metric.measure, period).reindex(frame.index).fillna(0.0)
        base, evidence = different_base(metric, regions, period), frame[metric.evidence]
        amounts = [known_share(seen[code], base[code], evidence[code]) for code in frame.index]
    else:
        amounts = [
            amount(metric, row, denominator(filters.normalisation, [region]))
            for row, region in zip(frame.to_dict("records"), regions, strict=True)
        ]
    return region_frame(regions, amounts)


def region_frame(regions: Sequence[Region], amounts: Sequence[Amount]) -> pd.DataFrame:
    """Return the amounts of regions as a frame: code, value, state, part, base."""
    return pd.DataFrame(
        {
            "code": [region.code for region in regions],
            "value": [found.value for found in amounts],
            "state": [found.state.value for found in amounts],
            "part": [found.part for found in amounts],
            "base": [found.base for found in amounts],
        }
    )


def summed(metric: Metric) -> list[str]:
    """Return the columns of the summaries that a metric is made of."""
    ours = {metric.evidence, metric.measure, metric.base} & set(queries.additive(metric.register))
    return sorted(ours)


def different_base(metric: Metric, regions: Sequence[Region], period: Period) -> pd.Series:
    """Return what the different things of each region are a share of: its municipalities, or those that came at all."""
    codes = [region.code for region in regions]
    if metric.aggregate is Aggregate.REPEAT_SHARE:
        return queries.different(metric.register, metric.base, period).reindex(codes).fillna(0.0)
    return pd.Series([float(region.municipalities or 0) for region in regions], index=codes)


def known_share(seen: float, base: float, evidence: float) -> Amount:
    """Return the share of a region's municipalities; no data when none is named, no base when their number is small."""
    return share(float(seen), float(base)) if evidence else Amount(nan, State.NO_DATA)


def identity(metric: Metric, filters: Filters, period: Period) -> Identity | None:
    """Return where the total is; None for ratios and for things counted once, which do not add up over regions."""
    if (
        metric.aggregate is not Aggregate.TOTAL
        or once_counted(metric)
        or filters.normalisation is not Normalisation.ABSOLUTE
    ):
        return None
    column = queries.by_scope(metric.register, period)[metric.measure]
    mapped = float(column.reindex([region.code for region in district_regions(filters)]).fillna(0.0).sum())
    outside = 0.0 if filters.district else float(column.get(NO_REGION, 0.0))
    return Identity(mapped, outside, 0.0 if filters.district else float(column.get(QUARANTINE, 0.0)))


def grain(period: Period) -> str:
    """Return how a span is cut for a trend: by days up to a month, by months up to three years, by years beyond."""
    if period.days <= 31:
        return "day"
    return "month" if period.days <= 1100 else "year"


def over_time(metric: Metric, filters: Filters, period: Period) -> pd.DataFrame:
    """Return the metric by day, month or year of the period: date, value."""
    return queries.remembered(_over_time, metric, filters, period)


def _over_time(metric: Metric, filters: Filters, period: Period) -> pd.DataFrame:
    cut = grain(period)
    if metric.counts_different:
        return different_over_time(metric, filters, period, "month" if cut == "day" else cut)
    frame = stepped(metric, filters, period, cut).dropna(subset=["day"])
    frame = frame.assign(day=starts(frame["day"], cut))
    if metric.aggregate is Aggregate.COVERAGE:
        present = frame.groupby(["day", "scope"])[metric.measure].sum().gt(0).groupby("day").sum()
        return filled(present.astype(float), period, cut)
    sums_by_day = frame.groupby("day")[summed(metric)].sum()
    per = denominator(filters.normalisation, chosen_regions(filters))
    amounts = [amount(metric, row, per).value for row in sums_by_day.to_dict("records")]
    values = pd.Series(amounts, sums_by_day.index, dtype=float)
    return filled(values, period, cut, 0.0 if metric.aggregate is Aggregate.TOTAL else nan)


def stepped(metric: Metric, filters: Filters, period: Period, cut: str) -> pd.DataFrame:
    """Return the sums of the selection by day and scope; coverage needs every region by itself."""
    if shared_things(metric, filters):
        return queries.once(metric.register, period, filters.regions, grain="day" if cut == "day" else "month")
    if metric.aggregate is Aggregate.COVERAGE:
        return queries.by_day(metric.register, period, [region.code for region in chosen_regions(filters)])
    return queries.by_day(metric.register, period, summed_scopes(metric, filters))


def different_over_time(metric: Metric, filters: Filters, period: Period, unit: str) -> pd.DataFrame:
    """Return the share of municipalities seen in each month or year of the period."""
    regions = chosen_regions(filters)
    if metric.aggregate is Aggregate.REPEAT_SHARE:
        base = different_in(metric.register, metric.base, regions, period, unit)
        seen = different_in(metric.register, metric.measure, regions, period, unit).reindex(base.index).fillna(0.0)
        return filled(pd.Series(map(share_value, seen, base), base.index, dtype=float), period, unit, nan)
    municipalities = sum(region.municipalities or 0 for region in regions)
    seen = different_in(metric.register, metric.measure, regions, period, unit)
    return filled(seen.map(lambda found: share_value(found, municipalities)), period, unit)


def different_in(register: str, measure: str, regions: Sequence[Region], period: Period, unit: str) -> pd.Series:
    """Return how many different things these regions have in each month or year of a period."""
    frame = queries.different_by(register, measure, unit, period)
    frame = frame[frame["scope"].isin([region.code for region in regions])]
    return frame.groupby(starts(frame["day"], unit))["amount"].sum()


def share_value(part: float, base: float) -> float:
    """Return a percentage, NaN on a base under ten."""
    return share(part, base).value


def starts(days: pd.Series, cut: str) -> pd.Series:
    """Return the first day of each day's month or year; the day itself when the cut is a day."""
    return days if cut == "day" else days.dt.to_period({"month": "M", "year": "Y"}[cut]).dt.start_time


def filled(values: pd.Series, period: Period, cut: str, gap: float = 0.0) -> pd.DataFrame:
    """Return date and value for every step of the period: steps without rows are written as `gap`."""
    first, last = pd.Timestamp(period.since), pd.Timestamp(period.until)
    if period.since == FIRST_DAY:
        first, last = values.index.min(), values.index.max()
    if pd.isna(first) or pd.isna(last):
        return pd.DataFrame({"date": pd.Series(dtype="datetime64[us]"), "value": pd.Series(dtype=float)})
    begin = starts(pd.Series([first]), cut).iloc[0]
    steps = pd.date_range(begin, last, freq={"day": "D", "month": "MS", "year": "YS"}[cut])
    return pd.DataFrame({"date": steps, "value": values.reindex(steps).fillna(gap).to_numpy()})


def by_member(metric: Metric, dimension: str, filters: Filters, period: Period) -> pd.DataFrame:
    """Return the metric of every member of a dimension, largest first: member, value, part, base."""
    if shared_things(metric, filters):
        frame = queries.once(metric.register, period, filters.regions, dimension)
        frame = frame.groupby("member", as_index=False).sum(numeric_only=True)
    else:
        frame = queries.by_member(metric.register, period, dimension, scopes(filters))
    amounts = [amount(metric, row) for row in frame.to_dict("records")]
    result = pd.DataFrame(
        {
            "member": frame["member"],
            "value": [found.value for found in amounts],
            "part": [found.part for found in amounts],
            "base": [found.base for found in amounts],
        }
    )
    return result.sort_values("value", ascending=False, ignore_index=True)
