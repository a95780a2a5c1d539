"""Which headings are spelt nearly like one that a register knows: one scorer over the different texts, each looked at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from rapidfuzz import fuzz, process

from etl.datasets import DATASETS
from etl.intake.headings.columns import known_headings
from etl.read import Sheet
from etl.read.header_rows import searched_rows
from etl.read.table import Recognise, heading_text

CLOSE = 84.0  # the least likeness of two headings: «Субьект РФ» and «Субъект РФ» are 90
SHORTEST, LONGEST = 4, 80  # two short words are alike by chance, and a paragraph is no heading
LETTERS = re.compile(r"[^\W\d_]{2}")
SCORERS = (fuzz.ratio, fuzz.token_sort_ratio)


@lru_cache(maxsize=4096)
def nearest(register: str, words: str) -> tuple[tuple[str, int], ...]:
    """Return the columns a heading is spelt nearly like, with the likeness, the nearest first."""
    if len(words) < SHORTEST:
        return ()
    columns = _long_headings(register)
    best: dict[str, int] = {}
    for scorer in SCORERS:
        for text, score, _ in process.extract(words, columns.keys(), scorer=scorer, score_cutoff=CLOSE, limit=5):
            best[columns[text]] = max(int(score), best.get(columns[text], 0))
    return tuple(sorted(best.items(), key=lambda column: -column[1]))


@cache
def _long_headings(register: str) -> Mapping[str, str]:
    return {text: name for text, name in known_headings(register).items() if len(text) >= SHORTEST}


def loosely(sheets: Iterable[Sheet]) -> Recognise:
    """Return the function that says how many of some headings one register knows or nearly knows, for the texts of these sheets."""
    upper = dict.fromkeys(
        chain.from_iterable(chain.from_iterable(row for row in sheet.rows[: searched_rows(sheet)]) for sheet in sheets)
    )
    near = near_registers(list(dict.fromkeys(map(heading_text, filter(LETTERS.search, upper)))))

    def recognised(headings: Sequence[str]) -> int:
        near_of_each = [near.get(heading_text(heading), ()) for heading in headings]
        return max(sum(register in registers for registers in near_of_each) for register in DATASETS)

    return recognised


def near_registers(texts: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the registers that know or nearly know each of these texts in their normal form; none of a text is left out."""
    exact = {text: {register for register in DATASETS if text in known_headings(register)} for text in texts}
    inexact = [text for text in texts if SHORTEST <= len(text) <= LONGEST and not exact[text]]
    choices = [(text, register) for register in DATASETS for text in _long_headings(register)]
    if inexact:
        for row, place in zip(*_alike(inexact, [text for text, _ in choices]), strict=True):
            exact[inexact[row]].add(choices[place][1])
    return {text: frozenset(registers) for text, registers in exact.items() if registers}


def _alike(texts: Sequence[str], headings: Sequence[str]) -> tuple[Sequence[int], ...]:
    """Return the places of the texts and headings that are alike."""
    import numpy as np  # a file whose headings are known waits for it in vain

    scores = [process.cdist(texts, headings, scorer=one, score_cutoff=CLOSE, dtype=np.uint8) for one in SCORERS]
    return tuple(places.tolist() for places in np.nonzero(np.maximum(*scores)))
