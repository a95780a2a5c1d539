"""Which subject a written name means: matched only when it can mean no other, otherwise said why not."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from etl.region_names import Names, names, squeeze
from etl.region_suggest import suggest
from etl.region_words import TOTAL, key_of, name_of, without_frame
from etl.spelling import is_blank, tidy

Status = Literal["matched", "none", "suggested", "ambiguous", "aggregate", "merged", "locality", "empty", "unknown"]

LONGEST = 200  # a longer text is a footnote or a paragraph

NOBODY = re.compile(
    r"(?:регион|субъект|территория|место(?:нахождение| жительства)?|область)?(?: рф)? ?"
    r"(?:не указан[аоы]?|не определен[аоы]?|не распределен[аоы]?|не установлен[аоы]?|не выбран[аоы]?)"
    r"|(?:без|вне|нет) регион(?:а|ов)?|без указания региона|н/д|нд|нет|нет данных|no region|unknown|not specified|n/a"
)
AGGREGATE = re.compile(
    r"(?:.*\b)?(?:федер\w*|фед)\.? ?окр\w*\.?(?: \(.*\))?|(?:.*\b)?(?:ц|сз|ю|ск|п|у|с|д|кр)?фо|.*\bfederal (?:district|okrug)"
    r"|(?:центральн|северо-западн|южн|северо-кавказск|приволжск|уральск|сибирск|дальневосточн|северн|волго-вятск"
    r"|поволжск|центрально-черноземн|восточно-сибирск|западно-сибирск)\w+ (?:экономический )?(?:округ|район|регион)\w*"
    r"|(?:российск(?:ая|ой) федераци[яи]|росси[яи]|рф|russia|russian federation|the russian federation)(?:[ ,(].*)?"
    r"|(?:всего|итого|total|в целом|в среднем)\b.*|.*\bпо (?:стране|россии|рф|российской федерации)"
    r"|все (?:регионы|субъекты).*|другие регионы|прочие регионы|иные регионы|регионы рф|субъекты рф"
)
# The capital and the region round it, named in one breath inside other words.
TWINS = re.compile(r"москв\w* и московск|санкт-петерб\w*\.? и лен|ленинградск\w+ обл\w* и (?:г\. ?)?санкт-петерб")
MUNICIPAL = re.compile(
    r"\b(?:муниципальн\w+|городско[йе]|сельск\w+|городск\w+|район\w*|р-н|поселени\w+|пос[её]л\w+|поселок|село|деревня"
    r"|станица|пгт|округ)\b\.?"
)
OKRUGS = {"72": ("86", "89"), "29": ("83",)}
WITHOUT = re.compile(r"[ ,(]+(?:без|кроме|не включая|за исключением|за вычетом|искл\.?|without|excluding|excl\.?|except)\b")
WITH = re.compile(r"[ ,(]+(?:с|со|вкл\.?|включая|вместе с|в том числе|with|including|incl\.?)\b")
OKRUG_WORD = re.compile(
    r"авт\w*|окр\w*|ао|нао|хмао|янао|югр\w+|ненецк\w+|ямало|ханты|мансийск\w+|данных|данные|учета|по|и|без|входящих|в"
    r"|нее|состав|jsc|ao|a|okrugs?|autonomous|nenets\w*|areas?|districts?|the|of|and|khanty|mansi\w*|yamalo?|yugra|data"
)
NAMED_OKRUG = {"86": re.compile(r"хмао|ханты|югр|khanty"), "89": re.compile(r"янао|ямал|yamal"), "83": re.compile("")}
PARTS = re.compile(
    r"[(),;/+]|\bи\b|\band\b|(?=\bгород(?:а|е)? )|(?=\bг\. ?[а-я]{3})|(?<=\bобласть )|(?<=\bобл\.)|(?<=\bобл )"
    r"|(?<=\bобласти )|(?<=\bкрай )|(?<=\bкрая )|(?<=\bреспублика )"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name is and the codes of the subjects it is about."""

    status: Status
    codes: tuple[str, ...] = ()


UNKNOWN = Meaning("unknown")


def meaning(text: str) -> Meaning:
    """Return what a written name means."""
    if len(text) > LONGEST:
        return UNKNOWN
    words = tidy(text)
    if is_blank(words):
        return Meaning("empty")
    return Meaning("none") if NOBODY.fullmatch(words) else _meaning(key_of(text))


@lru_cache(maxsize=16_384)
def _meaning(key: str) -> Meaning:
    known = names()
    inner = without_frame(key)
    return (
        _direct(known, key)
        or _with_okrugs(known, inner)
        or _direct(known, inner)
        or _squeezed(known, inner)
        or _compound(known, inner)
        or _not_a_subject(known, inner)
        or _suggested(inner)
    )


def _direct(known: Names, key: str) -> Meaning | None:
    """Return the meaning of a known name; a total of a region with okrugs is not that region."""
    entry = known.find(name_of(key))
    if entry is None:
        return None
    if TOTAL.search(key) and entry.codes[0] in OKRUGS:
        return _whole(entry.codes[0])
    return Meaning(_status(entry.status), entry.codes)
