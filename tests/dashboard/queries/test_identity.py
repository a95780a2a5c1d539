"""No number is lost or counted twice: map + without region + quarantine = card = trend = split = the rows themselves."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.model.exhibit import State
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Filters, Period, Preset, preset_period
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, rate_bases, scopes
from dashboard.queries.sums import amounts, register_sums
from dashboard.queries.time import metric_course
from etl.datasets import DATASETS
from etl.regions import REGION_BY_CODE
from etl.regions.municipalities.match import match_municipality
from tests.etl.registers import as_csv
from tests.pages.warehouses import shown

# A warehouse is loaded for every example, so a failing one is not made smaller: that would take minutes.
GENTLY = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(autouse=True, scope="module")
def keep_the_address() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a clerk writes, and what it means: a code, a day, a number; `faulty` when nobody can tell."""

    text: str
    meaning: object = None
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register by its columns."""

    cells: dict[str, Cell]

    def __getitem__(self, name: str) -> object:
        return self.cells[name].meaning

    @property
    def faulty(self) -> bool:
        """Return whether the row goes to quarantine."""
        return any(cell.faulty for cell in self.cells.values())


REGIONS = (
    Cell("Пермский край", "59"),
    Cell("Респ. Татарстан", "16"),
    Cell("г. Москва", "77"),
    Cell("без региона", ""),
    Cell("Атлантида", "", faulty=True),
    Cell("", "", faulty=True),
    Cell("Приволжский федеральный округ", "", faulty=True),
)
DAYS = (
    Cell("31.12.2024", date(2024, 12, 31)),
    Cell("01.01.2025", date(2025, 1, 1)),
    Cell("2025-01-31", date(2025, 1, 31)),
    Cell("15 февраля 2025", date(2025, 2, 15)),
    Cell("март 2025", date(2025, 3, 1)),
    Cell("II квартал 2025", date(2025, 4, 1)),
    Cell("29.02.2024", date(2024, 2, 29)),
    Cell("дата неизвестна"),
    Cell("32.03.2025", faulty=True),
    Cell("", faulty=True),
)
INEXACT = ("март 2025", "II квартал 2025")
PEOPLE = (
    Cell("10", (10, "чел.")),
    Cell("", (1, "чел.")),
    Cell("около 500 чел.", (500, "чел.")),
    Cell("1 200 подключений", (1200, "подключения")),
    Cell("3 МО", (3, "МО")),
    Cell("план 70", (70, "план")),
    Cell("н/д", (0, "")),
    Cell("5-6", (0, ""), faulty=True),
)
QUANTITIES = (Cell("", 1), Cell("7", 7), Cell("н/д", 0), Cell("5-6", 0, faulty=True))
TITLES = (Cell("Форум", "форум"), Cell("«ФОРУМ»", "форум"), Cell("Съезд", "съезд"))
STATUSES = (Cell("", True), Cell("проведено", True), Cell("план", False))


def words(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, text) for text in texts)


PLACES = words("", "Пермь", "г. Пермь", "Казань")
EVENT_COLUMNS = {
    "Мероприятие": TITLES,
    "Дата начала": DAYS,
    "Регион-участник": REGIONS,
    "Участники": PEOPLE,
    "Статус": STATUSES,
    "Муниципалитет": PLACES,
    "Категория": words("", "депутат", "глава МО"),
    "Формат": words("", "форум", "слёт"),
}
KINDS = ("практика в доклад", "соглашение", "обучение", "голосование / опрос", "ответ на запрос")
ACTIVITY_COLUMNS = {
    "Регион": REGIONS,
    "Дата": DAYS,
    "Вид активности": words(*KINDS),
    "Количество": QUANTITIES,
    "Нацпроект": words("", "нет", "Кадры"),
    "Межмуниципальное сотрудничество": words("", "да", "нет"),
}
COMPETITION_COLUMNS = {
    "Конкурс": words("ЛМП", "Служение"),
    "Сезон": (Cell("2024", date(2024, 1, 1)), Cell("2025", date(2025, 1, 1)), Cell("давно", faulty=True)),
    "Дата подачи": (Cell(""), Cell("15.02.2025", date(2025, 2, 15)), Cell("32.03.2025", faulty=True)),
    "Регион": REGIONS,
    "Стадия": words("", "финалист", "победитель / призёр"),
    "Премия, млн руб.": (Cell("", 0.0), Cell("12,5", 12.5), Cell("много", 0.0, faulty=True)),
    "Количество заявок": QUANTITIES,
}


def rows_of(columns: dict[str, tuple[Cell, ...]]) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in columns.items()}).map(Row)
    return st.lists(row, min_size=1, max_size=40)


def file_of(rows: Sequence[Row]) -> bytes:
    headings = list(rows[0].cells)
    return as_csv(headings, [[row.cells[name].text for name in headings] for row in rows])


def day_of(row: Row) -> date | None:
    """Return the day a row stands at: of an entry the submission or else the season; a faulty date is no day."""
    for name in ("Дата начала", "Дата", "Дата подачи"):
        if name in row.cells and (row.cells[name].text or name != "Дата подачи"):
            day = row[name]
            return day if isinstance(day, date) else None
    season = row["Сезон"]
    return season if isinstance(season, date) else None


def stands_on_line(row: Row, period: Period) -> bool:
    """Return whether a row stands on the line of a period: by day, one known to its month, quarter or year does not."""
    has_day = row.cells["Дата подачи"].text if "Дата подачи" in row.cells else day_text(row) not in INEXACT
    return period.days > 31 or bool(has_day)


def day_text(row: Row) -> str:
    return next(row.cells[name].text for name in ("Дата начала", "Дата") if name in row.cells)


def within(row: Row, period: Period) -> bool:
    day = day_of(row)
    return period.since == FIRST_DAY or (day is not None and period.since <= day <= period.until)


def size(row: Row, unit: str) -> float:
    """Return the figure of a held event's row when it is in that unit."""
    meaning = row["Участники"]
    figure, stated = meaning if isinstance(meaning, tuple) else (0, "")
    return float(figure) if row["Статус"] and stated == unit else 0.0


def many(row: Row, *kinds: str) -> float:
    """Return the quantity of an act of one of these kinds."""
    quantity = row["Количество"]
    return float(quantity) if row["Вид активности"] in kinds else 0.0  # type: ignore[arg-type]


def entries(row: Row) -> float:
    return float(row["Количество заявок"])  # type: ignore[arg-type]


REGISTERS = ("events", "activity", "competitions")
COUNTED: dict[str, Callable[[Row], float]] = {
    "participants": lambda row: size(row, "чел."),
    "connections": lambda row: size(row, "подключения"),
    "acts": lambda row: 1.0,
    "practices": lambda row: many(row, "практика в доклад"),
    "agreements": lambda row: many(row, "соглашение"),
    "cooperation": lambda row: many(
        row, "соглашение", *(["практика в доклад"] if row["Межмуниципальное сотрудничество"] == "да" else [])
    ),
    "ballots": lambda row: many(row, "голосование / опрос"),
    "trained": lambda row: many(row, "обучение"),
    "votes": lambda row: float(row["Вид активности"] == "голосование / опрос"),
    "entries": entries,
    "places": lambda row: entries(row) if row["Стадия"] == "победитель / призёр" else 0.0,
    "prizes": lambda row: float(row["Премия, млн руб."]),  # type: ignore[arg-type]
}
TODAY = date(2025, 3, 20)
WHOLE = Period(FIRST_DAY, LAST_DAY)
PERIODS = st.sampled_from(Preset).filter(lambda preset: preset is not Preset.CUSTOM).map(
    lambda preset: preset_period(preset, TODAY)
) | st.tuples(st.dates(date(2024, 2, 1), date(2025, 4, 30)), st.dates(date(2024, 2, 1), date(2025, 4, 30))).map(
    lambda days: Period(min(days), max(days))
)
CHOICES = st.sampled_from(
    [
        Filters(),
        Filters(district="ПФО"),
        Filters(district="СКФО"),
        Filters(regions=("59",)),
        Filters(regions=("59", "77")),
        Filters(district="ПФО", regions=("16", "59")),
    ]
)


def additive(register: str) -> list[Metric]:
    """Return the metrics of a register that are sums of rows."""
    return [
        metric
        for metric in METRICS.values()
        if metric.register == register and metric.aggregate is Aggregate.TOTAL and not rate_bases.once_counted(metric)
    ]


def chosen(rows: Sequence[Row], filters: Filters, period: Period) -> list[Row]:
    """Return the rows of a selection: the whole country has those without a region and those in quarantine too."""
    inside = [row for row in rows if within(row, period)]
    if not filters.regions and not filters.district:
        return inside
    codes = {region.code for region in scopes.chosen_regions(filters)}
    region = next(name for name in ("Регион-участник", "Регион") if name in rows[0].cells)
    return [row for row in inside if row[region] in codes and not row.faulty]


def is_waiting_twin(row: Row, rows: Sequence[Row]) -> bool:
    """Return whether a faulty row has no day while one of the same title has: it makes no second event."""
    dated = {other["Мероприятие"] for other in rows if day_of(other)}
    return row.faulty and day_of(row) is None and row["Мероприятие"] in dated


def value_of(amount: amounts.Amount) -> float:
    return 0.0 if amount.state is State.NO_DATA else amount.value


def holds(register: str, rows: Sequence[Row], filters: Filters, period: Period) -> None:
    """Check every additive metric of a register against its rows."""
    for metric in additive(register):
        expected = sum(COUNTED[metric.name](row) for row in chosen(rows, filters, period))
        assert value_of(metric_values.total(metric, filters, period)) == pytest.approx(expected), metric.name
        parts = metric_values.identity(metric, filters, period)
        assert parts is not None
        if not filters.regions:
            assert parts.total == pytest.approx(expected), metric.name
            mapped = metric_values.by_region(metric, filters, period)
            assert mapped["value"].fillna(0.0).sum() == pytest.approx(parts.mapped), metric.name
        if period != WHOLE:  # rows without a day are in the whole record and on no trend
            on_line = [row for row in chosen(rows, filters, period) if stands_on_line(row, period)]
            drawn = sum(COUNTED[metric.name](row) for row in on_line)
            assert metric_course.over_time(metric, filters, period)["value"].sum() == pytest.approx(drawn), metric.name
        for split in (split for split in DATASETS[register].dimensions if not split.where):
            members = metric_values.by_member(metric, split.name, filters, period)
            assert members["value"].fillna(0.0).sum() == pytest.approx(expected), (metric.name, split.name)


def test_every_metric_that_is_a_sum_is_counted_here() -> None:
    assert COUNTED.keys() == {metric.name for register in REGISTERS for metric in additive(register)}


@GENTLY
@given(rows_of(EVENT_COLUMNS), st.lists(st.tuples(CHOICES, PERIODS), min_size=3, max_size=3))
def test_events_add_up_whatever_is_chosen(rows: list[Row], choices: list[tuple[Filters, Period]]) -> None:
    shown(events=file_of(rows))
    for filters, period in choices:
        holds("events", rows, filters, period)
        held = [row for row in chosen(rows, filters, period) if row["Статус"]]
        different = {(row["Мероприятие"], day_of(row)) for row in held if not is_waiting_twin(row, rows)}
        assert value_of(metric_values.total(METRICS["events"], filters, period)) == len(different)
        if period != WHOLE:
            drawn = {(row["Мероприятие"], day_of(row)) for row in held if stands_on_line(row, period)}
            assert metric_course.over_time(METRICS["events"], filters, period)["value"].sum() == len(drawn)


@GENTLY
@given(rows_of(ACTIVITY_COLUMNS), st.lists(st.tuples(CHOICES, PERIODS), min_size=3, max_size=3))
def test_acts_add_up_whatever_is_chosen(rows: list[Row], choices: list[tuple[Filters, Period]]) -> None:
    shown(activity=file_of(rows))
    for filters, period in choices:
        holds("activity", rows, filters, period)


@GENTLY
@given(rows_of(COMPETITION_COLUMNS), st.lists(st.tuples(CHOICES, PERIODS), min_size=3, max_size=3))
def test_entries_add_up_whatever_is_chosen(rows: list[Row], choices: list[tuple[Filters, Period]]) -> None:
    shown(competitions=file_of(rows))
    for filters, period in choices:
        holds("competitions", rows, filters, period)


@GENTLY
@given(rows_of(EVENT_COLUMNS), st.lists(st.tuples(CHOICES, PERIODS), min_size=3, max_size=3))
def test_municipalities_are_different_ones_in_any_span(rows: list[Row], choices: list[tuple[Filters, Period]]) -> None:
    shown(events=file_of(rows))
    for _, period in choices:
        held = [
            row for row in rows if within(row, period) and not row.faulty and row["Статус"] and row["Муниципалитет"]
        ]
        seen: dict[object, set[object]] = {}
        for row in held:
            code, name = str(row["Регион-участник"]), str(row["Муниципалитет"])
            if code in REGION_BY_CODE and (unit := match_municipality(name, code).unit):
                seen.setdefault(code, set()).add(unit)
        counts = register_sums.different("events", "municipalities", period)
        expected = {code: len(names) for code, names in seen.items() if code}
        assert {code: count for code, count in counts.items() if code in REGION_BY_CODE} == expected
