"""A sentence about a change, the test it stands on, and the facts about a metric that the rules find one in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log10
from typing import NamedTuple

from dashboard.model.filters import Period
from dashboard.model.metric import Metric
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.queries.view import View

MOST_EVIDENCE = 8.0


@dataclass(frozen=True, slots=True)
class Observation:
    """One sentence: its point, the numbers behind it, the exhibit it rests on, good (1) or bad (-1)."""

    point: str
    numbers: str
    rests_on: str
    judgement: int = 0


class Candidate(NamedTuple):
    """A test of a change, the size of the change (to 1), and what writes its sentence; None where it deserves none."""

    p: float
    size: float = 0.0
    write: Callable[[], Observation] | None = None

    @property
    def weight(self) -> float:
        """Return the size of a change times its evidence, in powers of ten."""
        evidence = min(-log10(self.p), MOST_EVIDENCE) if self.p > 0 else MOST_EVIDENCE
        return self.size * evidence


@dataclass(frozen=True, slots=True)
class MetricFacts:
    """The facts about one metric: the selection now and before, its regions, its days.

    `regions` hold only values above zero, and `active_days` on how many days of both periods each had any; `fractions`
    are the parts and bases of the regions of a metric whose things come again. `days` are those of what the metric sums,
    `bases` of the base of a share, `members` those of the parts of the metric by dimension.
    A metric that is not `comparable`, or holds the reason why it is not, says nothing.
    """

    metric: Metric
    view: View
    now: Amount
    before: Amount | None
    regions: Mapping[str, float] = field(default_factory=dict)
    regions_before: Mapping[str, float] = field(default_factory=dict)
    active_days: Mapping[str, int] = field(default_factory=dict)
    fractions: tuple[Mapping[str, tuple[float, float]], Mapping[str, tuple[float, float]]] = ({}, {})
    days: DailyAmounts | None = None
    bases: DailyAmounts | None = None
    members: Mapping[str, Mapping[str, DailyAmounts]] = field(default_factory=dict)
    comparable: bool | str = True

    @property
    def period(self) -> Period:
        """Return the period up to the end of the data."""
        return Period(self.view.period.since, self.until, self.view.period.unit)

    @property
    def until(self) -> date:
        """Return the last day of the period that the data reach."""
        return min(self.view.period.until, self.view.as_of)
