"""A sentence about a change, and the facts about a metric that the rules find one in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.model.metric import Metric
from dashboard.queries.metric_values import Amount
from dashboard.queries.view import View


@dataclass(frozen=True, slots=True)
class Observation:
    """One sentence: its point, the numbers behind it, the exhibit it rests on, its weight, good (1) or bad (-1)."""

    point: str
    numbers: str
    rests_on: str
    weight: float
    judgement: int = 0


@dataclass(frozen=True, slots=True)
class MetricFacts:
    """The facts about one metric: the selection now and before, its regions, its last complete months.

    `regions` hold only values above zero; `members` the parts of the metric by dimension, now and before.
    """

    metric: Metric
    view: View
    now: Amount
    before: Amount | None
    regions: Mapping[str, float]
    regions_before: Mapping[str, float]
    months: tuple[tuple[date, float], ...] = ()
    members: Mapping[str, tuple[Mapping[str, float], Mapping[str, float]]] | None = None
