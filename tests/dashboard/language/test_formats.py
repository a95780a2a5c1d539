from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.language.formats import (
    day,
    decimals_shown,
    month_short,
    names,
    number,
    percent,
    period_text,
    signed,
    sort_key,
)
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Period

NAN = float("nan")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "language", "decimals", "text"),
    [
        (1234.5, "ru", 1, "1 234,5"),
        (1234.5, "en", 1, "1,234.5"),
        (1234567, "ru", 0, "1 234 567"),
        (2.5, "ru", 0, "3"),
        (0.125, "ru", 2, "0,13"),
        (-3, "ru", 0, "−3"),
        (-0.4, "ru", 0, "0"),
        (0, "ru", 1, "0,0"),
        (NAN, "ru", 0, "—"),
        (None, "en", 0, "—"),
    ],
)
def test_a_number_is_written(value: float | None, language: str, decimals: int, text: str) -> None:
    assert plain(number(value, language, decimals)) == text


def test_thousands_are_kept_on_one_line() -> None:
    assert number(1234) == "1\u00a0234"
    assert percent(12.5) == "12,5\u00a0%"


@given(st.floats(-1e12, 1e12), st.sampled_from(["ru", "en"]), st.integers(0, 3))
def test_a_written_number_can_be_read_back(value: float, language: str, decimals: int) -> None:
    text = number(value, language, decimals).replace("−", "-")
    spoken = text.replace("\u00a0", "").replace(",", ".") if language == "ru" else text.replace(",", "")
    assert abs(float(spoken) - value) <= 0.5 * 10**-decimals * (1 + 1e-6) + abs(value) * 1e-15


def test_a_change_has_its_sign() -> None:
    assert [signed(value) for value in (12, -3, 0, 0.2, NAN)] == ["+12", "−3", "0", "0", "—"]


def test_a_percent_is_written_as_the_language_does() -> None:
    assert [plain(percent(12.5)), percent(12.5, "en"), percent(NAN), plain(percent(7, "ru", 0))] == [
        "12,5 %",
        "12.5%",
        "—",
        "7 %",
    ]


def test_days_and_months_are_written() -> None:
    assert [day(date(2025, 3, 12)), day(date(2025, 3, 12), "en"), day(None)] == ["12.03.2025", "12 Mar 2025", "—"]
    assert [month_short(1), month_short(9), month_short(12, "en")] == ["янв", "сен", "Dec"]


@pytest.mark.parametrize(
    ("since", "until", "russian", "english"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025", "2025"),
        (date(2023, 1, 1), date(2025, 12, 31), "2023–2025", "2023–2025"),
        (date(2025, 7, 1), date(2025, 9, 30), "III кв. 2025", "Q3 2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "II полугодие 2025", "H2 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "фев 2024", "Feb 2024"),
        (date(2025, 1, 1), date(2025, 9, 30), "янв–сен 2025", "Jan–Sep 2025"),
        (date(2024, 10, 1), date(2025, 3, 31), "окт 2024 – мар 2025", "Oct 2024 – Mar 2025"),
        (date(2025, 3, 12), date(2025, 4, 5), "12.03–05.04.2025", "12 Mar – 5 Apr 2025"),
        (date(2024, 12, 5), date(2025, 1, 3), "05.12.2024 – 03.01.2025", "5 Dec 2024 – 3 Jan 2025"),
        (date(2025, 3, 12), date(2025, 3, 12), "12.03.2025", "12 Mar 2025"),
        (FIRST_DAY, LAST_DAY, "за всё время", "all time"),
    ],
)
def test_a_period_is_written_as_people_do(since: date, until: date, russian: str, english: str) -> None:
    assert [period_text(Period(since, until)), period_text(Period(since, until), "en")] == [russian, english]


def test_a_long_list_says_how_many_more() -> None:
    letters = list("АБВГДЕЁЖ")
    assert names(letters) == "А, Б, В и ещё 5"
    assert names(letters, "en") == "А, Б, В and 5 more"
    assert names(letters[:3]) == "А, Б, В"


def test_a_name_with_yo_sorts_where_people_look_for_it() -> None:
    assert sorted(["Жуковка", "Ёлка", "Адыгея", "Елец"], key=sort_key) == ["Адыгея", "Елец", "Ёлка", "Жуковка"]


@pytest.mark.parametrize(
    ("decimals", "values", "expected"),
    [(0, (12.0,), 0), (0, (0.154,), 1), (1, (0.04, 2.0), 2), (0, (0.0,), 0), (1, (NAN,), 1), (0, (0.00000001,), 4)],
)
def test_a_number_that_is_not_zero_is_not_written_as_zero(
    decimals: int, values: tuple[float, ...], expected: int
) -> None:
    assert decimals_shown(decimals, *values) == expected
