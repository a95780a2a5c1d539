"""The workbook and the CSV file of an exhibit, read back as a spreadsheet reads them."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.chart.bar_chart import BarChart
from openpyxl.chart.line_chart import LineChart

from dashboard.model.exhibit import Change, Exhibit, Field, Identity, Kind, Role, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.sheets.cells import neutral
from dashboard.sheets.workbook import csv_bytes, file_name, workbook

HEADINGS = 5  # Excel's row of the headings


def ranking(kind: Kind = Kind.MAP, **changes: Any) -> Exhibit:
    frame = pd.DataFrame(
        {
            "code": ["59", "16", "87", "93"],
            "name": ["Пермский край", "Татарстан", "Чукотский АО", "ДНР"],
            "value": [1234.5, 2000.0, float("nan"), float("nan")],
            "state": [State.VALUE, State.VALUE, State.NO_DATA, State.NO_BASE],
        }
    )
    fields = (Field("code", "Код"), Field("name", "Регион"), Field("value", "Заявки", Shape.NUMBER, 1))
    exhibit = Exhibit(
        "entries_map",
        kind,
        "Заявок больше всего в Татарстане",
        "Заявки · янв–сен 2025",
        frame,
        fields,
        metric=METRICS["entries"],
        unit="заявок",
        decimals=1,
        change=Change("+12 % к 2024", 1, 1),
        identity=Identity(1002, 12, 14),
        notes=("из них 2 «около»",),
        parameters=(("Период", "янв–сен 2025"), ("Округ", "ПФО"), ("Сравнение", "янв–сен 2024")),
        source="реестр заявок",
        loaded=date(2025, 10, 2),
        banner="Демонстрационные данные",
    )
    return replace(exhibit, **changes)


def lines(compared: tuple[date, ...]) -> Exhibit:
    current = (date(2025, 1, 1), date(2025, 2, 1))
    frame = pd.DataFrame(
        {
            "series": ["2025", "2025", "2024", "2024"],
            "role": [Role.CURRENT] * 2 + [Role.COMPARISON] * 2,
            "date": [*current, *compared],
            "axis_date": [*current, *current],
            "value": [10.0, 20.0, 7.0, 9.0],
        }
    )
    fields = (Field("series", "Ряд"), Field("date", "Месяц", Shape.DATE), Field("value", "Участники", Shape.NUMBER))
    return ranking(Kind.LINE, frame=frame, fields=fields, name="trend")


def stacked() -> Exhibit:
    frame = pd.DataFrame(
        {
            "row": ["I кв. 25", "I кв. 25", "II кв. 25"],
            "member": ["главы МО", "депутаты", "главы МО"],
            "value": [60.0, 40.0, 5.0],
        }
    )
    fields = (Field("row", "Квартал"), Field("member", "Категория"), Field("value", "Доля", Shape.PERCENT, 0))
    return ranking(Kind.STACKED, frame=frame, fields=fields, as_share=True)


def listing(*cells: object, shape: Shape = Shape.TEXT, decimals: int = 0, language: str = "ru") -> Exhibit:
    frame = pd.DataFrame({"cell": pd.Series(list(cells), dtype=object)})
    return ranking(Kind.TABLE, frame=frame, fields=(Field("cell", "Ячейка", shape, decimals),), language=language)


def opened(*exhibits: Exhibit) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(exhibits)))


def table(sheet: Any) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(min_row=HEADINGS, values_only=True)]


def first_cells(sheet: Any) -> list[Any]:
    return [sheet.cell(row, 1) for row in range(HEADINGS + 1, sheet.max_row + 1)]


def test_the_map_is_ranked_and_an_absent_value_is_a_word() -> None:
    sheet = opened(ranking())["Данные"]
    assert table(sheet) == [
        ["Код", "Регион", "Заявки"],
        ["16", "Татарстан", 2000],
        ["59", "Пермский край", 1234.5],
        ["87", "Чукотский АО", "нет данных"],
        ["93", "ДНР", "нет базы"],
    ]


def test_a_bar_exhibit_keeps_its_order() -> None:
    names = [row[1] for row in table(opened(ranking(Kind.BAR))["Данные"])]
    assert names == ["Регион", "Пермский край", "Татарстан", "Чукотский АО", "ДНР"]


def test_the_chart_reads_only_the_cells_that_hold_numbers() -> None:
    sheet = opened(ranking())["Данные"]
    (chart,) = sheet._charts
    assert isinstance(chart, BarChart)
    assert chart.barDir == "bar"
    assert chart.series[0].val.numRef.f == "Данные!$C$6:$C$7"
    assert chart.series[0].cat.strRef.f == "Данные!$B$6:$B$7"
    assert chart.series[0].tx.strRef.f == "Данные!$C$5"


def test_the_first_row_is_the_top_bar() -> None:
    (chart,) = opened(ranking())["Данные"]._charts
    assert chart.x_axis.scaling.orientation == "maxMin"


def test_the_comparison_is_a_second_series_of_a_bar() -> None:
    exhibit = ranking(Kind.BAR)
    exhibit = replace(
        exhibit,
        frame=exhibit.frame.assign(previous=[1.0, 2.0, 3.0, float("nan")]),
        fields=(*exhibit.fields, Field("previous", "2024", Shape.NUMBER)),
    )
    sheet = opened(exhibit)["Данные"]
    assert [series.val.numRef.f for series in sheet._charts[0].series] == [
        "Данные!$C$6:$C$7",
        "Данные!$D$6:$D$7",
    ]
    assert [row[3] for row in table(sheet)] == ["2024", 1, 2, 3, None]


def test_negative_values_are_not_cut_off_by_the_axis() -> None:
    exhibit = ranking(Kind.BAR)
    below = replace(exhibit, frame=exhibit.frame.assign(value=[-3.0, 2.0, 1.0, 0.0], state=State.VALUE))
    assert opened(exhibit)["Данные"]._charts[0].y_axis.scaling.min == 0
    assert opened(below)["Данные"]._charts[0].y_axis.scaling.min is None


def test_a_line_is_one_column_a_series_over_its_dates() -> None:
    sheet = opened(lines((date(2025, 1, 1), date(2025, 2, 1))))["Данные"]
    assert [[str(cell)[:10] for cell in row] for row in table(sheet)] == [
        ["Месяц", "2025", "2024"],
        ["2025-01-01", "10", "7"],
        ["2025-02-01", "20", "9"],
    ]
    (chart,) = sheet._charts
    assert isinstance(chart, LineChart)
    assert [series.val.numRef.f for series in chart.series] == ["Данные!$B$6:$B$7", "Данные!$C$6:$C$7"]
    assert chart.series[0].cat.numRef.f == "Данные!$A$6:$A$7"


def test_a_line_of_another_year_lies_over_the_current_one_with_its_own_dates() -> None:
    sheet = opened(lines((date(2024, 1, 1), date(2024, 2, 1))))["Данные"]
    assert [[str(cell)[:10] for cell in row] for row in table(sheet)] == [
        ["Месяц", "2025", "Месяц (202", "2024"],
        ["2025-01-01", "10", "2024-01-01", "7"],
        ["2025-02-01", "20", "2024-02-01", "9"],
    ]
    assert sheet._charts[0].series[1].val.numRef.f == "Данные!$D$6:$D$7"


def test_a_stacked_exhibit_is_one_column_a_member() -> None:
    sheet = opened(stacked())["Данные"]
    assert table(sheet) == [["Квартал", "главы МО", "депутаты"], ["I кв. 25", 60, 40], ["II кв. 25", 5, None]]
    (chart,) = sheet._charts
    assert (chart.barDir, chart.grouping) == ("bar", "percentStacked")
    assert [series.val.numRef.f for series in chart.series] == ["Данные!$B$6:$B$7", "Данные!$C$6:$C$7"]


def test_the_compared_line_is_grey() -> None:
    (chart,) = opened(lines((date(2025, 1, 1), date(2025, 2, 1))))["Данные"]._charts
    colours = [series.graphicalProperties.line.solidFill.srgbClr for series in chart.series]
    assert [str(getattr(colour, "val", colour)) for colour in colours] == ["1F5FA8", "A9B4BF"]


def test_nine_members_have_nine_colours() -> None:
    frame = pd.DataFrame({"row": ["2025"] * 9, "member": list("абвгдежзи"), "value": [1.0] * 9})
    (chart,) = opened(replace(stacked(), frame=frame))["Данные"]._charts
    colours = [series.graphicalProperties.solidFill.srgbClr for series in chart.series]
    assert len({str(getattr(colour, "val", colour)) for colour in colours}) == 9


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.TABLE])
def test_a_number_and_a_list_have_no_chart(kind: Kind) -> None:
    assert opened(ranking(kind))["Данные"]._charts == []


def test_an_exhibit_without_a_row_still_opens() -> None:
    empty = ranking(frame=ranking().frame.iloc[:0])
    sheet = opened(empty)["Данные"]
    assert table(sheet) == [["Код", "Регион", "Заявки"]]
    assert sheet._charts == []


@pytest.mark.parametrize(
    ("shape", "decimals", "language", "expected"),
    [
        (Shape.NUMBER, 0, "ru", "#,##0"),
        (Shape.NUMBER, 1, "en", "#,##0.0"),
        (Shape.PERCENT, 1, "ru", '0.0"\xa0%"'),
        (Shape.PERCENT, 0, "en", '0"%"'),
        (Shape.CHANGE, 1, "ru", "+#,##0.0;-#,##0.0;0.0"),
    ],
)
def test_a_number_has_the_format_of_its_column(shape: Shape, decimals: int, language: str, expected: str) -> None:
    exhibit = listing(12.5, shape=shape, decimals=decimals, language=language)
    cell = opened(exhibit).worksheets[0].cell(HEADINGS + 1, 1)
    assert (cell.value, cell.number_format) == (12.5, expected)


@pytest.mark.parametrize(("language", "expected"), [("ru", "dd.mm.yyyy"), ("en", "yyyy-mm-dd")])
def test_a_date_is_a_date(language: str, expected: str) -> None:
    exhibit = listing(pd.Timestamp(2025, 3, 12), shape=Shape.DATE, language=language)
    cell = opened(exhibit).worksheets[0].cell(HEADINGS + 1, 1)
    assert (cell.is_date, str(cell.value)[:10], cell.number_format) == (True, "2025-03-12", expected)


def test_a_link_can_be_clicked_and_another_scheme_is_text() -> None:
    cells = first_cells(opened(listing("https://example.org/a", "javascript:alert(1)", shape=Shape.LINK)).worksheets[0])
    assert cells[0].hyperlink.target == "https://example.org/a"
    assert cells[1].hyperlink is None


ATTACKS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_cell_a_spreadsheet_would_run_is_guarded(attack: str) -> None:
    exhibit = listing(attack)
    (cell,) = first_cells(opened(exhibit).worksheets[0])
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    (text,) = list(csv.reader(io.StringIO(csv_bytes(exhibit).decode("utf-8-sig"), newline=""), delimiter=";"))[1]
    assert text == "'" + attack


def test_headings_titles_and_parameters_are_guarded_too() -> None:
    evil = "=HYPERLINK(0)"
    exhibit = ranking(
        title=evil,
        subtitle=evil,
        banner=evil,
        source=evil,
        notes=(evil,),
        parameters=((evil, evil),),
        fields=(Field("name", evil), Field("value", evil, Shape.NUMBER)),
    )
    texts = [
        cell.value
        for sheet in opened(exhibit).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert not [text for text in texts if str(text).startswith("=")]
    assert texts.count("'" + evil) == 11


@pytest.mark.parametrize("text", ["+12,5 %", "-3", "обычный текст", "a=b", ""])
def test_plain_text_and_signed_numbers_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text


def test_numbers_stay_numbers() -> None:
    cells = first_cells(opened(listing(-5, 2.5, shape=Shape.NUMBER)).worksheets[0])
    assert [(cell.data_type, cell.value) for cell in cells] == [("n", -5), ("n", 2.5)]


def test_an_infinite_value_is_not_written_as_a_number() -> None:
    cells = first_cells(opened(listing(float("inf"), shape=Shape.NUMBER)).worksheets[0])
    assert [cell.value for cell in cells] == [None]


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    cells = first_cells(opened(listing("я" * 40_000)).worksheets[0])
    assert len(cells[0].value) == 32_767


def test_the_parameters_say_filters_source_identity_and_the_demo_banner() -> None:
    sheet = opened(ranking())["Параметры"]
    pairs = dict(sheet.iter_rows(min_row=2, max_col=2, values_only=True))
    assert pairs == {
        "Период": "янв–сен 2025",
        "Округ": "ПФО",
        "Сравнение": "янв–сен 2024",
        "Изменение": "'+12 % к 2024",
        "Единица": "заявок",
        "Источник": "реестр заявок",
        "Загружено": "02.10.2025",
        "Внимание": "Демонстрационные данные",
        "Примечание": "из них 2 «около»",
        "На карте": 1002,
        "Без региона": 12,
        "В карантине": 14,
        "Всего": 1028,
    }


def test_the_banner_and_the_source_stand_on_the_data_sheet_and_in_the_footer() -> None:
    sheet = opened(ranking())["Данные"]
    heads = [sheet.cell(row, 1).value for row in range(1, HEADINGS)]
    assert heads == [
        "Заявок больше всего в Татарстане",
        "Заявки · янв–сен 2025",
        "Источник: реестр заявок · Загружено: 02.10.2025",
        "Демонстрационные данные",
    ]
    assert "реестр заявок" in str(sheet.oddFooter.left.text)
    assert "Демонстрационные данные" in str(sheet.oddFooter.left.text)


def test_the_definitions_say_each_metric_once() -> None:
    sheet = opened(ranking(), ranking(Kind.BAR), ranking(metric=METRICS["participants"]))["Определения"]
    rows = list(sheet.iter_rows(values_only=True))
    metric = METRICS["entries"]
    assert rows[0] == ("Показатель", "Определение", "Формула", "Знаменатель", "Оговорка")
    assert rows[1] == tuple(
        text.ru for text in (metric.title, metric.definition, metric.formula, metric.base_title, metric.caveat)
    )
    assert [row[0] for row in rows[1:]] == [metric.title.ru, METRICS["participants"].title.ru]


def test_several_exhibits_have_a_sheet_each() -> None:
    book = opened(ranking(), lines((date(2025, 1, 1), date(2025, 2, 1))))
    assert book.sheetnames == ["Данные 1", "Данные 2", "Параметры", "Определения"]
    assert book["Данные 2"]._charts[0].series[0].val.numRef.f == "'Данные 2'!$B$6:$B$7"


def test_all_rows_have_a_sheet_where_the_exhibit_shows_the_largest_only() -> None:
    whole = ranking(Kind.BAR)
    top = replace(whole, frame=whole.frame.head(1), full=whole.frame)
    book = opened(top)
    assert book.sheetnames == ["Данные", "Все строки", "Параметры", "Определения"]
    assert len(table(book["Все строки"])) - 1 == len(whole.frame) > len(table(book["Данные"])) - 1 == 1
    assert not book["Все строки"]._charts and book["Все строки"].freeze_panes == book["Данные"].freeze_panes
    assert opened(replace(whole, full=whole.frame)).sheetnames == ["Данные", "Параметры", "Определения"]


def test_an_english_exhibit_speaks_english() -> None:
    book = opened(ranking(language="en", parameters=(("Period", "Jan–Sep 2025"),)))
    assert book.sheetnames == ["Data", "Parameters", "Definitions"]
    assert [row[2] for row in table(book["Data"])][-2:] == ["no data", "no base"]
    assert book["Definitions"]["A1"].value == "Metric"
    assert book["Definitions"]["A2"].value == METRICS["entries"].title.en
    labels = [row[0] for row in book["Parameters"].iter_rows(min_row=2, values_only=True)]
    assert labels[:3] == ["Period", "Change", "Unit"]


def test_the_sheet_prints_on_one_page_width_with_its_headings_repeated() -> None:
    sheet = opened(ranking())["Данные"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # the width is one page unless said otherwise
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:C9"


def test_columns_are_as_wide_as_their_cells() -> None:
    widths = opened(ranking()).worksheets[0].column_dimensions
    assert 14 <= widths["B"].width <= 18
    long = opened(listing("очень " * 40)).worksheets[0].column_dimensions
    assert 55 <= long["A"].width <= 61


def test_the_same_exhibit_gives_the_same_bytes() -> None:
    assert workbook([ranking()]) == workbook([ranking()])
    assert opened(ranking()).properties.created.isoformat() == "2025-10-02T00:00:00"
    assert opened(ranking(loaded=None)).properties.created.year == 2000
    assert workbook([ranking()]) != workbook([ranking(loaded=date(2025, 10, 3))])


def test_the_russian_csv_opens_right_in_russian_excel() -> None:
    assert csv_bytes(ranking()).decode("utf-8") == (
        "\ufeffКод;Регион;Заявки\r\n59;Пермский край;1234,5\r\n16;Татарстан;2000\r\n"
        "87;Чукотский АО;нет данных\r\n93;ДНР;нет базы\r\n"
    )


def test_the_english_csv_has_commas_and_points() -> None:
    lines_of = csv_bytes(ranking(language="en")).decode("utf-8-sig").splitlines()
    assert lines_of[1] == "59,Пермский край,1234.5"
    assert lines_of[3] == "87,Чукотский АО,no data"


def test_a_csv_of_a_line_keeps_every_row_of_the_frame() -> None:
    text = csv_bytes(lines((date(2024, 1, 1), date(2024, 2, 1)))).decode("utf-8-sig")
    assert text.splitlines() == [
        "Ряд;Месяц;Участники",
        "2025;01.01.2025;10",
        "2025;01.02.2025;20",
        "2024;01.01.2024;7",
        "2024;01.02.2024;9",
    ]


def test_the_file_is_named_after_the_metric_and_the_period() -> None:
    assert file_name(ranking(), "xlsx") == f"{METRICS['entries'].title.ru} - янв–сен 2025.xlsx"


def test_a_file_name_has_no_path_in_it() -> None:
    exhibit = ranking(metric=None, title='../../etc/passwd: "C:\\a"\n', parameters=())
    assert file_name(exhibit, ".csv") == "etc passwd C a.csv"
    assert file_name(ranking(metric=None, title="...", parameters=()), "csv") == "entries_map.csv"
    assert len(file_name(ranking(metric=None, title="я" * 500), "csv").encode()) < 255
