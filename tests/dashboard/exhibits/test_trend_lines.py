"""Lines over time: one grain for both, joined by the shifted date, true days beside it, nothing outside the data."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from dashboard.engine import cache
from dashboard.exhibits.common import breakdowns, standard
from dashboard.exhibits.events import audience
from dashboard.figures import figure
from dashboard.figures.kinds.multiples import path
from dashboard.model.exhibit import Role
from dashboard.model.filters import Comparison, Filters, Period, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries.time.last_quarters import last_quarters
from dashboard.queries.view import View, view
from dashboard.sheets.grids import grid
from etl.datasets.coverage import Coverage, How
from etl.regions import NATION
from tests.etl.registers import event, events
from tests.pages.warehouses import shown

EVENTS, PEOPLE = METRICS["events"], METRICS["participants"]
DAYS = (
    *(f"{day:02}.{month:02}.{year}" for year in (2019, 2020, 2021, 2022) for month in (2, 8) for day in (3, 9)),
    *("14.03.2023", "20.05.2024", "11.02.2025", "12.02.2025", "13.03.2025", "29.03.2025", "15.09.2025", "17.09.2025"),
)
COVERED = date(2019, 2, 1), date(2025, 9, 17)


@pytest.fixture(autouse=True, scope="module")
def seven_years() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "")
        rows = (event("Пермский край", "10", f"Форум {day}", day) for day in DAYS)
        shown(Coverage(How.FULL, *COVERED, (NATION,)), events=events(*rows))
        yield
        cache.engine().dispose()


def days(since: str, until: str, comparison: Comparison = Comparison.SAME_LAST_YEAR) -> View:
    chosen = Filters(Preset.CUSTOM, date.fromisoformat(since), date.fromisoformat(until), comparison)
    return view(chosen, "ru", EVENTS.register)


def part(frame: pd.DataFrame, role: Role) -> dict[str, float]:
    own = frame[frame["role"] == role]
    return {day.date().isoformat(): value for day, value in zip(own["date"], own["value"], strict=True)}


def test_both_lines_have_the_steps_of_the_current_one_and_their_own_days() -> None:
    frame = standard.trend(EVENTS, days("2023-01-01", "2026-12-31", Comparison.PREVIOUS)).frame
    assert part(frame, Role.CURRENT) == {"2023-01-01": 1, "2024-01-01": 1, "2025-01-01": 6}
    assert part(frame, Role.COMPARISON) == {"2019-01-01": 4, "2020-01-01": 4, "2021-01-01": 4}
    places = frame.loc[frame["role"] == Role.COMPARISON, "axis_date"].dt.year.tolist()
    assert places == [2023, 2024, 2025]
    assert frame.loc[frame["cut"], "date"].dt.year.tolist() == [2019, 2021, 2025], (
        "the data run from February to 17 September"
    )


def test_there_is_no_line_before_the_data_begin_or_after_they_end() -> None:
    early = standard.trend(EVENTS, days("2018-07-01", "2019-06-30"))
    assert part(early.frame, Role.CURRENT) == {
        **{f"2019-0{month}-01": 0 for month in range(3, 7)}, "2019-02-01": 2,
    }  # fmt: skip
    assert part(early.frame, Role.COMPARISON) == {}
    late = standard.trend(EVENTS, days("2025-07-01", "2025-12-31")).frame
    assert list(part(late, Role.CURRENT)) == ["2025-07-01", "2025-08-01", "2025-09-01"]
    ahead = standard.trend(EVENTS, days("2026-01-01", "2026-12-31"))
    assert (len(ahead.frame), ahead.title) == (0, "За этот период данных нет")
    assert ahead.subtitle == "Мероприятия · 2026 · вся страна", "nothing of the future is compared"
    assert standard.card(EVENTS, days("2026-01-01", "2026-12-31")).context == "нет данных за период"


def test_cut_months_are_marked_in_the_subtitle_and_on_the_line() -> None:
    exhibit = standard.trend(EVENTS, days("2025-03-10", "2025-09-30"))
    assert exhibit.subtitle.endswith("неполные: мар 2025, сен 2025")
    line = next(trace for trace in figure(exhibit, dark=False).data if trace.name == "10.03–17.09.2025")
    assert [size > 0 for size in line.marker.size] == [True, *[False] * 5, True]
    assert line.customdata[0][0] == "мар 2025 (неполный)"
    whole = standard.trend(EVENTS, days("2025-03-01", "2025-08-31"))
    assert "неполные" not in whole.subtitle and not whole.frame["cut"].any()


def test_a_sheet_joins_the_lines_by_the_shifted_date_with_their_own_days_beside() -> None:
    table = grid(standard.trend(EVENTS, days("2025-01-01", "2025-03-31", Comparison.PREVIOUS)))
    assert [field.title for field in table.fields] == ["Дата", "I кв. 2025", "Дата (IV кв. 2024)", "IV кв. 2024"]
    assert table.rows[1] == (date(2025, 2, 1), 2.0, date(2024, 11, 1), 0.0)


def test_a_small_line_is_placed_by_its_days() -> None:
    assert path([6.0, 20.0, 30.0], [1.0, float("nan"), 2.0], 2.0) == "M6.0 42.0M30.0 6.0"


def test_a_structure_by_quarters_is_cut_to_the_period_and_names_each_row() -> None:
    february = days("2025-02-01", "2025-02-28")
    assert last_quarters(february) == (Period(date(2025, 2, 1), date(2025, 2, 28), "quarter"),)
    structure = breakdowns.structure(PEOPLE, "category", february, last_quarters(february))
    assert (structure.frame["row"].tolist(), structure.frame["value"].tolist()) == (["фев 2025"], [20.0])
    year = days("2025-02-10", "2025-12-31")
    rows = breakdowns.structure(PEOPLE, "category", year, last_quarters(year)).frame["row"].tolist()
    assert rows == ["10.02–31.03.2025", "01.07–17.09.2025"], "nothing happened in the second quarter"


@pytest.mark.parametrize("year", ["2018", "2027"])
def test_where_there_is_no_data_there_is_no_structure(year: str) -> None:
    outside = days(f"{year}-01-01", f"{year}-12-31")
    structure = breakdowns.structure(PEOPLE, "category", outside, last_quarters(outside))
    assert (len(structure.frame), structure.title) == (0, "За этот период данных нет")


def test_the_share_of_deputies_has_no_quarter_before_the_data_and_its_last_one_is_named_by_its_days() -> None:
    bars = audience.deputies(days("2019-01-01", "2019-08-20")).frame
    names = [name.split(":")[0] for name in bars["name"]]
    assert names == ["фев–мар 2019", "II кв. 2019", "01.07–20.08.2019"]
