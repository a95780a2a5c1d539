"""The rules of what deserves a sentence, given the facts about a metric. None applies to a base under ten."""

from collections.abc import Callable, Iterator

from dashboard.observations.changes import coverage, growth, points, shift
from dashboard.observations.observation import MetricFacts, Observation
from dashboard.observations.over_time import run_of_quarters, unusual_month
from dashboard.observations.regions import arrival, lead, silence

Rule = Callable[[MetricFacts], Iterator[Observation]]

RULES: tuple[Rule, ...] = (growth, points, coverage, silence, arrival, unusual_month, run_of_quarters, lead, shift)
