"""Each register ends where its own data end: one act of another year moves nothing of the events."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.engine import cache
from dashboard.exhibits import catalogue
from dashboard.exhibits.rating import rating
from dashboard.exhibits.rating.index import Rating
from dashboard.exhibits.rating.rating import Pairs, Periods, rated
from dashboard.language.formats import period_text
from dashboard.model.exhibit import Exhibit, State
from dashboard.model.filters import Filters, Period, Preset
from dashboard.model.metrics import METRICS
from dashboard.observations.watch import Findings, findings, under
from dashboard.queries import data_state, metric_values
from dashboard.queries.view import View, default_filters, view
from dashboard.queries.wording.metric_words import parameters
from dashboard.queries.wording.view_words import end_words
from dashboard.screen.filters.freshness import days_shown, freshness
from etl import service
from etl.datasets import ACTIVITY, DATASETS, EVENTS, REPORTING, REQUESTS
from etl.regions import REGIONS
from tests.dashboard.exhibits.test_catalogue import NAMES
from tests.etl.registers import activity, event, events
from tests.pages.warehouses import FULL, address, copy, demo, point, record, shown

# What «Обзор» and «Мероприятия» show of events.
CARDS = ("events", "participants", "regions_covered", "municipalities_covered", "deputies_share")
SHOWN = (
    *(f"card.{name}" for name in CARDS),
    *(f"{kind}.{name}" for kind in ("map", "ranking", "trend", "multiples") for name in ("events", "participants")),
    "map.returning_share",
    "plan.events",
    "attendance",
    "attendance_times",
    "coverage",
    "structure.category.participants",
    "breakdown.category.8.participants",
    *(f"breakdown.{split}.8.events" for split in ("format", "mode", "series", "topic")),
    "deputies",
    "organisations",
    "events",
)  # fmt: skip
LAST_YEAR = Filters(preset=Preset.LAST_YEAR)
WATCHED = ("participants", "events", "regions_covered", "returning_share")
NEW_DAY = date.today() - timedelta(days=1)


@pytest.fixture(autouse=True)
def own_warehouse(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATABASE_URL", "")
    yield
    cache.engine().dispose()


def load_act(on: date) -> None:
    """Load one act of that day over what there is."""
    row = ("Пермский край", f"{on:%d.%m.%Y}", "соглашение", "Соглашение о дружбе", *("",) * 5)
    service.load(cache.engine(), service.check("Акт.csv", activity(row)))
    point(str(cache.engine().url))


def content(exhibit: Exhibit) -> dict[str, object]:
    """Return all an exhibit says, its frames as text, which holds NaN equal to NaN."""
    values = {field.name: getattr(exhibit, field.name) for field in fields(exhibit)}
    return {name: one.to_csv() if isinstance(one, pd.DataFrame) else repr(one) for name, one in values.items()}


def said(metrics: tuple[str, ...], seen: View) -> Findings:
    return findings(metrics, seen, 9)


def test_an_act_of_another_year_changes_no_exhibit_of_events() -> None:
    point(address(copy(record())))
    filters, end = default_filters(), data_state.data_reach()[EVENTS.name]
    before = {name: content(catalogue.build(name, view(filters, "ru"))) for name in SHOWN}
    sentences, acts = said(WATCHED, view(filters, "ru")), content(catalogue.build("card.acts", view(filters, "ru")))
    load_act(NEW_DAY)
    assert data_state.as_of() == NEW_DAY > end, "the data as a whole go on"
    assert (default_filters(), data_state.data_reach()[EVENTS.name]) == (filters, end)
    for name in SHOWN:
        assert content(catalogue.build(name, view(filters, "ru"))) == before[name], name
    assert said(WATCHED, view(filters, "ru")) == sentences
    assert content(catalogue.build("card.acts", view(filters, "ru"))) != acts, "the acts have moved on"


def test_a_page_says_the_days_of_its_register_and_how_far_each_reaches() -> None:
    point(address(copy(record())))
    filters = Filters(preset=Preset.YEAR_TO_DATE)
    shown = days_shown(view(filters, "ru", EVENTS.name))
    load_act(NEW_DAY)
    page = view(filters, "ru", EVENTS.name)
    assert days_shown(page) == shown and f"Период **{shown}**" in freshness(page)
    for register in data_state.data_reach():
        reached = end_words(view(filters, "ru", register))
        assert f"{DATASETS[register].title.ru}: {reached}" in freshness(page)
    both, own = under(("events", "acts"), page), under(("events",), page)
    assert own.startswith("янв–фев 2026") and EVENTS.title.ru not in own
    assert f"{ACTIVITY.title.ru}: " not in both, "they begin on one day and end with the data of each"
    last_year = view(Filters(preset=Preset.LAST_YEAR), "ru", EVENTS.name)
    assert under(("events", "acts"), last_year).startswith("2025 · ")


def test_the_end_of_a_register_is_said_as_precisely_as_it_is_known() -> None:
    for written, said_so, on_a_sheet in (
        ("2025", "2025, день не указан", "2025, день не указан"),
        ("апрель 2025", "апр 2025, день не указан", "апр 2025, день не указан"),
        ("01.04.2025", "01.04.2025", "2025-04-01"),
    ):
        shown(events=events(event("Пермский край", "10", "Форум", written)))
        own = view(Filters(), "ru", EVENTS.name)
        assert end_words(own) == said_so
        assert dict(parameters(METRICS["events"], own))["Данные по"] == on_a_sheet


def test_a_region_that_joined_the_list_later_is_no_zero_before() -> None:
    shown(replace(FULL, since=date(2021, 1, 1)), events=events(event("Пермский край", "10", "Форум", "12.03.2021")))
    frame = metric_values.by_region(METRICS["events"], Filters(), Period(date(2021, 3, 1), date(2021, 3, 12)))
    states = frame.set_index("code")["state"]
    later = [region.code for region in REGIONS if region.valid_from and region.valid_from > date(2021, 3, 31)]
    assert later and set(states[later]) == {State.NO_DATA.value}
    assert states["16"] == State.ZERO.value and states["59"] == State.VALUE.value


def test_a_share_beside_cards_of_another_period_names_its_own() -> None:
    point(address(copy(demo())))
    load_act(NEW_DAY)
    share, events = (catalogue.build(f"card.{name}", view(LAST_YEAR, "ru")) for name in ("project_share", "events"))
    own = [view(LAST_YEAR, "ru", register).period.since.year for register in (ACTIVITY.name, EVENTS.name)]
    assert own[0] > own[1]
    assert re.fullmatch(rf"[\d\s]+ из [\d\s]+ · {own[0]} к {own[0] - 1}", share.context)
    assert events.context == f"{own[1]} к {own[1] - 1}"


def ends_of(exhibit: Exhibit) -> str:
    return dict(exhibit.parameters).get("Данные по", "")


def by_title(words: str) -> dict[str, str]:
    """Return what is said of each register, by its title: «Поручения, Инициативы: 31.12.2025; Конкурсные заявки: 21.11.2025»."""
    parts = [part.rpartition(": ") for part in words.split("; ")]
    return {title: text for titles, _, text in parts for title in titles.split(", ")}


SEVERAL = (
    "passport",
    "silence",
    "silent",
    "unusual_silence",
    "places",
    "index",
    "place_table",
    "contribution",
    "stability",
    "place_sources",
    "known",
    "unranked",
)


@pytest.mark.parametrize("name", NAMES)
def test_every_exhibit_is_made_at_the_end_of_its_own_register(name: str) -> None:
    point(address(copy(demo())))
    reach = {register: end.isoformat() for register, end in data_state.data_reach().items()}
    load_act(NEW_DAY)
    # Answers to requests are acts too.
    reach |= dict.fromkeys((ACTIVITY.name, REQUESTS.name), NEW_DAY.isoformat())
    exhibit = catalogue.build(name, view(Filters(preset=Preset.LAST_YEAR, regions=("59",)), "ru"))
    if name.startswith(SEVERAL):
        own = REPORTING if name.startswith(("silen", "unusual")) else DATASETS
        ends = {own[register].title.ru: end for register, end in reach.items() if register in own}
        assert by_title(ends_of(exhibit)).items() >= ends.items()
    else:
        register = exhibit.metric.register if exhibit.metric else next(
            register for register, dataset in DATASETS.items() if exhibit.source.startswith(dataset.title.ru)
        )  # fmt: skip
        # The sample has no rows of some registers: their exhibits say that there are no data.
        assert ends_of(exhibit) == reach.get(register) or exhibit.frame.empty


def test_the_index_takes_each_component_at_its_own_end(monkeypatch: pytest.MonkeyPatch) -> None:
    point(address(copy(demo())))
    load_act(NEW_DAY)
    taken: list[Periods] = []

    def spied(periods: Periods, given: Pairs, codes: tuple[str, ...]) -> Rating:
        taken.append(periods)
        return rated(periods, given, codes)

    monkeypatch.setattr(rating, "rated", spied)
    exhibit = catalogue.build("places.equal.all", view(LAST_YEAR, "ru"))
    own = {register: view(LAST_YEAR, "ru").at(register).period for register in rating.REGISTERS}
    assert dict(zip(rating.REGISTERS, taken[0], strict=True)) == own and len(set(own.values())) > 1
    named = {DATASETS[name].title.ru: period_text(period) for name, period in own.items()}
    assert any(by_title(words).items() >= named.items() for words in exhibit.subtitle.split(" · "))
