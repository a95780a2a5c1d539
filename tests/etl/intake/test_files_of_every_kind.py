"""Small files, each one of a kind: what becomes of it, and that each of its rows is loaded, held back or named as dropped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.intake.checked import Checked, check
from etl.intake.hidden import Wanted
from etl.problems import Refused
from etl.read import Sheet, read_sheets
from tests.etl.intake.test_hidden import book, filtered, grouped, struck, struck_in_part

FILES = Path(__file__).parent / "files"
# Rows that load, are held back, and are dropped; or why the file is refused.
WHAT_BECOMES_OF_IT: dict[str, tuple[int, int, int] | str] = {
    "01_dates.xlsx": (30, 26, 0),
    "02_numbers.xlsx": (41, 41, 0),
    "03_regions.xlsx": (78, 38, 0),
    "04_hidden_rows_sheets.xlsx": (2, 2, 1),
    "05_merged_participants.xlsx": (3, 0, 0),
    "06_two_equal_headings.xlsx": "equal_headings",
    "06b_plan_fact.xlsx": (1, 0, 0),
    "07_thousands_in_heading.xlsx": (1, 0, 0),
    "07c_prize_roubles.xlsx": (1, 0, 0),
    "08_percent_cells.xlsx": (3, 0, 0),
    "09_formula_no_cache.xlsx": (0, 2, 0),
    "12_hyperlink_cells.xlsx": (2, 0, 0),
    "13_date_formats.xlsx": (5, 6, 0),
    "15_region_as_section.xlsx": (0, 4, 2),
    "15c_empty_register.xlsx": "unknown_register",
    "16_header_row_65.xlsx": (1, 0, 0),
    "17_two_tables_one_sheet.xlsx": (1, 0, 4),
    "18_newlines.xlsx": (4, 0, 0),
    "19_16k_columns.xlsx": (1, 0, 0),
    "20_million_rows.xlsx": (1, 0, 0),
    "21_season_place.xlsx": (14, 8, 0),
    "22_impossible_participants.xlsx": (0, 9, 0),
    "30_cp1251.csv": (3, 0, 0),
    "31_cp866.csv": (2, 1, 0),
    "32_koi8r.csv": (3, 0, 0),
    "33_utf16le_bom.csv": (3, 0, 0),
    "34_utf16le_nobom.csv": (3, 0, 0),
    "35_utf16be_bom.csv": (3, 0, 0),
    "36_utf8_bom_sep.csv": (3, 0, 0),
    "37_mac_cr.csv": (3, 1, 0),
    "38_cr_utf8.csv": (3, 1, 0),
    "39_sep_quoted.csv": (3, 0, 0),
    "40_double_bom.csv": (3, 0, 0),
    "42_trailing_delims.csv": (2, 0, 0),
    "43_title_then_header.csv": (3, 0, 0),
    "44_unclosed_quote.csv": "unclosed_quote",
    "45_pipe.csv": (3, 0, 0),
    "46_comma_decimal.csv": (1, 1, 0),
    "47_mixed_encodings.csv": "undecodable",
    "48_tilde.csv": (3, 0, 0),
    "49_json.csv": "json_file",
    "50_html.xls": "web_page",
    "51_xml2003.xls": "web_page",
    "52_tsv_as_xls.xls": (3, 0, 0),
    "53_mht.xls": "web_archive",
    "54_pandas_float_year.csv": (2, 0, 0),
    "55_pandas_index_nan.csv": (1, 2, 0),
    "56_us_dates.csv": (7, 4, 0),
    "57_nfd.csv": (3, 0, 0),
    "59_json_lines_in_xlsx_name.xlsx": (3, 0, 0),
    "60_empty.csv": "empty_file",
    "61_only_header.csv": "no_rows",
    "62_blank_rows_only.csv": "no_rows",
    "63_zip_with_xlsx.zip": "zip_archive",
    "64_single_column_commas_in_quotes.csv": (1, 0, 0),
    "70_fo_subtotals.xlsx": (2, 0, 2),
    "71_nfd_titles.xlsx": (2, 0, 0),
    "72_signature_row.xlsx": (1, 0, 1),
    "77_empty_column_proposed_as_region.xlsx": "unknown_register",
    "78_mac_cr_quoted_newline.csv": (1, 0, 0),
    "80_region_only_in_title.xlsx": "region_in_title",
    "81_Участие — копия.xlsx": (10, 0, 0),
    "81_Участие.xlsx": (10, 0, 0),
    "Бланк конкурсы.xlsx": (2, 0, 0),
    "Журнал 03.2026.xlsx": (10, 0, 0),
    "Журнал 04.2026.xlsx": (4, 0, 0),
    "Свои заголовки.xlsx": "no_header",
    "Совсем свои.xlsx": "no_header",
    "Только май v2.xlsx": (1, 0, 0),
    "Только май.xlsx": (2, 2, 0),
    "Что исправить — Только май.xlsx": (4, 0, 0),
}


@pytest.mark.parametrize("name", WHAT_BECOMES_OF_IT)
def test_what_becomes_of_a_file(name: str) -> None:
    expected, content = WHAT_BECOMES_OF_IT[name], (FILES / name).read_bytes()
    try:
        checked = check(name, content)
    except Refused as refused:
        assert refused.code == expected
        assert refused.sentence("ru") != refused.sentence("en")
        return
    assert (checked.rows - checked.quarantined, checked.quarantined, len(checked.dropped)) == expected
    assert_no_row_vanishes(checked, read_sheets(name, content))


def test_every_file_is_told_of() -> None:
    assert {path.name for path in FILES.iterdir()} - {"README.md"} == WHAT_BECOMES_OF_IT.keys()


def assert_no_row_vanishes(checked: Checked, sheets: list[Sheet]) -> None:
    """Fail unless every row with a text under the headings is a row of the register or named as dropped."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for batch in checked.batches:
        said = {*batch.table.row_numbers, *(drop.row for drop in batch.table.dropped)}
        assert said == set(rows_below(by_name[batch.table.sheet], batch.table.header_row))
        assert len(said) == len(batch.table.row_numbers) + len(batch.table.dropped)
    used = {batch.table.sheet for batch in checked.batches}
    unused = {name.removesuffix(" (скрыт)") for name in checked.unused_sheets}
    assert used | unused | {"О файле"} >= {sheet.name for sheet in sheets if sheet.rows}


def rows_below(sheet: Sheet, header_row: int) -> Iterator[int]:
    """Yield the numbers of the rows under the headings that hold a text of their own."""
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        own = (
            (number, column) not in sheet.filled for column in range(sheet.first_column, sheet.first_column + len(row))
        )
        if number > header_row and any(text.strip() and mine for text, mine in zip(row, own, strict=True)):
            yield number


@settings(deadline=None, max_examples=25)
@given(
    draws=st.lists(st.sampled_from([filtered, grouped, struck, struck_in_part]), min_size=1, max_size=3, unique=True),
    hidden=st.sampled_from(["", "Черновик"]),
    rows=st.booleans(),
    sheets=st.booleans(),
)
def test_no_row_of_a_sheet_that_hides_some_vanishes(draws: list, hidden: str, rows: bool, sheets: bool) -> None:  # type: ignore[type-arg]
    content = book(lambda sheet, line: [draw(sheet, line) for draw in draws], hidden)
    checked = check("а.xlsx", content, wanted=Wanted(rows, sheets))
    assert_no_row_vanishes(checked, read_sheets("а.xlsx", content))
