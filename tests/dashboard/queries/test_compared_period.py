"""The compared period is named as exactly as the current one, and a period without data is compared with nothing."""

from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.engine import cache
from dashboard.model.filters import Comparison, Filters, Period, Preset
from dashboard.queries import data_state
from dashboard.queries.view import View, view
from dashboard.queries.wording.view_words import compared_words, periods_words, series_words
from etl.datasets import ACTIVITY, EVENTS
from tests.etl.registers import activity, event, events
from tests.pages.warehouses import FULL, shown

PREVIOUS = Comparison.PREVIOUS


@pytest.fixture(autouse=True, scope="module")
def two_registers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "")
        shown(
            FULL,
            Участие=events(*(event("Пермский край", "10", "Форум", day) for day in ("12.05.2023", "17.09.2025"))),
            Работа=activity(("Пермский край", "01.02.2024", "соглашение", "", "1", "нет", "", "", "")),
        )
        yield
        cache.engine().dispose()


def days(since: str, until: str, comparison: Comparison = Comparison.SAME_LAST_YEAR, language: str = "ru") -> View:
    chosen = Filters(Preset.CUSTOM, date.fromisoformat(since), date.fromisoformat(until), comparison)
    return view(chosen, language, EVENTS.name)


def test_a_register_reaches_from_the_month_of_its_first_row_to_the_day_of_its_last() -> None:
    assert data_state.reaches() == {
        EVENTS.name: Period(date(2023, 5, 1), date(2025, 9, 17)),
        ACTIVITY.name: Period(date(2024, 2, 1), date(2024, 2, 1)),
    }


@pytest.mark.parametrize(
    ("since", "until", "comparison", "words"),
    [
        ("2024-12-01", "2024-12-31", Comparison.SAME_LAST_YEAR, "дек 2024 к дек 2023"),
        ("2024-12-01", "2024-12-31", PREVIOUS, "дек 2024 к ноя 2024"),
        ("2025-01-01", "2025-03-31", Comparison.SAME_LAST_YEAR, "I кв. 2025 к I кв. 2024"),
        ("2025-05-01", "2025-08-31", PREVIOUS, "май–авг 2025 к янв–апр 2025"),
        ("2025-03-10", "2025-09-16", Comparison.SAME_LAST_YEAR, "10.03–16.09.2025 к 10.03–16.09.2024"),
        ("2025-01-01", "2025-12-31", PREVIOUS, "2025 (неполный) к 01.01–17.09.2024"),
        ("2024-01-01", "2024-12-31", Comparison.NONE, "2024"),
        ("2026-01-01", "2026-06-30", Comparison.SAME_LAST_YEAR, "I полугодие 2026"),
        ("2022-01-01", "2022-12-31", Comparison.SAME_LAST_YEAR, "2022"),
    ],
)
def test_the_compared_period_is_named_in_full(since: str, until: str, comparison: Comparison, words: str) -> None:
    assert periods_words(days(since, until, comparison)) == words


def test_a_quarter_is_named_in_english_too() -> None:
    assert compared_words(days("2025-01-01", "2025-03-31", language="en")) == "Q1 2024"


def test_lines_are_named_by_the_days_that_are_compared() -> None:
    assert series_words(days("2025-01-01", "2025-12-31")) == ("01.01–17.09.2025", "01.01–17.09.2024")
    assert series_words(days("2024-10-01", "2024-12-31")) == ("IV кв. 2024", "IV кв. 2023")


def test_registers_that_end_in_other_years_are_each_named_with_their_own_days() -> None:
    both = view(Filters(), "ru")
    assert periods_words(both).startswith("Участие в мероприятиях: 01.01–17.09.2025 к 01.01–17.09.2024; ")


def test_a_period_that_begins_before_the_data_is_not_compared() -> None:
    partly = days("2025-01-01", "2025-12-31")  # nothing happened in 2024
    assert partly.compared and not partly.incomparable
    rows = [event("Пермский край", "10", "Форум", day) for day in ("12.05.2023", "12.02.2024", "17.09.2024")]
    shown(FULL, events=events(*rows))
    partly = days("2024-01-01", "2024-12-31")
    assert (partly.compared, partly.incomparable) == (None, "нельзя сравнить: данные с 05.2023")
    assert periods_words(partly) == "2024 (неполный), нельзя сравнить: данные с 05.2023"
    same_days = days("2024-03-01", "2024-09-17")  # nothing happened in March and April of either year
    assert same_days.compared == Period(date(2023, 3, 1), date(2023, 9, 17))
    english = days("2024-01-01", "2024-12-31", language="en")
    assert english.incomparable == "cannot be compared: data from May 2023"
    before = days("2023-06-01", "2023-06-30")
    assert before.incomparable == "нельзя сравнить: данные с 05.2023", "June 2022 lies wholly before"
