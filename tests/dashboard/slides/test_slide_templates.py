"""The customer's template: what is found in it, what is said of the rest, and what is refused in a sentence."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from dashboard.slides import Cover, Slide, a4, deck, look_at, template_package
from dashboard.slides.default_template import template_bytes
from dashboard.slides.paper import SHEET
from dashboard.slides.template_package import A4, DEFAULT
from etl.problems import Refused
from tests.dashboard.sample_exhibits import bar_exhibit, map_exhibit

OWN = DEFAULT.read_bytes()
LOCKED = template_package.OLE + bytes(100) + "EncryptedPackage".encode("utf-16-le")


def saved(presentation: Any) -> bytes:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def foreign(change: Callable[[Any], None] = lambda presentation: None) -> bytes:
    """Return a template of another maker: 4:3, English names, no place for a subtitle."""
    presentation = pptx.Presentation()
    change(presentation)
    return saved(presentation)


def with_part(name: str, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO(OWN)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return buffer.getvalue()


def without_titles(presentation: Any) -> None:
    for layout in presentation.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                shape._element.getparent().remove(shape._element)


def with_slide(presentation: Any) -> None:
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Старый слайд"


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        deck([Slide((bar_exhibit(),))], template=content)
    assert refused.value.sentence("en") != refused.value.sentence("ru")
    return refused.value.sentence("ru")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "не презентация PowerPoint"),
        (b"", "не презентация PowerPoint"),
        (template_package.OLE + bytes(600), "не презентация PowerPoint"),
        (LOCKED, "защищён паролем"),
        (with_part("ppt/vbaProject.bin"), "макросы"),
        (OWN[: len(OWN) // 2], "повреждён"),
        (foreign(without_titles), "нет макета с заголовком"),
    ],
    ids=["pdf", "empty", "old ppt", "locked", "macros", "half", "no title"],
)
def test_a_template_that_cannot_be_taken_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_a_workbook_is_no_template() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert "не презентация PowerPoint" in refusal(buffer.getvalue())


def test_a_huge_template_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_package, "LARGEST", 1)
    assert "больше 1 МБ" in refusal(OWN + bytes(1_000_001))
    monkeypatch.setattr(template_package, "UNPACKED", 1)
    assert "после распаковки больше 1 МБ" in refusal(with_part("ppt/media/noise.bin", bytes(1_100_000)))


def test_the_slides_of_the_template_are_dropped_and_its_size_and_theme_stay() -> None:
    content = foreign(with_slide)
    presentation = pptx.Presentation(io.BytesIO(deck([Slide((map_exhibit(),))], template=content)))
    assert [slide.shapes.title.text_frame.text for slide in presentation.slides] == ["Заявок больше в Поволжье"]
    assert presentation.slide_width == Inches(10)
    with zipfile.ZipFile(io.BytesIO(deck([Slide((map_exhibit(),))], template=content))) as package:
        assert "Старый слайд" not in "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".xml")
        )
        slide = package.read("ppt/slides/slide1.xml")
        # Colours are those of the theme, whatever it is; none is written as a number.
        assert b"schemeClr" in slide
        assert b"srgbClr" not in slide


def test_what_is_not_found_in_a_template_is_told_with_what_is_done_instead() -> None:
    assert look_at(OWN).missing("ru") == ()
    assert look_at(foreign()).missing("ru") == (
        "Место для подзаголовка не найдено: подзаголовок пишется под заголовком.",
    )
    assert look_at(foreign()).missing("en") != look_at(foreign()).missing("ru")
    assert "макет: «Показатель»" in look_at(OWN).part_names("ru")


def test_nothing_stands_outside_a_slide_of_another_shape() -> None:
    slides = [Slide((map_exhibit(),), comment="К докладу"), Slide((bar_exhibit(), map_exhibit()))]
    presentation = pptx.Presentation(io.BytesIO(deck(slides, template=foreign(), cover=Cover("Итоги", "2025"))))
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0, shape.name
            assert shape.left + shape.width <= presentation.slide_width, shape.name
            assert shape.top + shape.height <= presentation.slide_height, shape.name


def test_a_potx_is_taken_as_a_template() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OWN)) as package, zipfile.ZipFile(buffer, "w") as written:
        for name in package.namelist():
            part = package.read(name)
            if name == template_package.TYPES:
                part = part.replace(template_package.SHOW_TYPES[0], template_package.TEMPLATE_TYPE)
            written.writestr(name, part)
    assert deck([Slide((bar_exhibit(),))], template=buffer.getvalue()).startswith(b"PK")


def test_the_templates_that_ship_are_those_their_script_makes() -> None:
    assert template_bytes() == OWN
    assert template_bytes(SHEET) == A4.read_bytes() == a4()


def with_relation(kind: str, target: str) -> bytes:
    """Return our template whose master is joined to something outside it."""
    buffer, master = io.BytesIO(), "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    relation = (
        f'<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}" TargetMode="External"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(OWN)) as package, zipfile.ZipFile(buffer, "w") as written:
        for name in package.namelist():
            part = package.read(name)
            written.writestr(name, part.replace(b"</Relationships>", relation.encode()) if name == master else part)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["image", "oleObject", "video", "attachedTemplate"])
def test_a_template_that_would_fetch_something_is_refused(kind: str) -> None:
    assert "из сети" in refusal(with_relation(kind, "http://127.0.0.1:9/x.png"))


def test_a_template_may_have_a_link_to_click() -> None:
    assert deck([Slide((bar_exhibit(),))], template=with_relation("hyperlink", "https://example.org"))
