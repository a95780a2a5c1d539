"""What a metric is worth: shares from sums, three absences, coverage by date, things counted once, any span of days."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import isnan, nan

import pandas as pd
import pytest

from dashboard.exhibits.common.titles.change_words import change
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Change, State
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Filters, Normalisation, Period, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, metric_values
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.sums.municipalities import municipality_count
from dashboard.queries.time import metric_course
from dashboard.queries.view import view
from dashboard.queries.wording.metric_words import rate_reach
from dashboard.truth.evidence import Evidence
from etl import service
from etl.regions import REGION_BY_CODE, REGIONS
from tests.etl.registers import activity, as_csv, competitions, event, events
from tests.pages.warehouses import ALL_OF_2025, FULL, shown

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "year")
WHOLE = Period(FIRST_DAY, LAST_DAY)
EVENTS, PEOPLE, COVERED = METRICS["events"], METRICS["participants"], METRICS["regions_covered"]
SHARE, ENTRIES = METRICS["project_share"], METRICS["entries"]


@pytest.fixture(autouse=True, scope="module")
def keep_the_address() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    yield
    os.environ.pop("DATABASE_URL") if before is None else os.environ.update(DATABASE_URL=before)


def practice(region: str, quantity: int, project: str, day: str = "12.03.2025") -> tuple[str, ...]:
    return (region, day, "практика в доклад", "", str(quantity), project, "", "", "")


def of(code: str, frame: pd.DataFrame) -> Amount:
    """Return what a frame of regions says of one."""
    row = frame.set_index("code").to_dict("index")[code]
    return Amount(row["value"], State(row["state"]), row["part"], row["base"])


def test_a_share_is_made_of_sums_and_not_of_the_regions_shares() -> None:
    shown(
        activity=activity(
            practice("Пермский край", 9, "Кадры"),
            practice("Пермский край", 1, "нет"),
            practice("Республика Татарстан", 3, "Кадры"),
            practice("Республика Татарстан", 27, "нет"),
            practice("Республика Татарстан", 40, ""),
            practice("г. Москва", 60, "Кадры"),
        )
    )
    assert metric_values.total(SHARE, Filters(regions=("59", "16")), YEAR) == Amount(30.0, State.VALUE, 12, 40)
    assert metric_values.total(SHARE, Filters(district="ПФО"), YEAR) == Amount(30.0, State.VALUE, 12, 40)
    assert metric_values.total(SHARE, Filters(), YEAR) == Amount(72.0, State.VALUE, 72, 100)
    assert of("59", metric_values.by_region(SHARE, Filters(), YEAR)) == Amount(90.0, State.VALUE, 9, 10)


@pytest.mark.parametrize(("stated", "state"), [(9, State.NO_BASE), (10, State.VALUE)])
def test_a_base_under_ten_has_no_percentage(stated: int, state: State) -> None:
    shown(activity=activity(practice("Пермский край", stated, "Кадры")))
    amount = metric_values.total(SHARE, Filters(), YEAR)
    assert (amount.state, amount.part, amount.base) == (state, stated, stated)
    assert isnan(amount.value) == (state is State.NO_BASE)
    assert of("59", metric_values.by_region(SHARE, Filters(), YEAR)).state is state


def test_zero_no_data_and_no_base_are_three_different_things() -> None:
    shown(
        ALL_OF_2025,
        events=events(
            event("Пермский край", "0"),
            event("Республика Татарстан", "н/д"),
            event("Херсонская область", "5"),
            event("г. Москва", "100", status="план"),
        ),
    )
    rates = Filters(normalisation=Normalisation.PER_POPULATION)
    by_code = {code: of(code, metric_values.by_region(PEOPLE, rates, YEAR)) for code in ("59", "16", "95", "77", "55")}
    assert {code: amount.state for code, amount in by_code.items()} == {
        "59": State.ZERO,
        "16": State.NO_DATA,
        "95": State.NO_BASE,
        "77": State.NO_DATA,
        "55": State.ZERO,
    }
    assert by_code["59"].value == 0
    assert all(isnan(by_code[code].value) for code in ("16", "95", "77"))
    took_part = {code: of(code, metric_values.by_region(EVENTS, Filters(), YEAR)).state for code in ("16", "77", "55")}
    assert took_part == {"16": State.VALUE, "77": State.ZERO, "55": State.ZERO}


def test_nothing_is_zero_where_nobody_said_that_the_source_is_full() -> None:
    shown(events=events(event("Пермский край", "0"), event("г. Москва", "100", status="план")))
    frame = metric_values.by_region(PEOPLE, Filters(), YEAR)
    assert set(frame["state"]) == {State.NO_DATA.value}
    assert {of(code, metric_values.by_region(EVENTS, Filters(), YEAR)).state for code in ("77", "55")} == {
        State.NO_DATA
    }


def test_a_rate_divides_what_is_known_by_what_is_known() -> None:
    shown(
        events=events(event("Пермский край", "43"), event("Херсонская область", "1000"), event("без региона", "1000"))
    )
    perm, population = REGION_BY_CODE["59"], sum(region.population or 0 for region in REGIONS)
    per_mo = Filters(regions=("59",), normalisation=Normalisation.PER_MUNICIPALITIES)
    assert metric_values.total(PEOPLE, per_mo, YEAR).value == pytest.approx(100 * 43 / (perm.municipalities or 0))
    country = metric_values.total(PEOPLE, Filters(normalisation=Normalisation.PER_POPULATION), YEAR)
    assert country.value == pytest.approx(43 * 100_000 / population)
    assert metric_values.identity(PEOPLE, per_mo, YEAR) is None
    alone = Filters(regions=("95",), normalisation=Normalisation.PER_POPULATION)
    assert metric_values.total(PEOPLE, alone, YEAR).state is State.NO_BASE


PER_PEOPLE = Normalisation.PER_POPULATION


def test_events_of_several_regions_are_divided_by_the_base_of_the_regions_they_are_counted_in() -> None:
    """Херсонская область and ДНР publish no population: their events are in the rate of nobody."""
    shown(
        events=events(
            event("Пермский край", title="Общее"),
            event("Херсонская область", title="Общее"),
            event("Херсонская область", title="Своё"),
            event("Донецкая Народная Республика", title="Ещё одно"),
            event("Томская область", title="Томское"),
        )
    )
    perm, tomsk = (REGION_BY_CODE[code].population or 0 for code in ("59", "70"))
    three = Filters(regions=("59", "95", "93"), normalisation=PER_PEOPLE)
    assert metric_values.total(EVENTS, three, YEAR).value == pytest.approx(1 * 100_000 / perm)
    assert metric_values.counted_by_rate(EVENTS, three, YEAR) == (1, 3)
    both = Filters(regions=("59", "70", "95"), normalisation=PER_PEOPLE)
    assert metric_values.total(EVENTS, both, YEAR).value == pytest.approx(2 * 100_000 / (perm + tomsk))


def test_a_rate_of_the_country_counts_no_event_outside_the_regions_of_its_base() -> None:
    shown(events=events(event("Пермский край", title="Форум"), event("Херсонская область", title="Своё")))
    country = Filters(normalisation=PER_PEOPLE)
    population = sum(region.population or 0 for region in REGIONS)
    assert metric_values.total(EVENTS, country, YEAR).value == pytest.approx(1 * 100_000 / population)
    line = metric_course.course(EVENTS, country, YEAR)
    assert sum(line.values()) == pytest.approx(1 * 100_000 / population)


def test_a_rate_says_what_it_covers() -> None:
    shown(events=events(event("Пермский край", "43"), event("Херсонская область", "1000"), event("без региона", "957")))
    rates = Filters(preset=Preset.ALL, normalisation=PER_PEOPLE)
    assert rate_reach(PEOPLE, view(rates, "ru")) == "по 85 регионам с населением: 43 из 2\u00a0000"
    assert rate_reach(PEOPLE, view(replace(rates, regions=("59", "70")), "ru")) == "по 2 регионам с населением"
    assert (
        rate_reach(PEOPLE, view(replace(rates, regions=("59", "95")), "ru"))
        == "по 1 региону с населением: 43 из 1\u00a0043"
    )
    for whole in (replace(rates, regions=("59",)), replace(rates, normalisation=Normalisation.ABSOLUTE)):
        assert rate_reach(PEOPLE, view(whole, "ru")) == ""


@pytest.mark.parametrize(
    ("until", "base", "present"),
    [(date(2014, 3, 17), 83, 0), (date(2022, 9, 29), 85, 1), (date(2022, 9, 30), 89, 2), (date(2022, 12, 31), 89, 2)],
)
def test_coverage_is_of_the_subjects_there_were_on_the_last_day(until: date, base: int, present: int) -> None:
    shown(events=events(event("Пермский край", day="01.02.2022"), event("Херсонская область", day="01.02.2022")))
    amount = metric_values.total(COVERED, Filters(), Period(date(2014, 1, 1), until))
    if present:
        assert (amount.value, amount.base) == (present, base)
    else:
        assert (amount.state, amount.base) == (State.NO_DATA, base)


def test_a_region_that_came_often_is_one_region_on_the_map_and_at_every_member() -> None:
    twice = [event("Пермский край", title=title, category=who) for title in "АБ" for who in ("депутат", "эксперт")]
    shown(events=events(*twice, event("г. Москва", title="А"), event("без региона", category="волонтёр")))
    rated = Filters(normalisation=Normalisation.PER_MUNICIPALITIES)
    assert of("59", metric_values.by_region(COVERED, rated, YEAR)) == Amount(1.0, State.VALUE, 1, 1)
    assert metric_values.of_regions(COVERED, rated, YEAR)["16"].state is State.NO_DATA
    members = metric_values.of_members(COVERED, "format", Filters(), YEAR)
    assert members["форум"] == Amount(2.0, State.VALUE, 2, 89)
    by_category = metric_values.of_members(COVERED, "category", Filters(), YEAR)
    assert [by_category[name].part for name in ("депутат", "эксперт", "глава МО")] == [1, 1, 1]
    assert by_category["волонтёр"].state is State.NO_DATA


@pytest.mark.parametrize("name", ["regions_covered", "municipalities_covered"])
def test_a_line_is_zero_only_where_sources_are_full(name: str) -> None:
    file = events(event("Пермский край", municipality="город Пермь"), event("Пермский край", day="12.06.2025"))
    april = date(2025, 4, 1)
    for coverage, value in ((None, nan), (ALL_OF_2025, 0.0)):
        shown(coverage, events=file)
        course = metric_course.course(METRICS[name], Filters(), YEAR)
        assert course[april] == pytest.approx(value, nan_ok=True) and course[date(2025, 3, 1)] > 0


def test_a_line_is_not_zero_where_nobody_counted_or_there_is_nothing_to_divide_by() -> None:
    shown(
        ALL_OF_2025,
        events=events(event("Херсонская область", people="н/д"), event("Херсонская область", day="12.06.2025")),
    )
    march, april = date(2025, 3, 1), date(2025, 4, 1)
    course = metric_course.course(PEOPLE, Filters(), YEAR)
    assert isnan(course[march]) and course[april] == 0
    rates = metric_course.course(PEOPLE, Filters(regions=("95",), normalisation=PER_PEOPLE), YEAR)
    assert all(map(isnan, rates.values()))


def test_a_rate_and_a_share_of_municipalities_have_one_base() -> None:
    """Запорожская область has no municipality at the end of 2022 and 16 at the end of 2024."""
    rows = [
        event(name, day=f"12.03.{year}") for name in ("Запорожская область", "Пермский край") for year in (2022, 2024)
    ]
    shown(replace(FULL, since=date(2022, 1, 1)), events=events(*rows))
    both = Filters(regions=("90", "59"), normalisation=Normalisation.PER_MUNICIPALITIES)
    years = [Period(date(year, 1, 1), date(year, 12, 31), "year") for year in (2022, 2024)]
    bases = [municipality_count([REGION_BY_CODE[code] for code in both.regions], year.until) for year in years]
    assert bases == [45, 43 + 16]
    expected = [100 * people / base for people, base in zip((10, 20), bases, strict=True)]
    assert [metric_values.total(PEOPLE, both, year).value for year in years] == pytest.approx(expected)
    line = metric_course.course(PEOPLE, both, Period(date(2022, 1, 1), date(2025, 12, 31)), "year")
    assert list(line.values())[::2] == pytest.approx(expected), "a line has the base of each step"


def test_coverage_of_a_selection_is_of_its_own_regions() -> None:
    shown(
        ALL_OF_2025, events=events(event("Пермский край"), event("г. Москва"), event("Омская область", status="план"))
    )
    volga = sum(region.federal_district == "ПФО" for region in REGIONS)
    assert metric_values.total(COVERED, Filters(district="ПФО"), YEAR) == Amount(1.0, State.VALUE, 1, volga)
    assert metric_values.total(COVERED, Filters(regions=("59", "55")), YEAR) == Amount(1.0, State.VALUE, 1, 2)
    assert metric_values.total(COVERED, Filters(regions=("55",)), YEAR) == Amount(0.0, State.ZERO, 0, 1)


SHARED = events(
    event("Пермский край", "5", "Форум", "30.01.2025"),
    event("Республика Татарстан", "5", "Форум", "30.01.2025"),
    event("г. Москва", "5", "Форум", "30.01.2025"),
    event("Пермский край", "5", "Съезд", "02.02.2025"),
    event("г. Москва", "5", "Съезд", "02.03.2025"),
)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 3),
        (Filters(district="ПФО"), 2),
        (Filters(regions=("59",)), 2),
        (Filters(regions=("59", "16")), 2),
        (Filters(regions=("16", "77")), 2),
        (Filters(regions=("16", "55")), 1),
        (Filters(regions=("59", "16", "77")), 3),
    ],
)
@pytest.mark.parametrize("period", [YEAR, WHOLE, Period(date(2025, 1, 15), date(2025, 3, 15))])
def test_an_event_of_several_chosen_regions_counts_once(filters: Filters, count: int, period: Period) -> None:
    shown(events=SHARED)
    assert metric_values.total(EVENTS, filters, period).value == count
    assert metric_course.over_time(EVENTS, filters, period)["value"].sum() == count
    formats = metric_values.by_member(EVENTS, "format", filters, period)
    assert formats[["member", "value"]].to_numpy().tolist() == [["форум", count]]


def test_on_the_map_an_event_stands_in_each_of_its_regions() -> None:
    shown(events=SHARED)
    assert metric_values.by_region(EVENTS, Filters(), YEAR)["value"].sum() == 5
    assert metric_values.identity(EVENTS, Filters(), YEAR) is None
    assert len(metric_values.by_region(EVENTS, Filters(district="ПФО", regions=("59",)), YEAR)) == 14


TOWNS = ("Пермь", "Кунгур", "Лысьва", "Чусовой")
VISITS = [
    event(
        "Пермский край",
        "1",
        day=f"{1 + 9 * number % 28:02}.{1 + number % 12:02}.{2024 + number % 2}",
        municipality=town,
    )
    for number, town in enumerate(TOWNS * 9)
]
DAYS = [date(int(row[1][6:]), int(row[1][3:5]), int(row[1][:2])) for row in VISITS]
SPANS = [
    Period(date(2024, 1, 1), date(2024, 5, 20), "year"),
    Period(date(2025, 7, 1), date(2025, 8, 10), "quarter"),
    Period(date(2025, 7, 1), date(2025, 12, 31), "half"),
    Period(date(2025, 4, 1), date(2025, 4, 30), "month"),
    Period(date(2024, 11, 15), date(2025, 2, 14)),
    Period(date(2025, 4, 10), date(2025, 4, 12)),
    Period(date(2024, 1, 1), date(2025, 12, 31)),
    WHOLE,
]


@pytest.mark.parametrize("period", SPANS, ids=str)
def test_municipalities_are_counted_once_in_any_period_preset_or_chosen(period: Period) -> None:
    shown(events=events(*VISITS))
    towns = {row[7] for row, day in zip(VISITS, DAYS, strict=True) if period.since <= day <= period.until}
    base = REGION_BY_CODE["59"].municipalities
    amount = metric_values.total(METRICS["municipalities_covered"], Filters(regions=("59",)), period)
    assert (amount.part, amount.base) == (len(towns), base) if towns else amount.state is State.NO_DATA
    on_map = of("59", metric_values.by_region(METRICS["municipalities_covered"], Filters(), period))
    assert on_map.part == len(towns) if towns else on_map.state is State.NO_DATA


@pytest.mark.parametrize("period", SPANS, ids=str)
def test_people_are_summed_over_any_period_to_the_day(period: Period) -> None:
    shown(events=events(*VISITS))
    count = sum(period.since <= day <= period.until for day in DAYS)
    assert metric_values.by_region(PEOPLE, Filters(), period)["value"].sum() == count
    assert metric_course.over_time(PEOPLE, Filters(), period)["value"].sum() == count
    assert metric_values.by_member(PEOPLE, "category", Filters(), period)["value"].sum() == count


def test_a_split_by_members_ends_with_the_period_whatever_comes_later_in_its_month() -> None:
    ahead = date.today() + timedelta(days=1)
    shown(events=events(event("Пермский край", "5"), event("Пермский край", "7", day=ahead.isoformat())))
    period = Period(date(2025, 1, 1), date.today())
    assert metric_values.total(PEOPLE, Filters(), period).value == 5
    assert metric_values.by_member(PEOPLE, "category", Filters(), period)["value"].sum() == 5


@pytest.mark.parametrize("register", ["events", "activity", "competitions"])
def test_a_span_without_a_row_is_no_data_and_no_fault(register: str) -> None:
    shown(events=SHARED)
    silent = Period(date(2021, 3, 10), date(2021, 5, 20))
    for metric in (metric for metric in METRICS.values() if metric.register == register):
        assert metric_values.total(metric, Filters(regions=("59", "77")), silent).state is State.NO_DATA
        assert not metric_course.over_time(metric, Filters(regions=("59", "77")), silent)["value"].fillna(0).any()
    split = {"events": "format", "activity": "kind", "competitions": "stage"}[register]
    first = next(metric for metric in METRICS.values() if metric.register == register)
    assert metric_values.by_member(first, split, Filters(), silent).empty


def entry(
    season: str, stage: str, quantity: str, competition: str = "ЛМП", region: str = "Пермский край"
) -> tuple[str, ...]:
    return (competition, season, region, "", stage, "", "", quantity)


def test_entries_are_split_by_campaign_and_stage() -> None:
    shown(
        competitions=competitions(
            entry("2024", "подана", "20"),
            entry("2025", "подана", "30"),
            entry("2025", "финалист", "5"),
            entry("2025", "победитель", "1", region="г. Москва"),
            entry("2025", "подана", "7", "Служение", "Атлантида"),
        )
    )
    frame = metric_values.by_member(ENTRIES, "campaign", Filters(), WHOLE)
    assert dict(zip(frame["member"], frame["value"], strict=True)) == {
        "ЛМП · 2025": 36,
        "ЛМП · 2024": 20,
        "Служение · 2025": 7,
    }
    assert frame["value"].is_monotonic_decreasing
    perm = metric_values.by_member(METRICS["federal_share"], "campaign", Filters(regions=("59",)), YEAR)
    assert perm[["member", "part", "base"]].to_numpy().tolist() == [["ЛМП · 2025", 5, 35]]


def test_a_trend_has_every_step_and_is_cut_by_the_length_of_the_period() -> None:
    rows = (event("Пермский край", "5", day="30.01.2025"), event("Пермский край", "н/д", day="05.03.2025"))
    shown(ALL_OF_2025, events=events(*rows))
    by_day = metric_course.over_time(PEOPLE, Filters(), Period(date(2025, 1, 28), date(2025, 2, 2)))
    assert by_day["value"].tolist() == [0, 0, 5, 0, 0, 0]
    whole_month = metric_course.over_time(PEOPLE, Filters(), Period(date(2025, 1, 1), date(2025, 1, 31), "month"))
    assert whole_month["value"].tolist() == [0] * 29 + [5, 0]
    by_month = metric_course.over_time(PEOPLE, Filters(), YEAR)
    assert len(by_month) == 12, "the source covers the year"
    assert by_month["value"].tolist()[:2] == [5, 0]
    assert isnan(by_month["value"].iloc[2]) or by_month["value"].iloc[2] == 0
    by_year = metric_course.over_time(PEOPLE, Filters(), Period(date(2021, 1, 1), date(2025, 12, 31)))
    assert [day.year for day in by_year["date"]] == [2025], "the data begin in January"
    assert metric_course.over_time(PEOPLE, Filters(), WHOLE)["date"].min() == pd.Timestamp(2025, 1, 1)


RUSSIAN = translator("ru")
BEYOND_CHANCE = Evidence(0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("name", "now", "before", "expected"),
    [
        ("entries", Amount(112, State.VALUE, 112), Amount(100, State.VALUE, 100), Change("+12,0 %", 1, 0)),
        ("entries", Amount(88, State.VALUE, 88), Amount(100, State.VALUE, 100), Change("−12,0 %", -1, 0)),
        ("entries", Amount(12, State.VALUE, 12), Amount(10, State.VALUE, 10), Change("+20,0 %", 1, 0)),
        ("entries", Amount(12, State.VALUE, 12), Amount(9, State.VALUE, 9), Change("+3 (было 9)", 1, 0)),
        ("entries", Amount(9, State.VALUE, 9), Amount(12, State.VALUE, 12), Change("−3 (было 12)", -1, 0)),
        ("entries", Amount(50, State.VALUE, 50), Amount(0, State.ZERO, 0), Change("было 0", 1, 0)),
        ("entries", Amount(0, State.ZERO, 0), Amount(0, State.ZERO, 0), Change("без изменений")),
        ("events", Amount(1.25, State.VALUE, 8), Amount(0.154, State.VALUE, 1), Change("+1,1 (было 0,2)", 1, 0)),
        ("events", Amount(0.05, State.VALUE, 3), Amount(0.02, State.VALUE, 1), Change("+0,03 (было 0,02)", 1, 0)),
        ("participants", Amount(100_001, State.VALUE, 100_001), Amount(100_000, State.VALUE, 100_000), Change("+1 (было 100 000)", 1, 0)),
        ("entries", Amount(50, State.VALUE, 50), Amount(nan, State.NO_DATA), Change("не с чем сравнить")),
        ("project_share", Amount(40, State.VALUE, 40, 100), Amount(30, State.VALUE, 3, 10), Change("+10,0 п. п.", 1, 1)),
        ("project_share", Amount(40, State.VALUE, 40, 100), Amount(0, State.ZERO, 0, 10), Change("было 0", 1, 1)),
        ("project_share", Amount(40, State.VALUE, 40, 100), Amount(nan, State.NO_BASE, 3, 9), Change("не с чем сравнить")),
        ("online_share", Amount(40, State.VALUE, 40, 100), Amount(30, State.VALUE, 3, 10), Change("+10,0 п. п.", 1, 0)),
        ("regions_covered", Amount(80, State.VALUE, 80, 89), Amount(85, State.VALUE, 85, 85), Change("−5 (было 85)", -1, -1)),
        ("completeness", Amount(89.6, State.VALUE, 896, 10), Amount(90, State.VALUE, 90, 1), Change("−0,4 (было 90,0)", -1, -1)),
        ("project_share", Amount(30.5, State.VALUE, 61, 200), Amount(30, State.VALUE, 3, 10), Change("+0,5 п. п.", 1, 1)),
        ("completeness", Amount(91.5, State.VALUE, 915, 10), Amount(90, State.VALUE, 90, 1), Change("+1,5 (было 90,0)", 1, 1)),
    ],
)  # fmt: skip
def test_a_change_is_said_honestly(name: str, now: Amount, before: Amount, expected: Change) -> None:
    comparison = change(METRICS[name], now, before, RUSSIAN, BEYOND_CHANCE)
    assert comparison is not None
    assert Change(comparison.text.replace("\u00a0", " "), comparison.direction, comparison.judgement) == expected


def test_a_change_within_the_usual_is_neither_up_nor_better_and_says_what_is_usual() -> None:
    now, before = Amount(40, State.VALUE, 40, 100), Amount(30, State.VALUE, 30, 100)
    share, evidence = METRICS["project_share"], Evidence(0.02, 15, 45)
    within = change(share, now, before, RUSSIAN, evidence, "обычно 15–45 %")
    assert within is not None
    assert Change(within.text.replace("\u00a0", " ")) == Change("+10,0 п. п. · обычно 15–45 %")
    untested = change(share, now, before, RUSSIAN)
    assert untested is not None and (untested.direction, untested.judgement) == (0, 0), (
        "what nobody could test has no direction"
    )


def test_nothing_is_said_of_a_change_when_nothing_is_compared_or_known() -> None:
    assert change(ENTRIES, Amount(5, State.VALUE, 5), None, RUSSIAN) is None
    assert change(ENTRIES, Amount(nan, State.NO_DATA), Amount(5, State.VALUE, 5), RUSSIAN) is None


def test_announcements_do_not_move_the_day_the_data_reach() -> None:
    ahead = date.today() + timedelta(days=40)
    shown(events=events(event("Пермский край"), event("Пермский край", day=ahead.isoformat(), status="план")))
    assert data_state.as_of() == date(2025, 3, 12)


def test_a_load_of_another_process_is_seen_at_once() -> None:
    engine = shown(events=events(event("Пермский край", "5")))
    assert metric_values.total(PEOPLE, Filters(), YEAR).value == 5
    service.load(engine, service.check("events.csv", events(event("Пермский край", "8"))))
    assert metric_values.total(PEOPLE, Filters(), YEAR).value == 8
    service.undo(engine, "events")
    assert metric_values.total(PEOPLE, Filters(), YEAR).value == 5


def test_quarantine_is_in_the_country_and_in_no_region() -> None:
    headings = ("Мероприятие", "Дата начала", "Регион", "Участники", "Дата окончания")
    rows = [("А", "12.03.2025", "Пермский край", "5", ""), ("Б", "12.03.2025", "Пермский край", "7", "11.03.2025")]
    shown(events=as_csv(headings, rows))
    assert metric_values.total(PEOPLE, Filters(), YEAR).value == 12
    assert metric_values.total(PEOPLE, Filters(regions=("59",)), YEAR).value == 5
    parts = metric_values.identity(PEOPLE, Filters(), YEAR)
    assert parts is not None and (parts.mapped, parts.without_region, parts.quarantined) == (5, 0, 7)
