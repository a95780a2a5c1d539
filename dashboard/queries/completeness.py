"""How completely the sources of a register cover regions and days: what was found is not what there was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from dashboard.engine.cache import remembered, snapshot
from dashboard.engine.sums import BETWEEN, stated_coverage
from dashboard.model.filters import FIRST_DAY, Filters, Period, Season, unit_end, unit_start
from dashboard.queries import data_state
from etl.datasets import DATASETS
from etl.datasets.coverage import HOW_OF_WORD, Coverage, How
from etl.regions import NATION, REGIONS, regions_at


class Completeness(StrEnum):
    """What the sources hold of some regions in some days: everything, what was found, sums only, nobody said, nothing.

    GAPS: full sources that hold only a part of the days or the regions.
    """

    COMPLETE = "complete"
    GAPS = "gaps"
    PARTIAL = "partial"
    TOTALS = "totals"
    UNSTATED = "unstated"
    NONE = "none"


# Of these a number says what was found, not what there was.
FOUND = (Completeness.PARTIAL, Completeness.GAPS, Completeness.UNSTATED)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source, or some of its rows, cover; `how` is None where nobody said, `regions` is None for the country.

    `whole` is the season of a contest that the rows are of, «ЛМП · 2025»; empty in a register without seasons.
    """

    how: How | None
    days: Period
    regions: frozenset[str] | None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of a load that are of one whole and state the same completeness: their word, regions and days."""

    load_id: int
    whole: str
    word: str
    regions: frozenset[str]
    days: Period


def claims(register: str) -> Sequence[Claim]:
    """Return what the current sources of a register cover."""
    return remembered(_claims, register)


def _claims(register: str) -> Sequence[Claim]:
    return claims_of(row_groups(register), data_state.coverages())


def row_groups(register: str) -> Sequence[RowGroup]:
    """Return the rows of each load by the completeness they state."""
    return remembered(_row_groups, register)


def _row_groups(register: str) -> Sequence[RowGroup]:
    rows = stated_coverage(snapshot(), DATASETS[register])
    return [
        RowGroup(load, whole, text, frozenset(regions), Period(since, until))
        for load, whole, text, regions, since, until in rows
    ]


def words_of_rows(register: str, load_id: int) -> list[str]:
    """Return the words by which the rows of a load state their completeness; the empty word where some state none."""
    return sorted({group.word for group in row_groups(register) if group.load_id == load_id})


def claims_of(groups: Iterable[RowGroup], stated: dict[int, Coverage]) -> list[Claim]:
    """Return the claims of loads: what was said of the whole source, else what its rows say of themselves."""
    by_load: dict[int, list[RowGroup]] = {}
    for group in groups:
        by_load.setdefault(group.load_id, []).append(group)
    claims_by_load = [
        source_claims(own, stated[load_id]) if load_id in stated else row_claims(own)
        for load_id, own in by_load.items()
    ]
    return list(chain.from_iterable(claims_by_load))


def source_claims(groups: Sequence[RowGroup], coverage: Coverage) -> list[Claim]:
    """Return what a source covers by what was said of it; days and regions that were not said are those of its rows."""
    rows = joined(groups)
    days = Period(coverage.since or rows.days.since, coverage.until or rows.days.until)
    regions = None if NATION in coverage.regions else frozenset(coverage.regions) or named(rows.regions)
    return [Claim(coverage.how, days, regions, whole) for whole in dict.fromkeys(group.whole for group in groups)]


def row_claims(groups: Sequence[RowGroup]) -> list[Claim]:
    """Return what the rows of a source say: it is full only when every row is, for a full list among others is a part."""
    if all(HOW_OF_WORD.get(group.word) is How.FULL for group in groups):
        return source_claims(groups, Coverage(How.FULL))
    return [Claim(how_of_rows(group.word), joined([group]).days, group.regions, group.whole) for group in groups]


def how_of_rows(word: str) -> How | None:
    """Return how completely rows among others cover the register."""
    how = HOW_OF_WORD.get(word)
    return How.SELECTIVE if how is How.FULL else how


def joined(groups: Sequence[RowGroup]) -> RowGroup:
    """Return the groups as one, over the whole months of their rows."""
    since, until = min(group.days.since for group in groups), max(group.days.until for group in groups)
    regions = frozenset[str]().union(*(group.regions for group in groups))
    return RowGroup(groups[0].load_id, "", "", regions, Period(unit_start(since, "month"), unit_end(until, "month")))


def named(regions: frozenset[str]) -> frozenset[str] | None:
    """Return the subjects among the regions of rows; None, the whole country, when they are more than half of them."""
    subjects = regions & {region.code for region in REGIONS}
    return None if 2 * len(subjects) > len(REGIONS) else subjects


def completeness(register: str, filters: Filters, period: Period) -> Completeness:
    """Return how completely a register covers the selection in a period, as far as its data reach."""
    return remembered(_completeness, register, codes_of(filters), period)


def codes_of(filters: Filters) -> tuple[str, ...]:
    """Return the codes of the selection: the picked regions, those of the district; none for the country."""
    codes = filters.regions or filters.only
    if filters.district and not codes:
        return tuple(region.code for region in REGIONS if region.federal_district == filters.district)
    return codes


def _completeness(register: str, codes: tuple[str, ...], period: Period) -> Completeness:
    own, days = claims_in(register, period)
    return covered(own, days, frozenset(codes) or None) if days else Completeness.NONE


def claims_in(register: str, period: Period) -> tuple[Sequence[Claim], Period | None]:
    """Return the claims that say what is covered of a period, and its days as far as the data reach; None without any."""
    if not period.season:
        days = days_reached(register, period)
        return claims(register) if days else (), days
    own = claims_of_season(register, period.season)
    return own, own[0].days if own else None


def claims_of_season(register: str, season: Season) -> list[Claim]:
    """Return what is covered of a season; a source covers the whole of a season or no part of it, whatever its days."""
    own = [claim for claim in claims(register) if claim.whole == f"{season.contest}{BETWEEN}{season.year}"]
    return [replace(claim, days=own[0].days) for claim in own]


def both_complete(filters: Filters, periods: Sequence[Period], registers: tuple[str, ...]) -> bool:
    """Return whether any of these registers, or of all, covers the selection completely in all of these periods.

    Days before a register begins are left out: whether they matter, the reach of the register says.
    """
    reaches = data_state.reaches()
    return any(
        all(completeness(name, filters, days) is Completeness.COMPLETE for days in within(reaches[name], periods))
        for name in registers or reaches
        if name in reaches
    )


def within(reach: Period, periods: Sequence[Period]) -> list[Period]:
    """Return the periods from the beginning of a register on."""
    return [replace(period, since=max(period.since, min(reach.since, period.until))) for period in periods]


def less_complete(
    filters: Filters, periods: Sequence[Period], registers: tuple[str, ...]
) -> tuple[Period, Completeness]:
    """Return the first of these periods, the last one foremost, that no register covers completely, and how one covers it."""
    name = next(name for name in registers or data_state.reaches() if name in data_state.reaches())
    covered = [(period, completeness(name, filters, period)) for period in reversed(periods)]
    return next((pair for pair in covered if pair[1] is not Completeness.COMPLETE), covered[0])


def complete_regions(register: str, period: Period) -> frozenset[str]:
    """Return the regions a register covers completely in a period, as far as its data reach."""
    return remembered(_complete_regions, register, period)


def _complete_regions(register: str, period: Period) -> frozenset[str]:
    own, days = claims_in(register, period)
    return full_regions(own, days) if days else frozenset()


def full_since(register: str, codes: Iterable[str], until: date) -> date | None:
    """Return the first day from which full sources hold regions up to a day without a gap, of all regions for none."""
    return remembered(_full_since, register, tuple(codes), until)


def _full_since(register: str, codes: tuple[str, ...], until: date) -> date | None:
    wanted, starts = codes or tuple(region.code for region in regions_at(until)), []
    full = [claim for claim in claims(register) if claim.how is How.FULL]
    for code in wanted:
        own = [claim.days for claim in full if claim.regions is None or code in claim.regions]
        starts.append(unbroken_since(own, until))
    return max((start for start in starts if start), default=None) if all(starts) else None


def unbroken_since(spans: Sequence[Period], until: date) -> date | None:
    """Return the first day from which spans together hold every day up to one; None where none holds that."""
    start: date | None = None
    day = until
    while near := [span.since for span in spans if span.since <= day <= span.until]:
        start = min(near)
        day = start - timedelta(days=1)
    return start


def days_reached(register: str, period: Period) -> Period | None:
    """Return the period up to the end of a register's data, and of the whole record from their beginning; None after it."""
    reach = data_state.reaches().get(register)
    if reach is None or reach.until < period.since:
        return None
    since = reach.since if period.since == FIRST_DAY else period.since
    return Period(since, min(period.until, reach.until))


def covered(claims: Sequence[Claim], days: Period, regions: frozenset[str] | None) -> Completeness:
    """Return how completely claims cover days of regions, of the whole country for None.

    Regions that joined later than these days are not asked about.
    """
    near = [claim for claim in claims if claim.days.within(days) and meets(claim.regions, regions)]
    if not near:
        return Completeness.NONE
    wanted = regions if regions is not None else frozenset(region.code for region in regions_at(days.until))
    if wanted <= full_regions(near, days):
        return Completeness.COMPLETE
    hows = {claim.how for claim in near}
    if hows == {How.FULL}:
        return Completeness.GAPS
    if None in hows:
        return Completeness.UNSTATED
    return Completeness.TOTALS if hows == {How.TOTALS} else Completeness.PARTIAL


def meets(covered: frozenset[str] | None, wanted: frozenset[str] | None) -> bool:
    """Return whether two sets of regions, None for the country, have any in common."""
    return covered is None or wanted is None or bool(covered & wanted)


def full_regions(claims: Iterable[Claim], days: Period) -> frozenset[str]:
    """Return the regions that full sources cover on every one of these days."""
    by_region: dict[str, list[Period]] = {}
    for claim in claims:
        if claim.how is How.FULL:
            for code in claim.regions if claim.regions is not None else (region.code for region in REGIONS):
                by_region.setdefault(code, []).append(claim.days)
    return frozenset(code for code, spans in by_region.items() if cover(spans, days))


def cover(spans: Iterable[Period], days: Period) -> bool:
    """Return whether spans together hold every one of these days."""
    needed: date = days.since
    for span in sorted(spans, key=lambda span: span.since):
        if span.since <= needed <= span.until:
            needed = span.until + timedelta(days=1)
    return needed > days.until
