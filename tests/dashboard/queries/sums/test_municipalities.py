"""Municipalities are counted by the directory: however they are spelled, and as many as there were."""

from datetime import date, timedelta

import pytest

from dashboard.model.exhibit import State
from dashboard.model.filters import Filters, Period
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, scopes
from dashboard.queries.sums.municipalities import waiting_names
from dashboard.queries.time import metric_course
from dashboard.queries.view import view
from etl import service
from etl.datasets.expressions import NO_UNIT
from tests.etl.registers import ACTIVITY, COMPETITIONS, as_csv, competitions, event, events
from tests.pages.warehouses import shown

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "year")
PERM, NENETS = Filters(regions=("59",)), Filters(regions=("83",))
COVERED, AGAIN = METRICS["municipalities_covered"], METRICS["returning_share"]
SPELLINGS = (
    *("Пермь", "г. Пермь", "город Пермь", "Пермский городской округ"),
    *("Кунгур", "Кунгурский м.о.", "Кунгурский район", "Кунгурского муниципального округа"),
    *("Чайковский", "г.Чайковский", "Чайковский ГО", "городской округ «Чайковский»"),
)
TWELVE = [
    event("Пермский край", title=f"Форум {place % 2}", day=f"{1 + place:02}.03.2025", municipality=name)
    for place, name in enumerate(SPELLINGS)
]


def test_twelve_spellings_of_three_municipalities_are_three() -> None:
    shown(events=events(*TWELVE))
    covered = metric_values.total(COVERED, PERM, YEAR)
    assert (covered.part, covered.base) == (3, 43)
    assert covered.value == pytest.approx(100 * 3 / 43)
    on_map = metric_values.of_regions(COVERED, Filters(), YEAR)["59"]
    assert (on_map.part, on_map.base) == (3, 43)
    assert metric_course.course(COVERED, PERM, YEAR)[date(2025, 3, 1)] == pytest.approx(100 * 3 / 43)


def test_a_municipality_spelled_in_two_ways_came_again() -> None:
    shown(events=events(*TWELVE))
    again = metric_values.total(AGAIN, PERM, YEAR)
    assert (again.part, again.base) == (3, 3)


def test_cooperation_and_entries_count_by_the_directory_too() -> None:
    acts = [("Пермский край", "12.03.2025", "соглашение", "Договор", "1", "", "", "", "", name) for name in SPELLINGS]
    entries = [("ЛМП", "2025", "Пермский край", name, "подана", "", "", "") for name in SPELLINGS]
    shown(activity=as_csv((*ACTIVITY, "Муниципалитет"), acts), competitions=competitions(*entries))
    for name in ("cooperating_share", "entering_share"):
        amount = metric_values.total(METRICS[name], PERM, YEAR)
        assert (amount.part, amount.base) == (3, 43), name
    assert COMPETITIONS[3] == "Муниципалитет"


def test_all_there_are_of_few_is_a_share() -> None:
    both = (event("Ненецкий АО", municipality="Заполярный район"), event("Ненецкий АО", municipality="Нарьян-Мар"))
    shown(events=events(*both))
    covered = metric_values.total(COVERED, NENETS, YEAR)
    assert (covered.value, covered.state, covered.part, covered.base) == (100, State.VALUE, 2, 2)
    again = metric_values.total(AGAIN, NENETS, YEAR)
    assert (again.state, again.part, again.base) == (State.NO_BASE, 0, 2), "who happened to come is no census"


def test_a_merged_municipality_counts_as_what_it_is_in_the_period() -> None:
    names = ("Ачинский муниципальный район", "г. Ачинск")
    rows = [
        event("Красноярский край", municipality=name, day=day) for name in names for day in ("01.03.2025", "01.08.2025")
    ]
    shown(events=events(*rows))
    krasnoyarsk = Filters(regions=("24",))
    before = metric_values.total(COVERED, krasnoyarsk, Period(date(2025, 1, 1), date(2025, 3, 31), "quarter"))
    assert (before.part, before.base) == (2, 61)
    after = metric_values.total(COVERED, krasnoyarsk, Period(date(2025, 8, 1), date(2025, 8, 31), "month"))
    assert (after.part, after.base) == (1, 39)
    both = metric_values.total(COVERED, krasnoyarsk, YEAR)
    assert (both.part, both.base) == (1, 39)
    course = metric_course.course(COVERED, krasnoyarsk, YEAR)
    assert [course[date(2025, month, 1)] for month in (3, 8)] == pytest.approx([100 * 2 / 61, 100 * 1 / 39])


def test_the_municipalities_of_a_season_are_those_of_its_end_and_not_of_today() -> None:
    names = ("Ачинский муниципальный район", "г. Ачинск")
    rows = [("ЛМП", "2023", "Красноярский край", name, "победитель", "", "", "") for name in names]
    shown(competitions=competitions(*rows))
    season = view(Filters(regions=("24",)), "ru").at("competitions").period
    amount = metric_values.total(METRICS["entering_share"], Filters(regions=("24",)), season)
    assert (amount.part, amount.base) == (2, 61)


def test_a_period_to_come_has_the_municipalities_of_today() -> None:
    tomorrow = date.today() + timedelta(days=1)
    coming = event("Пермский край", municipality="Оса", day=tomorrow.isoformat(), status="проведено")
    shown(events=events(*TWELVE, coming))
    assert metric_values.total(COVERED, PERM, Period(date(2025, 1, 1), date(2099, 1, 1))).part == 4


def waiting(metric: Metric, filters: Filters) -> int:
    return waiting_names(metric, scopes.chosen_regions(filters), YEAR)


def test_a_name_that_waits_counts_in_nothing_and_is_told() -> None:
    unknown = [event("Пермский край", municipality=name) for name in ("Прикамск", "Пермский", "Култаевское с/п")]
    engine = shown(events=events(*TWELVE, *unknown))
    assert metric_values.total(COVERED, PERM, YEAR).part == 3
    assert waiting(COVERED, PERM) == 2
    assert waiting(COVERED, Filters(regions=("70",))) == 0
    assert waiting(METRICS["participants"], PERM) == 0
    service.confirm_municipality(engine, "Пермский", "59", "59-017", "Иванова")
    service.confirm_municipality(engine, "Прикамск", "59", NO_UNIT, "Иванова")
    assert metric_values.total(COVERED, PERM, YEAR).part == 4
    assert waiting(COVERED, PERM) == 0


def test_a_region_all_of_whose_names_wait_has_no_data() -> None:
    shown(events=events(event("Пермский край", municipality="Прикамск")))
    assert metric_values.total(COVERED, PERM, YEAR).state is State.NO_DATA
