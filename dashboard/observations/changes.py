"""Rules about a number against the compared period: a total, a share, a coverage, the parts of a total."""

from collections.abc import Iterator, Mapping
from math import sqrt

from dashboard.exhibits.common.titles import against_words, value_words
from dashboard.language.formats import number, percent, signed
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import Observation, Seen
from dashboard.queries import metric_values
from dashboard.queries.metric_values import SMALL_BASE, Amount, once_counted
from dashboard.queries.view import compared_words, district_name, member_name
from etl.regions import REGION_BY_CODE

# What is worth a sentence: a twentieth of a total, two points of a share, five points of a part.
LEAST_GROWTH, LEAST_POINTS, LEAST_SHIFT = 0.05, 2.0, 5.0
LEAST_PART_OF_GROWTH = 0.4
CERTAIN = 1.96  # two-sided 5 %


def growth(seen: Seen) -> Iterator[Observation]:
    """Tell a total that moved by a twentieth or more, and the district that most of it comes from."""
    metric, before, view = seen.metric, seen.before, seen.view
    if metric.aggregate is not Aggregate.TOTAL or before is None or not (is_known(before) and is_known(seen.now)):
        return
    if before.part < SMALL_BASE:
        return
    moved = seen.now.value / before.value - 1
    if abs(moved) < LEAST_GROWTH:
        return
    _, size = view.words, percent(abs(100 * moved), view.language)
    told = _("{metric}: рост на {size}") if moved > 0 else _("{metric}: снижение на {size}")
    yield Observation(
        told.format(metric=metric.title.of(view.language), size=size),
        ", ".join(filter(None, (versus(seen), source_of_growth(seen)))),
        f"trend.{metric.name}",
        min(abs(moved), 1.0),
        metric.polarity * (1 if moved > 0 else -1),
    )


def is_known(amount: Amount) -> bool:
    """Return whether there is a number."""
    return amount.value == amount.value


def versus(seen: Seen) -> str:
    """Return both numbers and the period compared with: «31 240 участников против 28 815 (2024)»."""
    if seen.before is None:
        return ""
    _, view = seen.view.words, seen.view
    return _(
        "{now} против {before} ({period})",
        now=value_words(seen.metric, seen.now.value, view),
        before=against_words(seen.metric, seen.before.value, view),
        period=compared_words(view),
    )


def source_of_growth(seen: Seen) -> str:
    """Return the district that gave most of a change, empty when none stands out or regions do not add up."""
    view, _ = seen.view, seen.view.words
    if once_counted(seen.metric) or view.filters.district or view.filters.regions or seen.before is None:
        return ""
    moved = seen.now.part - seen.before.part
    by_district: dict[str, float] = {}
    for code in seen.regions.keys() | seen.regions_before.keys():
        change = seen.regions.get(code, 0.0) - seen.regions_before.get(code, 0.0)
        district = REGION_BY_CODE[code].federal_district
        by_district[district] = by_district.get(district, 0.0) + change
    if abs(moved) < SMALL_BASE or not by_district:
        return ""
    district, part = max(by_district.items(), key=lambda pair: pair[1] / moved)
    if not LEAST_PART_OF_GROWTH <= part / moved <= 1 or not district:
        return ""
    told = _("{part} прироста — {district}") if moved > 0 else _("{part} снижения — {district}")
    return told.format(
        part=percent(100 * part / moved, view.language, 0), district=district_name(district, view.language)
    )


def points(seen: Seen) -> Iterator[Observation]:
    """Tell a share that moved by two points or more, and by more than chance moves it.

    The test is that of two proportions: z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), p of both together.
    """
    metric, before, view = seen.metric, seen.before, seen.view
    if not metric.is_percent or before is None or not (is_known(seen.now) and is_known(before)):
        return
    moved = seen.now.value - before.value
    if abs(moved) < LEAST_POINTS or abs(deviation(seen.now, before)) < CERTAIN:
        return
    _ = view.words
    yield Observation(
        _(
            "{metric}: {share}, {points} п. п.",
            metric=metric.title.of(view.language),
            share=percent(seen.now.value, view.language, metric.decimals),
            points=signed(moved, view.language, 1),
        ),
        _(
            "{part} из {base} против {past} из {past_base} ({period})",
            part=number(seen.now.part, view.language),
            base=number(seen.now.base, view.language),
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


def coverage(seen: Seen) -> Iterator[Observation]:
    """Tell how many regions more or fewer take part."""
    before, view, _ = seen.before, seen.view, seen.view.words
    if (
        seen.metric.aggregate is not Aggregate.COVERAGE
        or before is None
        or min(seen.now.base, before.base) < SMALL_BASE
    ):
        return
    if not (is_known(seen.now) and is_known(before)) or seen.now.value == before.value:
        return
    moved = seen.now.value - before.value
    yield Observation(
        _(
            "{metric}: {now} из {base}",
            metric=seen.metric.title.of(view.language),
            now=number(seen.now.value, view.language),
            base=number(seen.now.base, view.language),
        ),
        _(
            "{moved} к {period}: было {before} из {base}",
            moved=signed(moved, view.language),
            period=compared_words(view),
            before=number(before.value, view.language),
            base=number(before.base, view.language),
        ),
        f"map.{seen.metric.name}",
        min(abs(moved) / 20, 1.0),
        seen.metric.polarity * (1 if moved > 0 else -1),
    )


def shift(seen: Seen) -> Iterator[Observation]:
    """Tell the member of each dimension whose share of the stated moved most, when by five points and not by chance."""
    for dimension, (now, before) in (seen.members or {}).items():
        whole, whole_before = sum(now.values()), sum(before.values())
        if min(whole, whole_before) < SMALL_BASE:
            continue
        member = max(
            now.keys() | before.keys(),
            key=lambda one: abs(now.get(one, 0.0) / whole - before.get(one, 0.0) / whole_before),
        )
        yield from shifted(
            seen, dimension, member, share_of(member, now, whole), share_of(member, before, whole_before)
        )


def share_of(member: str, amounts: Mapping[str, float], whole: float) -> Amount:
    """Return the share of one member."""
    return metric_values.share(amounts.get(member, 0.0), whole)


def shifted(seen: Seen, dimension: str, member: str, now: Amount, before: Amount) -> Iterator[Observation]:
    """Tell one member whose share moved."""
    moved = now.value - before.value
    if abs(moved) < LEAST_SHIFT or abs(deviation(now, before)) < CERTAIN:
        return
    _, view = seen.view.words, seen.view
    yield Observation(
        _(
            "«{member}»: {share}, было {before}",
            member=member_name(seen.metric.register, dimension, member, view.language),
            share=percent(now.value, view.language, 0),
            before=percent(before.value, view.language, 0),
        ),
        _(
            "«{metric}»: {part} из {base} указанных",
            metric=seen.metric.title.of(view.language),
            part=number(now.part, view.language),
            base=number(now.base, view.language),
        ),
        f"structure.{dimension}.{seen.metric.name}",
        min(abs(moved) / 25, 1.0),
    )
