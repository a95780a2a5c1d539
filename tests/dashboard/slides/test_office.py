"""Slides in a real office program: every one is opened, drawn, and stays above its footer."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from dashboard.model.exhibit import Kind
from dashboard.slides import Cover, Slide, a4, deck
from dashboard.slides.pdf import pdf
from dashboard.slides.template import opened
from tests.conftest import lacking
from tests.dashboard.sample_exhibits import bar_exhibit, indicators_exhibit, map_exhibit, number_exhibit
from tests.dashboard.slides.test_slides import MADE, table_exhibit

pytestmark = pytest.mark.office
DOTS = 50
Pictures = Callable[[bytes], list[Path]]


@pytest.fixture
def pictures(office: str, tmp_path: Path) -> Pictures:
    """Return what makes a picture of each slide, with the real program."""
    if shutil.which("pdftoppm") is None:
        lacking("pdftoppm")

    def drawn(presentation: bytes) -> list[Path]:
        file = tmp_path / "deck.pdf"
        file.write_bytes(pdf(presentation))
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", str(file), str(tmp_path / "slide")], check=True)
        return sorted(tmp_path.glob("slide-*.png"))

    return drawn


def ink(picture: Path, top: float, bottom: float) -> int:
    """Return how many dots of a slide are not white between two heights, in inches."""
    with Image.open(picture) as opened:
        grey = opened.convert("L")
        strip = grey.crop((0, round(top * DOTS), grey.width, round(bottom * DOTS)))
        return sum(strip.histogram()[:200])


def test_impress_draws_every_kind_and_nothing_runs_into_the_footer(pictures: Pictures) -> None:
    slides = [Slide((MADE[kind](),)) for kind in Kind]
    slides += [
        Slide((table_exhibit(rows=40),)),
        Slide((number_exhibit(), number_exhibit(), map_exhibit(), bar_exhibit()), comment="К докладу " * 30),
    ]
    drawn = pictures(deck(slides, cover=Cover("Итоги года", "2025")))
    look = opened(None)
    assert look.footer is not None
    assert len(drawn) > len(slides)
    for picture in drawn[1:]:
        assert ink(picture, 0, look.content.top) > 100, picture.name
        assert ink(picture, look.content.top, look.content.bottom) > 100, picture.name
        assert ink(picture, look.content.bottom + 0.04, look.footer.box.top - 0.02) == 0, picture.name


def test_a_passport_is_one_sheet_of_paper(pictures: Pictures) -> None:
    [sheet] = pictures(deck([Slide((indicators_exhibit(),))], template=a4()))
    with Image.open(sheet) as opened:
        assert opened.height / opened.width == pytest.approx(297 / 210, abs=0.01)
