"""Rules about regions: which fell silent, which are new."""

from collections.abc import Iterator, Mapping
from functools import partial

from dashboard.exhibits.common.titles.usual_words import span
from dashboard.language.formats import names, number, period_text
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import Candidate, MetricFacts, Observation
from dashboard.queries.scopes import chosen_regions
from dashboard.queries.sums.amounts import SMALL_BASE
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import compared_words, region_name
from dashboard.truth.change import against_usual
from dashboard.truth.dispersion import Dispersion, dispersion
from dashboard.truth.presence import absent

# The count of each register that tells whether a region is there at all.
COUNTS_OF_PRESENCE = frozenset({"events", "acts", "entries"})


def silence(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield the test of the regions with ten or more in the compared period and nothing now."""
    yield from moved_regions(facts, facts.regions_before, facts.regions)


def arrival(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield the test of the regions with ten or more now and nothing in the compared period."""
    yield from moved_regions(facts, facts.regions, facts.regions_before)


def moved_regions(facts: MetricFacts, amounts: Mapping[str, float], others: Mapping[str, float]) -> Iterator[Candidate]:
    """Yield the test of the regions that have an amount in one period only, and the sentence that names them."""
    spread = spread_of(facts)
    if spread is None or not spread.is_known or not max(amounts.values(), default=0.0) >= SMALL_BASE:
        return
    share = sum(amounts.values()) / (sum(amounts.values()) + sum(others.values()))
    p, chances = absent(amounts, others, facts.active_days, share, spread, SMALL_BASE)
    if chances:
        write = partial(region_sentence, facts, sorted(chances), amounts, others, spread)
        yield Candidate(p, min(len(chances) / 12, 0.9), write)
    else:
        yield Candidate(p)


def spread_of(facts: MetricFacts) -> Dispersion | None:
    """Return the dispersion of a count of presence; None when one region is selected or a period has no regions at all."""
    compared = facts.view.compared
    if facts.metric.name not in COUNTS_OF_PRESENCE or facts.metric.aggregate is not Aggregate.TOTAL:
        return None
    if len(chosen_regions(facts.view.filters)) < 2 or not (facts.regions and facts.regions_before):
        return None
    if facts.days is None or compared is None or not facts.days.covers(compared):
        return None
    return dispersion(facts.days, facts.period)


def region_sentence(
    facts: MetricFacts,
    codes: list[str],
    amounts: Mapping[str, float],
    others: Mapping[str, float],
    spread: Dispersion,
) -> Observation:
    """Return a sentence that names the regions that fell silent or, where nothing was before, appeared."""
    _, view, is_silence = facts.view.words, facts.view, amounts is facts.regions_before
    ratio = sum(others.values()) / sum(amounts.values())
    regions = [
        with_usual(code, amounts[code], amounts[code] * ratio if is_silence else 0.0, spread, view, is_silence)
        for code in codes
    ]
    if is_silence:
        point = _.many("Замолчал {number} регион", "Замолчали {number} регионов", len(codes))
        template = _("{names} — «{metric}»: есть за {past}, нет за {now}")
    else:
        point = _.many("Появился {number} регион", "Появились {number} регионов", len(codes))
        template = _("{names} — «{metric}»: нет за {past}, есть за {now}")
    numbers = template.format(
        names=names(regions, view.language),
        metric=facts.metric.title.of(view.language),
        past=compared_words(view),
        now=period_text(view.period, view.language),
    )
    return Observation(point, numbers, f"map.{facts.metric.name}", -1 if is_silence else 1)


def with_usual(code: str, amount: float, expected: float, spread: Dispersion, view: View, was: bool) -> str:
    """Return a region with its amount and the usual range: «Магаданская область (было 24, обычно 12–40)»."""
    _ = view.words
    evidence = against_usual(amount, [expected], spread)
    template = _("{region} (было {amount}, {usual})") if was else _("{region} ({amount}, {usual})")
    return template.format(
        region=region_name(code, view.language),
        amount=number(amount, view.language),
        usual=span(evidence.low, evidence.high, 0, view),
    )
