"""The titles of the whole catalogue, on full, recorded, sparse and no data, in both languages: what they say stands under them."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import isnan
from pathlib import Path

import pytest
from pptx import Presentation

from dashboard.decks.rebuild import has_content
from dashboard.exhibits import catalogue
from dashboard.exhibits.common import row_tables
from dashboard.exhibits.rating.index import INDEX
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.model.filters import Comparison, Filters, Normalisation, Period, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.completeness import Completeness, completeness
from dashboard.queries.time import seasons
from dashboard.queries.time.last_quarters import last_quarters
from dashboard.queries.view import View, view
from dashboard.slides import Slide, deck
from etl.datasets import DATASETS
from etl.regions import REGION_BY_CODE
from tests.dashboard.exhibits.title_rules import faults, numbers
from tests.etl.registers import activity, event, events
from tests.oracle.addresses import exhibits
from tests.pages.warehouses import ALL_OF_2025, address, copy, demo_with_archive, empty, filled, point, record

YEAR = Filters(preset=Preset.LAST_YEAR)
CHOICES = {
    "whole record": Filters(preset=Preset.ALL),
    "last year": YEAR,
    "rates of three regions": replace(YEAR, regions=("59", "16", "95"), normalisation=Normalisation.PER_POPULATION),
    "one region, nothing compared": replace(YEAR, regions=("59",), comparison=Comparison.NONE),
}
# What titles state of a rule or of a publication: the fund of a season, the weight that has to be known, all pairs of regions.
STATED_ELSEWHERE = {"season_prizes": 1000.0, "unranked": 60.0, "stability": 89 * 88 / 2}
# Titles of other weights and groups of the rating are made by the same functions.
PAGE = re.compile(r" \(\d+/\d+\)$")
OTHER_CHOICES = (".ev3.", ".ev2-", ".ev0-", ".similar", ".district", "tiles.", "event.")


def sparse() -> Path:
    """Return a warehouse with ties and single rows: five regions with one event each, two acts."""
    names = ("Пермский край", "Томская область", "Омская область", "Республика Татарстан", "Тульская область")
    rows = [event(name, people="5", title=f"Форум {place}") for place, name in enumerate(names)]
    acts = [(name, "12.03.2025", "соглашение", "Дружба", "1", "", "", "", "") for name in names[:2]]
    return filled(("events", events(*rows)), ("activity", activity(*acts)), coverage=ALL_OF_2025)


WORLDS: dict[str, Callable[[], Path]] = {
    "record": record,
    "invented": demo_with_archive,
    "sparse": sparse,
    "empty": empty,
}


@cache
def names() -> tuple[str, ...]:
    """Return the names of the exhibits that are walked."""
    opened = row_tables.event_list(view(Filters(preset=Preset.ALL), "ru")).frame
    events_opened = [str(key) for key in opened["key"][:2]] if len(opened) else ["1"]
    walked = exhibits(events_opened, (seasons.FIRST,))
    return tuple(name for name in walked if not any(part in f"{name}." for part in OTHER_CHOICES))


@pytest.fixture(scope="module", params=WORLDS)
def world(request: pytest.FixtureRequest) -> Iterator[str]:
    point(address(copy(WORLDS[request.param]())))
    names.cache_clear()
    yield request.param
    names.cache_clear()


def totals(name: str, shown: View) -> frozenset[float]:
    """Return the numbers of a metric over the whole selection: a line of shares adds up to none of them."""
    metric = next((METRICS[part] for part in name.split(".") if part in METRICS), None)
    if metric is None:
        return frozenset()
    own = shown.at(metric.register)
    periods = [period for period in (own.period, own.compared) if period]
    amounts = [metric_values.total(metric, shown.filters, period) for period in periods]
    known = metric_values.known_by_region(metric, shown.filters, own.period) or ()
    every = [*known, *(number for amount in amounts for number in (amount.value, amount.part, amount.base))]
    return frozenset(number for number in every if not isnan(number))


def is_full(exhibit: Exhibit, shown: View) -> bool:
    """Return whether the sources of an exhibit hold all there is of the selection, or of the country, in the period."""
    registers = [name for name, dataset in DATASETS.items() if dataset.title.of(shown.language) in exhibit.source]
    country = replace(shown.filters, regions=())
    return all(
        completeness(name, filters, period) in (Completeness.COMPLETE, Completeness.NONE)
        for name in registers
        for period in periods_of(exhibit, shown.at(name))
        for filters in (shown.filters, country)
    )


def periods_of(exhibit: Exhibit, own: View) -> Sequence[Period]:
    """Return the periods that the title of an exhibit speaks of; that of one event speaks of its own day."""
    if exhibit.name.startswith("event_"):
        return ()
    by_quarter = exhibit.name.startswith("structure.") and own.period.season is None
    return last_quarters(own) if by_quarter else (own.period,)


CASES = [*((choice, "ru") for choice in CHOICES), ("last year", "en")]


@pytest.mark.parametrize(("choice", "language"), CASES)
def test_what_titles_say_stands_under_them(world: str, choice: str, language: str) -> None:
    shown = view(CHOICES[choice], language)
    wrong = []
    for name in names():
        exhibit = catalogue.build(name, shown)
        assert exhibit.title
        # Without a place for anybody the rating says how much is known of its weights; its own tests check that.
        no_rating = exhibit.metric is INDEX and (exhibit.frame.empty or name.startswith("known."))
        if exhibit.kind is not Kind.NUMBER and not no_rating:
            stated = STATED_ELSEWHERE.get(name.partition(".")[0], 0.0)
            also = totals(name, shown) | {float(len(REGION_BY_CODE)), stated}
            if name.startswith("stability"):
                also |= {100 * float(count) / stated for count in numbers(exhibit.title, language == "ru")}
            wrong += faults(exhibit, also, is_full(exhibit, shown))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_slides_say_what_the_page_says(world: str, language: str) -> None:
    shown = view(YEAR, language)
    built = [catalogue.build(name, shown) for name in names()]
    told = [exhibit for exhibit in built if exhibit.kind is not Kind.NUMBER and has_content(exhibit)]
    if not told:
        pytest.skip(f"nothing to show in {world}")
    slides = Presentation(io.BytesIO(deck([Slide((exhibit,)) for exhibit in told]))).slides
    written = [PAGE.sub("", slide.shapes.title.text_frame.text) for slide in slides]
    assert list(dict.fromkeys(written)) == list(dict.fromkeys(exhibit.title for exhibit in told))
