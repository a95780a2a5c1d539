"""The blank Excel form of a register: drop-downs, an example that is not loaded, and every column explained.

All of it is derived from the Dataset; a new column or register has its form at once.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.datasets.coverage import COVERAGE, WORDS
from etl.datasets.dataset import Column, Dataset, Kind
from etl.intake.about_file import LABELS, SHEET
from etl.normalise.columns import COUNTRY_TITLE, EVERY_TITLE
from etl.regions import REGIONS, Region
from etl.words import Text

EXAMPLE, EXPLANATIONS, LISTS = Text("Пример", "Example"), Text("Пояснения", "Explanations"), Text("Списки", "Lists")
NOT_LOADED = Text(
    "Пример заполнения: так может выглядеть одна строка реестра. Этот лист не загружается.",
    "An example: what one row of the register may look like. This sheet is not loaded.",
)
INTRODUCTION = Text(
    "Заполняйте первый лист: одна строка — {grain}. Столбцы с цветной шапкой обязательны. Этот лист не загружается.",
    "Fill in the first sheet: one row is one {grain}. Columns with a coloured heading are required. "
    "This sheet is not loaded.",
)
EXPLAINED = (
    Text("Столбец формы", "Column of the form"),
    Text("Что это", "What it is"),
    Text("Нужен ли", "Is it needed"),
    Text("Как писать", "How to write it"),
    Text("Слова из списка", "Words of the list"),
    Text("Если пусто", "When empty"),
    Text("Например", "For example"),
)
MEANS = Text("значит: {word}", "means: {word}")
REQUIRED, OPTIONAL = Text("обязательно", "required"), Text("по возможности", "if known")
HOW = {
    Kind.TEXT: Text("текст", "text"),
    Kind.URL: Text("адрес страницы или название документа", "address of a page or name of a document"),
    Kind.DATE: Text(
        "день, диапазон, месяц, квартал или год: 12.03.2025, 16–17 октября 2025, март 2025, III квартал 2025, 2025",
        "a day, range, month, quarter or year: 12.03.2025, 16–17 октября 2025, март 2025, III квартал 2025, 2025",
    ),
    Kind.YEAR: Text("год четырьмя цифрами: 2025", "a year in four digits: 2025"),
    Kind.COUNT: Text(
        "число, при надобности с оговоркой и единицей: 500, около 500 чел., более 1 200",
        "a number, with a qualifier and a unit where needed: 500, около 500 чел., более 1 200",
    ),
    Kind.NUMBER: Text("число: 95 или 12,5", "a number: 95 or 12.5"),
    Kind.FLAG: Text("да или нет; пусто — неизвестно", "yes or no; empty means unknown"),
    Kind.VOCABULARY: Text("слово из списка; новое слово тоже примут", "a word of the list; a new word is accepted too"),
    Kind.REGION: Text(
        "субъект Федерации из списка; если региона нет, напишите «без региона»",
        "a subject of the Federation from the list; where there is none, write «без региона»",
    ),
}
ABOUT_HINTS = (
    Text("день, месяц или год; пусто — месяцы строк файла", "a day, month or year; empty means the months of the rows"),
    Text("день, месяц или год; пусто — месяцы строк файла", "a day, month or year; empty means the months of the rows"),
    Text(
        "названия через запятую или «вся страна»; пусто — регионы строк файла",
        "names with commas, or «вся страна»; empty means the regions of the rows",
    ),
)
YES_NO = Text("да", "yes"), Text("нет", "no")
# A list longer than this is shown by the drop-down only.
MOST_WORDS_LISTED = 20
FORM_ROWS = 2_000
FEDERAL_CITY = "город федерального значения"
WIDTHS = {Kind.TEXT: 28, Kind.URL: 28, Kind.REGION: 30, Kind.VOCABULARY: 24}
OTHER_WIDTH = 16
MAX_PROMPT, MAX_PROMPT_TITLE, MAX_SHEET_NAME = 255, 32, 31
REQUIRED_COLOUR, OPTIONAL_COLOUR, EXAMPLE_COLOUR = "#FFE3A3", "#E6EEF7", "#F3F4F6"
# The clock must not enter the file: the same register gives the same bytes.
CREATED = datetime(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class _Form:
    book: xlsxwriter.Workbook
    dataset: Dataset
    language: str

    def style(self, **properties: object) -> Format:
        return self.book.add_format({"valign": "top", "text_wrap": True, **properties})


def blank_form(dataset: Dataset, language: str = "ru") -> bytes:
    """Return an .xlsx form of the register with no data row: headings, drop-downs, an example, explanations."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": dataset.title.of(language), "created": CREATED})
    form = _Form(book, dataset, language)
    sheet = book.add_worksheet(dataset.title.of(language)[:MAX_SHEET_NAME])
    example, explanations = (book.add_worksheet(name.of(language)) for name in (EXAMPLE, EXPLANATIONS))
    if not dataset.plan:
        _write_about(form, book.add_worksheet(SHEET.of(language)))
    lists = book.add_worksheet(LISTS.of(language))
    _write_form(form, sheet, _write_lists(form, lists))
    _write_example(form, example)
    _write_explanations(form, explanations)
    book.close()
    return buffer.getvalue()


def allowed(column: Column, language: str) -> tuple[str, ...]:
    """Return the values the drop-down of a column offers; nothing when the column is free."""
    if column.kind == Kind.REGION:
        wholes = ((COUNTRY_TITLE, column.country), (EVERY_TITLE, column.every))
        return (
            *(title.of(language) for title, is_offered in wholes if is_offered),
            *(region_name(region, language) for region in REGIONS),
        )
    if column.kind == Kind.FLAG:
        return tuple(word.of(language) for word in YES_NO)
    return tuple(term.name.of(language) for term in column.vocabulary.terms) if column.vocabulary else ()


def region_name(region: Region, language: str) -> str:
    """Return the name a region is offered under, one that means no other: «Moscow» alone may be the oblast."""
    if language != "en":
        return region.name
    return f"City of {region.name_en}" if region.kind == FEDERAL_CITY else region.name_en


def _write_lists(form: _Form, sheet: Worksheet) -> dict[str, str]:
    """Write the values of each drop-down and return the range of each column's; no headings, or they would be read."""
    places: dict[tuple[str, ...], str] = {}
    ranges: dict[str, str] = {}
    for column in form.dataset.columns:
        values = allowed(column, form.language)
        if values and values not in places:
            sheet.write_column(0, len(places), values)
            letter = xlsxwriter.utility.xl_col_to_name(len(places), col_abs=True)
            places[values] = f"='{sheet.name}'!{letter}$1:{letter}${len(values)}"
        if values:
            ranges[column.name] = places[values]
    sheet.hide()
    return ranges


def _write_form(form: _Form, sheet: Worksheet, ranges: dict[str, str]) -> None:
    # Every cell is text, so that Excel keeps «03.2025», «0412» and «около 500» as they are typed.
    text = form.style(num_format="@")
    heads = {required: form.style(bold=True, border=1, bg_color=colour) for required, colour in _colours()}
    for place, column in enumerate(form.dataset.columns):
        sheet.set_column(place, place, WIDTHS.get(column.kind, OTHER_WIDTH), text)
        sheet.write_string(0, place, column.title.of(form.language), heads[column.required])
        sheet.data_validation(1, place, FORM_ROWS, place, _validation(form, column, ranges.get(column.name, "")))
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    last = xlsxwriter.utility.xl_rowcol_to_cell(FORM_ROWS, len(form.dataset.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{last}"})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _colours() -> tuple[tuple[bool, str], tuple[bool, str]]:
    return (True, REQUIRED_COLOUR), (False, OPTIONAL_COLOUR)


def _validation(form: _Form, column: Column, values: str) -> dict[str, object]:
    """Return the drop-down of a column, or only its explanation; another value warns and is let in."""
    explained = {
        "input_title": column.title.of(form.language)[:MAX_PROMPT_TITLE],
        "input_message": f"{column.meaning.of(form.language)}. {HOW[column.kind].of(form.language)}"[:MAX_PROMPT],
    }
    if not values:
        return {"validate": "any", **explained}
    return {"validate": "list", "source": values, "error_type": "warning", **explained}


def _write_example(form: _Form, sheet: Worksheet) -> None:
    """Write the example down and not across: a row of headings would be read as a register."""
    sheet.write_string(0, 0, NOT_LOADED.of(form.language), form.book.add_format({"bold": True}))
    label, value = form.style(bold=True), form.style(italic=True, bg_color=EXAMPLE_COLOUR, num_format="@")
    for row, column in enumerate(form.dataset.columns, start=2):
        sheet.write_string(row, 0, column.title.of(form.language), label)
        _write(sheet, row, 1, example_of(column, form.language), value)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 50)


def _write_about(form: _Form, sheet: Worksheet) -> None:
    """Write the questions of what the file covers; they are read with it."""
    label, answer = form.style(bold=True), form.style(bg_color=OPTIONAL_COLOUR, num_format="@", border=1)
    hints = (COVERAGE.meaning, *ABOUT_HINTS)
    for row, (title, hint) in enumerate(zip(LABELS, hints, strict=True)):
        sheet.write_string(row, 0, title.of(form.language), label)
        sheet.write_blank(row, 1, None, answer)
        sheet.write_string(row, 2, hint.of(form.language), form.style())
    words = [term.name.of(form.language) for term in WORDS.terms]
    sheet.data_validation(0, 1, 0, 1, {"validate": "list", "source": words, "error_type": "warning"})
    for place, width in enumerate((28, 36, 80)):
        sheet.set_column(place, place, width)


def example_of(column: Column, language: str) -> str:
    """Return the example of a column, in the words of its list where it has one."""
    if language == "en" and column.vocabulary:
        return next((term.name.en for term in column.vocabulary.terms if term.name.ru == column.example), "")
    if language == "en" and column.kind == Kind.REGION:
        return next((region_name(region, language) for region in REGIONS if region.name == column.example), "")
    if language == "en" and column.kind == Kind.FLAG:
        return next((word.en for word in YES_NO if word.ru == column.example), "")
    return column.example


def _write(sheet: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    if text:
        sheet.write_string(row, place, text, style)
    else:
        sheet.write_blank(row, place, None, style)


def _write_explanations(form: _Form, sheet: Worksheet) -> None:
    introduction = INTRODUCTION.of(form.language).format(grain=form.dataset.grain.of(form.language))
    sheet.write_string(0, 0, introduction, form.book.add_format({"bold": True}))
    for place, heading in enumerate(EXPLAINED):
        sheet.write_string(2, place, heading.of(form.language), form.style(bold=True, bottom=1))
    plain = {required: form.style(bg_color=REQUIRED_COLOUR) if required else form.style() for required, _ in _colours()}
    for row, column in enumerate(form.dataset.columns, start=3):
        for place, text in enumerate(_explained(form, column)):
            _write(sheet, row, place, text, plain[column.required and place == 0])
    for place, width in enumerate((28, 44, 16, 40, 50, 16, 30)):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _explained(form: _Form, column: Column) -> Iterator[str]:
    language, words = form.language, allowed(column, form.language)
    yield column.title.of(language)
    yield column.meaning.of(language)
    yield (REQUIRED if column.required else OPTIONAL).of(language)
    yield HOW[column.kind].of(language)
    yield ", ".join(words) if len(words) <= MOST_WORDS_LISTED else ""
    yield default_of(column, language)
    yield example_of(column, language)


def default_of(column: Column, language: str) -> str:
    """Return what an empty cell of the column means, as a phrase: the bare word may be a heading of the register."""
    terms = column.vocabulary.terms if column.vocabulary else ()
    word = next((term.name.of(language) for term in terms if term.name.ru == column.default), column.default)
    return MEANS.of(language).format(word=word) if word else ""
