"""What is usual for a number, in words."""

from math import ceil, floor

from dashboard.language.formats import DASH, number
from dashboard.model.metric import Metric
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import decimals
from dashboard.truth.evidence import Evidence


def usual_numbers(metric: Metric, evidence: Evidence, now: Amount, view: View) -> str:
    """Return the usual range of a total or a number of regions, divided as the number shown is: «обычно 35–60»."""
    per = now.part / now.value if now.value and now.part == now.part else 1.0
    return span(evidence.low / per, evidence.high / per, decimals(metric, view), view)


def usual_percent(evidence: Evidence, view: View) -> str:
    """Return the usual range of a share: «обычно 22–31 %»."""
    _ = view.words
    return _("{range} %", range=span(evidence.low, evidence.high, 0, view))


def span(low: float, high: float, places: int, view: View) -> str:
    """Return a usual range, rounded outwards."""
    unit = 10.0**-places
    ends = (
        number(rounding(end / unit) * unit, view.language, places) for rounding, end in ((floor, low), (ceil, high))
    )
    return view.words("обычно {range}", range=DASH.join(dict.fromkeys(ends)))
