"""A number declared once: its name, its meaning, how it is computed, and what it does not say."""

from dataclasses import dataclass
from enum import StrEnum

from etl.words import Text, Unit


class Aggregate(StrEnum):
    """How a metric is computed over the selection.

    TOTAL: the sum of a measure.  SHARE: 100 x sum / sum.  MEAN: sum / sum.  COVERAGE: how many regions have the measure above zero.
    DISTINCT_SHARE: 100 x different things of the period / their number in the reference list.
    REPEAT_SHARE: 100 x different things that came again in the period / different things that came.
    """

    TOTAL = "total"
    SHARE = "share"
    MEAN = "mean"
    COVERAGE = "coverage"
    DISTINCT_SHARE = "distinct_share"
    REPEAT_SHARE = "repeat_share"


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of the association: everything a card, a tooltip, a sheet and the glossary say about it.

    `evidence` is the measure a value needs: where it is zero there is no data, not a zero. `whole` is the measure that
    the base of a share is the known part of: a share is shown only where that is at least half. `polarity` says whether
    more (1) or less (-1) makes a good place; whether a change is better or worse is said by `judged`. A number that
    `awaits_results` is of the results of a season, which come at its end.
    """

    name: str
    register: str
    title: Text
    unit: Unit
    definition: Text
    formula: Text
    caveat: Text
    aggregate: Aggregate
    measure: str
    base: str = ""
    base_title: Text = Text("нет", "none")
    polarity: int = 1
    decimals: int = 0
    evidence: str = "rows"
    whole: str = ""
    awaits_results: bool = False

    @property
    def judged(self) -> int:
        """Return what a rise is called: better (1), worse (-1) or neither (0), as a volume is that may be a calendar."""
        return 0 if self.aggregate is Aggregate.TOTAL else self.polarity

    @property
    def is_race(self) -> bool:
        """Return whether the largest number is ahead of the others: not where less is better."""
        return self.polarity >= 0

    @property
    def is_ratio(self) -> bool:
        """Return whether the number is a quotient, so that it is never summed over regions."""
        return self.is_percent or self.aggregate is Aggregate.MEAN

    @property
    def is_percent(self) -> bool:
        """Return whether the number is written with a percent sign."""
        return self.counts_different or self.aggregate is Aggregate.SHARE

    @property
    def counts_different(self) -> bool:
        """Return whether the number counts different things of the period, which do not add up over its days."""
        return self.aggregate in (Aggregate.DISTINCT_SHARE, Aggregate.REPEAT_SHARE)
