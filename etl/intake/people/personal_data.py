"""Personal data: recognised by the heading of a column, by what most of its cells look like, or inside a single cell."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import accumulate, islice

from etl.intake.people.bare_names import named_in, without_bare_names
from etl.intake.people.first_names import FIRST_NAMES
from etl.intake.people.names import FULL_NAME, MASK, SECOND_INITIAL, SHORT_NAME, without_names
from etl.intake.people.patterns import (
    BARE_PHONE,
    BIRTH,
    BIRTHDAY,
    EMAIL,
    FLAT,
    HANDLE,
    NUMBER,
    PASSPORT,
    PHONE,
    PROFILE,
    ROUND,
    STREET,
    WRITTEN_DOCUMENT,
    is_amount,
    is_document,
)
from etl.read.header_rows import heading_text

SAMPLE = 500
BETWEEN = "\0"  # occurs in no text, and keeps the figures of two texts apart
MOST = 0.5  # a column is of people when at least this share of its different texts is

HEADING = re.compile(
    r"\bфио\b|ф\.\s?и\.\s?о|фамили|\bимя\b|отчеств|\bfull name\b|\b(?:first|last|middle) name|\bsurname|^name$"
    r"|телефон|\bтел\b|моб\.|факс|\bphone|e-?mail|почт[аы]|мессенджер|телеграм|telegram|whatsapp|вотсап|контакт|\bcontact"
    r"|паспорт|снилс|\bинн\b|рожден|\bрожд\b|\bbirth|возраст участник|^пол$"
    r"|домашн|место жительства|место регистрации|индекс$|^улица|^дом$|^корпус|^квартира|\bпол (?:руковод|участник)"
    r"|\bадрес\b(?! (?:страницы|сайта|публикации|новости|(?:места )?проведения|мероприятия|площадки|объекта))|\baddress"
    r"|^руководител|^ответственн|^исполнитель$|^тренер|^автор|^секретар|^докладчик|^спикер|^участник$|^делегат$"
)

TEN_FIGURES = re.compile(r"(?<!\d)(?:\d[\s()№‐‑‒–—-]{0,3}+){9}\d")
DOTTED = re.compile(r"[78]\.\d{3}\.\d{3}\.")
POST_CODE = re.compile(r"(?<!\d)[1-6]\d{5},?\s")
FIGURES = (TEN_FIGURES, SECOND_INITIAL, DOTTED, POST_CODE)
# What stands in every text that is looked at more closely.
SIGNS = (
    *(
        "@",
        "вич",
        "вна",
        "ична",
        "ьич",
        "мич",
        "кич",
        "оглы",
        "кызы",
        "рожд",
        "г.р",
        "г. р",
        "тел",
        "моб",
        "сот",
        "факс",
    ),
    *("евны", "евне", "евну", "евной", "овны", "овне", "овну", "овной", "ичны", "ичне", "ичну", "ичной", "паспорт"),
    *("t.me", "telegram", "vk.", "ok.ru", "wa.me", "instagram", "facebook", "dzen", "max.ru", "кв.", "кв ", "кварт"),
    *("телеграм", "тг", "tg", "whatsapp", "вотсап", "viber", "вайбер", "skype", "скайп", "вк:", "вк ", "vk:", "vk "),
    *(
        "рожден",
        "родил",
        "род.",
        "серия",
        "прожива",
        "прописан",
        "зарегистр",
        "домашний адрес",
        "vich",
        "vna",
        "ilich",
        "д.р",
        "д. р",
        "инста",
        "inst",
        "max:",
        "max ",
        "[at]",
        "(at)",
        "(собака)",
    ),
)


def is_personal(heading: str) -> bool:
    """Return whether a heading says that its column holds a person's name, contacts, address or birth date."""
    return bool(HEADING.search(heading_text(heading).lstrip("0123456789_")))


def masked(text: str) -> str:
    """Return a text with the names, contacts, numbers of documents, flats and birth dates inside it hidden."""
    if not suspicious(text):
        return text
    text = without_bare_names(without_names(EMAIL.sub(MASK, text)))
    for pattern in (BIRTH, FLAT, PROFILE):
        text = pattern.sub(MASK, text)
    if _is_address_of_page(text):
        return text
    text = HANDLE.sub(MASK, text)
    text = WRITTEN_DOCUMENT.sub(MASK, text)
    text = NUMBER.sub(lambda match: MASK if is_document(match[0]) else match[0], text)
    text = PHONE.sub(lambda match: MASK if _is_phone(match[0]) else match[0], text)
    return PASSPORT.sub(MASK, text)


def hidden(text: str) -> str:
    """Return a text that is no title as `masked` does; nothing of it when it is a name and nothing else."""
    return MASK if is_name(text.strip()) else masked(text)


def suspicious(text: str) -> bool:
    """Return whether a text is worth a closer look: quick, since nearly none is."""
    return bool(suspects([text]))


def suspects(texts: Sequence[str]) -> list[str]:
    """Return those of these texts that are worth a closer look: they are searched as one text, in a tenth of the time."""
    joined = BETWEEN.join(texts)
    small = joined.casefold()
    figures = {match.start() for pattern in FIGURES for match in pattern.finditer(joined)}
    figures.update(named_in(joined))
    signs = {position for sign in SIGNS if sign in small for position in in_each(sign, small)}
    places = places_of(figures, joined) | places_of(signs, small)
    return [texts[place] for place in sorted(places)]


def in_each(sign: str, joined: str) -> Iterator[int]:
    """Yield where a sign stands first in each of the texts that are joined."""
    position = joined.find(sign)
    while position >= 0:
        yield position
        end = joined.find(BETWEEN, position)
        position = joined.find(sign, end) if end >= 0 else -1


def places_of(positions: Set[int], joined: str) -> set[int]:
    """Return the places of the texts that are joined in which these positions lie."""
    if not positions:
        return set()
    ends = list(accumulate(len(text) + len(BETWEEN) for text in joined.split(BETWEEN)))
    return {bisect_right(ends, position) for position in positions}


def holds_personal(texts: Iterable[str]) -> bool:
    """Return whether any of these texts holds something that would be hidden."""
    return any(masked(text) != text for text in suspects(list(texts)))


def looks_personal(texts: Iterable[str], declared: bool) -> bool:
    """Return whether most of a column's texts are names, e-mails or phones.

    In a column that the register does not declare, addresses and birth dates count too.
    """
    sample = [text.strip() for text in islice(filter(str.strip, dict.fromkeys(texts)), SAMPLE)]
    tests: list[Callable[[str], bool]] = [is_name, is_email, is_phone]
    if not declared:
        tests += [is_address, is_birthday]
    return any(sum(map(test, sample)) >= MOST * len(sample) for test in tests) if sample else False


def is_name(text: str) -> bool:
    """Return whether a text is a person's name and nothing else."""
    if FULL_NAME.fullmatch(text) or SHORT_NAME.fullmatch(text):
        return True
    words = text.split()
    written = all(word.isalpha() and word[0].isupper() for word in words)
    return written and 2 <= len(words) <= 3 and any(word.casefold() in FIRST_NAMES for word in words)


def is_email(text: str) -> bool:
    """Return whether a text is an e-mail address."""
    return EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Return whether a text is a telephone number."""
    match = PHONE.match(text)
    return match is not None and _is_phone(match[0])


def is_address(text: str) -> bool:
    """Return whether a text names a street or a house."""
    return STREET.search(text) is not None


def is_birthday(text: str) -> bool:
    """Return whether a text is a day long enough ago to be somebody's birthday."""
    return BIRTHDAY.fullmatch(text) is not None


def _is_phone(text: str) -> bool:
    """Return whether figures that look like a phone are one: a bare number is, when it is a mobile one."""
    if BARE_PHONE.fullmatch(text):
        return text[-10] == "9" and len(text) in (10, 11) and not is_amount(text)
    figures = "".join(filter(str.isdigit, text))
    return not figures.endswith(ROUND) and (len(figures) < 11 or figures[1] in "3489")


def _is_address_of_page(text: str) -> bool:
    return text.lstrip().startswith(("http://", "https://", "www.")) and " " not in text.strip()
