"""The passport of a region on paper: one page, the indicators on it, no buttons."""

import subprocess
from pathlib import Path

import pytest

from tests.e2e.browsing import visit
from tests.e2e.conftest import Opener
from tests.e2e.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.office]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.usefixtures("office")
def test_a_passport_is_printed_on_one_page(opener: Opener, dashboard: Served, tmp_path: Path, language: str) -> None:
    page = opener()
    visit(page, f"{dashboard.address}region?region=59&lang={language}")
    page.emulate_media(media="print")
    paper = tmp_path / "passport.pdf"
    page.pdf(path=str(paper), format="A4", print_background=True, prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in told
    words = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    wanted, button = {"ru": ("Пермский край", "Скачать"), "en": ("Perm Krai", "Download")}[language]
    assert wanted in words and button not in words
