"""Rules about a change against the compared period: of a total, a share, a coverage, the parts of a total."""

from collections.abc import Iterator, Mapping
from math import sqrt

from dashboard.exhibits.common.titles import against_words, value_words
from dashboard.language.formats import number, percent, signed
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import MetricFacts, Observation
from dashboard.queries import metric_values
from dashboard.queries.metric_values import SMALL_BASE, Amount, once_counted
from dashboard.queries.view import compared_words, district_name, member_name
from etl.regions import REGION_BY_CODE

# The least changes that deserve a sentence: a twentieth of a total, two points of a share, five points of a part.
LEAST_GROWTH, LEAST_POINTS, LEAST_SHIFT = 0.05, 2.0, 5.0
LEAST_PART_OF_GROWTH = 0.4
CERTAIN = 1.96  # two-sided 5 %


def growth(facts: MetricFacts) -> Iterator[Observation]:
    """Yield a total that changed by a twentieth or more, with the district behind most of the change."""
    metric, before, view = facts.metric, facts.before, facts.view
    if metric.aggregate is not Aggregate.TOTAL or before is None or not (is_known(before) and is_known(facts.now)):
        return
    if before.part < SMALL_BASE:
        return
    moved = facts.now.value / before.value - 1
    if abs(moved) < LEAST_GROWTH:
        return
    _, size = view.words, percent(abs(100 * moved), view.language)
    template = _("{metric}: рост на {size}") if moved > 0 else _("{metric}: снижение на {size}")
    yield Observation(
        template.format(metric=metric.title.of(view.language), size=size),
        ", ".join(filter(None, (versus(facts), source_of_growth(facts)))),
        f"trend.{metric.name}",
        min(abs(moved), 1.0),
        metric.polarity * (1 if moved > 0 else -1),
    )


def is_known(amount: Amount) -> bool:
    """Return whether there is a number."""
    return amount.value == amount.value


def versus(facts: MetricFacts) -> str:
    """Return both numbers and the compared period: «31 240 участников против 28 815 (2024)»."""
    if facts.before is None:
        return ""
    _, view = facts.view.words, facts.view
    return _(
        "{now} против {before} ({period})",
        now=value_words(facts.metric, facts.now.value, view),
        before=against_words(facts.metric, facts.before.value, view),
        period=compared_words(view),
    )


def source_of_growth(facts: MetricFacts) -> str:
    """Return the district behind most of a change, empty when none stands out or regions do not add up."""
    view, _ = facts.view, facts.view.words
    if once_counted(facts.metric) or view.filters.district or view.filters.regions or facts.before is None:
        return ""
    moved = facts.now.part - facts.before.part
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


def points(facts: MetricFacts) -> Iterator[Observation]:
    """Yield a share that changed by two points or more, and by more than chance explains.

    The test is that of two proportions: z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), with p the share of both together.
    """
    metric, before, view = facts.metric, facts.before, facts.view
    if not metric.is_percent or before is None or not (is_known(facts.now) and is_known(before)):
        return
    moved = facts.now.value - before.value
    if abs(moved) < LEAST_POINTS or abs(deviation(facts.now, before)) < CERTAIN:
        return
    _ = view.words
    yield Observation(
        _(
            "{metric}: {share}, {points} п. п.",
            metric=metric.title.of(view.language),
            share=percent(facts.now.value, view.language, metric.decimals),
            points=signed(moved, view.language, 1),
        ),
        _(
            "{part} из {base} против {past} из {past_base} ({period})",
            part=number(facts.now.part, view.language),
            base=number(facts.now.base, view.language),
            past=number(before.part, view.language),
            past_base=number(before.base, view.language),
            period=compared_words(view),
        ),
        f"trend.{metric.name}",
        min(abs(moved) / 20, 1.0),
        metric.polarity * (1 if moved > 0 else -1),
    )


def deviation(now: Amount, before: Amount) -> float:
    """Return by how many standard errors two shares differ; 0 when a base is small."""
    if min(now.base, before.base) < SMALL_BASE:
        return 0.0
    together = (now.part + before.part) / (now.base + before.base)
    error = sqrt(max(together * (1 - together), 0.0) * (1 / now.base + 1 / before.base))
    return (now.part / now.base - before.part / before.base) / error if error else 0.0


def coverage(facts: MetricFacts) -> Iterator[Observation]:
    """Yield by how many regions coverage has changed."""
    before, view, _ = facts.before, facts.view, facts.view.words
    if (
        facts.metric.aggregate is not Aggregate.COVERAGE
        or before is None
        or min(facts.now.base, before.base) < SMALL_BASE
    ):
        return
    if not (is_known(facts.now) and is_known(before)) or facts.now.value == before.value:
        return
    moved = facts.now.value - before.value
    yield Observation(
        _(
            "{metric}: {now} из {base}",
            metric=facts.metric.title.of(view.language),
            now=number(facts.now.value, view.language),
            base=number(facts.now.base, view.language),
        ),
        _(
            "{moved} к {period}: было {before} из {base}",
            moved=signed(moved, view.language),
            period=compared_words(view),
            before=number(before.value, view.language),
            base=number(before.base, view.language),
        ),
        f"map.{facts.metric.name}",
        min(abs(moved) / 20, 1.0),
        facts.metric.polarity * (1 if moved > 0 else -1),
    )


def shift(facts: MetricFacts) -> Iterator[Observation]:
    """Yield the member of each dimension whose share changed most, if by five points and by more than chance explains."""
    for dimension, (now, before) in (facts.members or {}).items():
        whole, whole_before = sum(now.values()), sum(before.values())
        if min(whole, whole_before) < SMALL_BASE:
            continue
        member = max(
            now.keys() | before.keys(),
            key=lambda name: abs(now.get(name, 0.0) / whole - before.get(name, 0.0) / whole_before),
        )
        yield from shifted(
            facts, dimension, member, share_of(member, now, whole), share_of(member, before, whole_before)
        )


def share_of(member: str, amounts: Mapping[str, float], whole: float) -> Amount:
    """Return the share of one member."""
    return metric_values.share(amounts.get(member, 0.0), whole)


def shifted(facts: MetricFacts, dimension: str, member: str, now: Amount, before: Amount) -> Iterator[Observation]:
    """Yield one member whose share changed."""
    moved = now.value - before.value
    if abs(moved) < LEAST_SHIFT or abs(deviation(now, before)) < CERTAIN:
        return
    _, view = facts.view.words, facts.view
    yield Observation(
        _(
            "«{member}»: {share}, было {before}",
            member=member_name(facts.metric.register, dimension, member, view.language),
            share=percent(now.value, view.language, 0),
            before=percent(before.value, view.language, 0),
        ),
        _(
            "«{metric}»: {part} из {base} указанных",
            metric=facts.metric.title.of(view.language),
            part=number(now.part, view.language),
            base=number(now.base, view.language),
        ),
        f"structure.{dimension}.{facts.metric.name}",
        min(abs(moved) / 25, 1.0),
    )
