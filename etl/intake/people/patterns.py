"""What personal data besides names look like inside a text: numbers of documents, contacts, addresses of flats.

A number is one of a document only when its check figures agree, so that counts and codes are left alone.
"""

import re
from collections.abc import Callable

EMAIL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*[.,][a-zа-я]{2,}\b|[\w.+-]+\s?[\[(](?:at|собака)[\])]\s?[\w-]+\.\w+", re.IGNORECASE
)
GAP = r"[\s\-‐‑‒–—()]{0,3}"
PHONE = re.compile(
    rf"(?<![\d./=_-])(?:\+7|[78])(?:{GAP}\d){{10}}(?!\d)|\(\d{{3,5}}\)\s?\d{{1,3}}(?:[\s‐‑-]?\d{{2}}){{2}}(?!\d)"
    r"|(?<![\d./=_-])9\d{2}[\s‐‑-]?\d{3}[\s‐‑-]?\d{2}[\s‐‑-]?\d{2}(?!\d)|(?<![\d.])(?:\+7|[78])\.\d{3}\.\d{3}\.\d\d\.\d\d(?!\d)"
    r"|\b(?:тел|моб|сот|факс)[а-я]*\.?:?\s*\+?\d[\d\s()‐‑–-]{3,}\d",
    re.IGNORECASE,
)
BARE_PHONE = re.compile(r"\d+")
HANDLE = re.compile(
    r"(?<![\w./@-])@[a-z]\w{3,}|(?:https?://)?(?:www\.|m\.)?(?:t\.me|telegram\.me|vk\.com|vk\.ru|ok\.ru|wa\.me|instagram\.com"
    r"|facebook\.com|dzen\.ru|max\.ru)/(?!(?:wall|video|photo|clip|club|public|event)-?\d|[\w.-]+/(?:topic/|posts/|statuses/)?\w)[^\s,;)]+"
    r"|\b(?:telegram|телеграмм?|тг|tg|whatsapp|вотсап|viber|вайбер|skype|скайп|вк|vk|инстаграмм?|instagram|inst|max)\s?[:—-]\s?@?(?!https?:)[a-z][\w.]{3,}",
    re.IGNORECASE,
)
# The page of a person, also where an address of a page stands alone.
PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:vk\.(?:com|ru)/id\d+|ok\.ru/profile/\d+|wa\.me/\d+|t\.me/\+\d+)[^\s,;)]*",
    re.IGNORECASE,
)
DAY = r"\d{1,2}(?:[./]\d{1,2}[./]|\s[а-я]{3,8}\s)(?:19|20)\d\d"
OF_BIRTH = r"\s*(?:г\.?\s?р\b\.?|года?\s+рождения)"
BIRTH = re.compile(
    rf"\b(?:{DAY}|\d{{1,2}}\.\d{{1,2}}\.\d\d|(?:19|20)\d\d){OF_BIRTH}"
    rf"|\b(?:дата рожд\w*\.?|родил(?:ся|ась)|род\.|г\.\s?р\.|д\.\s?р\.)\W{{0,3}}{DAY}",
    re.IGNORECASE,
)
# A year and a sum are written like a passport: «в 2025 100000 руб.».
PASSPORT = re.compile(
    r"(?<![\d.,-])(?<!\bза )(?<!\bв )(?<!\bна )\d{2}\s?\d{2}(?:\s+|\s*(?:№\s?|номер\s))\d{6}(?![\d.,-]\d|\d)(?!\s*(?:руб|₽|чел|тыс|млн|шт|участ|ед|%|экз))"
    r"|\b(?:паспорт|серия)\w*[^\d\n]{0,20}\d{2}\s?\d{2}[^\d\n]{0,9}\d{6}(?!\d)",
    re.IGNORECASE,
)
WAY = (
    r"(?:\b(?:ул|пр-?к?т|просп|пер|б-р|бул|наб|ш|мкр|пл)\.|\b(?:улиц|проспект|переул|бульвар|набереж|шоссе|микрорайон|площад)\w*"
    r"|\bпр-к?т\b)"
)
FLAT = re.compile(
    rf"{WAY}[^;\n]{{2,60}}?\b(?:кв|квартира|кварт)\.?\s?\d+"
    rf"|(?<!\d)\d{{6}},?\s[^;\n]{{0,60}}?{WAY}[^;\n,]{{2,40}},?\s?(?:д(?:ом)?\.?\s?)?\d+[^\s;,]*"
    r"|\b(?:прожива\w+|прописан\w*|зарегистрирован\w* по адресу|домашний адрес)\b[^;\n]{3,100}",
    re.IGNORECASE,
)
STREET = re.compile(r"\b(?:ул\.|улица|пр-т|просп|пер\.|мкр|кв\.\s?\d|д\.\s?\d)", re.IGNORECASE)
BIRTHDAY = re.compile(r"(?:\d{1,2}\.\d{1,2}\.(?:19\d\d|200\d)|(?:19\d\d|200\d)-\d\d-\d\d)(?:\s00:00:00)?\s*(?:г\.?)?")
# Written as these documents are, or named: so even with a slip in the check figures.
WRITTEN_DOCUMENT = re.compile(
    r"(?<![\d-])\d{3}[-‐‑]\d{3}[-‐‑]\d{3}[\s‐‑-]\d{2}(?!\d)|(?<![\d-])\d{4}([\s‐‑-])\d{4}\1\d{4}\1\d{4}(?!\d)"
    r"|(?<!\d)(?:40817|40820|4230\d)\d{15}(?!\d)|\bполис\w*(?: омс)?\W{0,3}\d{16}(?!\d)"
    r"|\bснилс\W{0,3}\d{11}(?!\d)|\bинн\W{0,3}\d{12}(?!\d)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\d./=_-])\d(?:[\s‐‑-]?\d){10,18}(?![\d]|[./_-]\d|,\d\d?(?!\d))")
ROUND = "00000"
THOUSANDS = re.compile(r"\d{1,3}(?:\s\d{3})+")


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


def is_amount(text: str) -> bool:
    """Return whether a number is an amount or a code of a territory: written in thousands, or round."""
    return THOUSANDS.fullmatch(text) is not None or "".join(filter(str.isdigit, text)).endswith(ROUND)


def is_document(text: str) -> bool:
    """Return whether a number is one of a person's documents."""
    digits = figures(text)
    return not is_amount(text) and any(test(digits) for test in DOCUMENTS)
