"""Answers are cached by the data version: a load from anywhere shows at the next run."""

from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st
from sqlalchemy.engine import Engine

from dashboard.engine.snapshot import Snapshot
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Period
from dashboard.queries import data_state, newest_rows
from dashboard.queries.sums import register_sums
from etl import service
from etl.datasets.competitions import COMPETITIONS
from etl.regions import NATION
from etl.warehouse.database import create_engine
from tests.etl.registers import as_csv, event, events


@pytest.fixture
def engine(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("DATABASE_URL", sqlite)
    st.cache_data.clear()
    st.cache_resource.clear()
    yield create_engine(sqlite)
    st.cache_data.clear()
    st.cache_resource.clear()


def put(engine: Engine, *rows: tuple[str, ...]) -> None:
    service.load(engine, service.check("Мероприятия.csv", events(*rows)))


def test_a_load_and_an_undo_are_seen_though_answers_are_cached(engine: Engine) -> None:
    put(engine, event("Пермский край"))
    assert [source.loaded for source in data_state.sources()] == [1]
    put(engine, event("Пермский край"), event("Томская область"), event("Атлантида"))
    assert [source.loaded for source in data_state.sources()] == [2]
    assert len(newest_rows.quarantined()) == 1
    service.undo(engine, "Мероприятия")
    assert [source.loaded for source in data_state.sources()] == [1]
    assert newest_rows.quarantined().empty


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def test_a_load_that_spans_seven_years_shows_in_each_and_so_does_its_newer_version(engine: Engine) -> None:
    years = range(2019, 2026)
    for more in (1, 2):
        put(engine, *(event("Пермский край", str(n % 100 * more), f"Форум {n}", f"12.03.{n}") for n in years))
        sums = [register_sums.scope_sums("events", year(number)) for number in years]
        assert [one["59"]["participants"] for one in sums] == [number % 100 * more for number in years]
        assert [one[NATION]["participants"] for one in sums] == [number % 100 * more for number in years]
        assert [one["59"]["events"] for one in sums] == [1] * 7
    service.undo(engine, "Мероприятия")
    assert [register_sums.scope_sums("events", year(n))["59"]["participants"] for n in years] == [
        n % 100 for n in years
    ]


def test_an_answer_of_the_same_data_is_not_asked_twice(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, event("Пермский край"))
    first = data_state.sources()
    monkeypatch.setattr(service, "sources", lambda *_asked: pytest.fail("asked again"))
    assert data_state.sources() == first


def test_another_period_asks_the_rows_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, event("Пермский край", "5", day="30.01.2025"), event("Томская область", "7", day="05.03.2025"))
    january, march = date(2025, 1, 1), date(2025, 3, 1)
    quarter = Period(january, date(2025, 3, 31), "quarter")
    assert register_sums.scope_sums("events", quarter)[NATION]["participants"] == 12
    monkeypatch.setattr(Snapshot, "rows", lambda *_: pytest.fail("asked again"))
    assert register_sums.scope_sums("events", Period(march, date(2025, 3, 31), "month"))["70"]["participants"] == 7
    steps = register_sums.by_step("events", quarter, "month", (NATION,))
    assert {step: row[NATION]["participants"] for step, row in steps.items()} == {january: 5, march: 7}


def test_a_period_that_cuts_a_month_holds_its_days_only(engine: Engine) -> None:
    put(
        engine,
        event("Пермский край", "5", day="10.01.2025", category="глава МО"),
        event("Томская область", "7", day="11.01.2025", category="глава МО"),
        event("Томская область", "9", day="21.01.2025", category="депутат"),
        event("Пермский край", "3", day="31.01.2025", category="депутат"),
    )
    cut = Period(date(2025, 1, 11), date(2025, 1, 30))
    members = register_sums.by_member("events", cut, "category", (NATION,))
    assert {member: row["participants"] for member, row in members.items()} == {"глава МО": 7, "депутат": 9}
    assert register_sums.scope_sums("events", cut)[NATION]["participants"] == 16


def test_an_event_counts_once_in_several_regions_together(engine: Engine) -> None:
    put(engine, event("Пермский край", category="депутат"), event("Томская область", category="глава МО"))
    year, regions = Period(date(2025, 1, 1), date(2025, 12, 31), "year"), ("59", "70")
    together = register_sums.of_selection("events", year, regions)
    assert together is not None and (together["events"], together["attendances"]) == (1, 2)
    assert register_sums.of_selection("events", year, ("16",)) is None
    months = register_sums.by_step("events", year, "month", regions, together=True)
    assert [row[""]["events"] for row in months.values()] == [1]
    members = register_sums.by_member("events", year, "category", regions, together=True)
    assert {member: row["events"] for member, row in members.items()} == {"глава МО": 1, "депутат": 0}


def test_an_event_stands_at_the_member_most_rows_state_and_of_equals_at_the_first_of_the_vocabulary(
    engine: Engine,
) -> None:
    def events_by_category(*categories: str) -> dict[str, float]:
        put(engine, *(event("Пермский край", category=category) for category in categories))
        members = register_sums.by_member("events", Period(FIRST_DAY, LAST_DAY), "category", (NATION,))
        return {member: row["events"] for member, row in members.items()}

    assert events_by_category("эксперт", "", "", "депутат") == {"": 0, "депутат": 1, "эксперт": 0}
    assert events_by_category("депутат", "эксперт", "эксперт") == {"депутат": 0, "эксперт": 1}
    assert events_by_category("", "") == {"": 1}


ENTRIES = (
    ("ЛМП", "2025", "1", "Умный город", "I", "Пермский край", "2024-11-20"),
    ("ЛМП", "2025", "2", "Умный город", "II", "Томская область", "2025-02-03"),
    ("Служение", "2025", "3", "Лидер", "I", "Пермский край", "2025-02-04"),
)


def put_entries(engine: Engine) -> None:
    headings = ("Конкурс", "Сезон", "Номер заявки", "Номинация", "Категория", "Регион", "Дата подачи")
    service.load(engine, service.check("Заявки.csv", as_csv(headings, ENTRIES)))


def test_a_split_of_seasons_is_the_whole_record_over_the_turn_of_a_year(engine: Engine) -> None:
    put_entries(engine)
    frame = register_sums.by_scope_and_member("competitions", Period(FIRST_DAY, LAST_DAY), "season_nomination")
    country = frame[frame["scope"] == NATION].set_index("member")["entries"]
    assert country.to_dict() == {"ЛМП · 2025 · Умный город": 2, "Служение · 2025 · Лидер": 1}


def test_days_of_entries_lie_in_their_period(engine: Engine) -> None:
    put_entries(engine)
    cut = Period(date(2025, 2, 2), date(2025, 2, 4))
    assert {scope: row["entries"] for scope, row in register_sums.scope_sums("competitions", cut).items()} == {
        "59": 1, "70": 1, "d:ПФО": 1, "d:СФО": 1, NATION: 2,
    }  # fmt: skip
    steps = register_sums.by_step("competitions", cut, "day", ("59",))
    assert {step: row["59"]["entries"] for step, row in steps.items()} == {date(2025, 2, 4): 1}
    assert data_state.data_reach() == {"competitions": date(2025, 2, 4)}


@pytest.mark.parametrize("dimension", [one.name for one in COMPETITIONS.dimensions])
def test_every_split_answers_for_any_period(engine: Engine, dimension: str) -> None:
    put_entries(engine)
    february = Period(date(2025, 2, 1), date(2025, 2, 28), "month")
    members = register_sums.by_member("competitions", february, dimension, (NATION,))
    expected = 0 if dimension == "season_winner" else 2
    assert sum(row["entries"] for row in members.values()) == expected
    every = register_sums.by_scope_and_member("competitions", Period(FIRST_DAY, LAST_DAY), dimension)
    assert every[every["scope"] == "59"]["entries"].sum() == expected
