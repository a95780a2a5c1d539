"""A native legend: signs and their words in a row, smaller when the room is narrow."""

from collections.abc import Callable, Sequence

from dashboard.language.phrases import translator
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.canvas import Canvas, group, shape, text_box
from dashboard.slides.drawing.colours import LINE, SECONDARY, outline
from dashboard.slides.drawing.text import line, width

HIGH, SIZES, SWATCH, NEAR, FAR = 0.34, (12, 11, 10, 9, 8, 7), 0.2, 0.08, 0.22

Sign = Callable[[Box], str]
Entry = tuple[str, Sign]


def swatch(canvas: Canvas, label: str, fill: str) -> Entry:
    """Return an entry whose sign is a square of the fill."""
    return label, lambda box: shape(canvas, box, fill, label, border=outline(LINE, 0.5))


def write(canvas: Canvas, entries: Sequence[Entry], box: Box, wide: float = SWATCH) -> None:
    """Write the entries in a row; `wide` is the width of their signs in inches."""
    if not entries:
        return
    _, left, shapes = translator(canvas.language), box.left, []
    size = next((size for size in SIZES if taken(entries, size, wide) <= box.width), SIZES[-1])
    for label, sign in entries:
        words = Box(left + wide + NEAR, box.top, width(label, size) + 0.1, box.height)
        shapes.append(sign(Box(left, box.top + (box.height - SWATCH) / 2, wide, SWATCH)))
        shapes.append(text_box(canvas, words, [line(label, size, SECONDARY)], label, anchor="ctr", wrap=False))
        left = words.right + FAR
    canvas.put(group(canvas, box, shapes, _("Легенда"), "; ".join(label for label, _sign in entries)))


def taken(entries: Sequence[Entry], size: float, wide: float) -> float:
    """Return the width of the entries in inches."""
    return sum(wide + NEAR + width(label, size) + 0.1 + FAR for label, _sign in entries)
