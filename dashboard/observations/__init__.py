"""The rules of what is worth a sentence: each looks at what was seen of a metric. None speaks on a base under ten."""

from collections.abc import Callable, Iterator

from dashboard.observations.changes import coverage, growth, points, shift
from dashboard.observations.observation import Observation, Seen
from dashboard.observations.over_time import run_of_quarters, unusual_month
from dashboard.observations.regions import arrival, lead, silence

Rule = Callable[[Seen], Iterator[Observation]]

RULES: tuple[Rule, ...] = (growth, points, coverage, silence, arrival, unusual_month, run_of_quarters, lead, shift)
