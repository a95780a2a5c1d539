"""The values of a metric for a choice of filters: in total, by region, by member. Plain frames, no drawing."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.engine import cache
from dashboard.engine.sums import Row
from dashboard.model.exhibit import Identity, State
from dashboard.model.filters import Filters, Normalisation, Period
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries.completeness import complete_regions
from dashboard.queries.known_zeros import dated_measure, existed, is_zero_known, waits
from dashboard.queries.rate_bases import denominator, once_counted, shared_things, summed_scopes
from dashboard.queries.scopes import chosen_regions, district_regions, scopes_of
from dashboard.queries.sums import register_sums
from dashboard.queries.sums.amounts import (
    HALF,
    Amount,
    amounts_frame,
    known_part,
    known_share,
    mostly_known,
    region_frame,
    regions_present,
    share,
)
from dashboard.queries.sums.municipalities import municipality_count, waiting_names
from dashboard.queries.sums.published_totals import mostly_published_totals
from dashboard.queries.time.inexact_days import regions_that_may_have_more
from dashboard.queries.wording.readable_members import OTHER, untold
from etl.datasets import DATASETS
from etl.datasets.expressions import WAITING_NAMES
from etl.regions import NATION, NO_REGION, QUARANTINE, REGIONS, Region


def sums(metric: Metric, filters: Filters, period: Period) -> Row:
    """Return the register's sums over the selection."""
    columns = DATASETS[metric.register].summed()
    if together := shared_things(metric, filters, period.until):
        return register_sums.of_selection(metric.register, period, together) or register_sums.added([], columns)
    every = register_sums.scope_sums(metric.register, period)
    return register_sums.added(
        [every[scope] for scope in summed_scopes(metric, filters, period.until) if scope in every], columns
    )


def counted_by_rate(metric: Metric, filters: Filters, period: Period) -> tuple[float, float]:
    """Return how much of the metric a rate of the selection counts, and how much there is of it in all."""
    whole = sums(metric, replace(filters, normalisation=Normalisation.ABSOLUTE), period)
    return float(sums(metric, filters, period)[metric.measure]), float(whole[metric.measure])


def total(metric: Metric, filters: Filters, period: Period) -> Amount:
    """Return the metric over the whole selection."""
    regions = chosen_regions(filters)
    if metric.counts_different:
        if not is_known(metric, filters, period):
            return Amount(nan, State.NO_DATA)
        counts = register_sums.different(metric.register, metric.measure, period)
        base = different_base(metric, regions, period)
        return share(float(counts.reindex(base.index).sum()), float(base.sum()), is_census(metric))
    if metric.aggregate is Aggregate.COVERAGE:
        return coverage(metric, regions, period, is_zero_known(metric, filters, period))
    per = denominator(filters.normalisation, regions, period.until)
    whole = amount(metric, sums(metric, filters, period), per, is_zero_known(metric, filters, period))
    if metric.base == "sent_on" and mostly_published_totals(filters, period):
        return Amount(nan, State.NO_BASE, whole.part, whole.base)
    return whole


def is_known(metric: Metric, filters: Filters, period: Period) -> bool:
    """Return whether municipalities are named, or nobody came: where all is told, and no name waits that may be anybody's."""
    if sums(metric, filters, period)[metric.evidence]:
        return True
    return is_zero_known(metric, filters, period) and not waiting_names(metric, chosen_regions(filters), period)


def amount(
    metric: Metric, row: Row | Mapping[Hashable, float] | pd.Series, per: float = 1.0, complete: bool = False
) -> Amount:
    """Return the metric of one row of sums; `per` normalises totals and leaves ratios alone.

    Nothing is zero only where the sources are `complete`; elsewhere nothing is what nobody knows.
    """
    nothing = complete and not row["rows"] and metric.aggregate is Aggregate.TOTAL
    if not row[metric.evidence] and not nothing:
        return Amount(nan, State.NO_DATA)
    part = float(row[metric.measure])
    if metric.aggregate is Aggregate.SHARE:
        return known_part(part, float(row[metric.base]), float(row[metric.whole]) if metric.whole else nan)
    if metric.aggregate is Aggregate.MEAN:
        base = float(row[metric.base])
        return Amount(part / base, State.VALUE, part, base) if base else Amount(nan, State.NO_BASE, part, base)
    if per != per:  # NaN: nobody publishes the base
        return Amount(nan, State.NO_BASE, part)
    if not part and not complete:
        return Amount(nan, State.NO_DATA, part, per)
    return Amount(part / per, State.VALUE if part else State.ZERO, part, per)


def is_census(metric: Metric) -> bool:
    """Return whether the base is everything there is, by the directory, and not what happened to come: few may be all."""
    return metric.aggregate is Aggregate.DISTINCT_SHARE


def coverage(metric: Metric, regions: Sequence[Region], period: Period, complete: bool = False) -> Amount:
    """Return how many of the regions that existed at the end of the period have the measure above zero.

    None is a number only where the sources are `complete`.
    """
    valid = [region.code for region in regions if existed(region, period)]
    by_scope = register_sums.scope_sums(metric.register, period)
    present = sum(by_scope[code][metric.measure] > 0 for code in valid if code in by_scope)
    return regions_present(present, len(valid), complete)


def by_region(metric: Metric, filters: Filters, period: Period) -> pd.DataFrame:
    """Return the metric of every region of the district, or of all: code, value, state, part, base."""
    return cache.remembered(_by_region, metric, filters, period)


def _by_region(metric: Metric, filters: Filters, period: Period) -> pd.DataFrame:
    return region_frame(district_regions(filters), list(of_regions(metric, filters, period).values()))


def of_regions(metric: Metric, filters: Filters, period: Period) -> Mapping[str, Amount]:
    """Return the metric of every region of the district, or of all, by its code."""
    return cache.remembered(_of_regions, metric, filters, period)


def _of_regions(metric: Metric, filters: Filters, period: Period) -> Mapping[str, Amount]:
    regions, by_scope = district_regions(filters), register_sums.scope_sums(metric.register, period)
    no_rows = dict.fromkeys(DATASETS[metric.register].summed(), 0.0)
    complete = frozenset() if waits(metric, period) else complete_regions(metric.register, period)
    complete &= {region.code for region in regions if existed(region, period)}
    complete -= regions_that_may_have_more(metric.register, dated_measure(metric), period)
    rows = {region.code: by_scope.get(region.code, no_rows) for region in regions}
    if metric.counts_different:
        counts = register_sums.different(metric.register, metric.measure, period).reindex(list(rows)).fillna(0.0)
        base = different_base(metric, regions, period)
        census, waiting = is_census(metric), register_sums.different(metric.register, WAITING_NAMES, period).index
        # Nobody came only where all is told and no name waits: a name that waits may be anybody.
        with_whole_counts = {
            code for code, row in rows.items() if row[metric.evidence] or (code in complete and code not in waiting)
        }
        return {code: known_share(counts[code], base[code], float(code in with_whole_counts), census) for code in rows}
    if metric.aggregate is Aggregate.COVERAGE:
        return {region.code: coverage(metric, [region], period, region.code in complete) for region in regions}
    return {
        region.code: amount(
            metric,
            rows[region.code],
            denominator(filters.normalisation, [region], period.until),
            region.code in complete,
        )
        for region in regions
    }


def known_by_region(metric: Metric, filters: Filters, period: Period) -> tuple[float, float] | None:
    """Return how much of the whole country's total has a region, and the total; None for what is no total of a country."""
    if metric.aggregate is not Aggregate.TOTAL or filters.district or filters.only:
        return None
    by_scope = {scope: row[metric.measure] for scope, row in register_sums.scope_sums(metric.register, period).items()}
    whole = by_scope.get(NATION, 0.0)
    # A thing of a region can stand in a row without one too: what is left is known to have a region.
    part = whole - by_scope.get(NO_REGION, 0.0) - by_scope.get(QUARANTINE, 0.0)
    if once_counted(metric) and not mostly_known(part, whole):
        own = register_sums.of_selection(metric.register, period, [region.code for region in REGIONS])
        part = own[metric.measure] if own else 0.0
    return part, whole


def summed(metric: Metric) -> list[str]:
    """Return the sums of its register that a metric is computed from."""
    return sorted(
        {metric.evidence, metric.measure, metric.base, metric.whole} & set(DATASETS[metric.register].summed())
    )


def different_base(metric: Metric, regions: Sequence[Region], period: Period) -> pd.Series:
    """Return the base of the different things of each region: its municipalities at the period's end, or those that came."""
    codes = [region.code for region in regions]
    if metric.aggregate is Aggregate.REPEAT_SHARE:
        return register_sums.different(metric.register, metric.base, period).reindex(codes).fillna(0.0)
    return pd.Series([municipality_count([region], period.until) for region in regions], index=codes)


def identity(metric: Metric, filters: Filters, period: Period) -> Identity | None:
    """Return the parts of the total; None for ratios and for things counted once, which do not add up over regions."""
    adds_up = metric.aggregate is Aggregate.TOTAL and not once_counted(metric)
    if not adds_up or filters.normalisation is not Normalisation.ABSOLUTE:
        return None
    by_scope = {scope: row[metric.measure] for scope, row in register_sums.scope_sums(metric.register, period).items()}
    mapped = sum((by_scope.get(region.code, 0.0) for region in district_regions(filters)), 0.0)
    if filters.district or filters.only:
        return Identity(mapped, 0.0, 0.0)
    return Identity(mapped, by_scope.get(NO_REGION, 0.0), by_scope.get(QUARANTINE, 0.0))


def by_member(metric: Metric, dimension: str, filters: Filters, period: Period) -> pd.DataFrame:
    """Return the metric of every member of a dimension, largest first: member, value, part, base."""
    amounts = of_members(metric, dimension, filters, period)
    frame = amounts_frame("member", list(amounts), list(amounts.values())).drop(columns="state")
    return frame.sort_values("value", ascending=False, ignore_index=True)


def members_add_up(metric: Metric, members: pd.DataFrame, filters: Filters, period: Period) -> bool:
    """Return whether the values of members add up to the total, so that each is a share of it: nothing is in two of them."""
    if metric.is_ratio or metric.aggregate is Aggregate.COVERAGE:
        return False
    return abs(float(members["value"].sum()) - total(metric, filters, period).value) < HALF


def of_members(metric: Metric, dimension: str, filters: Filters, period: Period) -> Mapping[str, Amount]:
    """Return the metric of every member of a dimension; rows that state none are the empty member."""
    if metric.aggregate is Aggregate.COVERAGE:
        return regions_of_members(metric, dimension, filters, period)
    together = shared_things(metric, filters, period.until)
    members = register_sums.by_member(
        metric.register, period, dimension, together or scopes_of(filters), together=bool(together)
    )
    if hidden := untold(metric.register, dimension, members, filters):
        rest = register_sums.added([members[name] for name in hidden], DATASETS[metric.register].summed())
        members = {name: row for name, row in members.items() if name not in hidden} | {OTHER: rest}
    complete = is_zero_known(metric, filters, period)
    return {member: amount(metric, row, complete=complete) for member, row in members.items()}


def regions_of_members(metric: Metric, dimension: str, filters: Filters, period: Period) -> Mapping[str, Amount]:
    """Return how many regions of the selection have the measure above zero, by member: a region once at each."""
    every = register_sums.by_member(metric.register, period, dimension, scopes_of(filters))
    valid = [region.code for region in chosen_regions(filters) if existed(region, period)]
    readable = [member for member in every if member not in untold(metric.register, dimension, every, filters)]
    frame = register_sums.by_scope_and_member(metric.register, period, dimension)
    present = frame[frame["scope"].isin(valid) & (frame[metric.measure] > 0)].groupby("member").size()
    complete = is_zero_known(metric, filters, period)
    return {member: regions_present(float(present.get(member, 0)), len(valid), complete) for member in readable}
