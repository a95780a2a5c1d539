"""Every kind of exhibit is drawn on the page, said in words and written into a sheet; the newer kinds in detail."""

import csv
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from dashboard.figures import DRAW, TABLES, legend, words
from dashboard.figures.drawing.look import DARK, LIGHT
from dashboard.figures.kinds.scatter import read
from dashboard.figures.kinds.tiles import tiles
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.sheets.workbook import csv_bytes, workbook
from etl.regions import REGIONS
from tests.dashboard import sample_exhibits as exhibits
from tests.dashboard.figures.test_figures import figure
from tests.dashboard.sample_exhibits import (
    FIELDS,
    campaign_exhibit,
    multiples_exhibit,
    number_exhibit,
    plan_exhibit,
    scatter_exhibit,
    tiles_exhibit,
)

MADE: dict[Kind, Callable[[], Exhibit]] = {
    kind: getattr(exhibits, f"{kind.value}_exhibit") for kind in Kind if hasattr(exhibits, f"{kind.value}_exhibit")
}


def rows(exhibit: Exhibit) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([exhibit])))["Данные"]
    return list(sheet.iter_rows(min_row=5, values_only=True))


def parts(exhibit: Exhibit) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook([exhibit]))) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")}


def test_every_kind_is_drawn_on_the_page_and_tried_here() -> None:
    assert DRAW.keys() | TABLES.keys() | {Kind.TABLE} == set(Kind)
    assert not DRAW.keys() & TABLES.keys()
    assert MADE.keys() | {Kind.TABLE} == set(Kind)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", TABLES, ids=str)
def test_a_table_of_html_has_the_colours_of_the_theme_and_opens_no_tag_it_does_not_close(
    kind: Kind, dark: bool
) -> None:
    drawn = TABLES[kind](MADE[kind](), dark)
    for tag in ("div", "span", "button", "table", "tr", "td", "figure"):
        assert len(re.findall(rf"<{tag}[ >]", drawn)) == drawn.count(f"</{tag}>"), tag
    assert (DARK if dark else LIGHT).accent.removeprefix("#") in drawn or kind in (Kind.MATRIX, Kind.TILES)


@pytest.mark.parametrize("kind", MADE, ids=str)
def test_every_kind_is_a_sheet_and_a_text_file(kind: Kind) -> None:
    exhibit = number_exhibit(fields=FIELDS[1:]) if kind is Kind.NUMBER else MADE[kind]()
    assert len(rows(exhibit)) > 1
    assert list(csv.reader(io.StringIO(csv_bytes(exhibit).decode("utf-8-sig")), delimiter=";"))


def test_every_region_has_a_square_of_its_own() -> None:
    assert tiles().keys() == {region.code for region in REGIONS}
    assert len({(tile.row, tile.column) for tile in tiles().values()}) == len(REGIONS)
    for names in ({tile.short for tile in tiles().values()}, {tile.short_en for tile in tiles().values()}):
        assert len(names) == len(REGIONS)


def test_a_square_tells_its_region_and_says_what_is_known() -> None:
    drawn = TABLES[Kind.TILES](tiles_exhibit(selected=("59",)), False)
    squares = dict(re.findall(r'<button type="button" class="([^"]*)" data-key="(59)"', drawn))
    assert "chosen" in next(iter(squares))
    assert 'data-key="49" data-tip="Регион 49: нет данных"' in drawn
    assert drawn.count("<button") == 89
    assert "Карта регионов" in words(tiles_exhibit())


def test_a_plan_is_a_mark_across_its_bar_and_none_is_no_mark() -> None:
    drawn = figure(plan_exhibit(), dark=False)
    (marks,) = [trace for trace in drawn.data if trace.type == "scatter"]
    assert (list(marks.x), list(marks.y)) == ([90, 120], ["59", "16"])
    assert drawn.layout.xaxis.range[1] > 120
    assert legend(plan_exhibit(), False) == [("План", LIGHT.ink)]
    assert "План: 120" in drawn.data[0].customdata[1][1]
    assert "План" not in drawn.data[0].customdata[2][1]


def test_lines_that_begin_together_stand_by_their_step() -> None:
    drawn = figure(campaign_exhibit(), dark=False)
    assert (drawn.layout.xaxis.type, drawn.layout.xaxis.title.text) == ("linear", "День кампании")
    assert [list(trace.x)[:2] for trace in drawn.data] == [[1, 2], [1, 2]]
    assert drawn.data[1].customdata[6][0] == "2026, день кампании 7"
    table = rows(campaign_exhibit())
    assert table[0] == ("День кампании", "2026", "2025")
    assert (table[7], table[8]) == ((7, 70, 56), (8, None, 64))


def test_a_point_is_measured_against_the_limits_at_its_base() -> None:
    beyond = {point.key: point.beyond for point in read(scatter_exhibit())}
    assert beyond == {"59": 20.0, "16": 2.0, "01": -30.0, "66": 0.0}
    drawn = figure(scatter_exhibit(selected=("66",)), dark=False)
    marks = drawn.data[-1]
    assert list(marks.text) == ["Пермский край", "Татарстан", "Адыгея", "Свердловская область"]
    # «Татарстан» passes the inner limit only: a ring.
    assert list(marks.marker.color) == [LIGHT.accent, LIGHT.box, LIGHT.accent, LIGHT.highlight]
    assert list(marks.marker.line.color) == [LIGHT.box, LIGHT.accent, LIGHT.box, LIGHT.box]
    assert list(figure(scatter_exhibit(), dark=False).data[-1].text)[3] == ""


def test_a_name_that_would_hide_another_is_not_written() -> None:
    crowded = scatter_exhibit()
    frame = crowded.frame
    frame.loc[frame["key"] == "16", ["x", "y"]] = [98.0, 79.0]
    texts = list(figure(scatter_exhibit(), dark=False).data[-1].text)
    assert texts[:2] == ["Пермский край", "Татарстан"]
    assert list(figure(crowded, dark=False).data[-1].text)[:2] == ["Пермский край", ""]


def test_the_sheet_of_a_funnel_is_a_native_chart_of_points_and_limits() -> None:
    (chart,) = parts(scatter_exhibit()).values()
    assert "<c:scatterChart>" in chart
    assert chart.count("<c:ser>") == 6
    assert rows(scatter_exhibit())[0][:4] == ("Регион", "Заявки", "Доля", "Заявки")


def test_panels_share_one_scale_and_break_where_nothing_is_known() -> None:
    drawn = TABLES[Kind.MULTIPLES](multiples_exhibit(), False)
    first, second = re.findall(r'src="data:image/svg\+xml,([^"]+)"', drawn)
    assert first.count("M6") == second.count("M6") == 2
    assert "М" not in first and first.count("L") < second.count("L")
    assert re.findall(r'alt="([^"]+)"', drawn)[1] == "Уральский: сначала 4, больше всего 12, в конце 12"
    assert legend(multiples_exhibit(), False) == [("2025", LIGHT.accent), ("2024", LIGHT.comparison)]


def test_the_sheet_of_panels_is_lines_of_one_chart() -> None:
    assert rows(multiples_exhibit())[0] == ("Месяц", "Центральный", "Центральный, 2024", "Уральский", "Уральский, 2024")
    (chart,) = parts(multiples_exhibit()).values()
    assert chart.count("<c:ser>") == 4
