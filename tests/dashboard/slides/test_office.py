"""Slides in a real office program: every one is opened, drawn, and stays above its footer."""

import io
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from PIL import Image
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from dashboard.model.exhibit import Kind
from dashboard.slides import Cover, Slide, a4, deck
from dashboard.slides.pdf import pdf, works
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


@pytest.mark.usefixtures("office")
def test_the_program_has_no_network() -> None:
    """A picture that a presentation links to is not fetched: whoever serves it would learn who reads."""
    if not works(("unshare", "--user", "--map-root-user", "--net", "--")):
        lacking("a network namespace for users")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/picture.png"
        linked = with_linked_picture(deck([Slide((bar_exhibit(),))]), address)
        assert pdf(linked).startswith(b"%PDF")
        with pytest.raises(TimeoutError):
            server.accept()


def with_linked_picture(presentation: bytes, address: str) -> bytes:
    """Return the presentation with a picture on its last slide that stands somewhere else."""
    shown = pptx.Presentation(io.BytesIO(presentation))
    slide = shown.slides[len(shown.slides) - 1]
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    shape = slide.shapes.add_picture(io.BytesIO(picture.getvalue()), 0, 0, 900_000, 900_000)
    related = slide.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = shape._element.blipFill.find(qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), related)
    buffer = io.BytesIO()
    shown.save(buffer)
    return buffer.getvalue()
