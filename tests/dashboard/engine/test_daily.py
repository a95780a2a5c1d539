"""Days held as an array answer as the rows themselves do, whatever span, step and scopes are asked for."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.engine.daily import daily_sums, sums_of_days
from dashboard.engine.snapshot import Snapshot, open_snapshot
from dashboard.engine.sums import Question, sums
from etl.datasets import ACTIVITIES
from etl.warehouse.database import create_engine
from tests.pages.warehouses import address, demo

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
QUESTIONS = st.builds(
    Question,
    st.none() | st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days))),
    st.sampled_from(["", "day", "month", "quarter", "year"]),
    st.sampled_from([(), ("**",), ("59", "16"), ("d:ПФО", "--"), ("??",), ("no such scope",)]),
)


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    yield open_snapshot(create_engine(address(demo())))


@pytest.mark.parametrize("register", ACTIVITIES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS)
def test_days_added_up_equal_the_rows_summed(snapshot: Snapshot, register: str, question: Question) -> None:
    dataset = ACTIVITIES[register]
    assert sums_of_days(daily_sums(snapshot, dataset), question) == sums(snapshot, dataset, question)
