"""Answers are cached by the data version: a load from anywhere shows at the next run."""

from collections.abc import Iterator

import pytest
import streamlit as st
from sqlalchemy.engine import Engine

from dashboard import queries, rows
from etl import service
from etl.database import create_engine
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
