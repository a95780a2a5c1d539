"""Which municipality a written name means: matched only when it can mean no other, otherwise ambiguous or unknown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from etl.regions.match import meaning
from etl.regions.municipalities.directory import final_unit, newest_versions, regions_listed, usual_spellings
from etl.regions.municipalities.kinds import stated_kinds, tests_of
from etl.regions.municipalities.names import Naming, declined_namings_of, namings_of
from etl.regions.municipalities.near_names import one_slip_away, town_of_former_district
from etl.regions.municipalities.suggest import suggested_units
from etl.regions.municipalities.words import (
    BELOW,
    DISTRICT,
    FRAME,
    GENERIC,
    OKRUG,
    SETTLED,
    Word,
    key_of_words,
    words_of,
)

LONGEST = 200
MOST_WORDS, MOST_NAMED = 16, 7
REMEMBERED = 65_536
# What follows is left out, or the text is about several municipalities.
NOT_ONE = frozenset(
    ["кроме", "без", "исключением", "исключая", "прочие", "другие", "иные", "все", "всего", "итого", "свод", "сводная"]
)
REGION_WORD = re.compile(
    r"(?:республик\w*|област[ьие]ю?)(?:-\w+)?|респ|обл|кра[йяею]|краем|автономн\w+|ао"
    r"|москв\w{1,2}|санкт-петербург\w*|спб|севастопол\w+"
)
REGION_LETTERS = re.compile(r"[А-ЯЁ]{2,5}")
LONGEST_REGION = 5
SHORTEST_CUT, LONGEST_CUT, SHORTEST_WHOLE = 3, 4, 5  # letters of «Кичм.-Городецкий» and of «Ниж. Тагил»
ADJECTIVE = re.compile(r".*(?:ск|цк|н|в)(?:ий|ой|ый|ая|ое|ого|ом)")

Status = Literal["matched", "none", "ambiguous", "unknown", "empty"]
Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityReading:
    """Which municipality a written name means, or which it may mean; `is_below` when it says that it is a settlement."""

    status: Status
    unit: str = ""
    candidates: tuple[str, ...] = ()
    is_below: bool = False

    @property
    def name(self) -> str:
        """Return the newest full name of the municipality; empty when none is matched."""
        return newest_versions()[self.unit].name if self.unit else ""


UNKNOWN = MunicipalityReading("unknown")


def municipality_key(text: str) -> str:
    """Return the key of a written name, under which its confirmed meaning is kept."""
    return " ".join(word.text for word in words_of(text))


@lru_cache(maxsize=REMEMBERED)
def match_municipality(text: str, region: str) -> MunicipalityReading:
    """Return which municipality of a region a written name means; without a region none is, for any may be another's."""
    if unit := usual_spellings().get((region, text)):
        return MunicipalityReading("matched", unit)
    return read_municipality(text, region)


def read_municipality(text: str, region: str) -> MunicipalityReading:
    """Return the same, worked out from the words of the name."""
    if not any(mark.isalnum() for mark in text):
        return MunicipalityReading("empty")
    if len(text) > LONGEST:
        return UNKNOWN
    if not region:
        return _somewhere(text)
    words = words_of(text)
    is_below = any(word.kind in (BELOW, SETTLED) for word in words)
    return _meaning(words, region) or MunicipalityReading("unknown", "", suggested_units(text, region), is_below)


def _somewhere(text: str) -> MunicipalityReading:
    """Return the municipalities of all regions that a name may mean: ambiguous when there are several."""
    readings = [reading for code in regions_listed() if (reading := _meaning(words_of(text), code))]
    units = tuple(unit for reading in readings for unit in (reading.candidates or (reading.unit,)))
    return MunicipalityReading("ambiguous" if len(units) > 1 else "unknown", candidates=units)


def _meaning(words: Words, region: str) -> MunicipalityReading | None:
    if len(words) > MOST_WORDS or any(word.text in NOT_ONE for word in words):
        return None
    own = without_region(words, region)
    return (
        own and (_whole(own, region) or _together(own, region) or _mentioned(own, region) or _near(own, region))
    ) or None


def _near(words: Words, region: str) -> MunicipalityReading | None:
    """Return what a name means that no municipality has, but only one of the region nearly has."""
    key, stated = key_of_words(tuple(word for word in words if not word.kind)), stated_kinds(words)
    if any(word.is_break for word in words) or BELOW in stated:
        return None
    if stated & {DISTRICT, OKRUG} and (unit := town_of_former_district(key, region)):
        return MunicipalityReading("matched", unit)
    reading = _of_namings(one_slip_away(key, region), stated)
    return reading if reading and reading.status == "matched" else None


def _whole(words: Words, region: str, stated: frozenset[str] = frozenset()) -> MunicipalityReading | None:
    """Return what a name means all of whose words name the municipality or say its kind."""
    plain = tuple(word for word in words if not word.is_break or word.text == "и")
    parts = [(key_of_words(named), stated | stated_kinds(kinds)) for named, kinds in _named_parts(plain)]
    for namings_in in (namings_of, declined_namings_of):
        for key, kinds in parts:
            if (namings := namings_in(region).get(key)) and (reading := _of_namings(namings, kinds)):
                return reading
    return _cut_short(plain, region, stated)


def _named_parts(words: Words) -> Iterator[tuple[Words, Words]]:
    """Yield the words that may be the name with the words that say its kind: «Красное Село» has one among its own."""
    naming = [place for place, word in enumerate(words) if not word.kind]
    if not naming:
        return
    starts, ends = range(naming[0] + 1), range(len(words), naming[-1], -1)
    windows = sorted(((end - start, start, end) for start in starts for end in ends), reverse=True)
    for _, start, end in windows:
        yield words[start:end], words[:start] + words[end:]
    yield tuple(words[place] for place in naming), tuple(word for word in words if word.kind)


def _of_namings(namings: Sequence[Naming], stated: frozenset[str]) -> MunicipalityReading | None:
    """Return which of the municipalities a name is said of with these kinds."""
    for passes in tests_of(stated):
        if fitting := [naming.version.unit for naming in namings if passes(naming)]:
            return _one_of(fitting)
    return None


def _one_of(units: Iterable[str]) -> MunicipalityReading:
    """Return the one municipality these are or became; ambiguous when they are several."""
    different = tuple(dict.fromkeys(units))
    last = tuple(dict.fromkeys(map(final_unit, different)))
    if len(last) > 1:
        return MunicipalityReading("ambiguous", candidates=last)
    return MunicipalityReading("matched", different[0] if len(different) == 1 else last[0])


def _cut_short(words: Words, region: str, stated: frozenset[str]) -> MunicipalityReading | None:
    """Return the meaning of «Кичм.-Городецкий», «Н. Тагил»: the beginning is cut, and only one name goes on so."""
    first, last = _ends([word for word in words if not word.kind])
    if not first or not last:
        return None
    namings = namings_of(region)
    keys = [key for key in namings if key.startswith(first) and key.endswith(last) and len(key) > len(first + last)]
    readings = {_of_namings(namings[key], stated | stated_kinds(words)) for key in keys} - {None}
    return readings.pop() if len(readings) == 1 else None


def _ends(named: Sequence[Word]) -> tuple[str, str]:
    """Return the cut beginning and the whole end of a name; empty texts of a name that is not cut."""
    if len(named) == 1:
        first, _, last = named[0].text.partition("-")
        return (first.rstrip("."), last) if len(first) >= SHORTEST_CUT or len(last) >= SHORTEST_WHOLE else ("", "")
    if len(named) == 2 and len(named[0].text) <= LONGEST_CUT and len(named[1].text) >= SHORTEST_WHOLE:
        return named[0].text, named[1].text
    return "", ""


def _together(words: Words, region: str) -> MunicipalityReading | None:
    """Return the meaning of several names in one cell that are names of one municipality: a district and its town."""
    parts = [tuple(part) for is_break, part in groupby(words, lambda word: word.is_break) if not is_break]
    kinds = frozenset(kind for part in parts if all(word.kind for word in part) for kind in stated_kinds(part))
    names = [part for part in parts if not all(word.kind for word in part) and not _is_region(part, region)]
    if len(parts) < 2 or not names:
        return None
    readings = [_whole(part, region, kinds if len(names) == 1 else frozenset()) for part in names]
    units = [reading.unit for reading in readings if reading and reading.status == "matched"]
    reading = _one_of(units) if len(units) == len(names) else None
    return reading if reading and reading.status == "matched" else None


def _mentioned(words: Words, region: str) -> MunicipalityReading | None:
    """Return the one municipality that a phrase names with its kind: «тариф в Комаричском муниципальном районе»."""
    matches = [
        (start, end, reading)
        for start in range(len(words))
        for end in range(start + 2, min(len(words), start + MOST_NAMED) + 1)
        if _says_kind_and_name(words[start:end]) and (reading := _whole(words[start:end], region))
    ]
    if not matches:
        return None
    start, end, reading = max(matches, key=lambda match: match[1] - match[0])
    outside = all(_is_quiet(word, place) for place, word in enumerate(words) if not start <= place < end)
    inside = all(start <= other[0] and other[1] <= end for other in matches)
    return reading if outside and inside and reading.status == "matched" else None


def _says_kind_and_name(words: Words) -> bool:
    kinds = stated_kinds(words) - {FRAME, GENERIC}
    return bool(kinds) and not any(word.is_break for word in words)


def _is_quiet(word: Word, place: int) -> bool:
    """Return whether a word of a phrase names nothing: neither another place nor the kind of one."""
    if word.kind:
        return word.kind in (FRAME, GENERIC)
    return word.written.islower() or (place == 0 and not ADJECTIVE.fullmatch(word.text))


def without_region(words: Words, region: str) -> Words | None:
    """Return a name without that of its region; None when it names another region."""
    start = 0
    while start < len(words):
        code, size = _region_at(words[start:], region)
        if code == region:
            words = words[:start] + words[start + size :]
        elif code:
            return None
        else:
            start += 1
    return words


def _region_at(words: Words, region: str) -> tuple[str, int]:
    """Return the code of the region that words begin with and how many words name it; an empty code for none."""
    longest = min(len(words), LONGEST_REGION)
    for size in range(longest, 0, -1):
        part = words[:size]
        if _may_be_region(part) and (code := _region_code(part, region)):
            return code, size
    return "", 0


def _may_be_region(words: Words) -> bool:
    if any(word.is_break for word in words):
        return False
    letters = len(words) == 1 and not words[0].kind and REGION_LETTERS.fullmatch(words[0].written)
    return bool(letters) or any(REGION_WORD.fullmatch(word.text) for word in words)


def _region_code(words: Words, region: str) -> str:
    """Return the code of the region that words name; «РБ» of a row of Bashkortostan is no Buryatia."""
    sense = meaning(" ".join(word.text for word in words))
    if sense.status == "ambiguous" and region in sense.codes:
        return region
    return sense.codes[0] if sense.status == "matched" else ""


def _is_region(words: Words, region: str) -> bool:
    return _region_code(words, region) == region
