"""The first sheet of the error workbook, line by line: counts, repairs, and everything that was passed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from etl.intake.checked import Checked
from etl.intake.headings.columns import is_personal
from etl.workbooks.marks import Place, Repair, clean, row_words
from etl.workbooks.words import (
    COUNTS,
    DROPPED,
    HEADINGS,
    HOW_TO,
    HOW_TO_PERSONAL,
    IGNORED,
    NOTHING,
    PERSONAL,
    PROPOSED,
    REASONS,
    REBUILT,
    TITLE,
    UNUSED,
)

# Excel opens no sheet with more links than 65,530.
MAX_LINKS = 65_000
WIDTHS = (80, 14, 48, 36)
TITLE_SIZE = 14
FAULT_COLOUR, HEADING_COLOUR, LINK_COLOUR = "FFD9CC", "E6EEF7", "0563C1"
NOTE_WIDTH = 80


class Look(StrEnum):
    """How a line of the first sheet looks."""

    TITLE = "title"
    PLAIN = "plain"
    HEADINGS = "headings"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the first sheet; the first cell leads to `link`."""

    cells: tuple[str | int, ...] = ()
    look: Look = Look.PLAIN
    link: Place | None = None


def summary(checked: Checked, repairs: Sequence[Repair], language: str, rebuilt: bool) -> list[Line]:
    """Return the lines of the first sheet."""
    return [
        *_opening(checked, language, rebuilt),
        *_counts(checked, language),
        Line(),
        *(_repairs(checked, repairs, language) if repairs else [Line((NOTHING.of(language),))]),
        Line(),
        *_dropped(checked, language),
        *_columns(checked, language),
        *_proposals(checked, language),
    ]


def _opening(checked: Checked, language: str, rebuilt: bool) -> Iterator[Line]:
    yield Line((clean(f"{TITLE.of(language)}: {checked.file_name}"),), Look.TITLE)
    yield Line(((HOW_TO_PERSONAL if checked.personal else HOW_TO).of(language),))
    if rebuilt:
        yield Line((REBUILT.of(language),))
    yield Line()


def _counts(checked: Checked, language: str) -> list[Line]:
    numbers = checked.rows, checked.rows - checked.quarantined, checked.quarantined, len(checked.dropped)
    return [Line((words.of(language), number)) for words, number in zip(COUNTS, numbers, strict=True)]


def _repairs(checked: Checked, repairs: Sequence[Repair], language: str) -> Iterator[Line]:
    yield Line(tuple(words.of(language) for words in HEADINGS), Look.HEADINGS)
    for number, repair in enumerate(repairs):
        rows, *more = row_words(repair.rows, len(checked.batches) > 1, language)
        cells = (repair.action, len(repair.rows), clean(rows), repair.example)
        yield Line(cells, Look.REPAIR, repair.first if number < MAX_LINKS else None)
        yield from (Line(("", "", clean(text)), Look.REPAIR) for text in more)


def _dropped(checked: Checked, language: str) -> Iterator[Line]:
    """Yield the rows passed over, reason by reason."""
    reasons: dict[str, list[tuple[str, int]]] = {}
    for batch in checked.batches:
        for drop in batch.table.dropped:
            reasons.setdefault(drop.reason, []).append((batch.table.sheet, drop.row))
    for reason, rows in reasons.items():
        words = REASONS[reason].of(language) if reason in REASONS else reason
        first, *more = row_words(rows, len(checked.batches) > 1, language)
        yield Line((DROPPED.of(language).format(reason=words), len(rows), clean(first)))
        yield from (Line(("", "", clean(text))) for text in more)


def _columns(checked: Checked, language: str) -> Iterator[Line]:
    """Yield the columns and sheets not used; of those columns that name people only how many there are."""
    plain = [heading for heading in checked.ignored if not is_personal(heading)]
    if plain:
        yield Line((IGNORED.of(language), len(plain), _listed(plain)))
    if hidden := len(checked.ignored) - len(plain):
        yield Line((PERSONAL.of(language), hidden))
    if checked.unused_sheets and not checked.personal:  # a sheet may be called by a person's name
        yield Line((UNUSED.of(language), len(checked.unused_sheets), _listed(checked.unused_sheets)))


def _proposals(checked: Checked, language: str) -> Iterator[Line]:
    titles = {column.title.ru: column.title.of(language) for column in checked.dataset.columns}
    for title, words in checked.proposals().items():
        text = PROPOSED.of(language).format(title=titles.get(title, title))
        yield Line((text, len(words), _listed(words)))


def _listed(words: Sequence[str]) -> str:
    return clean(", ".join(f"«{' '.join(word.split())}»" for word in words))
