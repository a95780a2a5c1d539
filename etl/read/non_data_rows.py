"""Rows under the headings that are certainly not data: totals, repeated headings, captions, footnotes.

Only what cannot be data is named here; anything doubtful stays a row and is judged with the others.
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice

from etl.read.header_rows import heading_text
from etl.regions.match import region_status

Row = Sequence[str]
Numbered = tuple[int, Row]

FIRST_CELLS = 3
LONG_NOTE = 60
NUMBER = re.compile(r"\s*[-+−–—]?[\d\s]*(?:[.,]\d+)?\s*%?\s*")
TOTAL = re.compile(
    r"\s*(?:в том числе|(?:общий итог|итого|всего|итог)(?:\s+(?:по|за|в|на)\b.*)?)\s*[:.]?\s*",
    re.IGNORECASE | re.DOTALL,
)
TOTAL_ALONE = re.compile(r"\s*(?:общий итог|итого|всего)\b", re.IGNORECASE)
NOTE = re.compile(
    r"\s*(?:[*†¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2}\)|примечани[ея]\b|источник\s*:|сноск[аи]\b"
    # Who made the table and signed it.
    r"|(?:исполнитель|составил\w*|подготовил\w*|ответственн\w+(?: исполнитель| лицо| за \w+)?|руководитель|начальник"
    r"|директор|председатель|подпись|тел\.?|телефон|дата (?:составления|заполнения)|м\. ?п\.)\s*(?:[:_./(]|$))",
    re.IGNORECASE,
)
DISTRICT = re.compile(r"\s*(?:[а-яё-]+\s+федеральный\s+округ|(?:ц|сз|ю|ск|п|у|с|д)фо)\s*:?\s*", re.IGNORECASE)
REGION_HEADING = re.compile(r"регион|субъект|region|subject", re.IGNORECASE)
COUNTER = re.compile(r"(?:№|n|no)\s*(?:п\s*/?\s*п)?\.?|п\s*/?\s*п\.?", re.IGNORECASE)


def leftovers(
    rows: Sequence[Numbered], headings: Row, levels: Sequence[Row], merged_widths: dict[int, int], texts: Set[str]
) -> Iterator[tuple[int, str]]:
    """Yield the numbers of the rows that are certainly not data, each with the code of its reason.

    `levels` are the rows of the headings; `merged_widths` says how many columns a row's merged cell covers; `texts` are
    all different texts of the rows.
    """
    spoken = [[heading_text(text) for text in level] for level in levels]
    heading_words = {text.strip() for level in levels for text in level} - {""}
    totals = {text for text in texts if TOTAL.fullmatch(text)}
    telling = frozenset(heading_words | totals)
    last = next((place for place in reversed(range(len(rows))) if _texts_in(rows[place][1]) > 1), -1)
    below_header = True
    for place, (number, row) in enumerate(rows):
        if not below_header and len(row) - row.count("") > FIRST_CELLS and telling.isdisjoint(row):
            continue  # nearly every row of most files
        reason = ""
        if _texts_in(row) == 1:
            reason = _reason_alone(row, headings, merged_widths.get(number, 0), place > last)
        elif below_header and is_numbering(row, headings):
            reason = "numbering"
        elif not telling.isdisjoint(row):
            reason = "repeated_header" if is_repeated_header(row, spoken) else "total" if is_total(row) else ""
        below_header = reason == "repeated_header"
        if reason:
            yield number, reason


def is_total(row: Row) -> bool:
    """Return whether one of the first cells is a word of totals and all the others are numbers."""
    first = list(islice((text for text in row if text), FIRST_CELLS))
    if not any(TOTAL.fullmatch(text) for text in first):
        return False
    return all(NUMBER.fullmatch(text) or TOTAL.fullmatch(text) for text in row)


def is_numbering(row: Row, headings: Row) -> bool:
    """Return whether the row numbers the columns: 1, 2, 3 ... under every heading, three at the least."""
    numbers = [text.strip() for text, heading in zip(row, headings, strict=True) if heading.strip() or text.strip()]
    return len(numbers) > 2 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def is_repeated_header(row: Row, levels: Sequence[Row]) -> bool:
    """Return whether the row says what a row of the headings does (in normal form), two of them at the least."""
    return any(
        sum(map(bool, level)) > 1
        and all(heading_text(text) == heading for text, heading in zip(row, level, strict=True))
        for level in levels
    )


def _reason_alone(row: Row, headings: Row, merged_width: int, under_table: bool) -> str:
    """Return why a row with one text is not data, "" when it may be; in a table of one column it always may."""
    place, text = next((place, text) for place, text in enumerate(row) if text.strip())
    columns = sum(1 for heading in headings if heading.strip())
    if columns < 2:
        return ""
    wide = merged_width > 1 and merged_width * 2 > columns
    if TOTAL_ALONE.match(text) or TOTAL.fullmatch(text):
        return "total"
    if under_table:
        return "footnote" if NOTE.match(text) or (wide and len(text) >= LONG_NOTE) else ""
    if NUMBER.fullmatch(text):
        return ""
    is_region = region_status(text) == "matched" and not REGION_HEADING.search(headings[place])
    captioned = wide or is_region or DISTRICT.fullmatch(text) or COUNTER.fullmatch(headings[place].strip())
    return "section" if captioned else ""


def _texts_in(row: Row) -> int:
    """Return how many cells of the row hold a text; blanks are looked for only where they would matter."""
    cells = len(row) - row.count("")
    return cells if cells > FIRST_CELLS else sum(1 for text in row if text.strip())
