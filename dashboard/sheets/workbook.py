"""An exhibit as an Excel workbook with a native chart, and as a CSV file that opens correctly in Russian Excel."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metric import Metric
from dashboard.sheets.cells import CREATED_WHEN_UNKNOWN, Cell, neutral, number_format, table_rows
from dashboard.sheets.charts import insert_chart
from dashboard.sheets.grids import CELL, HEADER_ROW, grid
from dashboard.sheets.marks import add_marks
from etl.words import Text

DATA, FULL, PARAMETERS, DEFINITIONS = (
    Text("Данные", "Data"),
    Text("Все строки", "All rows"),
    Text("Параметры", "Parameters"),
    Text("Определения", "Definitions"),
)
SOURCE, LOADED, NOTE = Text("Источник", "Source"), Text("Загружено", "Loaded"), Text("Примечание", "Note")
PERIOD, CHANGE, CONTEXT = Text("Период", "Period"), Text("Изменение", "Change"), Text("Пояснение", "Context")
BANNER = Text("Внимание", "Attention")
UNIT = Text("Единица", "Unit")
PARTS = (
    (Text("На карте", "On the map"), "mapped"),
    (Text("Без региона", "Without a region"), "without_region"),
    (Text("В карантине", "In quarantine"), "quarantined"),
    (Text("Всего", "Total"), "total"),
)
DEFINITION_HEADINGS = (
    Text("Показатель", "Metric"),
    Text("Определение", "Definition"),
    Text("Формула", "Formula"),
    Text("Знаменатель", "Denominator"),
    Text("Оговорка", "Caveat"),
)
PAGE = Text("стр. &P из &N", "page &P of &N")

HEADING, INK, GREY, WARNING = "#E6EEF7", "#17212B", "#5B6672", "#B3471D"
MAX_FOOTER, MAX_LINK, MAX_STEM = 120, 2_000, 100
NARROWEST, WIDEST = 9, 60
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class _Book:
    """The workbook being written, its language, and its formats by their properties."""

    file: xlsxwriter.Workbook
    language: str
    formats: dict[tuple[tuple[str, object], ...], Format]

    def format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format({"font_name": "Calibri", "valign": "top", **properties})
        return self.formats[key]


def workbook(exhibits: Sequence[Exhibit]) -> bytes:
    """Return an .xlsx file of one exhibit or more: data with native charts, parameters, definitions."""
    buffer, language = io.BytesIO(), exhibits[0].language
    file = xlsxwriter.Workbook(buffer, {"in_memory": True})
    created = max((exhibit.loaded for exhibit in exhibits if exhibit.loaded), default=CREATED_WHEN_UNKNOWN)
    # No clock time in the file: the same exhibit gives the same bytes.
    file.set_properties({"title": exhibits[0].title, "created": datetime.combine(created, time())})
    book = _Book(file, language, {})
    data_names, full_names = (_names(title, len(exhibits), language) for title in (DATA, FULL))
    for name, whole, exhibit in zip(data_names, full_names, exhibits, strict=True):
        _write_data(book, name, exhibit)
        if exhibit.full is not None and len(exhibit.full) > len(exhibit.frame):
            _write_data(book, whole, replace(exhibit, kind=Kind.TABLE, frame=exhibit.full))
    _write_parameters(book, exhibits)
    _write_definitions(book, exhibits)
    file.close()
    return buffer.getvalue()


def csv_bytes(exhibit: Exhibit) -> bytes:
    """Return the exhibit's table as CSV: UTF-8 with BOM, `;` and decimal comma in Russian, `,` and point in English."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if exhibit.language == "ru" else ",", lineterminator="\r\n")
    writer.writerows(table_rows(exhibit))
    return buffer.getvalue().encode("utf-8-sig")


def file_name(exhibit: Exhibit, extension: str) -> str:
    """Return a file name for the exhibit: the metric and the period, without characters a file system refuses."""
    subject = exhibit.metric.title.of(exhibit.language) if exhibit.metric else exhibit.title
    period = dict(exhibit.parameters).get(PERIOD.of(exhibit.language), "")
    stem = " - ".join(part for part in (subject, period) if part)
    stem = " ".join(FORBIDDEN.sub(" ", stem).split())[:MAX_STEM].strip(". ")
    return f"{stem or exhibit.name}.{extension.lstrip('.')}"


def _names(title: Text, count: int, language: str) -> list[str]:
    name = title.of(language)
    return [name] if count == 1 else [f"{name} {number}" for number in range(1, count + 1)]


def _write_data(book: _Book, name: str, exhibit: Exhibit) -> None:
    sheet, table = book.file.add_worksheet(name), grid(exhibit)
    heads = (
        (exhibit.title, book.format(bold=True, font_size=14, font_color=INK)),
        (exhibit.subtitle, book.format(font_color=GREY)),
        (_source_line(exhibit), book.format(font_color=GREY)),
        (exhibit.banner, book.format(bold=True, font_color=WARNING)),
    )
    for row, (text, style) in enumerate(heads):
        if text:
            _write(sheet, row, 0, neutral(text), style)
    for column, field in enumerate(table.fields):
        _write_column(book, sheet, column, field, [row[column] for row in table.rows])
    if table.rows:
        sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + len(table.rows), len(table.fields) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    _set_print(sheet, exhibit)
    insert_chart(book.file, sheet, exhibit, table)
    add_marks(book.file, sheet, exhibit, table)


def _source_line(exhibit: Exhibit) -> str:
    loaded = _day(exhibit.loaded, exhibit.language)
    parts = ((SOURCE, exhibit.source), (LOADED, loaded))
    return " · ".join(f"{label.of(exhibit.language)}: {text}" for label, text in parts if text)


def _day(day: date | None, language: str) -> str:
    if day is None:
        return ""
    return day.strftime("%d.%m.%Y") if language == "ru" else day.isoformat()


def _write_column(book: _Book, sheet: Worksheet, column: int, field: Field, cells: Sequence[Cell]) -> None:
    right = field.shape not in (Shape.TEXT, Shape.LINK)
    align = {"align": "right"} if right else {}
    turned = {"rotation": 90} if field.name == CELL else {}
    heading = book.format(bold=True, bg_color=HEADING, bottom=1, text_wrap=True, **align, **turned)
    _write(sheet, HEADER_ROW, column, neutral(field.title), heading)
    style = book.format(num_format=number_format(field, book.language), **align)
    absent = book.format(font_color=GREY, italic=True, **align)
    for row, cell in enumerate(cells, start=HEADER_ROW + 1):
        if field.shape == Shape.LINK and isinstance(cell, str) and _is_link(cell):
            sheet.write_url(row, column, cell, string=cell)
        else:
            _write(sheet, row, column, cell, absent if right and isinstance(cell, str) else style)
    sheet.set_column(column, column, _width(field, cells))


def _is_link(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text) <= MAX_LINK and " " not in text


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    match cell:
        case float():
            sheet.write_number(row, column, cell, style)
        case date():
            sheet.write_datetime(row, column, cell, style)
        case str():
            sheet.write_string(row, column, cell, style)
        case _:
            sheet.write_blank(row, column, None, style)


def _width(field: Field, cells: Iterable[Cell]) -> float:
    longest = max((len(_shown(cell, field)) for cell in cells), default=0)
    # The heading wraps, so only its longest word must fit; 3 is the filter's arrow.
    heading = max((len(word) for word in field.title.split()), default=0) + 3
    return float(min(WIDEST, max(NARROWEST, heading, longest + 2)))


def _shown(cell: Cell, field: Field) -> str:
    match cell:
        case float():
            return f"{cell:+,.{field.decimals}f} %"
        case date():
            return "00.00.0000"
        case _:
            return cell or ""


def _set_print(sheet: Worksheet, exhibit: Exhibit) -> None:
    _set_simple_print(sheet)
    sheet.repeat_rows(HEADER_ROW)
    source = " · ".join(part for part in (_source_line(exhibit), exhibit.banner) if part)
    # An ampersand begins a code in a footer; Excel refuses a footer over 255 characters.
    sheet.set_footer("&L" + source[:MAX_FOOTER].replace("&", "&&") + "&R" + PAGE.of(exhibit.language))


def _write_parameters(book: _Book, exhibits: Sequence[Exhibit]) -> None:
    sheet = book.file.add_worksheet(PARAMETERS.of(book.language))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    top = 0
    for exhibit in exhibits:
        pairs = list(_parameters(exhibit))
        sheet.write_string(top, 0, neutral(exhibit.title), book.format(bold=True, font_size=14))
        for row, (label, cell) in enumerate(pairs, start=top + 1):
            _write(sheet, row, 0, neutral(label), book.format(font_color=GREY))
            whole = not isinstance(cell, float) or cell.is_integer()
            digits = "#,##0" if whole else "#,##0.0"
            _write(sheet, row, 1, cell, book.format(text_wrap=True, align="left", num_format=digits))
        top += len(pairs) + 2
    _set_simple_print(sheet)


def _parameters(exhibit: Exhibit) -> Iterator[tuple[str, Cell]]:
    """Yield the parameters of the exhibit, its notes, and the parts of its total."""
    language, stated = exhibit.language, {label for label, _ in exhibit.parameters}
    change = exhibit.change.text if exhibit.change else ""
    others = (
        (CHANGE, change),
        (CONTEXT, exhibit.context),
        (UNIT, exhibit.unit),
        (SOURCE, exhibit.source),
        (LOADED, _day(exhibit.loaded, language)),
        (BANNER, exhibit.banner),
        *((NOTE, note) for note in exhibit.notes),
    )
    yield from ((label, neutral(text)) for label, text in exhibit.parameters)
    yield from (
        (label.of(language), neutral(text)) for label, text in others if text and label.of(language) not in stated
    )
    if exhibit.identity:
        yield from ((label.of(language), float(getattr(exhibit.identity, part))) for label, part in PARTS)


def _write_definitions(book: _Book, exhibits: Sequence[Exhibit]) -> None:
    sheet = book.file.add_worksheet(DEFINITIONS.of(book.language))
    metrics = {exhibit.metric.name: exhibit.metric for exhibit in exhibits if exhibit.metric}
    for column, heading in enumerate(DEFINITION_HEADINGS):
        sheet.write_string(0, column, heading.of(book.language), book.format(bold=True, bg_color=HEADING, bottom=1))
    for row, metric in enumerate(metrics.values(), start=1):
        for column, text in enumerate(_definition(metric)):
            sheet.write_string(row, column, neutral(text.of(book.language)), book.format(text_wrap=True))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(DEFINITION_HEADINGS) - 1, 44)
    sheet.freeze_panes(1, 0)
    _set_simple_print(sheet)


def _definition(metric: Metric) -> tuple[Text, ...]:
    return metric.title, metric.definition, metric.formula, metric.base_title, metric.caveat


def _set_simple_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
