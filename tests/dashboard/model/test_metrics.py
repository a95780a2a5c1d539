"""Every metric on registers small enough to count by hand, in the country, in a region and where nothing is known."""

import os
from collections.abc import Iterator
from datetime import date
from math import isnan, nan

import pytest

from dashboard.model.exhibit import State
from dashboard.model.filters import Comparison, Filters, Period
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.sums import amounts
from dashboard.queries.time import metric_course
from etl.regions import REGIONS
from etl.regions.municipalities.directory import municipalities_on
from tests.etl.registers import as_csv
from tests.pages.warehouses import address, demo, empty, point, shown

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "year")
NATION, PERM = Filters(comparison=Comparison.NONE), Filters(regions=("59",))

EVENTS = as_csv(
    ("Мероприятие", "Дата начала", "Режим", "Статус", "Регион", "Муниципалитет", "Категория", "Участники"),
    [
        ("Форум А", "12.03.2025", "очно", "", "Пермский край", "Пермь", "глава МО", "10"),
        ("Форум А", "12.03.2025", "очно", "проведено", "Республика Татарстан", "Казань", "депутат", "5 чел."),
        ("Форум Б", "01.04.2025", "онлайн", "", "Пермский край", "Пермь", "депутат", "1 200 подключений"),
        ("Форум В", "июнь 2025", "", "", "г. Москва", "", "", "около 500 чел."),
        ("Форум Г", "07.07.2025", "смешанный", "", "Пермский край", "Кунгур", "эксперт", "5"),
        ("Форум Д", "07.08.2025", "онлайн", "план", "Пермский край", "Лысьва", "депутат", "100"),
        ("Форум Е", "07.08.2024", "онлайн", "", "Омская область", "Омск", "депутат", "100"),
    ],
)
PRACTICES = [
    ("Пермский край", "01.02.2025", "практика в доклад", "10", "Кадры", "да", "нет", "", "", "80"),
    ("Республика Татарстан", "II квартал 2025", "практика в доклад", "20", "нет", "нет", "да", "", "", "90"),
    ("Республика Татарстан", "2025", "практика в доклад", "30", "", "", "", "", "", ""),
]
OTHERS = [
    ("Пермский край", "01.02.2025", "соглашение", "3", *[""] * 6),
    ("Пермский край", "01.02.2025", "обучение", "40 чел.", *[""] * 6),
    ("Республика Татарстан", "01.02.2025", "обучение", "2 МО", *[""] * 6),
    *[("Пермский край", "01.02.2025", "опрос", "500", *[""] * 6)] * 2,
]
IN_TIME = ("Пермский край", "01.03.2025", "ответ на запрос", "", "", "", "", "15.03.2025", "15.03.2025", "")
LATE = (*IN_TIME[:8], "16.03.2025", "")
ACTS = [
    *PRACTICES,
    *OTHERS,
    *[IN_TIME] * 7,
    *[LATE] * 2,
    (*IN_TIME[:8], "", ""),
    (*IN_TIME[:7], "", "12.03.2025", ""),
]
ACTIVITY = as_csv(
    (
        *("Регион", "Дата", "Вид", "Количество", "Нацпроект", "ММС", "Концессия"),
        *("Срок ответа", "Дата ответа", "Полнота", "Муниципалитет"),
    ),
    [(*row, "Пермь" if row[2] == "соглашение" else "") for row in ACTS],
)
COMPETITIONS = as_csv(
    ("Конкурс", "Сезон", "Регион", "Муниципалитет", "Канал", "Стадия", "Премия, млн руб.", "Количество заявок"),
    [
        ("ЛМП", "2025", "Пермский край", "", "", "подана", "", "30"),
        ("ЛМП", "2025", "Пермский край", "", "прямая заявка", "допущена", "", "10"),
        *[("ЛМП", "2025", "Пермский край", "", "", "направлена на федеральный этап", "", "1")] * 12,
        *[("ЛМП", "2025", "Республика Татарстан", "", "", "финалист", "", "1")] * 5,
        *[("ЛМП", "2025", "Республика Татарстан", "Казань", "ассоциация", "победитель", "", "1")] * 2,
        ("ЛМП", "2025", "Республика Татарстан", "Казань", "ассоциация", "победитель", "12,5", "1"),
        ("ЛМП", "2024", "Омская область", "Омск", "ассоциация", "победитель", "50", "9"),
    ],
)
MUNICIPALITIES = float(sum(len(municipalities_on(region.code, date(2025, 12, 31))) for region in REGIONS))

# A register with another test of its own is not counted here.
REGISTERS = {"events", "activity", "competitions"}
COUNTED = {name: metric for name, metric in METRICS.items() if metric.register in REGISTERS}
# The whole country in 2025: the number above and below the line; of a sum only itself.
COUNTRY: dict[str, tuple[float, float]] = {
    "events": (4, 1),
    "participants": (520, 1),
    "connections": (1200, 1),
    "regions_covered": (3, 89),
    "municipalities_covered": (3, MUNICIPALITIES),
    "returning_share": (1, 3),
    "deputies_share": (5, 20),
    "online_share": (5, 20),
    "acts": (19, 1),
    "practices": (60, 1),
    "project_share": (10, 30),
    "intermunicipal_share": (10, 30),
    "concession_share": (20, 30),
    "agreements": (3, 1),
    "cooperation": (13, 1),
    "cooperating_share": (1, MUNICIPALITIES),
    "trained": (40, 1),
    "votes": (2, 1),
    "voting_regions": (1, 89),
    "ballots": (1000, 1),
    "completeness": (170, 2),
    "entries": (60, 1),
    "entering_share": (1, MUNICIPALITIES),
    "federal_share": (20, 60),
    "success_share": (3, 20),
    "places": (3, 1),
    "prizes": (12.5, 1),
    "association_share": (3, 13),
}
# Their base is known for less than half of what they are said of: 20 of 520 people, 13 of 60 entries.
HALF_UNKNOWN = ("deputies_share", "online_share", "association_share")
# The same in Perm Krai, where it differs in kind: a zero, a base too small, nothing known.
IN_PERM: dict[str, tuple[State, float, float]] = {
    "events": (State.VALUE, 3, 1),
    "participants": (State.VALUE, 15, 1),
    "regions_covered": (State.VALUE, 1, 1),
    "municipalities_covered": (State.VALUE, 2, 43),
    "deputies_share": (State.ZERO, 0, 15),
    "project_share": (State.VALUE, 10, 10),
    "concession_share": (State.ZERO, 0, 10),
    "answers_in_time": (State.VALUE, 7, 10),
    "entries": (State.VALUE, 52, 1),
    "places": (State.NO_DATA, 0, 1),
    "success_share": (State.ZERO, 0, 12),
    "association_share": (State.NO_BASE, 0, 10),
    "completeness": (State.VALUE, 80, 1),
}


@pytest.fixture(autouse=True, scope="module")
def warehouse_counted_by_hand() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(events=EVENTS, activity=ACTIVITY, competitions=COMPETITIONS)
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def expected(metric: Metric, part: float, base: float) -> float:
    return 100 * part / base if metric.is_percent else part / base if metric.aggregate is Aggregate.MEAN else part


def test_every_metric_is_counted_by_hand() -> None:
    assert COUNTRY.keys() == COUNTED.keys()


@pytest.mark.parametrize("name", COUNTRY)
def test_a_metric_of_the_whole_country(name: str) -> None:
    metric, (part, base) = METRICS[name], COUNTRY[name]
    total = metric_values.total(metric, NATION, YEAR)
    too_small = metric.is_percent and (base < amounts.SMALL_BASE or name in HALF_UNKNOWN)
    assert (total.state, total.part, total.base) == (State.NO_BASE if too_small else State.VALUE, part, base)
    assert total.value == pytest.approx(nan if too_small else expected(metric, part, base), nan_ok=True)


@pytest.mark.parametrize("name", IN_PERM)
def test_a_metric_of_one_region(name: str) -> None:
    metric, (state, part, base) = METRICS[name], IN_PERM[name]
    total = metric_values.total(metric, PERM, YEAR)
    assert (total.state, total.part, total.base) == (state, part, base)
    value = nan if state in (State.NO_DATA, State.NO_BASE) else expected(metric, part, base)
    assert total.value == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_a_region_on_the_map_has_the_number_of_its_own_page(metric: Metric) -> None:
    if metric.aggregate is Aggregate.COVERAGE:
        return
    on_map = metric_values.by_region(metric, NATION, YEAR).set_index("code")
    for code in ("59", "16", "77", "55", "93"):
        own = metric_values.total(metric, Filters(regions=(code,)), YEAR)
        assert on_map.loc[code, "state"] == own.state
        assert on_map.loc[code, "value"] == pytest.approx(own.value, nan_ok=True)


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_where_nothing_was_reported_nothing_is_known(metric: Metric) -> None:
    silent = Period(date(2023, 1, 1), date(2023, 12, 31), "year")
    total = metric_values.total(metric, NATION, silent)
    assert (total.state, isnan(total.value)) == (State.NO_DATA, True)
    if metric.aggregate is not Aggregate.COVERAGE:
        assert set(metric_values.by_region(metric, NATION, silent)["state"]) == {State.NO_DATA}


RATIOS = [metric for metric in COUNTED.values() if metric.aggregate is Aggregate.SHARE]


@pytest.fixture
def invented() -> Iterator[None]:
    before = os.environ["DATABASE_URL"]
    point(address(demo()))
    yield
    point(before)


@pytest.mark.usefixtures("invented")
def test_no_share_is_above_a_hundred_and_no_part_above_its_base() -> None:
    for metric in RATIOS:
        frame = metric_values.by_region(metric, NATION, YEAR)
        with_base = frame[frame["base"].notna()]
        assert len(with_base) > 30, metric.name
        assert (with_base["part"] <= with_base["base"]).all(), metric.name
        assert frame["value"].dropna().between(0, 100).all(), metric.name
        assert frame.loc[frame["base"] < amounts.SMALL_BASE, "value"].isna().all(), metric.name


@pytest.mark.usefixtures("invented")
def test_every_metric_is_known_of_a_lively_year() -> None:
    for metric in COUNTED.values():
        assert metric_values.total(metric, NATION, YEAR).state is State.VALUE, metric.name


def test_an_empty_warehouse_knows_nothing() -> None:
    before = os.environ["DATABASE_URL"]
    point(address(empty()))
    assert {metric_values.total(metric, NATION, YEAR).state for metric in METRICS.values()} == {State.NO_DATA}
    assert all(
        metric_course.over_time(metric, NATION, YEAR)["value"].fillna(0).eq(0).all() for metric in METRICS.values()
    )
    point(before)
