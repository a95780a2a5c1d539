"""Headline numbers as cards of text, each with its change in words and its trail as a native line."""

from collections.abc import Sequence

from dashboard.figures.kinds.cards import ARROWS, headline, judgement_word, number_of, trail_runs
from dashboard.language.formats import is_missing
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from dashboard.slides.drawing.boxes import GAP, Box, around
from dashboard.slides.drawing.canvas import ELLIPSE, ROUNDED, Canvas, Point, group, polyline, shape, text_box
from dashboard.slides.drawing.colours import ACCENT, BOX, INK, JUDGED, LINE, SECONDARY, outline
from dashboard.slides.drawing.text import Paragraph, Run, line, width

HIGHEST, EDGE = 2.6, 0.18
# How many cards a row has; fewer and larger ones when the cards have a slide to themselves.
A_ROW, A_LARGE_ROW, TALL = 5, 3, 4.0
NUMBER_SIZES = (54, 44, 36, 32, 28, 24, 20)


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw one number alone."""
    cards(canvas, [exhibit], Box(box.left, box.top, min(box.width, 6), box.height))


def cards(canvas: Canvas, exhibits: Sequence[Exhibit], box: Box) -> None:
    """Draw the numbers as cards in rows as even as possible."""
    rows = -(-len(exhibits) // (A_LARGE_ROW if box.height > TALL else A_ROW))
    across = -(-len(exhibits) // rows)
    for place, row in enumerate(box.above(min(box.height, (HIGHEST + GAP) * rows)).rows(rows)):
        row_exhibits = exhibits[place * across : (place + 1) * across]
        places = row.columns(across)
        size = min(number_size(exhibit, places[0].within(EDGE)) for exhibit in exhibits)
        for exhibit, card in zip(row_exhibits, places, strict=False):
            canvas.put(card_of(canvas, exhibit, card, size))


def card_of(canvas: Canvas, exhibit: Exhibit, box: Box, size: int) -> str:
    """Return one card: title, number with its unit, change, context, trail."""
    inside = box.within(EDGE)
    back = shape(canvas, box, BOX.fill(), exhibit.title, form=ROUNDED, border=outline(LINE, 1))
    back = back.replace("<a:avLst/>", '<a:avLst><a:gd name="adj" fmla="val 6000"/></a:avLst>')
    words = text_box(canvas, inside, paragraphs(exhibit, size), exhibit.title)
    trail = drawn_trail(canvas, exhibit, inside.below(max(inside.height - 0.5, 1.75)))
    return group(canvas, box, [back, words, *trail], exhibit.title, description(exhibit))


def change_words(exhibit: Exhibit) -> str:
    """Return the change with its arrow and the word for whether it is good."""
    change = exhibit.change
    if change is None:
        return ""
    judged = judgement_word(change.judgement, translator(exhibit.language))
    return " ".join(filter(None, (ARROWS[change.direction], change.text, judged)))


def description(exhibit: Exhibit) -> str:
    """Return the card in words."""
    parts = (exhibit.title, " ".join(headline(exhibit)), change_words(exhibit), exhibit.context)
    return ". ".join(part for part in parts if part)


def number_size(exhibit: Exhibit, box: Box) -> int:
    """Return the largest size at which the number and its unit fit on one line."""
    written, unit = headline(exhibit)
    fits = (size for size in NUMBER_SIZES if width(written, size) + width(f" {unit}", 14) <= box.width)
    return next(fits, NUMBER_SIZES[-1])


def paragraphs(exhibit: Exhibit, size: int) -> list[Paragraph]:
    """Return the text of a card, its number in that size."""
    written, unit = headline(exhibit)
    lines = [
        line(exhibit.title, 13, SECONDARY),
        Paragraph((Run(written, size, INK, True), Run(f" {unit}" if unit else "", 14, SECONDARY))),
    ]
    if exhibit.change:
        lines.append(line(change_words(exhibit), 13, JUDGED[exhibit.change.judgement], bold=True))
    return [*lines, *([line(exhibit.context, 11, SECONDARY)] if exhibit.context else [])]


def drawn_trail(canvas: Canvas, exhibit: Exhibit, box: Box) -> list[str]:
    """Return the trail as a line with a dot at its end; empty when there are fewer than two points."""
    if is_missing(number_of(exhibit)) or box.height < 0.25:
        return []
    runs = placed(exhibit.trail, box)
    if not runs:
        return []
    _ = translator(exhibit.language)
    name = _("Ход: {title}", title=exhibit.title)
    return [*run_lines(canvas, runs, name, 1.75), shape_of_dot(canvas, runs[-1][-1], 0.09, name)]


def run_lines(canvas: Canvas, runs: Sequence[Sequence[Point]], name: str, weight: float) -> list[str]:
    """Return the runs of a trail as lines; one of a single point is a dot as thick as they are."""
    return [
        polyline(canvas, run, ACCENT, name, weight=weight)
        if len(run) > 1
        else shape_of_dot(canvas, run[0], weight / 72, name)
        for run in runs
    ]


def shape_of_dot(canvas: Canvas, point: Point, size: float, name: str) -> str:
    """Return a dot of a trail."""
    return shape(canvas, around(*point, size), ACCENT.fill(), name, form=ELLIPSE)


def placed(trail: Sequence[float], box: Box) -> list[list[Point]]:
    """Return the runs of a trail in the box, its lowest value at the bottom; none when fewer than two are known."""
    return trail_runs(trail, box.left, box.bottom, box.width, box.height)
