"""Files saved by a real browser, opened as their readers open them."""

import csv
import re
from pathlib import Path

import openpyxl
import pptx
import pytest
from PIL import Image

from tests.e2e.browsing import drawn, saved, visit
from tests.e2e.conftest import Opener
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser


def test_an_exhibit_of_the_page_is_saved_in_all_its_forms(opener: Opener, dashboard: Served, tmp_path: Path) -> None:
    page = opener()
    visit(page, f"{dashboard.address}?period=last-year&region=59")
    title = page.locator(".st-key-exhibit-overview_map h3").inner_text()
    book = openpyxl.load_workbook(saved(page, "overview_map", "XLSX", tmp_path))
    assert book.sheetnames == ["Данные", "Параметры", "Определения"]
    assert len(book["Данные"]._charts) == 1  # type: ignore[attr-defined]
    with Image.open(saved(page, "overview_map", "PNG", tmp_path)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1920, 1080))
    with Image.open(saved(page, "overview_map", "PNG, квадрат", tmp_path)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1080, 1080))
    slides = pptx.Presentation(str(saved(page, "overview_map", "PPTX", tmp_path))).slides
    assert [slide.shapes.title.text for slide in slides] == [title]
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


def test_a_picture_is_copied(opener: Opener, dashboard: Served) -> None:
    page = opener()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, f"{dashboard.address}?period=last-year")
    exhibit = page.locator(".st-key-exhibit-overview_trend")
    exhibit.get_by_role("button", name="Скачать").click()
    exhibit.get_by_role("button", name="Скопировать", exact=True).click()
    exhibit.get_by_role("button", name="Скопировано").wait_for()
    kinds = "async () => (await navigator.clipboard.read()).flatMap((item) => item.types)"
    assert page.evaluate(kinds) == ["image/png"]


def test_a_slide_collected_on_a_page_is_in_the_file_of_the_presentation(
    opener: Opener, dashboard: Served, tmp_path: Path
) -> None:
    page = opener()
    visit(page, f"{dashboard.address}?period=last-year")
    exhibit = page.locator(".st-key-exhibit-overview_trend")
    title = exhibit.locator("h3").inner_text()
    exhibit.get_by_role("button", name="В презентацию").click()
    exhibit.get_by_role("button", name="В презентации: 1").wait_for()
    page.get_by_role("link", name="Презентация").click()
    page.locator(".st-key-deck_slide").wait_for()
    drawn(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Скачать PPTX").click()
    slides = pptx.Presentation(str(waiting.value.path())).slides
    assert [slide.shapes.title.text for slide in slides][1:] == [title]
    assert "/?period=last-year" in slides[1].notes_slide.notes_text_frame.text
