"""Names of people inside a text: with a patronymic, or a surname with both initials, in any case.

Left as they are: whoever a place, an event or a prize is named after, and what only looks like initials, «Г.О. Чайковский».
"""

import re
from functools import cache

from etl.intake.people.first_names import FIRST_NAMES
from etl.regions.municipalities.directory import versions

MASK = "скрыто"
WORD = r"[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+)(?:-[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+))?"
# In every case: «Ивановичу», «Сергеевной».
PATRONYMIC = (
    r"[А-ЯЁ](?:[а-яё]*(?:[влмкн]ич|ьич)(?:а|у|ем|е|и|ей|ам|ами|ах)?|[а-яё]*(?:вн|ичн)(?:а|ы|е|у|ой|ою)"
    r"|[А-ЯЁ]*(?:[ВЛМКН]ИЧ|ЬИЧ)(?:А|У|ЕМ|Е)?|[А-ЯЁ]*(?:ВН|ИЧН)(?:А|Ы|Е|У|ОЙ|ОЮ))"
)
FURTHER = r"(?:оглы|кызы|ОГЛЫ|КЫЗЫ)"
SURNAME = (
    r"[А-ЯЁ][а-яё]*(?:[оеё]в|[ыи]н|[оеё]ва|[ыи]на|[оеё]вой|[ыи]ной|[оеё]ву|[ыи]ну|[оеё]вым|[ыи]ным|[оеё]ве|[ыи]не"
    r"|[сц]кий|[сц]кая|[сц]кого|[сц]кому|[сц]ким|[сц]кой|[сц]кую|енко|ко|ук|юк|[яа]н|дзе|швили|[иы]х|ой|ый|ая|ий|ич)"
)
FULL_NAME = re.compile(
    rf"\b(?:{WORD}\s+){{1,2}}{PATRONYMIC}\b(?:\s+{FURTHER}\b|\s+{SURNAME}\b)?|\b(?:{WORD}\s+){{2}}{WORD}\s+{FURTHER}\b"
    r"|\b(?:[A-Z][a-z]+[\s_]+){1,2}[A-Z][a-z]+(?:ovich|evich|ovna|evna|ichna|lich)\b"
)
# The second initial may stand without a dot where nothing follows: «В» begins a sentence as well.
WITH_INITIALS = re.compile(
    rf"(?:\b(?P<left>{WORD})\s+|\b(?P<glued>[А-ЯЁ][а-яё]+)|(?<![\w.]))(?P<first>[А-ЯЁ])\.(?:-[А-ЯЁ]\.)?\s?"
    rf"(?P<second>[А-ЯЁ])(?:\.|(?=\s*(?:[,;)\n]|$)))(?!\s?[А-ЯЁ]\.)(?:\s?(?P<right>{WORD})\b)?"
)
# Without capitals only beside a known first name: «духовна» ends like a patronymic.
SMALL_NAME = re.compile(
    r"\b(?:[а-яё-]+\s+){1,2}[а-яё]+(?:вич|ьич|мич|вна|ична)\b(?:\s+[а-яё]+(?:[оеё]ва?|[ыи]на?|[сц]к(?:ий|ая)|енко)\b)?"
)
INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
SHORT_NAME = re.compile(rf"{WORD}\s+{INITIALS}|{INITIALS}\s?{WORD}")
IS_SURNAME = re.compile(rf"{SURNAME}(?:-{SURNAME})?", re.IGNORECASE)
PLACE_MARKS = ("МО", "ГО", "МР", "СП", "ГП", "СО", "РП", "НП")  # «муниципальный округ», «городской округ», ...
OKRUG = re.compile(
    r"(?:ненецк|мансийск|чукотск|еврейск|агинск|пермяцк|корякск|таймырск|эвенкийск|ордынск)", re.IGNORECASE
)
OFFICES = re.compile(
    r"глава|мэр|директор|председател|заместител|начальник|руководител|депутат|секретар|министр|губернатор|тов|г-н|г-жа",
    re.IGNORECASE,
)
OF_A_PLACE = re.compile(
    r"администраци|совет|дум|собрани|бюджет|территори|жител|устав|муниципал|управлени|комитет|отдел|ассоциаци|представител"
    r"|форум|семинар|совещани|праздник|день|итог|план|отч[её]т|свод|реестр|город|пос[её]л|село",
    re.IGNORECASE,
)
# Before whoever is honoured: the word that says so, and what they were: «имени дважды Героя Советского Союза ...».
_TITLE = (
    r"(?:\s+(?:[а-яё-]+\.?|Герой?я?|Советского|Союза|России|Российской|Федерации|Социалистического|Труда|Славы|СССР|РСФСР|РФ"
    r"|Великой|Отечественной|Победы))"
)
HONOURED = re.compile(
    rf"(?i:\bимени|\bим\.|\bим|\bпамяти|\bв честь){_TITLE}{{0,7}}\s*[«\"]?$"
    r"|(?i:\b(?:приз|преми|куб|мемориал|музе|чтени|стипенди|турнир|фонд|театр|усадьб|наследи|творчеств|юбиле|улиц|проспект|площад"
    r"|бульвар|переул|парк|сквер|набережн)\w*\s+[«\"]?$|\bдня рождения\s+[«\"]?$|\b(?:ул|пр-т|пр|пл|наб)\.?\s+[«\"]?$)"
)
NAMED = re.compile(r"[ов]в$|[её]в$|[ыи]н$|[сц]кий$|ий$|ый$|ич$", re.IGNORECASE)  # who is called so, in the first case
SECOND_INITIAL = re.compile(r"[А-ЯЁ]\.(?:-[А-ЯЁ]\.)?\s?[А-ЯЁ](?:\.|\s*(?:[,;)\n\0]|$))")
BEFORE = 90


def without_names(text: str) -> str:
    """Return a text with the names of people in it hidden."""
    text = SMALL_NAME.sub(lambda match: MASK if FIRST_NAMES.intersection(match[0].split()) else match[0], text)
    text = FULL_NAME.sub(lambda match: match[0] if is_honoured(match, match[0]) else MASK, text)
    return WITH_INITIALS.sub(_without_initials, text) if SECOND_INITIAL.search(text) else text


def _without_initials(match: re.Match[str]) -> str:
    left, right = match["left"] or match["glued"] or "", match["right"] or ""
    if is_honoured(match, left or right) or (left and right and _is_honoured_after(match, right)):
        return match[0]
    is_left, is_right = (_is_person(word, match) for word in (left, right))
    if is_right and not is_left:
        return f"{left} {MASK}" if left else MASK
    if is_left and not is_right:
        return f"{MASK} {right}" if right else MASK
    if not is_left:
        return match[0]
    return f"{left} {MASK}" if OFFICES.match(left) else MASK


def _is_person(word: str, match: re.Match[str]) -> bool:
    """Return whether a word beside initials is a surname."""
    pair, surname = match["first"] + match["second"], IS_SURNAME.fullmatch(word) is not None
    if not word or (pair == "АО" and OKRUG.search(word)):
        return False
    if pair in PLACE_MARKS:
        is_place = word.casefold() in place_words() or OFFICES.match(word) or OF_A_PLACE.match(word)
        return not is_place and (surname or word != match["right"])
    if pair == "ИО":  # «И.О. Министра»
        return surname
    return surname or not (match["left"] or match["glued"]) or match["right"] is None or not OFFICES.match(word)


def is_honoured(match: re.Match[str], name: str) -> bool:
    """Return whether something is named after a person: a word before says so, and the name stands in the second case."""
    before = match.string[max(0, match.start() - BEFORE) : match.start()]
    return HONOURED.search(before) is not None and not NAMED.search(name)


def _is_honoured_after(match: re.Match[str], name: str) -> bool:
    """Return whether the word before the initials says itself that something is named after a person: «Приз А.С. Макаренко»."""
    before = match.string[max(0, match.start() - BEFORE) : match.start("first")]
    return HONOURED.search(before) is not None and not NAMED.search(name)


@cache
def place_words() -> frozenset[str]:
    """Return the words of the names of municipalities, «чайковский»."""
    names = (name for version in versions() for name in (version.name, version.short_name))
    return frozenset(word.casefold() for name in names for word in re.findall(r"[\w-]+", name))
