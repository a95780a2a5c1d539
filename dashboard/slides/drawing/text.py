"""Text on a slide: runs with their language, paragraphs, and how much room they take."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.colours import INK, Colour

LANGUAGES = {"ru": "ru-RU", "en": "en-US"}
# Characters XML cannot hold: a register may bring them in a cell.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WIDE, NARROW = set("ЖМШЩЮФЫЪДmwMW@%—…"), set(" .,:;!'|()[]·-fijlrtIг1")
POINTS, LEADING = 72, 1.2


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look, in the layout's colour without one; `link` is the id of the relation to the address they lead to."""

    text: str
    size: float = 12
    colour: Colour | None = INK
    bold: bool = False
    link: str = ""

    def xml(self, language: str) -> str:
        """Return the run as the file writes it."""
        bold = ' b="1"' if self.bold else ""
        link = f'<a:hlinkClick r:id="{self.link}"/>' if self.link else ""
        look = f'<a:rPr lang="{LANGUAGES[language]}" sz="{round(self.size * 100)}"{bold} dirty="0">'
        fill = self.colour.fill() if self.colour else ""
        return f"<a:r>{look}{fill}{link}</a:rPr><a:t>{escaped(self.text)}</a:t></a:r>"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs on one line, or wrapped; `align` is l, ctr or r, the layout's own when empty."""

    runs: tuple[Run, ...]
    align: str = "l"

    def xml(self, language: str) -> str:
        """Return the paragraph as the file writes it."""
        runs = "".join(run.xml(language) for run in self.runs if run.text)
        size = round(self.runs[0].size * 100) if self.runs else 1200
        end = "" if runs else f'<a:endParaRPr lang="{LANGUAGES[language]}" sz="{size}"/>'
        aligned = f'<a:pPr algn="{self.align}"/>' if self.align else ""
        return f"<a:p>{aligned}{runs}{end}</a:p>"


def line(text: str, size: float = 12, colour: Colour = INK, *, bold: bool = False, align: str = "l") -> Paragraph:
    """Return a paragraph in one look."""
    return Paragraph((Run(text, size, colour, bold),), align)


def escaped(text: str) -> str:
    """Return the text as it may stand in XML."""
    return escape(UNWRITABLE.sub("", text))


def quoted(text: str) -> str:
    """Return the text as an attribute of XML, quotes included; a line break becomes a space."""
    return quoteattr(" ".join(UNWRITABLE.sub("", text).split()))


def body(
    paragraphs: Sequence[Paragraph], language: str, *, anchor: str = "t", inset: float = 0, wrap: bool = True
) -> str:
    """Return the inside of a shape: its paragraphs, where they hang (t, ctr, b), and the inches around them."""
    edge = round(inset * 914_400)
    edges = f'lIns="{edge}" tIns="{edge}" rIns="{edge}" bIns="{edge}"'
    look = f'<a:bodyPr wrap="{"square" if wrap else "none"}" {edges} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    written = "".join(paragraph.xml(language) for paragraph in paragraphs or (Paragraph(()),))
    return f"{look}<a:lstStyle/>{written}"


def width(text: str, size: float) -> float:
    """Return how many inches the text takes on one line, nearly: letters of a sans serif by their kind."""
    units = sum(0.78 if letter in WIDE else 0.33 if letter in NARROW else 0.57 for letter in text)
    return units * size / POINTS


def lines(text: str, size: float, room: float) -> int:
    """Return how many lines the text takes in so many inches."""
    count, taken = 1, 0.0
    for word in text.split(" "):
        wide = width(word, size)
        if taken and taken + wide > room:
            count, taken = count + 1, 0.0
        count += math.floor(wide / room) if wide > room else 0
        taken += min(wide, room) + width(" ", size)
    return count


def height(text: str, size: float, room: float) -> float:
    """Return how many inches high the text is in so many inches of width."""
    return lines(text, size, room) * size * LEADING / POINTS


def fitting(text: str, sizes: Sequence[float], box: Box) -> float:
    """Return the first of the sizes, large to small, at which the text fits the box; the last one if none does."""
    return next((size for size in sizes if height(text, size, box.width) <= box.height), sizes[-1])


def cut(text: str, size: float, room: float) -> str:
    """Return the text on one line of so many inches, its end replaced by an ellipsis when it is longer."""
    if width(text, size) <= room:
        return text
    start = text
    while start and width(start + "…", size) > room:
        start = start[:-1]
    return start.rstrip() + "…"
