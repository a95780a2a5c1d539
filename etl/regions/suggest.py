"""Subjects a misspelt name may mean: for a person to choose from, never accepted by itself."""

from functools import cache

from rapidfuzz import fuzz, process

from etl.regions.names import spellings
from etl.regions.transliteration import skeleton, transliterate
from etl.regions.words import name_of

CLOSE = 81.0  # the least likeness of the naming words: «Атлантида» is 80 like «Алания»
SHOWN = 5
LONGEST = 60  # a longer text is a sentence that only mentions a subject


def suggest(key: str) -> tuple[str, ...]:
    """Return the codes of the subjects whose naming words are closest to a key's, the closest first."""
    name = _comparable(key) if len(key) <= LONGEST else ""
    if len(name) < 3:
        return ()
    choices, codes = _choices()
    close = process.extract(name, choices, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=3 * SHOWN)
    return tuple(dict.fromkeys(codes[place] for _, _, place in close))[:SHOWN]


@cache
def _choices() -> tuple[list[str], list[str]]:
    codes = {_comparable(key): code for key, code in spellings() if len(key) > 3}
    return list(codes), list(codes.values())


def _comparable(key: str) -> str:
    return skeleton(transliterate(" ".join(root for root in name_of(key).roots if not root.isdigit())))
