"""What personal data look like inside a text: names, numbers of documents, contacts, addresses of flats.

A number is one of a document only when its check figures agree, so that counts and codes are left alone.
"""

import re
from collections.abc import Callable

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
# What is named after somebody is no person: «форум имени Петра Ильича Чайковского».
AFTER = r"(?<!имени )(?<!им\. )(?<!им\.)(?<!памяти )"
FULL_NAME = re.compile(
    rf"{AFTER}\b(?:{WORD}\s+){{1,2}}{PATRONYMIC}\b(?:\s+{FURTHER}\b|\s+{SURNAME}\b)?|\b(?:{WORD}\s+){{2}}{WORD}\s+{FURTHER}\b"
)
INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
SHORT_NAME = re.compile(rf"{WORD}\s+{INITIALS}|{INITIALS}\s?{WORD}")
# «М.О.», «Г.О.», «М.Р.» beside a name is a municipality.
BOTH_INITIALS = r"(?![МГСВП]\.\s?[ОРПУТ]\.)[А-ЯЁ]\.\s?[А-ЯЁ]\."
SURNAME_WITH_INITIALS = re.compile(
    rf"\b{SURNAME}(?:-{SURNAME})?\s+{BOTH_INITIALS}|(?<![\w.]){BOTH_INITIALS}\s?{SURNAME}(?:-{SURNAME})?\b"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*[.,][a-zа-я]{2,}\b", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\d./=_-])(?:\+7|[78])(?:[\s\-–()]{0,3}\d){10}(?!\d)|\(\d{3,5}\)\s?\d{1,3}(?:[\s-]?\d{2}){2}(?!\d)"
    r"|(?<![\d./=_-])9\d{2}[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
    r"|\b(?:тел|моб|сот|факс)[а-я]*\.?:?\s*\+?\d[\d\s()–-]{3,}\d",
    re.IGNORECASE,
)
BARE_PHONE = re.compile(r"\d+")
HANDLE = re.compile(
    r"(?<![\w./@-])@[a-z]\w{3,}|(?:https?://)?(?:www\.|m\.)?(?:t\.me|telegram\.me|vk\.com|vk\.ru|ok\.ru|wa\.me|instagram\.com"
    r"|facebook\.com|dzen\.ru)/[^\s,;)]+",
    re.IGNORECASE,
)
BIRTH = re.compile(r"\b\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\s*(?:г\.?\s?р\b\.?|года? рождения)", re.IGNORECASE)
PASSPORT = re.compile(
    r"(?<![\d.,-])\d{2}\s?\d{2}\s+(?:№\s?)?\d{6}(?![\d.,-]\d|\d)|\bпаспорт\w*[^\d\n]{0,20}\d{2}\s?\d{2}[^\d\n]{0,5}\d{6}(?!\d)",
    re.IGNORECASE,
)
FLAT = re.compile(
    r"(?:\b(?:ул|пр-?к?т|просп|пер|б-р|бул|наб|ш|мкр|пл)\.|\b(?:улиц|проспект|переул|бульвар|набереж|шоссе|микрорайон|площад)\w*)"
    r"[^;\n]{2,60}?\b(?:кв|квартира|кварт)\.?\s?\d+",
    re.IGNORECASE,
)
STREET = re.compile(r"\b(?:ул\.|улица|пр-т|просп|пер\.|мкр|кв\.\s?\d|д\.\s?\d)", re.IGNORECASE)
BIRTHDAY = re.compile(r"(?:\d{1,2}\.\d{1,2}\.(?:19\d\d|200\d)|(?:19\d\d|200\d)-\d\d-\d\d)(?:\s00:00:00)?\s*(?:г\.?)?")
# Written as these documents are, or named: so even with a slip in the check figures.
WRITTEN_DOCUMENT = re.compile(
    r"(?<![\d-])\d{3}-\d{3}-\d{3}[\s-]\d{2}(?!\d)|(?<![\d-])\d{4}([\s-])\d{4}\1\d{4}\1\d{4}(?!\d)"
    r"|\bснилс\W{0,3}\d{11}(?!\d)|\bинн\W{0,3}\d{12}(?!\d)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\d./=_-])\d(?:[\s-]?\d){10,18}(?![\d]|[./_-]\d)")


# A caption or a signature, where a name is likelier than anywhere; two capital letters in a row begin a name, «Г. О.» too.
SIGNATURE = re.compile(
    r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+|\b[А-ЯЁ]\.|@|(?i:исполнит|ответствен|подпис|руководит|глава|составил|\bтел)|\d{7}"
)


def may_name(text: str) -> bool:
    """Return whether a line round a table might name somebody: rather too often than too seldom."""
    return SIGNATURE.search(text) is not None


def figures(text: str) -> list[int]:
    """Return the figures of a number, without what stands between them."""
    return [int(sign) for sign in text if sign.isdigit()]


def is_insurance(digits: list[int]) -> bool:
    """Return whether eleven figures are a number of СНИЛС: the last two are the weighted sum of the others.

    Source: order of the Pension Fund of 13 June 2018 № 288п.
    """
    total = sum(digit * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False)) % 101
    return len(digits) == 11 and total % 100 == digits[9] * 10 + digits[10]


def is_taxpayer(digits: list[int]) -> bool:
    """Return whether twelve figures are a person's ИНН: the last two are remainders of weighted sums.

    Source: order of the Federal Tax Service of 29 June 2012 № ММВ-7-6/435@.
    """
    if len(digits) != 12:
        return False
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    first, second = (
        sum(digit * weight for digit, weight in zip(digits, weights[start:], strict=False)) % 11 % 10
        for start in (1, 0)
    )
    return [first, second] == digits[10:]


def is_card(digits: list[int]) -> bool:
    """Return whether sixteen to nineteen figures are a bank card: Luhn's sum ends in nought (ISO/IEC 7812-1)."""
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return 16 <= len(digits) <= 19 and digits[0] in (2, 3, 4, 5, 6) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


DOCUMENTS: tuple[Callable[[list[int]], bool], ...] = (is_insurance, is_taxpayer, is_card)


def is_document(text: str) -> bool:
    """Return whether a number is one of a person's documents."""
    digits = figures(text)
    return any(test(digits) for test in DOCUMENTS)
