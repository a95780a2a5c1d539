"""One slide without its exhibit: title, subtitle, source and number in the template's places, and any comment."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.slide import SlideLayout

from dashboard.language.phrases import translator
from dashboard.language.source_line import origin
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.slides.drawing.boxes import GAP, MARGIN, Box
from dashboard.slides.drawing.canvas import Canvas, frame, named, text_box
from dashboard.slides.drawing.colours import BAD, INK, SECONDARY, Colour
from dashboard.slides.drawing.text import LANGUAGES, POINTS, Paragraph, Run, cut, fitting, height, lines
from dashboard.slides.template import Place, Template

# A title is tried on one line, down to a size at which a title of two lines has no single word on its second.
ONE_LINE_SIZES, TITLE_SIZES = (28, 26, 24, 20), (24, 20, 18)
SUBTITLE_SIZES, FOOTER_SIZES, COMMENT = (14, 12, 10), (10, 9, 8), 14
# How much wider bold letters are than the widths say, and the share of a line that words fill before they break.
BOLD, SAFE = 1.07, 0.95
UNDER_COVER = (KIND.SUBTITLE, KIND.BODY)
NUMBER = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'


@dataclass(frozen=True, slots=True)
class Words:
    """The words around an exhibit: title, subtitle, comment, source, and the warning that the data are invented."""

    title: str
    subtitle: str
    comment: str
    source: str
    banner: str


def words(exhibits: Sequence[Exhibit], title: str, comment: str) -> Words:
    """Return the words around the exhibits of a slide, titled with the finding unless the reader gave a title."""
    first = exhibits[0]
    alike = len({exhibit.subtitle for exhibit in exhibits}) == 1
    common = first.subtitle if len(exhibits) == 1 or alike else shared(exhibits)
    banner = next((exhibit.banner for exhibit in exhibits if exhibit.banner), "")
    return Words(title or heading(exhibits), common, comment, sources(exhibits), banner)


def heading(exhibits: Sequence[Exhibit]) -> str:
    """Return the finding, or «main indicators» when there are only numbers."""
    if len(exhibits) == 1:
        return exhibits[0].title
    _ = translator(exhibits[0].language)
    others = [exhibit for exhibit in exhibits if exhibit.kind is not Kind.NUMBER]
    return others[0].title if others else _("Главные показатели")


def shared(exhibits: Sequence[Exhibit]) -> str:
    """Return the parts of the subtitle that all exhibits share: the period and the place."""
    parts = [exhibit.subtitle.split(" · ") for exhibit in exhibits if exhibit.subtitle]
    return " · ".join(part for part in parts[0] if all(part in others for others in parts)) if parts else ""


def sources(exhibits: Sequence[Exhibit]) -> str:
    """Return the sources of the exhibits, each once."""
    return " · ".join(dict.fromkeys(part for exhibit in exhibits for part in origin(exhibit) if part))


def begin(template: Template, around: Words, language: str) -> Canvas:
    """Return a new slide with the words on it."""
    canvas = empty(template, template.layout, language)
    write_title(canvas, template.title, around.title)
    write_subtitle(canvas, template, around.subtitle)
    write_footer(canvas, template, around)
    write_number(canvas, template)
    if around.comment:
        write_comment(canvas, comment_box(under_subtitle(template, around.subtitle), around.comment), around.comment)
    return canvas


def room(template: Template, around: Words) -> Box:
    """Return the room that subtitle and comment leave for the exhibit."""
    left = under_subtitle(template, around.subtitle)
    return left.above(left.height - comment_box(left, around.comment).height - GAP / 2) if around.comment else left


def under_subtitle(template: Template, subtitle: str) -> Box:
    """Return the room under the subtitle, lower where the subtitle needs more lines than the template gives it."""
    content, place = template.content, template.subtitle
    if place is None:
        return content.below(max(subtitle_box(template).bottom - content.top, 0) + GAP / 2)
    high = height(subtitle, fitting(subtitle, SUBTITLE_SIZES, place.box), place.box.width * SAFE)
    over = place.box.top + high - content.top
    return content.below(over + GAP / 4) if high > place.box.height and over > 0 else content


def subtitle_box(template: Template) -> Box:
    """Return where the subtitle stands in a template without a place for it."""
    content = template.content
    return Box(content.left, max(template.title.box.bottom, content.top - 2 * GAP), content.width, 0.3)


def comment_box(left: Box, comment: str) -> Box:
    """Return the box of the comment: at the lower edge of the room under the subtitle, as high as it needs."""
    high = min(height(comment, comment_size(comment, left), left.width - 0.2) + 0.12, left.height / 2)
    return Box(left.left, left.bottom - high, left.width, high)


def comment_size(comment: str, box: Box) -> float:
    """Return the letter size of the comment, smaller when it is long."""
    return COMMENT if lines(comment, COMMENT, box.width) <= 3 else 11


def empty(template: Template, layout: SlideLayout, language: str) -> Canvas:
    """Return a new slide without anything on it."""
    slide = template.presentation.slides.add_slide(layout)
    for shape in list(slide.shapes):
        shape._element.getparent().remove(shape._element)
    return Canvas(slide, language)


def placeholder(canvas: Canvas, place: Place, name: str, paragraphs: str) -> str:
    """Return a filled placeholder; its look and its place come from the layout."""
    return (
        f'<p:sp><p:nvSpPr>{named(canvas, name, name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {place.identity}/></p:nvPr></p:nvSpPr><p:spPr/>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def plain(text: str, size: float, language: str) -> str:
    """Return a paragraph that leaves all but its size to the layout."""
    return Paragraph((Run(text, size, None),), "").xml(language)


def write_title(canvas: Canvas, place: Place, title: str) -> None:
    """Write the title as large as fits."""
    _ = translator(canvas.language)
    box = place.box.within(0.05)
    in_one = (size for size in ONE_LINE_SIZES if lines(title, size * BOLD, box.width) == 1)
    size = next(in_one, None) or fitting(title, TITLE_SIZES, box)
    canvas.put(placeholder(canvas, place, _("Заголовок"), plain(title, size, canvas.language)))


def write_subtitle(canvas: Canvas, template: Template, subtitle: str) -> None:
    """Write filters, period and comparison."""
    _ = translator(canvas.language)
    if template.subtitle is not None:
        size = fitting(subtitle, SUBTITLE_SIZES, template.subtitle.box)
        paragraph = plain(subtitle, size, canvas.language)
        canvas.put(placeholder(canvas, template.subtitle, _("Подзаголовок"), paragraph))
        return
    paragraphs = [Paragraph((Run(subtitle, SUBTITLE_SIZES[0], SECONDARY),))]
    canvas.text(subtitle_box(template), paragraphs, _("Подзаголовок"))


def write_footer(canvas: Canvas, template: Template, around: Words) -> None:
    """Write the source, preceded by the warning if the data are invented."""
    _ = translator(canvas.language)
    box = template.footer.box if template.footer else low_box(template, 0, 0.9)
    banner = f"{around.banner} · " if around.banner and around.source else around.banner
    size = fitting(banner + around.source, FOOTER_SIZES, box)
    rows = max(int(box.height * POINTS / size / 1.2), 1)
    source = cut(around.source, size, box.width * rows - len(banner) * size / POINTS * 0.6)
    runs = (Run(banner, size, BAD, True), Run(source, size, None if template.footer else SECONDARY))
    if template.footer:
        xml = Paragraph(runs, "").xml(canvas.language)
        canvas.put(placeholder(canvas, template.footer, _("Источник"), xml))
    else:
        canvas.text(box, [Paragraph(runs)], _("Источник"), anchor="ctr")


def write_number(canvas: Canvas, template: Template) -> None:
    """Write the number of the slide as a field, which the program updates when slides are moved."""
    _ = translator(canvas.language)
    look = f'<a:rPr lang="{LANGUAGES[canvas.language]}" sz="1000"'
    number = len(template.presentation.slides)
    if template.number:
        field = f"<a:p>{NUMBER}{look}/><a:t>{number}</a:t></a:fld></a:p>"
        canvas.put(placeholder(canvas, template.number, _("Номер слайда"), field))
        return
    field = f'<a:p><a:pPr algn="r"/>{NUMBER}{look}>{SECONDARY.fill()}</a:rPr><a:t>{number}</a:t></a:fld></a:p>'
    box = text_box(canvas, low_box(template, template.width - 2 * MARGIN - 0.8, 0), [], _("Номер слайда"), anchor="ctr")
    canvas.put(box.replace(box[box.index("<a:p>") : box.rindex("</p:txBody>")], field))


def low_box(template: Template, left: float, right: float) -> Box:
    """Return a box along the lower edge of the slide."""
    return Box(MARGIN + left, template.height - 0.45, template.width - 2 * MARGIN - left - right, 0.3)


def write_comment(canvas: Canvas, box: Box, comment: str) -> None:
    """Write the reader's comment under the room of the exhibit."""
    _ = translator(canvas.language)
    words = Box(box.left + 0.15, box.top, box.width - 0.15, box.height)
    paragraph = Paragraph((Run(comment, comment_size(comment, box), INK),))
    canvas.text(words, [paragraph], _("Комментарий"), anchor="ctr")
    mark(canvas, Box(box.left, box.top, 0.04, box.height))


def mark(canvas: Canvas, box: Box) -> None:
    """Draw the short accent line that sets a comment apart."""
    _ = translator(canvas.language)
    fill = Colour("accent1").fill()
    name = named(canvas, _("Черта"), _("Черта у комментария"))
    canvas.put(
        f"<p:sp><p:nvSpPr>{name}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{frame(box)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
