"""Indicators as a table: what is known, what is not, and where the region stands, in signs and in words."""

import io
from html.parser import HTMLParser

import openpyxl
import pytest

from dashboard.figures import TABLES, words
from dashboard.figures.drawing.look import DARK, LIGHT
from dashboard.sheets.workbook import workbook
from tests.dashboard.sample_exhibits import indicators_exhibit


class Rows(HTMLParser):
    """Collects the text of the cells by row, and the words of the pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.alts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag == "img" and (alt := dict(attrs).get("alt")):
            self.alts.append(alt)

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def read(dark: bool = False, **more: object) -> Rows:
    rows = Rows()
    rows.feed(TABLES[indicators_exhibit().kind](indicators_exhibit(**more), dark))
    return rows


def test_a_known_indicator_says_value_change_and_place() -> None:
    assert read().rows[2] == ["Мероприятия", "12", "8–14", "▲ +20,0 % лучше", "5–6 из 88", "", ""]


def test_an_unknown_indicator_says_which_absence_it_is_and_draws_nothing() -> None:
    rows = read().rows
    assert [row[1] for row in rows if len(row) == 7][2:] == ["нет данных", "2 из 5"]
    assert all(row[4:7] == ["", "", ""] for row in rows if row[0] in ("Действия", "Места"))


def test_lines_stand_under_their_register_and_how_far_its_data_reach() -> None:
    until = " данные по 30.09.2025"
    groups = ["Мероприятия", "Действия"], ["Места"]
    expected = ["Показатель", f"События{until}", *groups[0], f"Конкурсы{until}", *groups[1]]
    assert [row[0] for row in read().rows] == expected


def test_a_strip_says_in_words_what_it_shows() -> None:
    assert read().alts == ["От 0 до 27; медиана группы 8, страна 10"]
    assert words(indicators_exhibit()) == "Показателей 3, известно 1, выше медианы группы 1"


@pytest.mark.parametrize(("dark", "look"), [(False, LIGHT), (True, DARK)])
def test_the_signs_have_the_colours_of_the_page(dark: bool, look: object) -> None:
    drawn = TABLES[indicators_exhibit().kind](indicators_exhibit(), dark)
    assert look.highlight.replace("#", "%23") in drawn  # type: ignore[attr-defined]


def test_what_stands_in_cells_is_never_taken_for_markup() -> None:
    exhibit = indicators_exhibit()
    exhibit.frame["name"] = "<b>&"
    assert "<b>&" not in TABLES[exhibit.kind](exhibit, False).replace("<b>+20", "")


def test_the_sheet_draws_the_quarters_of_each_indicator_in_its_row() -> None:
    content = workbook([indicators_exhibit()])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Данные"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows[0][-4:] == tuple(f"Кварталов назад: {back}" for back in (3, 2, 1, 0))
    assert rows[1][-4:] == (1, None, 3, 4)
    import zipfile

    written = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert written.count("<x14:sparkline>") == 3
