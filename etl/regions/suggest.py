"""Subjects a misspelt name may mean: for a person to choose from, never accepted by itself."""

from functools import cache
from itertools import chain

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from etl.regions.names import all_names, spellings, squeeze
from etl.regions.transliteration import skeleton, transliterate
from etl.regions.words import name_of

CLOSE = 81.0  # the least likeness of the naming words: «Атлантида» is 80 like «Алания»
NEAR = 2  # letters: another name that near makes a slip a guess
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


def slips(name: str) -> tuple[str, ...]:
    """Return what the names mean that are near a squeezed one, when the nearest is one slip of a letter away: codes of subjects, or words."""
    keys, meanings = _squeezed_names()
    alike = chain.from_iterable(_by_length().get(len(name) + step, ()) for step in (-1, 0, 1))
    if process.extractOne(name, list(alike), scorer=OSA.distance, score_cutoff=1) is None:  # nearly always
        return ()
    near = process.extract(name, keys, scorer=OSA.distance, score_cutoff=NEAR, limit=None)
    return tuple(sorted({meanings[place] for _, _, place in near}))


@cache
def _by_length() -> dict[int, list[str]]:
    """Return the names in letters run together by their number of letters."""
    names: dict[int, list[str]] = {}
    for name in _squeezed_names()[0]:
        names.setdefault(len(name), []).append(name)
    return names


@cache
def _squeezed_names() -> tuple[list[str], list[str]]:
    """Return every name in letters run together, and what it means: the code of a subject, or words for what is none."""
    meanings: dict[str, str] = {}
    for naming in all_names():
        words = " ".join(
            naming.entry.codes if naming.entry.status == "matched" else (naming.entry.status, *naming.entry.codes)
        )
        key = squeeze(naming.key)
        meanings[key] = words if meanings.get(key, words) == words else "several"
    return list(meanings), list(meanings.values())


@cache
def _choices() -> tuple[list[str], list[str]]:
    codes = {_comparable(key): code for key, code in spellings() if len(key) > 3}
    return list(codes), list(codes.values())


def _comparable(key: str) -> str:
    return skeleton(transliterate(" ".join(root for root in name_of(key).roots if not root.isdigit())))
