"""The rules of what deserves a sentence, given the facts about a metric: each is a test. None applies to a base under ten."""

from collections.abc import Callable, Iterator

from dashboard.observations.changes import coverage, growth, points, shift
from dashboard.observations.observation import Candidate, MetricFacts
from dashboard.observations.over_time import odd_month, run_of_quarters
from dashboard.observations.regions import arrival, silence

Rule = Callable[[MetricFacts], Iterator[Candidate]]

NAMING: tuple[Rule, ...] = (silence, arrival)  # these name regions
RULES: tuple[Rule, ...] = (growth, points, coverage, silence, arrival, odd_month, run_of_quarters, shift)
