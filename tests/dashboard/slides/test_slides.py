"""Slides of every kind of exhibit: native, told in words, with unique numbers, never a picture."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pptx
import pytest
from lxml import etree

from dashboard.model.exhibit import Exhibit, Kind
from dashboard.slides import Cover, Slide, deck
from dashboard.slides.deck import DRAW
from etl.problems import Refused
from tests.dashboard import sample_exhibits as exhibits
from tests.dashboard.sample_exhibits import bar_exhibit, exhibit, map_exhibit, number_exhibit

PARTS = re.compile(r"ppt/slides/slide\d+\.xml")


def table_exhibit(rows: int = 1) -> Exhibit:
    frame = bar_exhibit().frame
    return exhibit(Kind.TABLE, frame.loc[frame.index.repeat(rows)].reset_index(drop=True))


MADE: dict[Kind, Callable[[], Exhibit]] = {
    **{kind: getattr(exhibits, f"{kind.value}_exhibit") for kind in Kind if kind is not Kind.TABLE},
    Kind.TABLE: table_exhibit,
}


def opened(*slides: Slide, **more: Any) -> Any:
    return pptx.Presentation(io.BytesIO(deck(slides, **more)))


def walked(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from walked(shape.shapes)


def description(shape: Any) -> str:
    return str(shape._element.xpath("./*[1]/p:cNvPr/@descr")[0])


def titles(presentation: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in presentation.slides]


def test_every_kind_has_its_slide() -> None:
    assert DRAW.keys() == set(Kind)


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_object_has_its_own_number_a_name_and_words_for_those_who_cannot_see_it(kind: Kind) -> None:
    for slide in opened(Slide((MADE[kind](),), comment="К докладу")).slides:
        identities = slide._element.xpath("./p:cSld/p:spTree//p:cNvPr")
        assert len({one.get("id") for one in identities}) == len(identities)
        assert all(one.get("name") and one.get("descr") for one in identities[1:])


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_no_slide_holds_a_picture(kind: Kind) -> None:
    with zipfile.ZipFile(io.BytesIO(deck([Slide((MADE[kind](),))]))) as package:
        assert not [name for name in package.namelist() if "media" in name]


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_the_title_is_the_finding_unless_the_reader_has_another(kind: Kind) -> None:
    one = MADE[kind]()
    written = titles(opened(Slide((one,)), Slide((one,), title="Свой заголовок")))
    assert written[0].startswith(one.title)
    assert written[-1].startswith("Свой заголовок")


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_part_is_of_a_declared_type_and_every_relation_leads_to_a_part(kind: Kind) -> None:
    with zipfile.ZipFile(io.BytesIO(deck([Slide((MADE[kind](),), address="https://example.org/?a=1&b=2")]))) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        types = etree.fromstring(package.read("[Content_Types].xml"))
        declared = {one.get("PartName") for one in types} | {one.get("Extension") for one in types}
        assert all(f"/{name}" in declared or name.rsplit(".", 1)[-1] in declared for name in names)
        for name in names:
            if name.endswith(".rels"):
                check_relations(name, package)


def check_relations(name: str, package: zipfile.ZipFile) -> None:
    """Check that what a part refers to is there, and that it refers to all it names."""
    folder, of = name.split("_rels/")
    relations = etree.fromstring(package.read(name))
    for one in relations:
        if one.get("TargetMode") != "External":
            target = one.get("Target")
            path = target.lstrip("/") if target.startswith("/") else resolved(folder, target)
            assert path in package.namelist(), target
    if of != ".rels" and (part := folder + of.removesuffix(".rels")).endswith(".xml"):
        used = set(re.findall(rb'r:(?:id|embed|link)="(rId\d+)"', package.read(part)))
        assert used <= {one.get("Id").encode() for one in relations}


def resolved(folder: str, target: str) -> str:
    parts = folder.rstrip("/").split("/") if folder else []
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def test_every_region_is_a_shape_that_tells_its_value() -> None:
    one = map_exhibit()
    shapes = [
        shape for shape in walked(opened(Slide((one,))).slides[0].shapes) if shape._element.xpath(".//a:custGeom")
    ]
    words = {description(shape) for shape in shapes if not hasattr(shape, "shapes")}
    assert "Регион 59: 59 заявок" in {text.replace("\xa0", " ") for text in words}
    assert len(words) == len(one.frame)


def test_a_long_table_goes_on_and_says_what_is_left_out() -> None:
    presentation = opened(Slide((table_exhibit(rows=40),)))
    assert [title[-5:] for title in titles(presentation)] == ["(1/3)", "(2/3)", "(3/3)"]
    rows = sum(
        len(list(shape.table.rows)) - 1 for slide in presentation.slides for shape in slide.shapes if shape.has_table
    )
    left = [shape.text_frame.text for shape in presentation.slides[2].shapes if shape.has_text_frame]
    assert f"ещё {200 - rows}" in " ".join(left)


def test_a_cover_stands_first() -> None:
    assert titles(opened(Slide((number_exhibit(),)), cover=Cover("Итоги года", "2025")))[0] == "Итоги года"


def test_nothing_to_show_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused) as refused:
        deck([Slide(())])
    assert refused.value.sentence("ru").startswith("Показывать нечего")
