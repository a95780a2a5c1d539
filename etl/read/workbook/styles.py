"""Which looks of an .xlsx file's cells say something: struck out, percent, thousands, a month."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from etl.read.workbook.number_formats import BUILT_IN, Shape, shape_of
from etl.read.workbook.parts import root

NOT_SET = ("0", "false")


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers of the looks that strike out, and of those that show a value in a shape of its own."""

    struck: frozenset[int] = frozenset()
    shapes: Mapping[int, Shape] = field(default_factory=dict)

    @property
    def telling(self) -> tuple[int, ...]:
        """Return the numbers of all looks that say something."""
        return tuple(sorted(self.struck | self.shapes.keys()))


NO_STYLES = Styles()


def styles_of(part: bytes) -> Styles:
    """Return the looks that say something in the XML of styles."""
    if not part:
        return NO_STYLES
    book = root(part)
    fonts = [_strikes(font) for font in book.iterfind("{*}fonts/{*}font")]
    codes = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in book.iterfind("{*}numFmts/{*}numFmt")}
    codes = BUILT_IN | codes
    looks = [(_number(xf, "fontId"), _number(xf, "numFmtId")) for xf in book.iterfind("{*}cellXfs/{*}xf")]
    shapes = {number: shape_of(codes.get(code, "")) for number, (_, code) in enumerate(looks)}
    return Styles(
        frozenset(number for number, (font, _) in enumerate(looks) if font < len(fonts) and fonts[font]),
        {number: shape for number, shape in shapes.items() if shape},
    )


def _strikes(font: etree._Element) -> bool:
    return any(one.get("val", "1") not in NOT_SET for one in font.iterfind("{*}strike"))


def _number(look: etree._Element, name: str) -> int:
    return int(look.get(name, "0"))
