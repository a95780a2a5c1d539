"""Text on a slide: runs with their language, paragraphs, and the room they take."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from dashboard.model.exhibit import Exhibit
from dashboard.slides.drawing.boxes import Box, emu
from dashboard.slides.drawing.colours import INK, Colour

LANGUAGES = {"ru": "ru-RU", "en": "en-US"}
# Characters XML cannot hold; a cell of a register may contain them.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WIDE, NARROW = set("ЖМШЩЮФЫЪДmwMW@%—…"), set(" .,:;!'|()[]·-fijlrtIг1")
POINTS, LEADING = 72, 1.2


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look, in the layout's colour if none is given; `link` is the id of the relation to their address."""

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


def described(exhibit: Exhibit, details: str) -> str:
    """Return the description of a drawing for those who cannot see it: the finding, the subtitle and the details."""
    return f"{exhibit.title}. {exhibit.subtitle}. {details}"


def escaped(text: str) -> str:
    """Return the text escaped for XML."""
    return escape(UNWRITABLE.sub("", text))


def quoted(text: str) -> str:
    """Return the text as an XML attribute with its quotes; a line break becomes a space."""
    return quoteattr(" ".join(UNWRITABLE.sub("", text).split()))


def body(
    paragraphs: Sequence[Paragraph], language: str, *, anchor: str = "t", inset: float = 0, wrap: bool = True
) -> str:
    """Return the inside of a shape: its paragraphs, their anchor (t, ctr, b), and the inset around them in inches."""
    edge = emu(inset)
    edges = f'lIns="{edge}" tIns="{edge}" rIns="{edge}" bIns="{edge}"'
    look = f'<a:bodyPr wrap="{"square" if wrap else "none"}" {edges} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    written = "".join(paragraph.xml(language) for paragraph in paragraphs or (Paragraph(()),))
    return f"{look}<a:lstStyle/>{written}"


def width(text: str, size: float) -> float:
    """Return the approximate width of the text on one line in inches, by the kinds of its sans-serif letters."""
    units = sum(0.78 if letter in WIDE else 0.33 if letter in NARROW else 0.57 for letter in text)
    return units * size / POINTS


def lines(text: str, size: float, room: float) -> int:
    """Return how many lines the text takes at that width in inches."""
    count, taken = 1, 0.0
    for word in text.split(" "):
        wide = width(word, size)
        if taken and taken + wide > room:
            count, taken = count + 1, 0.0
        count += math.floor(wide / room) if wide > room else 0
        taken += min(wide, room) + width(" ", size)
    return count


def height(text: str, size: float, room: float) -> float:
    """Return the height of the text in inches at that width."""
    return lines(text, size, room) * size * LEADING / POINTS


def fitting(text: str, sizes: Sequence[float], box: Box) -> float:
    """Return the first of the sizes, from large to small, at which the text fits the box, else the last."""
    return next((size for size in sizes if height(text, size, box.width) <= box.height), sizes[-1])


def cut(text: str, size: float, room: float) -> str:
    """Return the text on one line of that width, its end replaced by an ellipsis when it is longer."""
    if width(text, size) <= room:
        return text
    start = text
    while start and width(start + "…", size) > room:
        start = start[:-1]
    return start.rstrip() + "…"
