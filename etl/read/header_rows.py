"""Headings: their normal form, and where in a sheet they stand."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.read.sheet import Sheet

Recognise = Callable[[Sequence[str]], int]

SEARCHED_ROWS = 60
SEARCHED_DEEP, DEEP_CELLS = 1000, 60_000  # a row of headings under a long preface says all of itself in one row
SEARCHED_CELLS, LEAST_SEARCHED = 100_000, 5
LONGEST_HEADING = 300
LETTERS = re.compile(r"[^\W\d_]{2}")
LEAST_DEEP = 2  # known headings: one word of a preface is none
DEEPEST = 3
# A cell merged over more rows than this is data that belongs to them all.
DEEPEST_MERGED = 12
JOINT = " / "
DASHES = re.compile("[‐‑‒–—―−]")
QUOTES = re.compile("[«»„“”‟\"'`’‘]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])")
NUMBERING = re.compile(r"^\d{1,2}(?:(?:\.\d{1,2})*[.)]\s*|(?:\.\d{1,2})+\s+)(?=[^\W\d])")
FOOTNOTE = re.compile(r"(?:\s*[*†]+|\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|\s*\d{1,2}\)|(?<=[а-яa-z]{3})\d)+$")


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table: the place of their first row in `Sheet.rows`, and how many rows they take."""

    index: int
    depth: int
    headings: list[str]


@lru_cache(maxsize=65_536)  # a very wide table has so many different headings
def heading_text(text: str) -> str:
    """Return a heading as it is compared: lower case, ё as е, plain spaces, no quotes, footnotes or numbering."""
    text = BROKEN_WORD.sub("", INVISIBLE.sub("", text))
    text = DASHES.sub("-", QUOTES.sub("", text)).lower().replace("ё", "е")
    text = NUMBERING.sub("", " ".join(text.split()))
    return FOOTNOTE.sub("", text).strip(" .:;")


def find_header(sheet: Sheet, recognise: Recognise, deep: bool = True) -> Header | None:
    """Return the rows that match known headings best, of equals the fewest and uppermost; None if none match.

    `deep` is to look for them below the first rows too.
    """
    promising = _promising(sheet, recognise)
    if not promising:
        return _deeper_down(sheet, recognise) if deep else None
    best, best_score = None, 0
    sheet = replace(sheet, merged=tuple(m for m in sheet.merged if m.first_row <= sheet.first_row + SEARCHED_ROWS))
    for depth in range(1, DEEPEST + 1):
        for index in range(searched_rows(sheet) - depth + 1):
            if promising.isdisjoint(range(index, index + max(depth, DEEPEST_MERGED if sheet.merged else 0))):
                continue
            header = _header(sheet, index, depth, recognise)
            score = recognise(header.headings) if header else 0
            if score > best_score:
                best, best_score = header, score
    if deep and best_score < LEAST_DEEP and (below := _deeper_down(sheet, recognise)):
        return below
    if best is None and sheet.merged:  # merges that fit no headings say nothing
        return find_header(replace(sheet, merged=(), filled=frozenset()), recognise, deep)
    deeper = _header(sheet, best.index, 2, recognise) if best and _has_subheadings(sheet, best) else None
    return deeper if deeper and recognise(deeper.headings) >= best_score else best


def searched_rows(sheet: Sheet) -> int:
    """Return how many of the first rows of a sheet are looked at closely: fewer of a very wide one."""
    width = len(sheet.rows[0]) if sheet.rows else 1
    return min(SEARCHED_ROWS, len(sheet.rows), max(LEAST_SEARCHED, SEARCHED_CELLS // max(1, width)))


def searched_deep(sheet: Sheet) -> int:
    """Return how many of the first rows of a sheet are looked at when nothing is found in the very first."""
    width = len(sheet.rows[0]) if sheet.rows else 1
    return max(searched_rows(sheet), min(len(sheet.rows), SEARCHED_DEEP, DEEP_CELLS // max(1, width)))


def _promising(sheet: Sheet, recognise: Recognise) -> set[int]:
    """Return the places of the rows in which any text is a known heading: each different text is asked about once."""
    known: dict[str, bool] = {"": False}
    promising: set[int] = set()
    for index, row in enumerate(sheet.rows[: searched_rows(sheet)]):
        for text in row:
            if text not in known:
                may_be = len(text) <= LONGEST_HEADING and LETTERS.search(text)
                known[text] = bool(may_be) and recognise((text,)) > 0
            if known[text]:
                promising.add(index)
                break
    return promising


def _deeper_down(sheet: Sheet, recognise: Recognise) -> Header | None:
    """Return the one row below the searched ones that holds most known headings; None when none holds enough."""
    best, best_score = None, LEAST_DEEP - 1
    for index in range(searched_rows(sheet), searched_deep(sheet)):
        texts = [text for text in sheet.rows[index] if len(text) <= LONGEST_HEADING and LETTERS.search(text)]
        score = recognise(texts) if len(texts) >= LEAST_DEEP else 0
        if score > best_score:
            best, best_score = Header(index, 1, list(sheet.rows[index])), score
    return best


def _has_subheadings(sheet: Sheet, header: Header) -> bool:
    """Return whether the row below holds texts only under groups: a heading with no heading to its right."""
    if header.depth > 1 or header.index + 1 >= len(sheet.rows):
        return False
    above, below = sheet.rows[header.index], sheet.rows[header.index + 1]
    grouped = {place + step for place in range(len(above) - 1) if not above[place + 1].strip() for step in (0, 1)}
    texts = {place for place, text in enumerate(below) if text.strip()}
    blank = {place for place, text in enumerate(above) if not text.strip()}
    return bool(texts & blank) and texts <= grouped and not any(map(str.isdecimal, below)) and len(texts) < len(above)


def _header(sheet: Sheet, index: int, depth: int, recognise: Recognise) -> Header | None:
    """Return the headings these rows would make, None where headings cannot begin or end so."""
    row = sheet.first_row + index
    if any((row, sheet.first_column + place) in sheet.filled for place in range(len(sheet.rows[index]))):
        return None
    merged_depth = max((merge.last_row - row + 1 for merge in sheet.merged if merge.first_row == row), default=1)
    if merged_depth > DEEPEST_MERGED:
        return None
    depth = min(max(depth, merged_depth), len(sheet.rows) - index)
    levels = [_spread(sheet, index + level, last=level == depth - 1) for level in range(depth)]
    return Header(index, depth, _joined(levels, recognise))


def _spread(sheet: Sheet, index: int, last: bool) -> list[str]:
    """Return a row of headings with every group's text over all the columns of the group."""
    texts = list(sheet.rows[index])
    row = sheet.first_row + index
    across = [merge for merge in sheet.merged if merge.first_row <= row <= merge.last_row]
    for merge in across:
        left, right = merge.first_column - sheet.first_column, merge.last_column - sheet.first_column
        if 0 <= left < len(texts) and right < len(texts):
            texts[left : right + 1] = [texts[left]] * (right - left + 1)
    if across or last:
        return texts
    below = sheet.rows[index + 1]
    for place in range(1, len(texts)):
        if not texts[place] and below[place] and below[place - 1]:
            texts[place] = texts[place - 1]
    return texts


def _joined(levels: list[list[str]], recognise: Recognise) -> list[str]:
    """Return one heading a column: the lowest text where it says enough by itself, else all of them joined."""
    stacks = [_distinct(column) for column in zip(*levels, strict=True)]
    lowest = Counter(heading_text(stack[-1]) for stack in stacks if stack)
    return [_heading(stack, lowest, recognise) for stack in stacks]


def _heading(stack: list[str], lowest: Counter[str], recognise: Recognise) -> str:
    if len(stack) < 2:
        return "".join(stack)
    enough = lowest[heading_text(stack[-1])] == 1 and recognise(stack[-1:]) > 0
    return stack[-1] if enough else JOINT.join(stack)


def _distinct(texts: Sequence[str]) -> list[str]:
    """Return the texts that say something and do not repeat the one above."""
    parts: list[str] = []
    for text in texts:
        if text.strip() and text not in parts[-1:]:
            parts.append(text)
    return parts
