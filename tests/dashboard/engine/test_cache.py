"""What this process remembers: one answer for each data version, which no reader can change for another."""

from collections.abc import Iterator

import pandas as pd
import pytest
import streamlit as st

from dashboard.engine import cache
from etl import service
from tests.etl.registers import event, events
from tests.pages.warehouses import shown


@pytest.fixture(autouse=True)
def own_warehouse(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATABASE_URL", "")
    engine = shown(Свод=events(event("Пермский край", "3")))
    yield
    engine.dispose()
    cache.engine().dispose()


def test_an_answer_is_computed_once_for_each_data_version(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def doubled(number: int) -> int:
        calls.append(number)
        return 2 * number

    assert [cache.remembered(doubled, number) for number in (1, 1, 2)] == [2, 2, 4]
    assert calls == [1, 2]
    monkeypatch.setattr(cache, "version", lambda: "another")
    assert (cache.remembered(doubled, 1), calls) == (2, [1, 2, 1])
    st.cache_resource.clear()
    assert (cache.remembered(doubled, 1), calls) == (2, [1, 2, 1, 1])


def frame() -> pd.DataFrame:
    return pd.DataFrame({"value": [1, 2]})


def test_a_reader_who_changes_a_frame_changes_it_for_nobody_else() -> None:
    first = cache.remembered(frame)
    first.loc[0, "value"] = 100
    first["new"] = 0
    assert cache.remembered(frame).equals(frame())


def test_inside_a_pinned_version_another_load_changes_nothing() -> None:
    def people() -> float:
        return float(cache.snapshot().rows("SELECT sum(participants) FROM events")[0][0])

    with cache.pinned_version() as version:
        assert (cache.version(), people()) == (version, 3)
        checked = service.check("Ещё.csv", events(event("Томская область", "4")))
        service.load(cache.engine(), checked)
        assert (cache.version(), people()) == (version, 3)
    assert (cache.version() != version, people()) == (True, 7)
