from datetime import date
from typing import Any

import pandas as pd

from dashboard.figures.table import MOST_WRITTEN, columns, written
from dashboard.model.exhibit import Field, Kind, Shape
from tests.dashboard.sample_exhibits import NAN, bar_exhibit, exhibit, scatter_exhibit

FIELDS = (
    Field("day", "Дата", Shape.DATE),
    Field("count", "Участники", Shape.NUMBER),
    Field("share", "Доля", Shape.PERCENT, 1),
    Field("moved", "Изменение", Shape.CHANGE),
    Field("link", "Источник", Shape.LINK),
)
ROW = {"day": date(2025, 3, 12), "count": 1234.0, "share": 12.5, "moved": -4.0, "link": "https://example.org"}


def displayed(table: Any) -> list[list[str]]:
    cells = table._translate(False, False)["body"]
    return [
        [str(cell["display_value"]).replace("\u00a0", " ") for cell in row if cell["type"] == "td"] for row in cells
    ]


def test_a_table_is_written_in_the_readers_language() -> None:
    frame = pd.DataFrame([ROW])
    russian = displayed(written(exhibit(Kind.TABLE, frame, fields=FIELDS)))
    english = displayed(written(exhibit(Kind.TABLE, frame, fields=FIELDS, language="en")))
    assert russian == [["12.03.2025", "1 234", "12,5 %", "−4", "https://example.org"]]
    assert english == [["12 Mar 2025", "1,234", "12.5%", "−4", "https://example.org"]]


def test_a_table_sorts_by_numbers_although_it_shows_words() -> None:
    table: Any = written(exhibit(Kind.TABLE, pd.DataFrame([ROW]), fields=FIELDS))
    assert table.data["count"].tolist() == [1234.0]


def test_an_absent_value_has_its_reason_in_the_table() -> None:
    assert [row[1] for row in displayed(written(bar_exhibit()))] == ["96", "88", "0", "нет данных", "нет базы"]
    assert [row[2] for row in displayed(written(bar_exhibit()))][3:] == ["—", "—"]


def test_numbers_stand_to_the_right() -> None:
    settings = columns(exhibit(Kind.TABLE, pd.DataFrame([ROW]), fields=FIELDS))
    assert [settings[field.name]["alignment"] for field in FIELDS] == ["left", "right", "right", "right", "left"]
    assert settings["link"]["type_config"] == {"type": "link"}


def test_a_very_long_table_is_not_written_cell_by_cell() -> None:
    frame = pd.DataFrame([ROW | {"count": NAN}] * (MOST_WRITTEN + 1))
    assert isinstance(written(exhibit(Kind.TABLE, frame, fields=FIELDS)), pd.DataFrame)


def test_the_table_of_a_scatter_holds_its_points_without_the_lines() -> None:
    names = [row[0] for row in displayed(written(scatter_exhibit()))]
    assert names == ["Пермский край", "Татарстан", "Адыгея", "Свердловская область"]


def test_the_table_that_the_browser_saves_runs_nothing_in_a_spreadsheet() -> None:
    fields = (Field("name", "Название"), Field("link", "Источник", Shape.LINK), Field("count", "Число", Shape.NUMBER))
    for rows in (1, MOST_WRITTEN + 1):
        frame = pd.DataFrame([{"name": "=1+1", "link": "@SUM(A1)", "count": -5.0}] * rows)
        table: Any = written(exhibit(Kind.TABLE, frame, fields=fields))
        data = getattr(table, "data", table)
        assert data.iloc[0].tolist() == ["'=1+1", "'@SUM(A1)", -5.0]
