"""The state of the data at the version in use: how far each register reaches, its sources, what people saved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.engine.cache import engine, principal, remembered, snapshot
from dashboard.model.filters import Period, unit_end, unit_start
from etl import service
from etl.datasets.coverage import Coverage, How
from etl.service import Principal, SavedValue, Source


def reaches() -> dict[str, Period]:
    """Return the days each register has data for: from the month of its first row to the day of its last one.

    The last one known to its month reaches the end of it. Announcements do not count; a day a full source covers does,
    with or without a row.
    """
    return remembered(_reaches, date.today())


def _reaches(today: date) -> dict[str, Period]:
    days, ends = snapshot().reaches, snapshot().ends
    reaches = {
        name: Period(unit_start(first, "month"), last_day(last, ends[name], today))
        for name, (first, last) in days.items()
    }
    for source in sources():
        coverage = coverages().get(source.load_id)
        if coverage and coverage.how is How.FULL and source.register in reaches:
            reaches[source.register] = joined(reaches[source.register], coverage.since, coverage.until, today)
    return reaches | {name: with_taken(name, reaches) for name in snapshot().taken if name in reaches}


def with_taken(register: str, reaches: Mapping[str, Period]) -> Period:
    """Return the days of a register that has rows of others: their data are its own too."""
    days = [reaches[name] for name in (register, *snapshot().taken[register]) if name in reaches]
    return Period(min(own.since for own in days), max(own.until for own in days))


def registers_of(register: str) -> tuple[str, ...]:
    """Return the registers whose rows are counted in one: itself, and those it has rows of."""
    return (register, *snapshot().taken.get(register, ()))


def last_day(last: date, end: date, today: date) -> date:
    """Return the day that the last row of a register reaches: the end of the month that is all that is known of it."""
    is_month = last == unit_start(last, "month") and end == unit_end(last, "month")
    return min(end, today) if is_month else last


def last_span(register: str) -> Period | None:
    """Return the days the last one of a register's data may be: more than one where only its month or year is known."""
    reach = reaches().get(register)
    if reach is None:
        return None
    own, end = snapshot().reaches[register][1], snapshot().ends[register]
    if reach.until == last_day(own, end, date.today()):
        return Period(own, end)
    return Period(reach.until, reach.until)


def joined(reach: Period, since: date | None, until: date | None, today: date) -> Period:
    """Return the days of a register with those that a full source covers, until today: a day without a row counts too."""
    return Period(min(reach.since, since or reach.since), max(reach.until, min(until or reach.until, today)))


def coverages() -> dict[int, Coverage]:
    """Return what the current version of each source is said to cover, by the number of its load."""
    return remembered(_coverages)


def _coverages() -> dict[int, Coverage]:
    return service.coverages(engine())


def data_reach() -> dict[str, date]:
    """Return the last day the data of each register reach."""
    return {name: reach.until for name, reach in reaches().items()}


def as_of() -> date:
    """Return the day the newest data reach; today when there are none."""
    return max(data_reach().values(), default=date.today())


def sources() -> tuple[Source, ...]:
    """Return the current version of every source."""
    return remembered(_sources)


def _sources() -> tuple[Source, ...]:
    return tuple(service.sources(engine()))


def named_sources() -> tuple[Source, ...]:
    """Return the sources whose names, files and senders the person who asks may know: every one, or those of own regions."""
    return remembered(_named_sources)


def _named_sources() -> tuple[Source, ...]:
    return tuple(service.sources(engine(), principal()))


def undone_loads() -> tuple[Any, ...]:
    """Return the journal's entries of the loads that the person who asks may put back, the newest first."""
    return remembered(_undone_loads)


def _undone_loads() -> tuple[Any, ...]:
    return tuple(service.undone(engine(), principal()))


def _saved_values(sort: str, asking: Principal) -> dict[str, SavedValue]:
    return service.saved_values(engine(), sort, asking)


def saved_values(sort: str) -> dict[str, SavedValue]:
    """Return what the person who asks may see of what is saved of a sort, by its name: weights, groups of regions, decks."""
    return remembered(_saved_values, sort, principal())


def own_groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of regions the person who asks has, by their names: the codes of each."""
    return {name: tuple(group.value) for name, group in saved_values("group").items()}
