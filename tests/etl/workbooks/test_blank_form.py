"""The blank forms: all a clerk needs to fill one in, and nothing of it loaded by mistake."""

import io
from typing import Any

import openpyxl
import pytest

from etl.datasets import DATASETS
from etl.datasets.dataset import Column, Dataset, Kind
from etl.intake.checked import check
from etl.intake.headings.columns import recognised
from etl.normalise.counts import read_count, read_number
from etl.normalise.dates import read_date
from etl.normalise.flags import read_flag
from etl.problems import Refused
from etl.read import read_sheets
from etl.regions import REGIONS, match_region
from etl.workbooks.blank_form import HOW, allowed, blank_form, example_of

FORMS = [(dataset, language) for dataset in DATASETS.values() for language in ("ru", "en")]
forms = pytest.mark.parametrize(("dataset", "language"), FORMS, ids=[f"{d.name}-{lang}" for d, lang in FORMS])


def opened(dataset: Dataset, language: str = "ru") -> Any:
    return openpyxl.load_workbook(io.BytesIO(blank_form(dataset, language)))


def filled(dataset: Dataset, language: str) -> bytes:
    """Return the form with one row: the example of every column."""
    book = opened(dataset, language)
    for place, column in enumerate(dataset.columns, start=1):
        book.worksheets[0].cell(2, place).value = example_of(column, language)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def understood(column: Column, text: str) -> bool:
    match column.kind:
        case Kind.DATE | Kind.YEAR:
            return read_date(text).status == "ok"
        case Kind.COUNT:
            return read_count(text).status == "ok"
        case Kind.NUMBER:
            return read_number(text).status == "ok"
        case Kind.FLAG:
            return read_flag(text).status == "ok"
        case Kind.REGION:
            is_whole = column.country and text in ("вся страна", "the whole country")
            is_every = column.every and text in ("все регионы", "all regions")
            return match_region(text).status == "matched" or is_whole or is_every
        case _:
            return True


@forms
def test_an_empty_form_is_refused_as_having_no_rows(dataset: Dataset, language: str) -> None:
    with pytest.raises(Refused) as refusal:
        check("form.xlsx", blank_form(dataset, language))
    assert refusal.value.code == "no_rows"


@forms
def test_a_row_filled_in_is_the_only_one_loaded(dataset: Dataset, language: str) -> None:
    checked = check("form.xlsx", filled(dataset, language))
    assert (checked.dataset, checked.rows, checked.problems) == (dataset, 1, ())
    assert checked.ignored == ()


@forms
def test_only_the_first_sheet_looks_like_a_register(dataset: Dataset, language: str) -> None:
    first, *others = read_sheets("form.xlsx", blank_form(dataset, language))
    assert recognised(first.rows[0]) == len(dataset.columns)
    assert len(others) == (3 if dataset.plan else 4)
    for sheet in others:
        assert max(recognised(row) for row in sheet.rows) <= 1, sheet.name


@forms
def test_the_headings_are_the_titles_and_required_ones_are_coloured(dataset: Dataset, language: str) -> None:
    heads = list(opened(dataset, language).worksheets[0][1])
    assert [cell.value for cell in heads] == [column.title.of(language) for column in dataset.columns]
    colours = {cell.value: cell.fill.start_color.rgb for cell in heads}
    required = {colours[column.title.of(language)] for column in dataset.columns if column.required}
    optional = {colours[column.title.of(language)] for column in dataset.columns if not column.required}
    assert len(required) == len(optional) == 1
    assert required != optional


@forms
def test_every_column_with_a_list_has_a_drop_down_of_it(dataset: Dataset, language: str) -> None:
    book = opened(dataset, language)
    sheet = book.worksheets[0]
    lists = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    for place, column in enumerate(dataset.columns, start=1):
        rule = lists[sheet.cell(2, place).coordinate]
        assert str(rule.sqref).endswith("2001")
        values = allowed(column, language)
        if not values:
            assert rule.type in (None, "none"), column.name
            continue
        name, cells = rule.formula1.replace("'", "").replace("$", "").split("!")
        assert [cell.value for (cell,) in book[name][cells]] == list(values)
        assert rule.errorStyle == "warning"


@forms
def test_every_offered_value_and_example_is_understood(dataset: Dataset, language: str) -> None:
    for column in dataset.columns:
        for text in (*allowed(column, language), *filter(None, [example_of(column, language)])):
            assert understood(column, text), (column.name, text)


def test_the_regions_offered_are_all_the_regions() -> None:
    column = DATASETS["activity"].column("region")
    assert allowed(column, "ru") == tuple(region.name for region in REGIONS)
    english = allowed(column, "en")
    assert [match_region(name).code for name in english] == [region.code for region in REGIONS]
    assert "City of Moscow" in english


def test_the_lists_are_hidden() -> None:
    assert [sheet.sheet_state for sheet in opened(DATASETS["events"])] == ["visible"] * 4 + ["hidden"]


@forms
def test_the_example_says_that_it_is_not_loaded(dataset: Dataset, language: str) -> None:
    sheet = opened(dataset, language).worksheets[1]
    assert sheet.title == {"ru": "Пример", "en": "Example"}[language]
    assert {"ru": "не загружается", "en": "is not loaded"}[language] in sheet["A1"].value
    shown = {row[0]: row[1] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert shown == {column.title.of(language): example_of(column, language) or None for column in dataset.columns}


@forms
def test_every_column_is_explained(dataset: Dataset, language: str) -> None:
    sheet = opened(dataset, language).worksheets[2]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert list(rows) == [column.title.of(language) for column in dataset.columns]
    required = {"ru": "обязательно", "en": "required"}[language]
    for column in dataset.columns:
        row = rows[column.title.of(language)]
        assert row[1] == column.meaning.of(language)
        assert (row[2] == required) == column.required
        assert row[3] == HOW[column.kind].of(language)


def test_the_words_of_a_list_the_default_and_the_example_are_explained() -> None:
    rows = {row[0]: row for row in opened(DATASETS["events"]).worksheets[2].iter_rows(min_row=4, values_only=True)}
    assert rows["Статус"][4:] == ("проведено, план, отменено, перенесено", "значит: проведено", "проведено")
    assert rows["Регион-участник"][4] is None  # 89 names are in the drop-down, not in a cell


def test_an_english_form_has_no_russian_word_in_its_lists() -> None:
    for dataset in DATASETS.values():
        for column in dataset.columns:
            for text in allowed(column, "en"):
                assert not any("а" <= letter.lower() <= "я" for letter in text), (column.name, text)


def test_cells_keep_what_is_typed() -> None:
    sheet = opened(DATASETS["competitions"]).worksheets[0]
    assert {sheet.column_dimensions[letter].number_format for letter in "ABJM"} == {"@"}
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_the_same_register_gives_the_same_bytes() -> None:
    assert blank_form(DATASETS["events"]) == blank_form(DATASETS["events"])
    assert blank_form(DATASETS["events"]) != blank_form(DATASETS["events"], "en")
