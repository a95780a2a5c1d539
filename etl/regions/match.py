"""Which subject a written name means: matched only when it can mean no other, otherwise said why not."""

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.regions.names import Status, names, squeeze
from etl.regions.suggest import slips, suggest
from etl.regions.words import NOTHING, SPACED_AO, TOTAL, Name, key_of, name_of, without_frame
from etl.spelling import is_blank, tidy

LONGEST = 200  # a longer text is a footnote or a paragraph
LONGEST_NAMES = 90

NOBODY = re.compile(
    r"(?:регион|субъект|территория|место(?:нахождение| жительства)?|область)?(?: рф)? ?"
    r"(?:не указан[аоы]?|не определен[аоы]?|не распределен[аоы]?|не установлен[аоы]?|не выбран[аоы]?)"
    r"|(?:без|вне|нет) регион(?:а|ов)?|без указания региона|н/д|нд|нет|нет данных|no region|unknown|not specified|n/a"
)
AGGREGATE = re.compile(
    r"(?:.*\b)?(?:федер\w*|фед)\.? ?окр\w*\.?(?: \(.*\))?|(?:.*\b)?(?:ц|сз|ю|ск|п|у|с|д|кр)?фо"
    r"|.*\bfederal (?:district|okrug)"
    r"|(?:центральн|северо-западн|южн|северо-кавказск|приволжск|уральск|сибирск|дальневосточн|северн|волго-вятск"
    r"|поволжск|центрально-черноземн|восточно-сибирск|западно-сибирск)\w+ (?:экономический )?(?:округ|район|регион)\w*"
    r"|(?:российск(?:ая|ой) федераци[яи]|росси[яи]|рф|russia|russian federation|the russian federation)(?:[ ,(].*)?"
    r"|(?:всего|итого|total|в целом|в среднем)\b.*|.*\bпо (?:стране|россии|рф|российской федерации)"
    r"|все (?:регионы|субъекты).*|другие регионы|прочие регионы|иные регионы|регионы рф|субъекты рф"
)
# The capital and the region round it, named in one breath inside other words.
TWINS = re.compile(
    r"москв\w* и (?:московск|мо\b)|санкт-петерб\w*\.? и лен|ленинградск\w+ обл\w* и (?:г\. ?)?санкт-петерб"
)
MUNICIPAL = re.compile(
    r"\b(?:муниципальн\w+|городско[йе]|сельск\w+|городск\w+|район\w*|р-н|поселени\w+|пос[её]л\w+|поселок|село|деревня"
    r"|станица|пгт|округ)\b\.?"
)
OKRUGS = {"72": ("86", "89"), "29": ("83",)}
WITHOUT = re.compile(
    r"[ ,(]+(?:без|кроме|не включая|за исключением|за вычетом|исключая|минус|искл\.?|without|excluding|excl\.?|except)\b"
)
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
OF_REGION = re.compile(r"(.+?),? ((?:тюменской|архангельской) обл(?:асти|\.)?)")
SHORTEST_SLIPPED, LONGEST_SLIPPED = 9, 60  # in a shorter name one letter is too much of it
INNER_HYPHEN = re.compile(r"(?<=[а-я]{2})-(?=[а-я]{2})")
# What stands before or behind a town, a village, a district or a street of a subject.
PLACE = re.compile(
    r"\b(?:г|гор|город|пос|п|пгт|рп|р\.п|с|село|д|дер|деревня|ст|станица|ст-ца|х|хутор|аул|р-н|район\w*|ул|улица|пр-т|проспект"
    r"|мкр|городско[йе]|муниципальн\w+|сельск\w+|поселени\w+|пос[её]л\w+|м\.? ?о|г\.? ?о)\b\.?"
)
ABBREVIATED = re.compile(r"[а-я]{5}\. ?[а-я]")
# «Свердловская область - Серовская»: a branch of something in the region.
BRANCH = re.compile(r"(.+ (?:область|обл\.?|край))-([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name is and the codes of the subjects it is about."""

    status: Status
    codes: tuple[str, ...] = ()


UNKNOWN = Meaning("unknown")
SAYS_NOTHING = Name((), NOTHING)  # «Россия», a comma


def names_part_of_country(text: str) -> bool:
    """Return whether a text names a federal district or the country, and not regions one by one."""
    words = tidy(text[: LONGEST + 1])
    return not words.startswith("все ") and AGGREGATE.fullmatch(words) is not None


def region_status(text: str) -> Status:
    """Return how a written region is understood: matched where it is one subject."""
    return meaning(text).status


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
    inner = without_frame(key)
    sense = (
        _direct(key)
        or _with_okrugs(inner)
        or _direct(inner)
        or _squeezed(inner)
        or _okrug_of(inner)
        or _with_its_place(inner)
        or _compound(inner)
        or _cut(inner)
    )
    if sense and sense.status == "matched" and sense.codes[0] in OKRUGS and TOTAL.search(key):
        return _whole(sense.codes[0])
    return sense or _unbroken(inner) or _not_a_subject(inner) or _slipped(inner) or _suggested(inner)


def _direct(key: str) -> Meaning | None:
    entry = names().find(name_of(key))
    return Meaning(entry.status, entry.codes) if entry else None


def _squeezed(key: str) -> Meaning | None:
    entry = names().squeezed.get(squeeze(key))
    return Meaning(entry.status, entry.codes) if entry else None


def _cut(key: str) -> Meaning | None:
    """Return the meaning of a name abbreviated with a full stop, its kind said."""
    name = name_of(key)
    if not ABBREVIATED.search(key) or not name.kinds or not all(len(root) >= 5 for root in name.roots):
        return None
    entry = names().abbreviated(name) if name.roots else None
    return Meaning(entry.status, entry.codes) if entry else None


def _okrug_of(key: str) -> Meaning | None:
    """Return the okrug of «Ненецкий автономный округ Архангельской области»."""
    parts = OF_REGION.fullmatch(key)
    okrug, region = (_direct(parts[1]), _direct(parts[2])) if parts else (None, None)
    if okrug is None or region is None or okrug.status != "matched" or region.status != "matched":
        return None
    return okrug if okrug.codes[0] in OKRUGS.get(region.codes[0], ()) else None


def _with_its_place(key: str) -> Meaning | None:
    """Return the subject of «Тульская область, пос. Ленинский»: a place stands behind it, and no other subject or its town."""
    head, _, tail = key.partition(",")
    sense = _direct(head) if tail and name_of(head).kinds else None
    if sense is None or sense.status != "matched" or not PLACE.search(tail):
        return None
    for part in re.split(r"[,;()]", tail):
        other, town = _direct(part.strip()), _town(PLACE.sub(" ", part).strip(" .-"))
        if (other and other.codes != sense.codes) or (town and sense.codes[0] not in town.codes):
            return None
    return sense


def _unbroken(key: str) -> Meaning | None:
    """Return the meaning of a name whose words a hyphen broke at the end of a line: «Архангель-ской области»."""
    whole = INNER_HYPHEN.sub("", key)
    sense = _direct(whole) if whole != key else None
    return sense if sense and sense.status == "matched" else None


def _slipped(key: str) -> Meaning | None:
    """Return the subject from which a name is one slip of a letter away, when no other name is near.

    A slip is one letter left out, put in, changed, or exchanged with the next.
    """
    if not SHORTEST_SLIPPED <= len(squeeze(key)) <= LONGEST_SLIPPED:
        return None
    codes = slips(squeeze(key))
    return Meaning("matched", codes) if len(codes) == 1 and codes[0].isdigit() else None


def _whole(code: str) -> Meaning:
    """Return the meaning of a region together with its autonomous okrugs: no one subject."""
    return Meaning("ambiguous", (code, *OKRUGS[code]))


def _with_okrugs(key: str) -> Meaning | None:
    """Return the meaning of «Тюменская область без АО», which is the region, and of «с АО», which is not."""
    for joint, whole in ((WITHOUT, False), (WITH, True)):
        if not (match := joint.search(key)):
            continue
        head, tail = _direct(key[: match.start()]), SPACED_AO.sub(r"\1\2", key[match.end() :])
        if head and head.codes[0] in OKRUGS and _about_okrugs(tail):
            return _whole(head.codes[0]) if whole or not _all_okrugs(head.codes[0], tail) else head
    return None


def _about_okrugs(tail: str) -> bool:
    words = re.findall(r"[^\W\d_]+", tail)
    return bool(words) and all(OKRUG_WORD.fullmatch(word) for word in words)


def _all_okrugs(code: str, tail: str) -> bool:
    """Return whether no okrug is left in: «без ХМАО» leaves the other one."""
    named = [bool(NAMED_OKRUG[okrug].search(tail)) for okrug in OKRUGS[code]]
    return all(named) or not any(named)


def _compound(key: str) -> Meaning | None:
    """Return the meaning of several names together; a sentence that mentions some is not one."""
    if len(key) > LONGEST_NAMES:
        return None
    if branch := BRANCH.fullmatch(key):
        head = _direct(branch[1])
        return Meaning("suggested", head.codes) if head and head.status == "matched" else None
    parts = [part.strip(" -.,:") for part in PARTS.split(key)]
    read = [(_direct(part) or _town(part) or UNKNOWN) for part in parts if name_of(part) != SAYS_NOTHING]
    if len(read) < 2:
        return None
    subjects = list(dict.fromkeys(m.codes[0] for m in read if m.status == "matched"))
    if len(subjects) > 1:
        return _several(subjects, key)
    return _one_subject(subjects[0], read) if subjects else None


def _several(subjects: list[str], key: str) -> Meaning:
    """Return the okrug of «Ненецкий автономный округ (Архангельская область)»; other subjects together are a sum."""
    okrug, region = subjects[0], subjects[-1]
    if len(subjects) == 2 and okrug in OKRUGS.get(region, ()) and key.endswith(")"):
        return Meaning("matched", (okrug,))
    family = [code for code in subjects if code in OKRUGS]
    if len(family) == 1 and set(subjects) <= {family[0], *OKRUGS[family[0]]}:
        return _whole(family[0])
    return Meaning("aggregate")


def _one_subject(code: str, read: list[Meaning]) -> Meaning | None:
    """Return the subject named together with its own town or its former part; with other words it is a guess."""
    others = [meaning for meaning in read if meaning != Meaning("matched", (code,))]
    if all(meaning.codes == (code,) for meaning in others):
        return next((meaning for meaning in others if meaning.status == "merged"), Meaning("matched", (code,)))
    return Meaning("suggested", (code,))


def _town(key: str) -> Meaning | None:
    codes = names().town(name_of(key))
    if not codes:
        return None
    return Meaning("locality" if len(codes) == 1 else "ambiguous", codes)


def _not_a_subject(key: str) -> Meaning | None:
    """Return the meaning of a district, a total, a town or a municipality."""
    if AGGREGATE.fullmatch(key) or TWINS.search(key):
        return Meaning("aggregate")
    if town := _town(key):
        return town
    if not MUNICIPAL.search(key) or key.startswith(("совет", "ассоциация", "администрация")):
        return None
    return Meaning("locality", names().town(name_of(MUNICIPAL.sub(" ", key))) or _mentioned(key))


def _suggested(key: str) -> Meaning:
    codes = _mentioned(key) or suggest(key)
    return Meaning("suggested", codes) if codes else UNKNOWN


def _mentioned(key: str) -> tuple[str, ...]:
    """Return the subjects named in full among other words: «Администрация Томской области»."""
    words = key.split()
    if not 2 < len(words) <= 12:
        return ()
    windows = (" ".join(words[i : i + size]) for size in (2, 3) for i in range(len(words) - size + 1))
    meanings = (_direct(window) for window in windows if name_of(window).kinds)
    return tuple(dict.fromkeys(meaning.codes[0] for meaning in meanings if meaning and meaning.status == "matched"))
