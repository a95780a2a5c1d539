"""Answers are cached by the data version: a load from anywhere shows at the next run."""

from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st
from sqlalchemy.engine import Engine

from dashboard import queries, rows
from dashboard.filters import Period
from dashboard.sums import added
from etl import service
from etl.database import create_engine
from etl.regions import NATION
from tests.etl.registers import event, events


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
    assert [source.loaded for source in queries.sources()] == [1]
    put(engine, event("Пермский край"), event("Томская область"), event("Атлантида"))
    assert [source.loaded for source in queries.sources()] == [2]
    assert len(rows.quarantined()) == 1
    service.undo(engine, "Мероприятия")
    assert [source.loaded for source in queries.sources()] == [1]
    assert rows.quarantined().empty


def test_an_answer_of_the_same_data_is_not_asked_twice(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, event("Пермский край"))
    first = queries.sources()
    monkeypatch.setattr(service, "sources", lambda _engine: pytest.fail("asked again"))
    assert queries.sources() == first


def test_another_span_of_whole_months_asks_the_warehouse_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, event("Пермский край", "5", day="30.01.2025"), event("Томская область", "7", day="05.03.2025"))
    january, march = date(2025, 1, 1), date(2025, 3, 1)
    quarter = Period(january, date(2025, 3, 31), "quarter")
    assert queries.scope_sums("events", quarter)[NATION]["participants"] == 12
    monkeypatch.setattr(queries, "read", lambda _query: pytest.fail("asked again"))
    assert queries.scope_sums("events", Period(march, date(2025, 3, 31), "month"))["70"]["participants"] == 7
    steps = queries.stepped("events", quarter, "month", (NATION,), ["participants"])
    assert {step: row.tolist() for step, row in steps.items()} == {january: [[5.0]], march: [[7.0]]}


def test_a_cut_month_of_the_country_is_read_from_the_summaries(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(
        engine,
        event("Пермский край", "5", day="10.01.2025", category="глава МО"),
        event("Томская область", "7", day="11.01.2025", category="глава МО"),
        event("Томская область", "9", day="21.01.2025", category="депутат"),
        event("Пермский край", "3", day="31.01.2025", category="депутат"),
    )
    cut = Period(date(2025, 1, 11), date(2025, 1, 30))
    with monkeypatch.context() as patched:
        patched.setattr(service, "summarise_days", lambda *_: pytest.fail("read from the rows"))
        found = queries.by_member("events", cut, "category", (NATION,))
    assert {member: row["participants"] for member, row in found.items()} == {"глава МО": 7, "депутат": 9}
    assert found == added([queries.once("events", cut, [], "category")])
