"""The package of a deck against ECMA-376: what an office program would stop at and offer to repair."""

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import pairwise

import openpyxl
import pytest
from lxml import etree

from dashboard.model.exhibit import Kind
from dashboard.slides import Cover, Slide, deck
from tests.dashboard import sample_exhibits as exhibits
from tests.dashboard.slides.test_slides import MADE

AXIS = "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt"
SHOWN = "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
SERIES = "dPt dLbls trendline errBars"
# The order in which ECMA-376 lets the children of an element stand, by the names of the parent and its own parent.
ORDER = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax",
    "catAx": f"{AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "dateAx": f"{AXIS} auto lblOffset baseTimeUnit majorUnit majorTimeUnit minorUnit minorTimeUnit",
    "valAx": f"{AXIS} crossBetween majorUnit minorUnit dispUnits",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "dLbls": f"dLbl delete {SHOWN} showLeaderLines leaderLines",
    "dLbl": f"idx delete layout tx {SHOWN}",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "marker": "symbol size spPr",
    "barChart/ser": f"idx order tx spPr invertIfNegative pictureOptions {SERIES} cat val shape",
    "lineChart/ser": f"idx order tx spPr marker {SERIES} cat val smooth",
    "scatterChart/ser": f"idx order tx spPr marker {SERIES} xVal yVal smooth",
    "doughnutChart/ser": "idx order tx spPr explosion dPt dLbls cat val",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "doughnutChart": "varyColors ser dLbls firstSliceAng holeSize",
    "spPr": "xfrm custGeom prstGeom noFill solidFill gradFill pattFill ln effectLst",
    "ln": "noFill solidFill prstDash round bevel miter headEnd tailEnd",
    "rPr": "ln noFill solidFill latin ea cs sym hlinkClick",
    "tcPr": "lnL lnR lnT lnB noFill solidFill pattFill",
    "tc": "txBody tcPr",
    "tbl": "tblPr tblGrid tr",
    "sp": "nvSpPr spPr style txBody",
    "grpSp": "nvGrpSpPr grpSpPr sp grpSp graphicFrame cxnSp pic",
    "cxnSp": "nvCxnSpPr spPr style",
    "graphicFrame": "nvGraphicFramePr xfrm graphic",
    "txBody": "bodyPr lstStyle p",
    "p": "pPr r br fld endParaRPr",
}
MIXED = ("grpSp", "p")
PLACES = {
    ("barChart", "clustered"): {"outEnd", "ctr", "inEnd", "inBase"},
    ("barChart", "stacked"): {"ctr", "inEnd", "inBase"},
    ("lineChart", "standard"): {"t", "b", "l", "r", "ctr"},
    ("scatterChart", ""): {"t", "b", "l", "r", "ctr"},
    ("doughnutChart", ""): set(),
}


@cache
def package() -> dict[str, bytes]:
    slides = [Slide((MADE[kind](),), comment="К докладу", address="https://example.org/?a=1&b=2") for kind in Kind]
    others = (exhibits.plan_exhibit(), exhibits.campaign_exhibit(), exhibits.stacked_exhibit(as_share=True))
    slides += [Slide((one,)) for one in others]
    ring = exhibits.stacked_exhibit()
    slides.append(Slide((replace(ring, frame=ring.frame.head(7), as_share=True),)))
    with zipfile.ZipFile(io.BytesIO(deck(slides, cover=Cover("Итоги года", "2025")))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def parts(pattern: str) -> list[etree._Element]:
    elements = [etree.fromstring(content) for name, content in package().items() if re.fullmatch(pattern, name)]
    assert elements
    return elements


def misplaced(root: etree._Element) -> list[str]:
    """Return the elements that stand where the standard does not let them, or that it does not know there."""
    wrong = []
    for element in root.iter(etree.Element):
        parent = element.getparent()
        name = local(element)
        order = ORDER.get(f"{local(parent)}/{name}" if parent is not None else "") or ORDER.get(name)
        if order is None or (name == "p" and not element.tag.endswith("main}p")):
            continue
        allowed = order.split()
        children = [local(child) for child in element if isinstance(child.tag, str)]
        wrong += [f"{name}: {child}" for child in children if child not in allowed]
        if name in MIXED:
            children = [child for child in children if child in allowed[:2]]
        ranks = [allowed.index(child) for child in children if child in allowed]
        wrong += [f"{name}: {children}" for one, other in pairwise(ranks) if one > other]
    return wrong


@pytest.mark.parametrize("pattern", [r"ppt/slides/slide\d+\.xml", r"ppt/charts/chart.*\.xml"], ids=["slides", "charts"])
def test_every_element_stands_where_the_standard_lets_it(pattern: str) -> None:
    assert [wrong for part in parts(pattern) for wrong in misplaced(part)] == []


def test_labels_stand_only_where_their_chart_lets_them() -> None:
    for part in parts(r"ppt/charts/chart.*\.xml"):
        for plot in part.iterfind(".//{*}plotArea/*"):
            grouping = plot.find("{*}grouping")
            kind = (local(plot), "" if grouping is None else grouping.get("val"))
            for place in plot.iterfind(".//{*}dLblPos"):
                assert place.get("val") in PLACES[kind], kind


def test_every_chart_says_what_its_workbook_holds() -> None:
    books = {name: content for name, content in package().items() if name.endswith(".xlsx")}
    charts = [name for name in package() if re.fullmatch(r"ppt/charts/chart.*\.xml", name)]
    assert len(books) == len(charts)
    for name in charts:
        relations = etree.fromstring(package()[f"ppt/charts/_rels/{name.rpartition('/')[2]}.rels"])
        book = next(one.get("Target") for one in relations if one.get("Target").endswith(".xlsx"))
        sheet = openpyxl.load_workbook(io.BytesIO(books["ppt/" + book.removeprefix("../")])).worksheets[0]
        for reference in etree.fromstring(package()[name]).iterfind(".//{*}numRef"):
            cells = sheet[reference.find("{*}f").text.partition("!")[2].replace("$", "")]
            flat = [cell.value for row in (cells if isinstance(cells, tuple) else ((cells,),)) for cell in row]
            for point in reference.iterfind(".//{*}pt"):
                value = flat[int(point.get("idx"))]
                assert not isinstance(value, int | float) or value == pytest.approx(float(point.find("{*}v").text))


def test_connectors_are_glued_to_shapes_of_their_slide() -> None:
    glued = 0
    for part in parts(r"ppt/slides/slide\d+\.xml"):
        numbers = {one.get("id") for one in part.iterfind(".//{*}cNvPr")}
        ends = [*part.iterfind(".//{*}stCxn"), *part.iterfind(".//{*}endCxn")]
        assert {end.get("id") for end in ends} <= numbers
        glued += len(ends)
    assert glued


def test_every_run_of_text_has_a_language() -> None:
    for part in parts(r"ppt/slides/slide\d+\.xml"):
        for run in part.iterfind(".//{*}r"):
            assert run.find("{*}rPr").get("lang") == "ru-RU"


def test_notes_say_what_the_number_is_and_where_to_see_it() -> None:
    text = " ".join(part_text for part in parts(r"ppt/notesSlides/.*\.xml") for part_text in part.itertext())
    for words in ("Формула", "Оговорка", "https://example.org/?a=1&b=2", "К докладу", "без региона 12"):
        assert words in text
