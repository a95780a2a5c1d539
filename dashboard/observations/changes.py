"""Rules about a change against the compared period: of a total, a share, a coverage, the parts of a total."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from dashboard.exhibits.common.titles.usual_words import usual_numbers, usual_percent
from dashboard.exhibits.common.titles.value_words import against_words, value_words
from dashboard.language.formats import number, percent, signed
from dashboard.model.filters import Period
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import Candidate, MetricFacts, Observation
from dashboard.queries.rate_bases import once_counted
from dashboard.queries.sums.amounts import SMALL_BASE, Amount, share
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.queries.wording.view_words import compared_words, district_name, member_name
from dashboard.truth.change import change_of_total, same_season
from dashboard.truth.dispersion import dispersion
from dashboard.truth.evidence import Evidence
from dashboard.truth.presence import change_of_number
from dashboard.truth.shares import change_of_share, change_over_regions
from etl.regions import REGION_BY_CODE

# The least changes that deserve a sentence: a twentieth of a total, two points of a share, five points of a part.
LEAST_GROWTH, LEAST_POINTS, LEAST_SHIFT = 0.05, 2.0, 5.0
LEAST_PART_OF_GROWTH = 0.4


def growth(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield the test of a total, with the district behind most of its change."""
    metric, before, compared = facts.metric, facts.before, facts.view.compared
    if metric.aggregate is not Aggregate.TOTAL or before is None or not (is_known(before) and is_known(facts.now)):
        return
    if facts.days is None or compared is None or before.part < SMALL_BASE:
        return
    evidence = change_of_total(facts.days, facts.period, compared)
    if evidence is None:
        return
    moved = facts.now.value / before.value - 1
    beyond = facts.now.part > evidence.high if moved > 0 else facts.now.part < evidence.low
    if beyond and abs(moved) >= LEAST_GROWTH:
        yield Candidate(evidence.p, min(abs(moved), 1.0), partial(grown, facts, before, moved, evidence))
    else:
        yield Candidate(evidence.p)


def grown(facts: MetricFacts, before: Amount, moved: float, evidence: Evidence) -> Observation:
    """Return the sentence about a total that changed."""
    metric, view, _ = facts.metric, facts.view, facts.view.words
    size = percent(abs(100 * moved), view.language)
    template = _("{metric}: рост на {size}") if moved > 0 else _("{metric}: снижение на {size}")
    numbers = (versus(facts, before), source_of_growth(facts, before), usual_numbers(metric, evidence, facts.now, view))
    return Observation(
        template.format(metric=metric.title.of(view.language), size=size),
        ", ".join(filter(None, numbers)),
        f"trend.{metric.name}",
        metric.judged * (1 if moved > 0 else -1),
    )


def is_known(amount: Amount) -> bool:
    """Return whether there is a number."""
    return amount.value == amount.value


def versus(facts: MetricFacts, before: Amount) -> str:
    """Return both numbers and the compared period: «31 240 участников против 28 815 (2024)»."""
    _, view = facts.view.words, facts.view
    return _(
        "{now} против {before} ({period})",
        now=value_words(facts.metric, facts.now.value, view),
        before=against_words(facts.metric, before.value, view),
        period=compared_words(view),
    )


def source_of_growth(facts: MetricFacts, before: Amount) -> str:
    """Return the district behind most of a change, empty when none stands out or regions do not add up."""
    view, _ = facts.view, facts.view.words
    if once_counted(facts.metric) or not (view.filters.is_whole_country and view.reader.sees_all):
        return ""
    moved = facts.now.part - before.part
    by_district: dict[str, float] = {}
    for code in facts.regions.keys() | facts.regions_before.keys():
        change = facts.regions.get(code, 0.0) - facts.regions_before.get(code, 0.0)
        district = REGION_BY_CODE[code].federal_district
        by_district[district] = by_district.get(district, 0.0) + change
    if abs(moved) < SMALL_BASE or not by_district:
        return ""
    district, part = max(by_district.items(), key=lambda pair: pair[1] / moved)
    if not LEAST_PART_OF_GROWTH <= part / moved <= 1 or not district:
        return ""
    template = _("{part} прироста — {district}") if moved > 0 else _("{part} снижения — {district}")
    return template.format(
        part=percent(100 * part / moved, view.language, 0), district=district_name(district, view.language)
    )


def points(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield the test of a share."""
    before = facts.before
    if not facts.metric.is_percent or before is None or not (is_known(facts.now) and is_known(before)):
        return
    evidence = evidence_of_share(facts)
    if evidence is None:
        return
    moved = facts.now.value - before.value
    if abs(moved) >= LEAST_POINTS:
        yield Candidate(evidence.p, min(abs(moved) / 20, 1.0), partial(moved_share, facts, before, evidence))
    else:
        yield Candidate(evidence.p)


def evidence_of_share(facts: MetricFacts) -> Evidence | None:
    """Return how unusual a share is: by its days, or by its regions when its things come again over time."""
    compared = facts.view.compared
    if facts.days is None or compared is None:
        return None
    if facts.metric.counts_different:
        if not (same_season(facts.period, compared) and facts.days.covers(compared)):
            return None
        return change_over_regions(*facts.fractions, dispersion(facts.days, facts.period), SMALL_BASE)
    if facts.bases is None:
        return None
    return change_of_share(facts.days, facts.bases, facts.period, compared, SMALL_BASE)


def moved_share(facts: MetricFacts, before: Amount, evidence: Evidence) -> Observation:
    """Return the sentence about a share that changed."""
    metric, view, _ = facts.metric, facts.view, facts.view.words
    moved = facts.now.value - before.value
    fractions = _(
        "{part} из {base} против {past} из {past_base} ({period})",
        part=number(facts.now.part, view.language),
        base=number(facts.now.base, view.language),
        past=number(before.part, view.language),
        past_base=number(before.base, view.language),
        period=compared_words(view),
    )
    return Observation(
        _(
            "{metric}: {share}, {points} п. п.",
            metric=metric.title.of(view.language),
            share=percent(facts.now.value, view.language, metric.decimals),
            points=signed(moved, view.language, 1),
        ),
        f"{fractions}, {usual_percent(evidence, view)}",
        f"trend.{metric.name}",
        metric.judged * (1 if moved > 0 else -1),
    )


def coverage(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield the test of how many regions are covered."""
    before, compared, days = facts.before, facts.view.compared, facts.days
    if facts.metric.aggregate is not Aggregate.COVERAGE or before is None or compared is None or days is None:
        return
    if not (is_known(facts.now) and is_known(before)) or min(facts.now.base, before.base) < SMALL_BASE:
        return
    if not (same_season(facts.period, compared) and days.covers(compared)):
        return
    present, present_before = frozenset(facts.regions), frozenset(facts.regions_before)
    evidence = change_of_number(present, present_before, dispersion(days, facts.period))
    if evidence is None:
        return
    moved = abs(facts.now.value - before.value)
    if moved:
        yield Candidate(evidence.p, min(moved / 20, 1.0), partial(covered, facts, before, evidence))
    else:
        yield Candidate(evidence.p)


def covered(facts: MetricFacts, before: Amount, evidence: Evidence) -> Observation:
    """Return the sentence about the number of regions."""
    view, _ = facts.view, facts.view.words
    moved = facts.now.value - before.value
    difference = _(
        "{moved} к {period}: было {before} из {base}",
        moved=signed(moved, view.language),
        period=compared_words(view),
        before=number(before.value, view.language),
        base=number(before.base, view.language),
    )
    highest = replace(evidence, high=min(evidence.high, facts.now.base))
    return Observation(
        _(
            "{metric}: {now} из {base}",
            metric=facts.metric.title.of(view.language),
            now=number(facts.now.value, view.language),
            base=number(facts.now.base, view.language),
        ),
        f"{difference}, {usual_numbers(facts.metric, highest, facts.now, view)}",
        f"map.{facts.metric.name}",
        facts.metric.judged * (1 if moved > 0 else -1),
    )


def shift(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield for each dimension the test of the member whose share is the most unusual, of all its members together."""
    compared = facts.view.compared
    if compared is None:
        return
    for dimension, members in facts.members.items():
        evidence = member_evidence(members, facts.period, compared)
        if evidence:
            member = min(evidence, key=lambda name: evidence[name].p)
            yield shifted(facts, dimension, member, compared, evidence)


def member_evidence(members: Mapping[str, DailyAmounts], period: Period, compared: Period) -> dict[str, Evidence]:
    """Return how unusual the share of each member is."""
    if not members:
        return {}
    whole = whole_of(members)
    tests = {name: change_of_share(days, whole, period, compared, SMALL_BASE) for name, days in members.items()}
    return {name: test for name, test in tests.items() if test}


def whole_of(members: Mapping[str, DailyAmounts]) -> DailyAmounts:
    """Return the sum of all members by day."""
    first = next(iter(members.values()))
    return DailyAmounts(first.first, np.sum([days.amounts for days in members.values()], axis=0))


def shifted(
    facts: MetricFacts, dimension: str, member: str, compared: Period, evidence: Mapping[str, Evidence]
) -> Candidate:
    """Return the candidate of the most unusual of several members, its p-value times their number (Bonferroni)."""
    members = facts.members[dimension]
    whole = whole_of(members)
    now, before = (share(members[member].total(days), whole.total(days)) for days in (facts.period, compared))
    p, moved = min(evidence[member].p * len(evidence), 1.0), abs(now.value - before.value)
    if moved < LEAST_SHIFT:
        return Candidate(p)
    write = partial(shifted_member, facts, dimension, member, now, before, evidence[member])
    return Candidate(p, min(moved / 25, 1.0), write)


def shifted_member(
    facts: MetricFacts, dimension: str, member: str, now: Amount, before: Amount, evidence: Evidence
) -> Observation:
    """Return the sentence about one member whose share changed."""
    view, _ = facts.view, facts.view.words
    fraction = _(
        "«{metric}»: {part} из {base} указанных",
        metric=facts.metric.title.of(view.language),
        part=number(now.part, view.language),
        base=number(now.base, view.language),
    )
    point = _(
        "«{member}»: {share}, было {before}",
        member=member_name(facts.metric.register, dimension, member, view.language),
        share=percent(now.value, view.language, 0),
        before=percent(before.value, view.language, 0),
    )
    rests_on = f"structure.{dimension}.{facts.metric.name}"
    return Observation(point, f"{fraction}, {usual_percent(evidence, view)}", rests_on)
