"""The state of the data at the version in use: how far each register reaches, its sources, what people saved."""

from datetime import date

from dashboard.engine.cache import engine, remembered, snapshot
from dashboard.model.filters import Period, unit_start
from etl import service
from etl.service import SavedValue, Source


def reaches() -> dict[str, Period]:
    """Return the days each register has data for: from the month of its first row to the day of its last one.

    Announcements do not count.
    """
    days = snapshot().reaches
    return {name: Period(unit_start(first, "month"), last) for name, (first, last) in days.items()}


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


def _saved_values(sort: str) -> dict[str, SavedValue]:
    return service.saved_values(engine(), sort)


def saved_values(sort: str) -> dict[str, SavedValue]:
    """Return what people saved of a sort, by its name: index weights, groups of regions, decks."""
    return remembered(_saved_values, sort)


def own_groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of regions people saved, by their names: the codes of each."""
    return {name: tuple(group.value) for name, group in saved_values("group").items()}
