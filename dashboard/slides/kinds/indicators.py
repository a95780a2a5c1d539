"""Indicators of a region as a native table with small shapes: its place among all regions, its last quarters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.kinds.cards import ARROWS, judgement_word
from dashboard.figures.kinds.indicators import headings, limits, marks, spoken, words
from dashboard.figures.kinds.indicators import place as rank_of
from dashboard.language.formats import NBSP, is_missing
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, State
from dashboard.slides.drawing import legend
from dashboard.slides.drawing.boxes import GAP, Box, around, emu
from dashboard.slides.drawing.canvas import ELLIPSE, Canvas, group, path, shape
from dashboard.slides.drawing.colours import BOX, COMPARISON, HIGHLIGHT, INK, JUDGED, LINE, SECONDARY, outline
from dashboard.slides.drawing.grid import EDGE, Cell, Row, across, place
from dashboard.slides.drawing.text import POINTS, Paragraph, Run, cut, described, line, width
from dashboard.slides.kinds.number import placed, run_lines

HIGHEST, LOWEST, LEGEND = 0.36, 0.15, 0.26
# The widths of the columns: name, value, earlier years, change, place, strip, trail; the first of the two that are drawn.
SHARES = (2.35, 1.2, 0.95, 1.25, 0.85, 1.15, 1.0)
STRIP = 5
LETTERS, SMALLEST = 0.42, 6.0
# The width in inches from which two tables fit; the size of the letters if the shares were inches.
WIDE, FITTING = 10.0, 9.6
DOT, TICK, DIAMOND = 0.11, 0.09, "diamond"

# Prevents a line break that the dash before it would allow.
JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of the slide: its lines by group, its box, the widths of its columns, its row height and letter size."""

    lines: tuple[dict[Any, Any], ...]
    box: Box
    widths: tuple[float, ...]
    high: float
    size: float


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the indicators in one table, or two side by side when they are many, and the legend of the signs."""
    room = box.above(box.height - LEGEND - GAP / 2)
    for grid in grids(exhibit.frame.to_dict("records"), room):
        draw_grid(canvas, exhibit, grid)
    legend.write(canvas, signs(canvas), box.below(box.height - LEGEND))


def grids(lines: Sequence[dict[Any, Any]], room: Box) -> list[Grid]:
    """Return the tables: two when the rows of one would be too low and the room is wide."""
    count = 2 if taken(lines) * LOWEST * 1.6 > room.height and room.width > WIDE else 1
    parts = halves(lines) if count == 2 else [list(lines)]
    most = max(taken(part) for part in parts) + 1
    high = max(min(room.height / most, HIGHEST), LOWEST)
    shares = SHARES[:-1] if count == 2 else SHARES
    tables = []
    for part, box in zip(parts, room.columns(count, 2 * GAP), strict=True):
        unit = box.width / sum(shares)
        size = max(min(high * POINTS * LETTERS, FITTING * unit, 11), 7)
        tables.append(Grid(tuple(part), box, tuple(share * unit for share in shares), high, size))
    return tables


def taken(lines: Sequence[dict[Any, Any]]) -> int:
    """Return how many rows the lines and the names of their groups take."""
    return len(lines) + len({line["group"] for line in lines})


def halves(lines: Sequence[dict[Any, Any]]) -> list[list[dict[Any, Any]]]:
    """Return the lines in two parts as even as possible, cut between groups when that costs little."""

    def cost(cut: int) -> int:
        inside = bool(lines[cut]["group"] == lines[cut - 1]["group"])
        return abs(taken(lines[:cut]) - taken(lines[cut:])) + 3 * inside

    at = min(range(1, len(lines)), key=cost)
    return [list(lines[:at]), list(lines[at:])]


def draw_grid(canvas: Canvas, exhibit: Exhibit, grid: Grid) -> None:
    """Draw one table and the shapes over its last columns."""
    rows, shapes, group = [head(canvas, grid)], [], None
    for indicator in grid.lines:
        if indicator["group"] != group:
            group = indicator["group"]
            rows.append(caption(grid, str(group)))
        top = grid.box.top + grid.high * len(rows)
        rows.append(Row(tuple(cells(canvas, indicator, grid)), grid.high))
        shapes += small_shapes(canvas, exhibit, indicator, grid, top)
    place(canvas, grid.box, grid.widths, rows, exhibit.title[:80], described(exhibit, words(exhibit)))
    canvas.put(*shapes)


def head(canvas: Canvas, grid: Grid) -> Row:
    """Return the headings."""
    cells = [
        Cell((line(cut(name, grid.size - 1, wide), grid.size - 1, SECONDARY, align=align),), rule=SECONDARY)
        for name, wide, align in zip(
            headings(translator(canvas.language)), grid.widths, ("l", "r", "r", "l", "l", "l", "l"), strict=False
        )
    ]
    return Row(tuple(cells), grid.high)


def caption(grid: Grid, name: str) -> Row:
    """Return the line of a group."""
    words = line(cut(name, grid.size, sum(grid.widths)), grid.size, SECONDARY, bold=True)
    return Row(across((words,), len(grid.widths)), grid.high)


def is_known(indicator: dict[Any, Any]) -> bool:
    """Return whether the indicator has a value."""
    return indicator["state"] in (State.VALUE, State.ZERO)


def cells(canvas: Canvas, indicator: dict[Any, Any], grid: Grid) -> list[Cell]:
    """Return the cells of an indicator, empty where shapes are drawn over them."""
    size, name = grid.size, unbroken(cut(str(indicator["name"]), grid.size, (grid.widths[0] - EDGE) * 0.97))
    bold = is_known(indicator)
    value = line(unbroken(str(indicator["text"])), size, INK if bold else SECONDARY, bold=bold, align="r")
    rank = line(unbroken(rank_of(indicator, translator(canvas.language))), size, INK)
    usual = line(unbroken(str(indicator["usual"])), size, SECONDARY, align="r")
    texts = (line(name, size, INK), value, usual, change(canvas, indicator, grid), rank)
    return [Cell((text,)) for text in texts] + [Cell(()) for _ in grid.widths[STRIP:]]


def change(canvas: Canvas, indicator: dict[Any, Any], grid: Grid) -> Paragraph:
    """Return the change with its arrow and the word for whether it is good."""
    if not indicator["change"]:
        return Paragraph(())
    judgement = int(indicator["judgement"])
    judged = judgement_word(judgement, translator(canvas.language))
    text = f"{ARROWS[int(indicator['direction'])]} {indicator['change']} {judged}".strip()
    room = (grid.widths[STRIP - 2] - EDGE) * 0.93
    # A second line would make the row higher than the shapes over it expect.
    size = next((size for size in (grid.size, grid.size - 1, grid.size - 2) if width(text, size) < room), SMALLEST)
    return Paragraph((Run(unbroken(cut(text, size, room)), size, JUDGED[judgement]),))


def unbroken(text: str) -> str:
    """Return the text so that it stays on one line."""
    return text.replace(" ", NBSP).replace("–", f"–{JOINER}")


def small_shapes(canvas: Canvas, exhibit: Exhibit, indicator: dict[Any, Any], grid: Grid, top: float) -> list[str]:
    """Return the shapes over the row of an indicator: its strip, and its trail if the table has a column for it."""
    if not is_known(indicator):
        return []
    left = grid.box.left + sum(grid.widths[:STRIP])
    wide = grid.widths[STRIP]
    shapes = strip(canvas, exhibit, indicator, Box(left, top, wide, grid.high).within(0.04))
    if len(grid.widths) > STRIP + 1:
        room = Box(left + wide + 0.1, top + grid.high * 0.2, grid.widths[STRIP + 1] - 0.2, grid.high * 0.6)
        _ = translator(canvas.language)
        name = _("Ход: {title}", title=indicator["name"])
        shapes += run_lines(canvas, placed(indicator["trail"], room), name, 1.25)
    return shapes


def strip(canvas: Canvas, exhibit: Exhibit, indicator: dict[Any, Any], box: Box) -> list[str]:
    """Return the strip as one group of shapes: the other regions, the country, the median, the region."""
    value, peers, country = marks(indicator)
    low, high = limits(indicator)
    if high == low:
        return []
    inside, middle = box.within(DOT / 2), box.top + box.height / 2

    def x(at: float) -> float:
        return float(inside.left + inside.width * (at - low) / (high - low))

    axis = Box(inside.left, middle, inside.width, 0)
    shapes = [
        shape(canvas, axis, "", indicator["name"], form="line", border=outline(LINE, 1)),
        ticks(canvas, [x(each) for each in sorted(set(indicator["spread"]))], middle, indicator["name"]),
    ]
    if not is_missing(country):
        high_tick = Box(x(country), middle - box.height * 0.4, 0, box.height * 0.8)
        shapes.append(shape(canvas, high_tick, "", indicator["name"], form="line", border=outline(INK, 1.25)))
    if not is_missing(peers):
        sign = around(x(peers), middle, DOT)
        shapes.append(shape(canvas, sign, BOX.fill(), indicator["name"], form=DIAMOND, border=outline(INK, 1)))
    dot = around(x(value), middle, DOT)
    shapes.append(shape(canvas, dot, HIGHLIGHT.fill(), indicator["name"], form=ELLIPSE, border=outline(BOX, 0.5)))
    return [group(canvas, box, shapes, indicator["name"], spoken(indicator, exhibit))]


def ticks(canvas: Canvas, places: Sequence[float], middle: float, name: str) -> str:
    """Return the marks of the other regions as one shape."""
    left, wide = places[0], max(places[-1] - places[0], 0.01)
    box = Box(left, middle - TICK / 2, wide, TICK)
    marks = "".join(
        f'<a:moveTo><a:pt x="{emu(at - left)}" y="0"/></a:moveTo><a:lnTo><a:pt x="{emu(at - left)}" y="{emu(TICK)}"/></a:lnTo>'
        for at in places
    )
    drawn = f'<a:path w="{emu(wide)}" h="{emu(TICK)}" fill="none">{marks}</a:path>'
    return path(canvas, box, drawn, "<a:noFill/>", name, border=outline(COMPARISON, 0.75))


def signs(canvas: Canvas) -> list[legend.Entry]:
    """Return what the signs of the strips mean."""
    _ = translator(canvas.language)
    region, peers, country, others = (
        _("этот регион"),
        _("медиана группы без него"),
        _("страна (количества — среднее на регион)"),
        _("другие регионы"),
    )

    def centre(box: Box) -> tuple[float, float]:
        return box.left + box.width / 2, box.top + box.height / 2

    def upright(box: Box, high: float) -> Box:
        x, y = centre(box)
        return Box(x, y - high / 2, 0, high)

    return [
        (region, lambda box: shape(canvas, around(*centre(box), DOT), HIGHLIGHT.fill(), region, form=ELLIPSE)),
        (
            peers,
            lambda box: shape(
                canvas, around(*centre(box), DOT), BOX.fill(), peers, form=DIAMOND, border=outline(INK, 1)
            ),
        ),
        (country, lambda box: shape(canvas, upright(box, 0.2), "", country, form="line", border=outline(INK, 1.25))),
        (others, lambda box: shape(canvas, upright(box, TICK), "", others, form="line", border=outline(COMPARISON, 1))),
    ]
