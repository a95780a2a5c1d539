"""A date known to its month or year is shown so, stands after the exact ones, and is no day's peak."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from pandas.io.formats.style import Styler

from dashboard.engine import cache
from dashboard.exhibits.common import row_tables, standard
from dashboard.exhibits.events import attendance, one_event
from dashboard.export.data_csv import data_csv
from dashboard.export.record import record
from dashboard.figures.table import written
from dashboard.model.exhibit import Exhibit, State
from dashboard.model.filters import Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.view import View, view
from dashboard.sheets.cells import rows_of, table_rows
from dashboard.slides.kinds import table as slide_table
from etl.datasets.coverage import Coverage, How
from etl.regions import NATION
from tests.etl.registers import activity, event, events
from tests.pages.warehouses import shown

DAYS = ("01.04.2025", "апрель 2025", "20.04.2025", "2025", "II квартал 2025", "03.02.2025", "12–14.03.2025")
IN_ORDER = ["20.04.2025", "01.04.2025", "апр 2025", "II кв. 2025", "12.03.2025", "03.02.2025", "2025"]


@pytest.fixture(autouse=True, scope="module")
def days_of_every_sort() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "")
        act = ("Пермский край", "март 2025", "соглашение", "О дорогах", "1", "нет", "", "", "")
        shown(
            Coverage(How.FULL, date(2025, 1, 1), date(2025, 4, 30), (NATION,)),
            events=events(*(event("Пермский край", "10", f"Форум {day}", day) for day in DAYS)),
            activity=activity(act),
        )
        yield
        cache.engine().dispose()


@contextmanager
def an_act_of_the_year() -> Iterator[None]:
    """Serve one act known to its year, from full sources of two years."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "")
        act = ("Пермский край", "2025", "соглашение", "О дорогах", "1", "нет", "", "", "")
        shown(Coverage(How.FULL, date(2024, 1, 1), date(2025, 12, 31), (NATION,)), activity=activity(act))
        yield
        cache.engine().dispose()


def year(language: str = "ru", **chosen: object) -> View:
    filters = Filters(Preset.CUSTOM, date(2025, 1, 1), date(2025, 12, 31))
    return view(replace(filters, **chosen), language)  # type: ignore[arg-type]


def dates_of(exhibit: Exhibit) -> list[list[str]]:
    """Return the column of dates as the page, the sheet, the text file, the slide and the data write it."""
    place = [field.name for field in exhibit.fields].index("day")
    table = written(exhibit)
    assert isinstance(table, Styler)
    page = table.to_string(delimiter="\t").splitlines()[1:]
    csv = data_csv(record(exhibit), exhibit.language).decode("utf-8-sig").splitlines()[1:]
    return [
        [line.split("\t")[place + 1] for line in page],
        [
            f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)
            for cell in (row[place] for row in rows_of(exhibit))
        ],
        [row[place] for row in table_rows(exhibit)[1:]],
        [row[place] for row in slide_table.written(exhibit)],
        [".".join(reversed(line.split(",")[place].split("-"))) for line in csv],
    ]


def test_a_list_writes_what_is_known_of_a_day_and_sorts_it_after_exact_days() -> None:
    for column in dates_of(row_tables.event_list(year())):
        assert column == IN_ORDER
    assert dates_of(attendance.coverage(year()))[0] == IN_ORDER
    assert dates_of(row_tables.agreement_list(year()))[0] == ["мар 2025"]


def test_the_page_of_an_event_says_its_month() -> None:
    events_shown = row_tables.event_list(year()).frame.set_index("event")["key"]
    facts = one_event.facts(year(), str(events_shown["Форум апрель 2025"]))
    assert facts.subtitle.startswith("апр 2025 · ")
    assert dict(facts.frame[["name", "value"]].to_numpy().tolist())["Когда"] == "апр 2025"
    english = one_event.facts(year("en"), str(events_shown["Форум II квартал 2025"]))
    assert english.subtitle.startswith("Q2 2025 · ")
    several = one_event.facts(year(), str(events_shown["Форум 12–14.03.2025"]))
    assert several.subtitle.startswith("12.03.2025 – 14.03.2025")


def test_a_month_is_no_peak_of_its_first_day() -> None:
    april = year(since=date(2025, 4, 1), until=date(2025, 4, 30))
    trend = standard.trend(METRICS["events"], april)
    by_day = dict(zip(trend.frame["date"].dt.day, trend.frame["value"], strict=True))
    assert {day: value for day, value in by_day.items() if value > 0} == {1: 1, 20: 1}
    assert not (trend.frame["value"] == 0).any(), "what is known to its month may be of any day"
    assert trend.subtitle.endswith("ещё 2 мероприятия без точного дня")
    assert trend.title.replace("\u00a0", " ") == "Мероприятия: 4 мероприятия"
    people = standard.trend(METRICS["participants"], april)
    assert people.frame["value"].sum() == 20 and people.subtitle.endswith("ещё 20 участников без точного дня")
    whole = standard.trend(METRICS["events"], year())
    assert "без точного дня" not in whole.subtitle and whole.frame["value"].sum() == 7


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2025, 1, 1), date(2025, 1, 31), {"59": State.VALUE, "16": State.ZERO}),
        (date(2025, 2, 1), date(2025, 2, 28), {"59": State.NO_DATA, "16": State.ZERO}),
        (date(2025, 1, 1), date(2025, 3, 31), {"59": State.VALUE, "16": State.ZERO}),
        (date(2024, 12, 1), date(2024, 12, 31), {"59": State.ZERO, "16": State.ZERO}),
    ],
)
def test_a_year_leaves_no_zero_in_its_other_months(since: date, until: date, expected: dict[str, State]) -> None:
    with an_act_of_the_year():
        chosen = Filters(Preset.CUSTOM, since, until)
        by_region = metric_values.by_region(METRICS["acts"], chosen, chosen.period(until)).set_index("code")["state"]
        assert by_region[list(expected)].to_dict() == expected
        states = {
            code: metric_values.total(METRICS["acts"], replace(chosen, regions=(code,)), chosen.period(until)).state
            for code in expected
        }
        assert states == expected
        country = metric_values.total(METRICS["acts"], chosen, chosen.period(until)).state
        assert country == expected["59"], "an act of some region may be of these days"


def test_a_line_by_months_has_no_zero_in_the_year_of_an_act_without_a_month() -> None:
    with an_act_of_the_year():
        trend = standard.trend(METRICS["acts"], year(since=date(2024, 7, 1)))
        points = dict(zip(trend.frame["date"].dt.strftime("%Y-%m"), trend.frame["value"], strict=True))
        assert [points[f"2024-{month:02}"] for month in range(7, 13)] == [0] * 6
        assert points["2025-01"] == 1
        assert not [month for month, value in points.items() if value == 0 and month > "2025"]
