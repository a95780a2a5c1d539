"""Entries of contests that are known only as totals published for the whole country."""

from dashboard.model.filters import Filters, Period
from dashboard.queries.sums import register_sums
from etl.datasets import COMPETITIONS
from etl.regions import NATION, NO_REGION


def mostly_published_totals(filters: Filters, period: Period) -> bool:
    """Return whether most entries are totals published for the whole country, which name one stage whatever happened later.

    They are no base for a share of the entries: they do not say how far these went.
    """
    if not filters.is_whole_country:
        return False
    by_scope = register_sums.scope_sums(COMPETITIONS.name, period)
    entries, without_region = (by_scope[scope]["entries"] if scope in by_scope else 0 for scope in (NATION, NO_REGION))
    return 2 * without_region > entries
