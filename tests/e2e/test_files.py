"""Files saved by a real browser, opened as their readers open them."""

import csv
import re
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from tests.e2e.browsing import saved, visit
from tests.e2e.conftest import Opener
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser


def test_an_exhibit_of_the_page_is_saved_in_all_four_forms(opener: Opener, dashboard: Served, tmp_path: Path) -> None:
    page = opener()
    visit(page, f"{dashboard.address}?period=last-year&region=59")
    title = page.locator(".st-key-exhibit-overview_map h3").inner_text()
    book = openpyxl.load_workbook(saved(page, "overview_map", "XLSX", tmp_path))
    assert book.sheetnames == ["Данные", "Параметры", "Определения"]
    assert len(book["Данные"]._charts) == 1  # type: ignore[attr-defined]
    with Image.open(saved(page, "overview_map", "PNG", tmp_path)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1920, 1080))
    drawing = saved(page, "overview_map", "SVG", tmp_path).read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", drawing))
    assert re.sub(r"\s+", " ", title) in words
    assert "Источник" in words


def test_a_table_that_russian_excel_opens_right(opener: Opener, dashboard: Served, tmp_path: Path) -> None:
    page = opener()
    visit(page, f"{dashboard.address}?period=last-year")
    content = saved(page, "overview_map", "CSV", tmp_path).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert "Татарстан" in {row[0] for row in rows if row}
