"""What native charts share: their embedded workbook, fonts, axes, labels, and the description for those who cannot see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import isnan
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import ChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.figures.drawing.value_text import is_percent
from dashboard.language.formats import NBSP
from dashboard.model.exhibit import Exhibit
from dashboard.sheets.cells import neutral
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import INK, LINE, SECONDARY, Colour, outline
from dashboard.slides.drawing.text import LANGUAGES, Run, quoted

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
SMALL, MIDDLE = 10, 12
# The format separates thousands the Russian way; the decimal sign follows the reader's system.
THOUSANDS = f"[>=1000000]#{NBSP}###{NBSP}##0;[>=1000]#{NBSP}##0;0"


def data(categories: Iterable[object], number_format: str) -> ChartData:
    """Return the data of a chart with its categories, texts neutralised so that a spreadsheet cannot run them."""
    rows = ChartData(number_format=number_format)
    rows.categories = [neutral(each) if isinstance(each, str) else each for each in categories]
    return rows


def cells(values: Iterable[float]) -> list[float | None]:
    """Return the values for a chart's workbook, None for unknown ones."""
    return [None if isnan(value) else float(value) for value in values]


def number_format(exhibit: Exhibit, decimals: int | None = None) -> str:
    """Return the format of the exhibit's values on axes and labels."""
    places = exhibit.decimals if decimals is None else decimals
    digits = "0." + "0" * places if places else "0"
    russian = exhibit.language == "ru"
    if is_percent(exhibit):
        return digits + (f'"{NBSP}%"' if russian else '"%"')
    return THOUSANDS if russian and not places else f"#,##{digits}"


def add(
    canvas: Canvas, box: Box, kind: XL_CHART_TYPE, rows: ChartData | XyChartData, exhibit: Exhibit, description: str
) -> Chart:
    """Put a chart on the slide with its workbook, a name and a description; return the chart."""
    left, top, width, height = box.emu()
    placed = canvas.slide.shapes.add_chart(kind, left, top, width, height, rows)
    identity = placed._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0]
    identity.set("id", str(next(canvas.ids)))
    identity.set("name", exhibit.title[:80])
    identity.set("descr", description)
    chart = placed.chart
    dress(chart, canvas.language)
    return chart


def dress(chart: Chart, language: str) -> None:
    """Give the chart its font, its language, square corners, no title, and gaps for unknown values."""
    chart.has_title = False
    chart.font.size = Pt(MIDDLE)
    space = chart._chartSpace
    look = space.xpath("./c:txPr//a:defRPr")[0]
    look.set("lang", LANGUAGES[language])
    look.insert(0, piece(INK.fill()))
    for name, value in (("roundedCorners", "0"), ("lang", LANGUAGES[language])):
        for old in space.xpath(f"./c:{name}"):
            space.remove(old)
        # The schema wants them first, after the date system only.
        space.insert(len(space.xpath("./c:date1904")), piece(f'<c:{name} val="{value}"/>'))
    for blanks in space.xpath("./c:chart/c:dispBlanksAs"):
        blanks.set("val", "gap")


def piece(text: str) -> Any:
    """Return a piece of a chart parsed."""
    return parse_xml(f"<c:piece {NAMESPACES}>{text}</c:piece>")[0]


def paint(drawn: Any, fill: str, border: str = "") -> None:
    """Fill and outline a series or a point of a chart."""
    look = drawn.get_or_add_spPr()
    for old in list(look):
        look.remove(old)
    for part in filter(None, (fill, border or outline(None))):
        look.append(piece(part))


def paint_point(series: Any, index: int, colour: Colour) -> None:
    """Fill one point of a series with a colour of its own."""
    paint(series.get_or_add_dPt_for_point(index), colour.fill())


def font(size: float, colour: Colour, bold: bool = False) -> str:
    """Return the look of the text of an axis, a label or a legend."""
    weight = ' b="1"' if bold else ' b="0"'
    look = f'<a:defRPr sz="{round(size * 100)}"{weight}>{colour.fill()}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'


def label_facts(*, value: bool = False, name: bool = False) -> str:
    """Return the settings of what a label shows: the value, the name of the series, or neither."""
    marks = {"LegendKey": False, "Val": value, "CatName": False, "SerName": name, "Percent": False, "BubbleSize": False}
    return "".join(f'<c:show{mark} val="{int(on)}"/>' for mark, on in marks.items())


def label(series: Any, written: str, text: str, position: str, words: str = "") -> None:
    """Label every point of a series with its value or its own words; `position` is the file's word for the place."""
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    replace_labels(series, f"<c:dLbls>{words}{label_look(written)}{text}{place}{label_facts(value=True)}</c:dLbls>")


def label_look(written: str) -> str:
    """Return the number format and the bare frame of a label."""
    bare = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    return f'<c:numFmt formatCode={quoted(written)} sourceLinked="0"/>{bare}'


def label_words(series: Any, words: str) -> None:
    """Label only the points that have words of their own."""
    replace_labels(series, f"<c:dLbls>{words}{label_facts()}</c:dLbls>")


def worded(words: Mapping[int, str], look: Run, position: str, language: str) -> str:
    """Return labels with these words, by point index, in the look of the run."""
    return "".join(
        f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>'
        f"<a:p>{replace(look, text=text).xml(language)}</a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{position}"/>{label_facts(value=True)}</c:dLbl>'
        for place, text in words.items()
    )


def label_end(series: Any, index: int, written: str, text: str) -> None:
    """Label one point of a series with the name of the series and the value there."""
    look = label_look(written)
    facts = f"{label_facts(value=True, name=True)}<c:separator>: </c:separator>"
    end_label = f'<c:dLbl><c:idx val="{index}"/>{look}{text}<c:dLblPos val="r"/>{facts}</c:dLbl>'
    replace_labels(series, f"<c:dLbls>{end_label}{label_facts()}</c:dLbls>")


def replace_labels(series: Any, labels: str) -> None:
    """Give a series these labels in place of any it has."""
    series._remove_dLbls()
    series._insert_dLbls(piece(labels))


def set_legend(chart: Chart, *, right: bool = False) -> None:
    """Show the native legend under the chart, or on its right."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.RIGHT if right else XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(MIDDLE)


def set_axis(axis: Any, *, written: str = "", size: float = SMALL, colour: Colour = SECONDARY) -> None:
    """Give an axis small grey text, no marks, no line."""
    axis.has_major_gridlines = False
    axis.format.line.fill.background()
    axis.tick_labels.font.size = Pt(size)
    if written:
        axis.tick_labels.number_format = written
        axis.tick_labels.number_format_is_linked = False
    look = axis._element.xpath("./c:txPr//a:defRPr")[0]
    look.insert(0, piece(colour.fill()))
    for mark in axis._element.xpath("./c:majorTickMark | ./c:minorTickMark"):
        mark.set("val", "none")


def set_bars(drawn: Any, size: float, low: float | None, high: float) -> None:
    """Give horizontal bars their names in that size, the first on top, and a hidden axis of values."""
    set_axis(drawn.category_axis, size=size, colour=INK)
    drawn.category_axis.reverse_order = True
    set_axis(drawn.value_axis)
    drawn.value_axis.visible = False
    drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = low, high


def hide_entries(chart: Chart, places: Iterable[int]) -> None:
    """Leave series out of the legend."""
    legend = chart._chartSpace.xpath("./c:chart/c:legend/c:legendPos")[0]
    for place in reversed(list(places)):
        legend.addnext(piece(f'<c:legendEntry><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'))


def set_marker(series: Any, look: str) -> None:
    """Give the points of a series their sign."""
    for old in series.xpath("./c:marker"):
        series.remove(old)
    series.xpath("./c:spPr")[0].addnext(piece(f"<c:marker>{look}</c:marker>"))


def mark_point(series: Any, index: int, look: str) -> None:
    """Give one point of a series a sign of its own."""
    point = series.get_or_add_dPt_for_point(index)
    point.xpath("./c:idx")[0].addnext(piece(f"<c:marker>{look}</c:marker>"))


def set_time(axis: Any, unit: str, step: int) -> None:
    """Give an axis of dates its unit (days, months, years) and its step in those units; 0 leaves the step to the program."""
    element = axis._element
    for old in element.xpath("./c:baseTimeUnit | ./c:majorUnit | ./c:majorTimeUnit"):
        element.remove(old)
    marks = f'<c:majorUnit val="{step}"/><c:majorTimeUnit val="{unit}"/>' if step else ""
    for part in parse_xml(f'<c:piece {NAMESPACES}><c:baseTimeUnit val="{unit}"/>{marks}</c:piece>'):
        element.append(part)


def show_every(axis: Any) -> None:
    """Show the name of every category, however many there are."""
    before = axis._element.xpath("./c:noMultiLvlLbl")
    if before:
        before[0].addprevious(piece('<c:tickLblSkip val="1"/>'))


def set_title(axis: Any, title: str) -> None:
    """Write the title of an axis beside it."""
    axis.has_title = bool(title)
    if title:
        run = axis.axis_title.text_frame.paragraphs[0].add_run()
        run.text = title
        run.font.size, run.font.bold = Pt(SMALL), False
        run._r.rPr.insert(0, piece(SECONDARY.fill()))


def join_gaps(chart: Chart) -> None:
    """Join the lines over places without a point, where nothing happened rather than nothing being known."""
    for blanks in chart._chartSpace.xpath("./c:chart/c:dispBlanksAs"):
        blanks.set("val", "span")


def set_grid(axis: Any) -> None:
    """Give the axis of values a light grid."""
    axis.has_major_gridlines = True
    grid = axis._element.xpath("./c:majorGridlines")[0]
    paint(grid, "", outline(LINE))


def lowest(values: Sequence[float | None]) -> float | None:
    """Return where the axis of values starts: at zero, or None when a value is below zero."""
    return None if any(value is not None and value < 0 for value in values) else 0


def leave_right(chart: Chart, part: float) -> None:
    """Leave a share of the chart's width free on the right for the names at the ends of lines."""
    sides = {"x": 0.06, "y": 0.04, "w": 0.94 - part, "h": 0.84}
    modes = "".join(f'<c:{side}Mode val="edge"/>' for side in ("x", "y"))
    places = "".join(f'<c:{side} val="{value}"/>' for side, value in sides.items())
    manual = f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/>{modes}{places}</c:manualLayout></c:layout>'
    area = chart._chartSpace.xpath("./c:chart/c:plotArea")[0]
    for old in area.xpath("./c:layout"):
        area.remove(old)
    area.insert(0, piece(manual))
