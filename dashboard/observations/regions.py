"""Rules about regions: which fell silent, which are new, which holds a large part of a total."""

from collections.abc import Iterator, Sequence

from dashboard.language.formats import names, number, percent, period_text
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import MetricFacts, Observation
from dashboard.queries.metric_values import SMALL_BASE, Amount, chosen_regions, once_counted
from dashboard.queries.view import compared_words, region_name

LEAST_PART_OF_TOTAL = 0.2


def silence(facts: MetricFacts) -> Iterator[Observation]:
    """Yield the regions with something in the compared period and nothing now."""
    silent = names_of(facts, facts.regions_before.keys() - facts.regions.keys())
    if silent and is_solid(facts.before):
        _ = facts.view.words
        point = _.many("Замолчал {number} регион", "Замолчали {number} регионов", len(silent))
        yield moved_regions(facts, silent, point, _("{names} — «{metric}»: есть за {past}, нет за {now}"), -1)


def arrival(facts: MetricFacts) -> Iterator[Observation]:
    """Yield the regions with something now and nothing in the compared period."""
    new = names_of(facts, facts.regions.keys() - facts.regions_before.keys())
    if new and facts.before is not None and is_solid(facts.now):
        _ = facts.view.words
        point = _.many("Появился {number} регион", "Появились {number} регионов", len(new))
        yield moved_regions(facts, new, point, _("{names} — «{metric}»: нет за {past}, есть за {now}"), 1)


def moved_regions(facts: MetricFacts, regions: Sequence[str], point: str, template: str, judgement: int) -> Observation:
    """Return a sentence that names the regions that appeared or fell silent."""
    view = facts.view
    numbers = template.format(
        names=names(regions, view.language),
        metric=facts.metric.title.of(view.language),
        past=compared_words(view),
        now=period_text(view.period, view.language),
    )
    return Observation(point, numbers, f"map.{facts.metric.name}", min(len(regions) / 12, 0.9), judgement)


def names_of(facts: MetricFacts, codes: set[str]) -> list[str]:
    """Return the names of regions in order; none when one region is selected, or when a period has no regions at all."""
    if facts.metric.aggregate is not Aggregate.TOTAL or len(chosen_regions(facts.view.filters)) < 2:
        return []
    if not facts.regions or not facts.regions_before:
        return []
    return [region_name(code, facts.view.language) for code in sorted(codes)]


def is_solid(amount: Amount | None) -> bool:
    """Return whether a number rests on ten or more."""
    if amount is None or amount.value != amount.value:
        return False
    return max(amount.part, amount.base if amount.base == amount.base else 0.0) >= SMALL_BASE


def lead(facts: MetricFacts) -> Iterator[Observation]:
    """Yield the region that holds the largest part of a total, if it is a fifth or more."""
    metric, view, _ = facts.metric, facts.view, facts.view.words
    if (
        metric.aggregate is not Aggregate.TOTAL
        or once_counted(metric)
        or view.filters.regions
        or not is_solid(facts.now)
    ):
        return
    code, most = max(facts.regions.items(), key=lambda pair: pair[1], default=("", 0.0))
    if facts.now.part < SMALL_BASE or most < LEAST_PART_OF_TOTAL * facts.now.part:
        return
    part = percent(100 * most / facts.now.part, view.language, 0)
    yield Observation(
        _("{region} — {part} от итога", region=region_name(code, view.language), part=part),
        _(
            "«{metric}»: {most} из {all}",
            metric=metric.title.of(view.language),
            most=number(most, view.language),
            all=number(facts.now.part, view.language),
        ),
        f"ranking.{metric.name}",
        most / facts.now.part / 2,
    )
