"""Rules about regions: who fell silent, who is new, who holds most of a total."""

from collections.abc import Iterator, Sequence

from dashboard.language.formats import names, number, percent, period_text
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import Observation, Seen
from dashboard.queries.metric_values import SMALL_BASE, Amount, chosen_regions, once_counted
from dashboard.queries.view import compared_words, region_name

LEAST_PART_OF_TOTAL = 0.2


def silence(seen: Seen) -> Iterator[Observation]:
    """Tell the regions that had something in the compared period and have nothing now."""
    silent = named(seen, seen.regions_before.keys() - seen.regions.keys())
    if silent and is_solid(seen.before):
        _ = seen.view.words
        point = _.many("Замолчал {number} регион", "Замолчали {number} регионов", len(silent))
        yield moved_regions(seen, silent, point, _("{names} — «{metric}»: есть за {past}, нет за {now}"), -1)


def arrival(seen: Seen) -> Iterator[Observation]:
    """Tell the regions that have something now and had nothing in the compared period."""
    new = named(seen, seen.regions.keys() - seen.regions_before.keys())
    if new and seen.before is not None and is_solid(seen.now):
        _ = seen.view.words
        point = _.many("Появился {number} регион", "Появились {number} регионов", len(new))
        yield moved_regions(seen, new, point, _("{names} — «{metric}»: нет за {past}, есть за {now}"), 1)


def moved_regions(seen: Seen, regions: Sequence[str], point: str, told: str, judgement: int) -> Observation:
    """Return the sentence that names regions which came or went."""
    view = seen.view
    numbers = told.format(
        names=names(regions, view.language),
        metric=seen.metric.title.of(view.language),
        past=compared_words(view),
        now=period_text(view.period, view.language),
    )
    return Observation(point, numbers, f"map.{seen.metric.name}", min(len(regions) / 12, 0.9), judgement)


def named(seen: Seen, codes: set[str]) -> list[str]:
    """Return the names of regions in order; none for a selection of one, and none when all of them moved together."""
    if seen.metric.aggregate is not Aggregate.TOTAL or len(chosen_regions(seen.view.filters)) < 2:
        return []
    if not seen.regions or not seen.regions_before:
        return []
    return [region_name(code, seen.view.language) for code in sorted(codes)]


def is_solid(amount: Amount | None) -> bool:
    """Return whether a number stands on ten or more."""
    if amount is None or amount.value != amount.value:
        return False
    return max(amount.part, amount.base if amount.base == amount.base else 0.0) >= SMALL_BASE


def lead(seen: Seen) -> Iterator[Observation]:
    """Tell a region that holds a fifth of a total or more."""
    metric, view, _ = seen.metric, seen.view, seen.view.words
    if (
        metric.aggregate is not Aggregate.TOTAL
        or once_counted(metric)
        or view.filters.regions
        or not is_solid(seen.now)
    ):
        return
    code, most = max(seen.regions.items(), key=lambda pair: pair[1], default=("", 0.0))
    if seen.now.part < SMALL_BASE or most < LEAST_PART_OF_TOTAL * seen.now.part:
        return
    part = percent(100 * most / seen.now.part, view.language, 0)
    yield Observation(
        _("{region} — {part} от итога", region=region_name(code, view.language), part=part),
        _(
            "«{metric}»: {most} из {all}",
            metric=metric.title.of(view.language),
            most=number(most, view.language),
            all=number(seen.now.part, view.language),
        ),
        f"ranking.{metric.name}",
        most / seen.now.part / 2,
    )
