"""The choice of the filter bar: its address, its periods, and what they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.model.filters import (
    EARLIEST,
    FIRST_DAY,
    LAST_DAY,
    MONTHS,
    Comparison,
    Filters,
    Normalisation,
    Period,
    Preset,
    compared_period,
    from_query,
    preset_period,
    shift_months,
    unit_end,
    unit_start,
    whole_months,
)
from etl.regions import DISTRICTS, REGION_BY_CODE

REGIONS, AREAS = tuple(REGION_BY_CODE), tuple(district.code for district in DISTRICTS)
DAYS = st.dates(EARLIEST, LAST_DAY)
CALENDAR = [preset for preset in Preset if preset not in (Preset.ALL, Preset.CUSTOM)]


@st.composite
def any_filters(draw: st.DrawFn) -> Filters:
    preset = draw(st.sampled_from(Preset))
    since, until = sorted((draw(DAYS), draw(DAYS))) if preset is Preset.CUSTOM else (FIRST_DAY, LAST_DAY)
    return Filters(
        preset,
        since,
        until,
        draw(st.sampled_from(Comparison)),
        draw(st.sampled_from(("", *AREAS))),
        tuple(draw(st.lists(st.sampled_from(REGIONS), unique=True, max_size=4))),
        draw(st.sampled_from(Normalisation)),
    )


def read(**query: str) -> Filters:
    return from_query(query, REGIONS, AREAS)


@given(any_filters())
def test_an_address_gives_back_the_filters_it_was_written_for(filters: Filters) -> None:
    query = filters.to_query()
    assert from_query(query, REGIONS, AREAS) == filters
    assert all(isinstance(value, str) and value for value in query.values())


def test_an_address_is_written_in_codes_and_says_defaults_too() -> None:
    assert Filters().to_query() == {"period": "ytd", "compare": "year-ago", "show": "total"}
    chosen = Filters(Preset.CUSTOM, date(2025, 1, 2), date(2025, 3, 4), Comparison.NONE, "ПФО", ("59", "16"))
    assert chosen.to_query() == {
        "period": "custom",
        "compare": "none",
        "show": "total",
        "from": "2025-01-02",
        "to": "2025-03-04",
        "district": "ПФО",
        "region": "59,16",
    }


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"period": "decade", "compare": "me", "show": "all", "district": "XX", "region": "00,,Пермь"},
        {"period": "custom"},
        {"period": "custom", "from": "2025-05-01", "to": "2025-04-30"},
        {"period": "custom", "from": "2025-02-30", "to": "2025-03-01"},
        {"period": "custom", "from": "0001-01-01", "to": "2025-03-01"},
        {"period": "custom", "from": "2025-01-01", "to": "9999-12-31"},
        {"period": "custom", "from": FIRST_DAY.isoformat(), "to": "2025-03-01"},
        {"period": "custom", "from": "1999-12-31", "to": "2025-03-01"},
        {"period": "custom", "from": "2025-01-01", "to": "2100-01-01"},
        {"from": "2025-01-01", "to": "2025-02-01"},
        {"utm": "x"},
    ],
)
def test_what_an_address_cannot_mean_is_dropped(query: dict[str, str]) -> None:
    assert from_query(query, REGIONS, AREAS) == Filters()


def test_an_address_may_ask_for_any_day_of_this_century_and_for_a_single_one() -> None:
    century = read(period="custom", **{"from": "2000-01-01", "to": "2099-12-31"})
    assert (century.preset, century.since, century.until) == (Preset.CUSTOM, date(2000, 1, 1), date(2099, 12, 31))
    day = read(period="custom", **{"from": "2025-03-12", "to": "2025-03-12"})
    assert (day.since, day.until) == (date(2025, 3, 12), date(2025, 3, 12))
    assert century.since > FIRST_DAY


def test_known_codes_survive_beside_unknown_ones_and_only_once() -> None:
    assert read(region="59,xx,16,59").regions == ("59", "16")
    assert read(period="nothing", compare="previous", show="per-100k") == Filters(
        comparison=Comparison.PREVIOUS, normalisation=Normalisation.PER_POPULATION
    )


@given(st.dictionaries(st.sampled_from(["period", "from", "to", "region", "district", "compare", "show"]), st.text()))
def test_no_address_is_an_error(query: dict[str, str]) -> None:
    filters = from_query(query, REGIONS, AREAS)
    today = date(2025, 10, 2)
    assert filters.period(today).since <= filters.period(today).until
    filters.compared(today)


@pytest.mark.parametrize(
    ("preset", "today", "since", "until", "unit"),
    [
        (Preset.YEAR_TO_DATE, date(2025, 10, 2), date(2025, 1, 1), date(2025, 10, 2), "year"),
        (Preset.MONTH, date(2024, 2, 10), date(2024, 2, 1), date(2024, 2, 29), "month"),
        (Preset.MONTH, date(2025, 2, 28), date(2025, 2, 1), date(2025, 2, 28), "month"),
        (Preset.LAST_MONTH, date(2025, 1, 31), date(2024, 12, 1), date(2024, 12, 31), "month"),
        (Preset.LAST_MONTH, date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29), "month"),
        (Preset.QUARTER, date(2025, 5, 15), date(2025, 4, 1), date(2025, 6, 30), "quarter"),
        (Preset.LAST_QUARTER, date(2025, 2, 1), date(2024, 10, 1), date(2024, 12, 31), "quarter"),
        (Preset.HALF, date(2025, 7, 1), date(2025, 7, 1), date(2025, 12, 31), "half"),
        (Preset.LAST_HALF, date(2025, 7, 1), date(2025, 1, 1), date(2025, 6, 30), "half"),
        (Preset.YEAR, date(2025, 7, 1), date(2025, 1, 1), date(2025, 12, 31), "year"),
        (Preset.LAST_YEAR, date(2025, 7, 1), date(2024, 1, 1), date(2024, 12, 31), "year"),
        (Preset.ALL, date(2025, 7, 1), FIRST_DAY, LAST_DAY, ""),
    ],
)
def test_a_preset_is_a_span_of_the_calendar(preset: Preset, today: date, since: date, until: date, unit: str) -> None:
    assert preset_period(preset, today) == Period(since, until, unit)


YEAR_AGO, BEFORE = Comparison.SAME_LAST_YEAR, Comparison.PREVIOUS


@pytest.mark.parametrize(
    ("since", "until", "unit", "comparison", "earlier_since", "earlier_until"),
    [
        ("2025-01-01", "2025-10-02", "year", YEAR_AGO, "2024-01-01", "2024-10-02"),
        ("2024-01-01", "2024-02-29", "year", YEAR_AGO, "2023-01-01", "2023-02-28"),
        ("2025-01-01", "2025-02-28", "year", YEAR_AGO, "2024-01-01", "2024-02-29"),
        ("2025-01-01", "2025-02-27", "year", YEAR_AGO, "2024-01-01", "2024-02-27"),
        ("2024-02-01", "2024-02-29", "month", YEAR_AGO, "2023-02-01", "2023-02-28"),
        ("2024-03-01", "2024-03-31", "month", BEFORE, "2024-02-01", "2024-02-29"),
        ("2025-03-01", "2025-03-30", "month", BEFORE, "2025-02-01", "2025-02-28"),
        ("2025-03-01", "2025-03-15", "month", BEFORE, "2025-02-01", "2025-02-15"),
        ("2025-05-01", "2025-05-31", "month", BEFORE, "2025-04-01", "2025-04-30"),
        ("2025-04-01", "2025-06-30", "quarter", BEFORE, "2025-01-01", "2025-03-31"),
        ("2025-04-01", "2025-05-31", "quarter", BEFORE, "2025-01-01", "2025-02-28"),
        ("2025-01-01", "2025-02-10", "quarter", BEFORE, "2024-10-01", "2024-11-10"),
        ("2025-07-01", "2025-12-31", "half", BEFORE, "2025-01-01", "2025-06-30"),
        ("2025-01-01", "2025-12-31", "year", BEFORE, "2024-01-01", "2024-12-31"),
        ("2025-03-12", "2025-03-18", "", BEFORE, "2025-03-05", "2025-03-11"),
        ("2024-02-29", "2024-02-29", "", BEFORE, "2024-02-28", "2024-02-28"),
        ("2024-02-29", "2024-03-10", "", YEAR_AGO, "2023-02-28", "2023-03-10"),
    ],
)
def test_a_period_is_compared_with_one_cut_at_the_same_day(
    since: str, until: str, unit: str, comparison: Comparison, earlier_since: str, earlier_until: str
) -> None:
    period = Period(date.fromisoformat(since), date.fromisoformat(until), unit)
    earlier = Period(date.fromisoformat(earlier_since), date.fromisoformat(earlier_until), unit)
    assert compared_period(period, comparison) == earlier


def test_nothing_is_compared_when_not_asked_or_when_it_is_the_whole_record() -> None:
    assert compared_period(Period(date(2025, 1, 1), date(2025, 1, 31)), Comparison.NONE) is None
    assert compared_period(Period(FIRST_DAY, LAST_DAY), Comparison.PREVIOUS) is None
    assert Filters(Preset.ALL).compared(date(2025, 5, 5)) is None


def test_a_comparison_is_cut_where_the_data_end() -> None:
    today = date(2025, 5, 15)
    assert Filters(Preset.YEAR).compared(today) == Period(date(2024, 1, 1), date(2024, 5, 15), "year")
    assert Filters(Preset.QUARTER, comparison=BEFORE).compared(today) == Period(
        date(2025, 1, 1), date(2025, 2, 15), "quarter"
    )


def test_a_period_after_the_end_of_the_data_is_compared_with_nothing() -> None:
    ahead = Filters(Preset.CUSTOM, date(2025, 6, 1), date(2025, 6, 30), YEAR_AGO)
    assert ahead.compared(date(2025, 5, 15)) is None
    assert ahead.compared(date(2025, 6, 1)) == Period(date(2024, 6, 1), date(2024, 6, 1), "month")


@pytest.mark.parametrize(
    ("since", "until", "unit", "earlier_since", "earlier_until"),
    [
        ("2025-01-01", "2025-12-31", "year", "2024-01-01", "2024-12-31"),
        ("2025-03-01", "2025-03-31", "month", "2025-02-01", "2025-02-28"),
        ("2025-04-01", "2025-06-30", "quarter", "2025-01-01", "2025-03-31"),
        ("2025-01-01", "2025-06-30", "half", "2024-07-01", "2024-12-31"),
        ("2025-03-01", "2025-04-30", "", "2025-01-01", "2025-02-28"),
        ("2024-01-01", "2025-12-31", "", "2022-01-01", "2023-12-31"),
        ("2025-02-02", "2025-12-31", "", "2024-03-06", "2025-02-01"),
    ],
)
def test_days_that_fill_units_or_months_are_those_units_however_they_are_chosen(
    since: str, until: str, unit: str, earlier_since: str, earlier_until: str
) -> None:
    chosen = Filters(Preset.CUSTOM, date.fromisoformat(since), date.fromisoformat(until), BEFORE)
    assert chosen.period(date(2026, 5, 1)) == Period(chosen.since, chosen.until, unit)
    earlier = Period(date.fromisoformat(earlier_since), date.fromisoformat(earlier_until), unit)
    assert chosen.compared(date(2026, 5, 1)) == earlier


def test_whole_months_that_go_past_the_data_are_compared_up_to_the_same_day() -> None:
    chosen = Filters(Preset.CUSTOM, date(2025, 8, 1), date(2025, 9, 30), BEFORE)
    assert chosen.compared(date(2025, 9, 17)) == Period(date(2025, 6, 1), date(2025, 7, 17))


@given(st.sampled_from(CALENDAR), DAYS)
def test_a_calendar_period_is_whole_or_reaches_to_today(preset: Preset, today: date) -> None:
    period = preset_period(preset, today)
    assert period.since == unit_start(period.since, period.unit)
    if preset is Preset.YEAR_TO_DATE:
        assert period.until == today
    else:
        assert period.until == unit_end(period.since, period.unit)
    last = preset.value.startswith("last-")
    assert period.until < today if last else period.since <= today <= period.until


@given(st.sampled_from(CALENDAR), st.sampled_from((YEAR_AGO, BEFORE)), DAYS.filter(lambda day: day.year > 2001))
def test_the_earlier_period_lies_wholly_before_and_in_one_unit(
    preset: Preset, comparison: Comparison, today: date
) -> None:
    filters = Filters(preset, comparison=comparison)
    period, earlier = filters.period(today), filters.compared(today)
    assert earlier is not None
    assert earlier.until < period.since
    assert earlier.since == unit_start(earlier.since, earlier.unit)
    assert earlier.until <= unit_end(earlier.since, earlier.unit)
    reached = min(period.until, today)
    whole = reached == unit_end(period.since, period.unit)
    assert not whole or earlier.until == unit_end(earlier.since, earlier.unit)
    assert whole or earlier.until.day in (reached.day, unit_end(earlier.until, "month").day)


@given(DAYS, DAYS)
def test_a_period_of_odd_days_is_compared_with_as_many_days_right_before_it(one: date, other: date) -> None:
    since, until = sorted((one, other))
    assume(not whole_months(Period(since, until)))
    earlier = compared_period(Period(since, until), BEFORE)
    assert earlier is not None
    assert (earlier.days, earlier.until) == ((until - since).days + 1, since - timedelta(days=1))


@given(DAYS, st.sampled_from(sorted(MONTHS)))
def test_a_unit_holds_its_day_and_the_next_one_follows_it(day: date, unit: str) -> None:
    assert unit_start(day, unit) <= day <= unit_end(day, unit)
    following = unit_end(day, unit) + timedelta(days=1)
    assert unit_start(following, unit) == following


def test_a_month_away_keeps_the_day_or_takes_the_last_one() -> None:
    assert shift_months(date(2025, 3, 31), -1) == date(2025, 2, 28)
    assert shift_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert shift_months(date(2025, 1, 15), -13) == date(2023, 12, 15)
