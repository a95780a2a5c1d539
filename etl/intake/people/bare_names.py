"""Names of people without a patronymic inside a text: «Иванов Пётр», «Пётр Иванов», «Цой В.».

Two words are a name when one is a common first name and the other ends like a surname; a surname with one initial when
nothing of the sentence follows. Left are those whom things are called after, «Александр Невский», and first names that
are words or places: «Новая Надежда», «Псков, Владимир».
"""

import re
from collections.abc import Iterator

from etl.intake.people.first_names import FIRST_NAMES
from etl.intake.people.names import IS_SURNAME, MASK, OF_A_PLACE, OFFICES, SURNAME, WORD, is_honoured, place_words

ROUND = ".,;:!?()[]«»\"'"
FIRST = r"[А-ЯЁ][а-яё]{2,}"
LAST = rf"{SURNAME}(?:-{SURNAME})?"
BARE_NAME = re.compile(rf"\b(?P<last>{LAST})\s+(?P<first>{FIRST})\b|\b(?P<given>{FIRST})\s+(?P<family>{LAST})\b")
# A list, the end of a line or of a bracket follows: «В» begins a sentence as well.
END = r"\s*(?:[,;)\n]|$)"
ONE_INITIAL = re.compile(rf"(?<![\w.-])(?P<last>{WORD})\s(?P<initial>[А-ЯЁ])\.(?={END})")
LONE_INITIAL = re.compile(r" [А-ЯЁ]\.\s*(?:[,;)\n\0]|$)")
SHORT_SURNAMES = re.compile("ким|ли|пак|цой|хан|тен|тян|кан|шин|юн|лим|чен|юй|хван|хегай|югай|нам")
# First names that are words, or places; only a surname that is nothing else makes a person of them.
WORDS = re.compile("надежда|вера|любовь|виктория|лев|роза|слава|марк|владимир|майя|злата|мир|ася")
SURE = re.compile(r".*(?:[оеё]ва?|[иы]на?|енко|швили|дзе)", re.IGNORECASE)
NO_SURNAMES = re.compile("остров|магазин|дельфин|павлин|ростов|псков|саратов|тамбов|азов|камин")
FAMOUS = re.compile(
    "невский|донской|грозный|муромец|мудрый|гагарин|пушкин|ломоносов|суворов|кутузов|жуков|чайковский"
    "|горький|есенин|шолохов|достоевский|чехов|лермонтов|некрасов|тургенев|крылов|рахманинов|менделеев"
    "|королёв|королев|циолковский|маяковский|высоцкий|шукшин|пастернак|цветаева|ахматова|терешкова"
    "|космодемьянская|матросов|покрышкин|калашников|радонежский|саровский|муромский|святой|великий|первый"
    "|второй|третий"
)


def named_in(joined: str) -> Iterator[int]:
    """Yield where in a text, or in many that are joined, a name without a patronymic may stand: rather too often than too seldom."""
    yield from (match.start() for match in LONE_INITIAL.finditer(joined))
    words = {word.strip(ROUND) for word in set(joined.replace("\0", " ").split())}
    if names := [word for word in words if word[:1].isupper() and word.casefold() in FIRST_NAMES]:
        yield from (match.start() for match in re.finditer(rf"\b(?:{'|'.join(sorted(names))})\b", joined))


def without_bare_names(text: str) -> str:
    """Return a text with the names of people hidden that have no patronymic."""
    if any(word.strip(ROUND) in FIRST_NAMES for word in text.casefold().split()):
        text = BARE_NAME.sub(lambda match: MASK if _is_person(match) else match[0], text)
    return ONE_INITIAL.sub(lambda match: MASK if _is_surname(match["last"], match) else match[0], text)


def _is_person(match: re.Match[str]) -> bool:
    first = (match["first"] or match["given"]).casefold()
    last = match["last"] or match["family"]
    if first not in FIRST_NAMES or (WORDS.fullmatch(first) and not SURE.fullmatch(last)):
        return False
    return _is_surname(last, match)


def _is_surname(word: str, match: re.Match[str]) -> bool:
    """Return whether a word beside a first name or an initial is a person's surname here."""
    small = word.casefold()
    if (
        FAMOUS.fullmatch(small)
        or NO_SURNAMES.fullmatch(small)
        or small in place_words()
        or OFFICES.match(word)
        or OF_A_PLACE.match(word)
    ):
        return False
    is_surname = SHORT_SURNAMES.fullmatch(small) or IS_SURNAME.fullmatch(word)
    return is_surname is not None and not is_honoured(match, word)
