"""A presentation used as a template: the layout and placeholders for an exhibit, what it lacks, why it is refused."""

import io
from dataclasses import dataclass
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from dashboard.language.phrases import translator
from dashboard.slides.drawing.boxes import EMU, GAP, MARGIN, Box
from dashboard.slides.template_package import own, presentable
from etl.problems import Refused

# Accepted names of the parts, in lower case; docs/how-to/make-a-presentation.md lists them.
LAYOUTS = ("показатель", "exhibit", "только заголовок", "title only", "заголовок и объект", "title and content")
COVERS = ("обложка", "cover", "титульный слайд", "title slide")
SUBTITLES = ("подзаголовок", "subtitle")
CONTENTS = ("содержание", "содержимое", "объект", "content", "object")
TITLE_KINDS = (KIND.TITLE, KIND.CENTER_TITLE)
TEXT_KINDS = (KIND.SUBTITLE, KIND.BODY)
LOW = 1.1


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder of the layout: its name, its identity as the file writes it, and its box."""

    name: str
    identity: str
    box: Box


@dataclass(frozen=True, slots=True)
class Template:
    """An open presentation without slides: the layout of an exhibit, its placeholders, and the room for the exhibit."""

    presentation: Presentation
    layout: SlideLayout
    width: float
    height: float
    title: Place
    subtitle: Place | None
    footer: Place | None
    number: Place | None
    content: Box
    cover: SlideLayout | None

    def missing(self, language: str) -> tuple[str, ...]:
        """Return a sentence for each part the template lacks, with what is done instead."""
        _ = translator(language)
        sentences = (
            (self.subtitle, _("Место для подзаголовка не найдено: подзаголовок пишется под заголовком.")),
            (self.footer, _("Нижний колонтитул не найден: источник пишется внизу слайда.")),
            (self.number, _("Место для номера слайда не найдено: номер ставится внизу справа.")),
            (self.cover, _("Макет титульного слайда не найден: набор начинается с первого показателя.")),
        )
        return tuple(sentence for part, sentence in sentences if part is None)

    def part_names(self, language: str) -> tuple[str, ...]:
        """Return the parts of the template by their names in it."""
        _ = translator(language)
        parts = (
            (_("макет"), self.layout),
            (_("титульный макет"), self.cover),
            (_("заголовок"), self.title),
            (_("подзаголовок"), self.subtitle),
            (_("нижний колонтитул"), self.footer),
            (_("номер слайда"), self.number),
        )
        return tuple(f"{role}: «{part.name}»" for role, part in parts if part is not None)


def opened(content: bytes | None) -> Template:
    """Return the template in those bytes, the dashboard's own without any; Refused when they cannot be used."""
    presentation = pptx.Presentation(io.BytesIO(own() if content is None else presentable(content)))
    try:
        return read(presentation)
    except (KeyError, AttributeError, ValueError, IndexError) as error:
        raise Refused("template_damaged") from error


def read(presentation: Presentation) -> Template:
    """Return an open presentation as a template, without its own slides."""
    drop_slides(presentation)
    layout = exhibit_layout(presentation)
    width, height = (presentation.slide_width or 0) / EMU, (presentation.slide_height or 0) / EMU
    places = {role: placed(placeholder) for role, placeholder in placeholders(layout).items()}
    title = places["title"]
    if title is None:
        raise Refused("template_no_layout")
    room = content_box(places, title, width, height)
    cover = next((named for name in COVERS if (named := by_name(presentation, name))), None)
    return Template(
        presentation,
        layout,
        width,
        height,
        title,
        places["subtitle"],
        places["footer"],
        places["number"],
        room,
        cover if cover is not None and title_of(cover) is not None else None,
    )


def drop_slides(presentation: Presentation) -> None:
    """Remove the template's own slides and all that refers to them: sections, custom shows, the thumbnail."""
    part, root = presentation.part, presentation.part._element
    for slide in root.xpath("./p:sldIdLst/p:sldId"):
        part.drop_rel(slide.rId)
        root.sldIdLst.remove(slide)
    for counting in root.xpath("./p:custShowLst | ./p:extLst"):
        root.remove(counting)
    package = part.package
    for relation in [rel.rId for rel in package._rels.values() if rel.reltype == RELATION.THUMBNAIL]:
        package._rels.pop(relation)


def by_name(presentation: Presentation, name: str) -> SlideLayout | None:
    """Return the first layout of that name in any master."""
    return next((layout for layout in layouts(presentation) if layout.name.strip().casefold() == name), None)


def layouts(presentation: Presentation) -> list[SlideLayout]:
    """Return the layouts of all masters."""
    return [layout for master in presentation.slide_masters for layout in master.slide_layouts]


def exhibit_layout(presentation: Presentation) -> SlideLayout:
    """Return the layout for an exhibit: by name, else the plainest one with a title."""
    for name in LAYOUTS:
        layout = by_name(presentation, name)
        if layout is not None and title_of(layout) is not None:
            return layout
    usable = [layout for layout in layouts(presentation) if title_of(layout) is not None]
    if not usable:
        raise Refused("template_no_layout")
    return min(usable, key=lambda layout: len(layout.placeholders))


def title_of(layout: SlideLayout) -> Any:
    """Return the placeholder of the title, None when the layout has none."""
    return first_placeholder(layout, TITLE_KINDS)


def first_placeholder(layout: SlideLayout, kinds: tuple[Any, ...], names: tuple[str, ...] = ("",)) -> Any:
    """Return the first placeholder of these kinds with one of these names in its own, None when there is none."""
    of_kind = (each for each in layout.placeholders if each.placeholder_format.type in kinds)
    return next((each for each in of_kind if any(name in each.name.casefold() for name in names)), None)


def placeholders(layout: SlideLayout) -> dict[str, Any]:
    """Return the placeholders of a layout by their role."""
    texts = (each for each in layout.placeholders if each.placeholder_format.type in TEXT_KINDS)
    first_low = next((text for text in texts if (text.height or 0) / EMU < LOW), None)
    return {
        "title": title_of(layout),
        "subtitle": first_placeholder(layout, TEXT_KINDS, SUBTITLES) or first_low,
        "footer": first_placeholder(layout, (KIND.FOOTER,)),
        "number": first_placeholder(layout, (KIND.SLIDE_NUMBER,)),
        "content": first_placeholder(layout, (KIND.OBJECT,)) or first_placeholder(layout, (KIND.BODY,), CONTENTS),
    }


def placed(placeholder: Any) -> Place | None:
    """Return the place of a placeholder, inherited from its master if need be; None when there is none."""
    if placeholder is None:
        return None
    sides = (placeholder.left, placeholder.top, placeholder.width, placeholder.height)
    if None in sides:
        return None
    names = ("type", "sz", "idx", "orient")
    marks = placeholder._element.ph.attrib
    identity = " ".join(f'{name}="{marks[name]}"' for name in names if name in marks)
    return Place(placeholder.name, identity, Box(*(side / EMU for side in sides)))


def content_box(places: dict[str, Place | None], title: Place, width: float, height: float) -> Box:
    """Return the room for the exhibit: the layout's own place for content, else the room between title and footer."""
    subtitle, content = places["subtitle"], places["content"]
    if content is not None and content is not subtitle:
        return content.box
    top = max(title.box.bottom, subtitle.box.bottom if subtitle else title.box.bottom + 2 * GAP)
    low = [part.box.top for part in (places["footer"], places["number"]) if part and part.box.top > height / 2]
    bottom = min([*low, height - MARGIN])
    left = min(max(title.box.left, MARGIN / 2), 2 * MARGIN)
    return Box(left, top + GAP / 2, width - 2 * left, bottom - top - GAP)
