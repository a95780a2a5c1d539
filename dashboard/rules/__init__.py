"""The rules of what is worth a sentence: each looks at what was seen of a metric. None speaks on a base under ten."""

from collections.abc import Callable, Iterator

from dashboard.observation import Observation, Seen
from dashboard.rules.change import coverage, growth, points, shift
from dashboard.rules.regions import arrival, lead, silence
from dashboard.rules.time import run_of_quarters, unusual_month

Rule = Callable[[Seen], Iterator[Observation]]

RULES: tuple[Rule, ...] = (growth, points, coverage, silence, arrival, unusual_month, run_of_quarters, lead, shift)
