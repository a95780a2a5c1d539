"""Exhibits as a native presentation: what is on each slide, and in which order."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.sheets.cells import CREATED_WHEN_UNKNOWN
from dashboard.slides import notes, page
from dashboard.slides.drawing.boxes import GAP, Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import INK, SECONDARY
from dashboard.slides.drawing.text import Paragraph, Run, cut
from dashboard.slides.kinds import (
    bar,
    indicators,
    line,
    matrix,
    multiples,
    number,
    region_map,
    scatter,
    stacked,
    table,
    ties,
    tiles,
)
from dashboard.slides.template import Template, first_placeholder, opened, placed, title_of
from etl.problems import Refused

DRAW: Mapping[Kind, Callable[[Canvas, Exhibit, Box], None]] = {
    Kind.NUMBER: number.draw,
    Kind.MAP: region_map.draw,
    Kind.TILES: tiles.draw,
    Kind.BAR: bar.draw,
    Kind.LINE: line.draw,
    Kind.MULTIPLES: multiples.draw,
    Kind.STACKED: stacked.draw,
    Kind.MATRIX: matrix.draw,
    Kind.TIES: ties.draw,
    Kind.SCATTER: scatter.draw,
    Kind.INDICATORS: indicators.draw,
    Kind.TABLE: table.draw,
}
# A drawing fills the box of one slide; kinds that may need several slides have several drawings.
Drawing = Callable[..., None]
SPLIT: Mapping[Kind, Callable[[Exhibit, Box], Sequence[Drawing]]] = {
    Kind.TABLE: table.split,
    Kind.MATRIX: matrix.split,
}
CARDS, HEADING = 2.0, 0.5


@dataclass(frozen=True)
class Slide:
    """One slide: an exhibit, or numbers in a row of cards and up to three exhibits side by side.

    Without a title it gets the finding; `address` is the page with its filters, for the speaker's notes.
    """

    exhibits: tuple[Exhibit, ...]
    title: str = ""
    comment: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first slide: the name of the deck and what it is about."""

    title: str
    subtitle: str = ""


def deck(slides: Sequence[Slide], template: bytes | None = None, cover: Cover | None = None) -> bytes:
    """Return a .pptx of these slides in the look of the template, the dashboard's own by default.

    Raise Refused when there is nothing to show or the template cannot be used.
    """
    if not any(slide.exhibits for slide in slides):
        raise Refused("deck_empty")
    look = opened(template)
    filled = [slide for slide in slides if slide.exhibits]
    language = filled[0].exhibits[0].language
    if cover is not None:
        add_cover(look, cover, language)
    for slide in filled:
        add(look, slide)
    return saved(look, cover.title if cover else filled[0].title or filled[0].exhibits[0].title, filled)


def add(look: Template, slide: Slide) -> None:
    """Add a slide; an exhibit that does not fit continues on others, with the part numbered in the title."""
    exhibits = slide.exhibits
    room = page.room(look, page.words(exhibits, slide.title, slide.comment))
    drawings = divided(exhibits[0], room) if len(exhibits) == 1 else [partial(fill, exhibits=exhibits)]
    title, language = slide.title or page.heading(exhibits), exhibits[0].language
    for place, drawing in enumerate(drawings, start=1):
        numbered = f"{title} ({place}/{len(drawings)})" if len(drawings) > 1 else title
        canvas = page.begin(look, page.words(exhibits, numbered, slide.comment), language)
        drawing(canvas, box=room)
        notes.write(canvas.slide, notes.paragraphs(exhibits, slide.comment, slide.address), language)


def divided(exhibit: Exhibit, room: Box) -> Sequence[Drawing]:
    """Return the drawings of an exhibit that has the room to itself, one for each slide."""
    if exhibit.kind in SPLIT and len(exhibit.frame):
        return SPLIT[exhibit.kind](exhibit, room)
    return [partial(draw, exhibit=exhibit)]


def fill(canvas: Canvas, exhibits: Sequence[Exhibit], box: Box) -> None:
    """Draw the exhibits: numbers as cards above, the others side by side below, each under its own finding."""
    numbers = [exhibit for exhibit in exhibits if exhibit.kind is Kind.NUMBER]
    others = [exhibit for exhibit in exhibits if exhibit.kind is not Kind.NUMBER]
    if numbers:
        number.cards(canvas, numbers, box.above(CARDS) if others else box)
        box = box.below(CARDS + GAP) if others else box
    for exhibit, place in zip(others, box.columns(max(len(others), 1)), strict=False):
        if len(exhibits) > 1:
            head(canvas, exhibit, place.above(HEADING))
            place = place.below(HEADING)
        draw(canvas, exhibit, place)


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw one exhibit, or a sentence when it has no rows."""
    if exhibit.frame.empty and exhibit.kind is not Kind.NUMBER:
        _ = translator(canvas.language)
        words = _("За выбранный период данных нет")
        canvas.text(box, [Paragraph((Run(words, 16, SECONDARY),), "ctr")], words, anchor="ctr")
        return
    DRAW[exhibit.kind](canvas, exhibit, box)


def head(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Write the finding and the subtitle of one exhibit among several."""
    finding = Run(cut(exhibit.title, 14, box.width), 14, INK, True)
    about = Run(cut(exhibit.subtitle, 10, box.width), 10, SECONDARY)
    canvas.text(box, [Paragraph((finding,)), Paragraph((about,))], exhibit.title)


def add_cover(look: Template, cover: Cover, language: str) -> None:
    """Add the first slide, on the template's own cover layout if it has one."""
    layout = look.cover or look.layout
    title = placed(title_of(layout)) or look.title
    canvas = page.empty(look, layout, language)
    page.write_title(canvas, title, cover.title)
    place = placed(first_placeholder(layout, page.UNDER_COVER))
    if place is not None and cover.subtitle:
        _ = translator(language)
        text = page.plain(cover.subtitle, 18, language)
        canvas.put(page.placeholder(canvas, place, _("Подзаголовок"), text))


def saved(look: Template, title: str, slides: Sequence[Slide]) -> bytes:
    """Return the presentation as bytes, dated by the newest data on it."""
    days = [exhibit.loaded for slide in slides for exhibit in slide.exhibits if exhibit.loaded]
    properties = look.presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:250], "", ""
    properties.created = properties.modified = datetime.combine(max(days, default=CREATED_WHEN_UNKNOWN), time())
    buffer = io.BytesIO()
    look.presentation.save(buffer)
    return buffer.getvalue()
