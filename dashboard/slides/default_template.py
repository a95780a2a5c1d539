"""Writer of the shipped templates: `python -m dashboard.slides.default_template` writes templates/default.pptx and a4.pptx.

One clean layout for an exhibit and one for a cover; the colours are the page's, and every office program has the font.
"""

import io
import zipfile
from datetime import datetime

import pptx
from lxml import etree
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import SlideLayout
from pptx.util import Inches

from dashboard.figures.drawing.look import LIGHT
from dashboard.slides.drawing.boxes import MARGIN, Box
from dashboard.slides.drawing.canvas import NAMESPACES, frame
from dashboard.slides.page import NUMBER
from dashboard.slides.paper import SCREEN, SHEET, Paper
from dashboard.slides.template_package import A4, DEFAULT

FACE = "Arial"
# The earliest date of the zip format: the current date would change the file of the same template.
EPOCH = (1980, 1, 1, 0, 0, 0)
CREATED = datetime(2025, 1, 1)
THEME_COLOURS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.box,
    "dk2": LIGHT.secondary,
    "lt2": LIGHT.outside,
    "accent1": LIGHT.categories[0],
    "accent2": LIGHT.categories[2],
    "accent3": LIGHT.categories[4],
    "accent4": LIGHT.categories[1],
    "accent5": LIGHT.categories[3],
    "accent6": LIGHT.comparison,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.categories[3],
}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def template_bytes(paper: Paper = SCREEN) -> bytes:
    """Return the bytes of the template, the same on every run."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Inches(paper.width), Inches(paper.height)
    # Every slide gets notes; asking for their master creates it.
    _ = presentation.notes_master
    set_theme(presentation)
    master = presentation.slide_master
    cover, exhibit, *others = master.slide_layouts
    for layout in others:
        master.slide_layouts.remove(layout)
    set_layout(cover, "Обложка", [cover_title(paper), cover_subtitle(paper), rule(paper)])
    set_layout(
        exhibit, "Показатель", [placed("title", "", paper.title), subtitle(paper), footer(paper), slide_number(paper)]
    )
    fill(master, [master_title(paper), master_body(paper), footer(paper), slide_number(paper)])
    replace_styles(presentation)
    properties = presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = "Шаблон", "", ""
    properties.created = properties.modified = CREATED
    buffer = io.BytesIO()
    presentation.save(buffer)
    return without_clock(buffer.getvalue())


def without_clock(content: bytes) -> bytes:
    """Return the package without the time of writing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(buffer, "w") as written:
        for name in package.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            written.writestr(part, package.read(name), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def set_theme(presentation: Presentation) -> None:
    """Give the theme its colours and its font."""
    masters = (presentation.slide_master, presentation.notes_master)
    for master in masters:
        part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
        part._blob = themed(part.blob)


def themed(blob: bytes) -> bytes:
    """Return a theme with the colours of the page and one font throughout."""
    theme = etree.fromstring(blob)
    theme.set("name", "Активность")
    scheme = theme.find(f".//{DRAWING}clrScheme")
    scheme.set("name", "Активность")
    for name, colour in THEME_COLOURS.items():
        slot = scheme.find(f"{DRAWING}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{DRAWING}srgbClr", val=colour[1:])
    for fonts in theme.iterfind(f".//{DRAWING}fontScheme/*"):
        for font in list(fonts):
            if font.tag == f"{DRAWING}font":
                fonts.remove(font)
        fonts.find(f"{DRAWING}latin").set("typeface", FACE)
        fonts.find(f"{DRAWING}cs").set("typeface", FACE)
    return bytes(etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True))


def set_layout(layout: SlideLayout, name: str, shapes: list[str]) -> None:
    """Name a layout and give it its placeholders."""
    layout._element.cSld.set("name", name)
    if "type" in layout._element.attrib and name == "Показатель":
        layout._element.set("type", "titleOnly")
    fill(layout, shapes)


def fill(sheet: object, shapes: list[str]) -> None:
    """Replace the shapes of a master or layout; numbers follow from their order."""
    tree = sheet._element.cSld.spTree  # type: ignore[attr-defined]  # both kinds of sheet have it
    for old in list(tree)[2:]:
        tree.remove(old)
    for place, shape in enumerate(shapes, start=2):
        tree.append(parse_xml(shape.replace("{id}", str(place))))


def placed(kind: str, marks: str, box: Box, look: str = "", name: str = "", text: str = "", edge: str = "") -> str:
    """Return a placeholder of that kind at that place, with the style of its paragraphs."""
    names = {"title": "Заголовок", "ctrTitle": "Заголовок", "subTitle": "Подзаголовок", "body": "Текст"}
    called = name or names[kind]
    content = text or f'<a:r><a:rPr lang="ru-RU"/><a:t>{called}</a:t></a:r>'
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{{id}}" name="{called}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}"{marks}/></p:nvPr></p:nvSpPr><p:spPr>{frame(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" '
        f'bIns="0"{edge}><a:normAutofit/></a:bodyPr><a:lstStyle>{look}</a:lstStyle><a:p>{content}</a:p></p:txBody></p:sp>'
    )


def style(size: float, colour: str, align: str = "l", bold: bool = False) -> str:
    """Return the style of the first level of a placeholder's paragraphs."""
    weight = ' b="1"' if bold else ' b="0"'
    look = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}"{weight}>{look}</a:defRPr></a:lvl1pPr>'
    )


def subtitle(paper: Paper) -> str:
    """Return the place of filters, period and comparison."""
    return placed(
        "body", ' sz="quarter" idx="13"', paper.subtitle, style(14, "tx2"), "Подзаголовок", edge=' anchor="t"'
    )


def footer(paper: Paper) -> str:
    """Return the place of the source."""
    text = '<a:r><a:rPr lang="ru-RU"/><a:t>Источник</a:t></a:r>'
    marks, look = ' sz="quarter" idx="11"', style(10, "tx2")
    return placed("ftr", marks, paper.footer, look, "Нижний колонтитул", text, edge=' anchor="ctr"')


def slide_number(paper: Paper) -> str:
    """Return the place of the number."""
    text = f'{NUMBER}<a:rPr lang="ru-RU"/><a:t>‹#›</a:t></a:fld>'
    marks, look = ' sz="quarter" idx="12"', style(10, "tx2", "r")
    return placed("sldNum", marks, paper.number, look, "Номер слайда", text, edge=' anchor="ctr"')


def cover_title(paper: Paper) -> str:
    """Return the title of the cover."""
    return placed("ctrTitle", "", paper.cover_title, style(36, "tx1", bold=True), edge=' anchor="b"')


def cover_subtitle(paper: Paper) -> str:
    """Return the subtitle of the cover."""
    return placed("subTitle", ' idx="1"', paper.cover_subtitle, style(18, "tx2"), edge=' anchor="t"')


def rule(paper: Paper) -> str:
    """Return the short line of the accent colour on the cover."""
    fill = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{{id}}" name="Линия"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{frame(paper.rule)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr></p:sp>'
    )


def master_title(paper: Paper) -> str:
    """Return the title every layout inherits."""
    return placed("title", "", paper.title, edge=' anchor="b"')


def master_body(paper: Paper) -> str:
    """Return the text every layout inherits."""
    return placed("body", ' idx="1"', Box(MARGIN, 1.8, paper.inside, paper.height - 2.5))


def replace_styles(presentation: Presentation) -> None:
    """Set the look of the title on the master; the rest inherits the theme."""
    styles = presentation.slide_master._element.find("{*}txStyles")
    title = styles.find("{*}titleStyle").find(f"{DRAWING}lvl1pPr")
    title.set("algn", "l")
    look = title.find(f"{DRAWING}defRPr")
    look.set("sz", "2600")
    look.set("b", "1")


def write() -> None:
    """Write the templates to the folder the deck reads."""
    DEFAULT.parent.mkdir(parents=True, exist_ok=True)
    DEFAULT.write_bytes(template_bytes())
    A4.write_bytes(template_bytes(SHEET))


if __name__ == "__main__":
    write()
