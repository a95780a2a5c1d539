"""What a period may hold beyond what stands in it: rows known to their year stand on its first day and may be of any other."""

from collections.abc import Sequence

from dashboard.engine.cache import remembered, snapshot
from dashboard.engine.inexact import InexactSums
from dashboard.engine.inexact import inexact_sums as sums_of
from dashboard.model.filters import FIRST_DAY, Period
from etl.datasets import DATASETS


def inexact_sums(register: str) -> Sequence[InexactSums]:
    """Return the sums of the rows of a register that are known to their month or longer."""
    return remembered(_inexact_sums, register)


def _inexact_sums(register: str) -> Sequence[InexactSums]:
    return sums_of(snapshot(), DATASETS[register])


def regions_that_may_have_more(register: str, measure: str, period: Period) -> frozenset[str]:
    """Return the regions that may have some of a measure in a period, of which none stands there: their zero is not known."""
    return remembered(_regions_that_may_have_more, register, measure, period)


def _regions_that_may_have_more(register: str, measure: str, period: Period) -> frozenset[str]:
    if period.season or period.since == FIRST_DAY:
        return frozenset()
    return frozenset(
        rows.region
        for rows in inexact_sums(register)
        if rows.since < period.since <= rows.until and rows.sums.get(measure, 0) > 0
    )
