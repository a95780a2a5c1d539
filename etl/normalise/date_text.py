"""The words of a date without what says nothing about the day: quotes, «г.», the time, the document's number."""

import re

from etl.spelling import is_blank, one_alphabet, tidy

LONGEST = 300

MONTHS = (
    "янв(?:ар[ьяе])?|january|jan", "фев(?:р(?:ал[ьяе])?)?|february|feb", "мар(?:т[ае]?)?|march|mar",
    "апр(?:ел[ьяе])?|april|apr", "ма[йяе]|may", "июн[ьяе]?|june|jun", "июл[ьяе]?|july|jul",
    "авг(?:уст[ае]?)?|august|aug", "сен(?:т(?:ябр[ьяе])?)?|september|sept?", "окт(?:ябр[ьяе])?|october|oct",
    "ноя(?:б(?:р[ьяе])?)?|november|nov", "дек(?:абр[ьяе])?|december|dec",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(MONTHS)})"

UNKNOWN = frozenset(
    ("н/д", "н.д", "нд", "нет", "нет данных", "нет даты", "без даты", "б/д", "неизвестно", "неизвестна", "не известна",
     "не известно", "дата неизвестна", "дата не известна", "не указана", "не указано", "дата не указана", "уточняется",
     "дата уточняется", "не определена", "дата не определена", "по согласованию", "n/a", "unknown")
)  # fmt: skip

WEEKDAYS = (
    "понедельник|пн", "вторник|вт", "сред[ау]|ср", "четверг|чт", "пятниц[ау]|пт", "суббот[ау]|сб", "воскресенье|вс",
)  # fmt: skip
WEEKDAY = re.compile(
    r"[,\s(-]*\b(?:" + "|".join(f"(?P<d{i}>{names})" for i, names in enumerate(WEEKDAYS)) + r")\b[.,)\s]*"
)
TIME = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
CLOCK = rf"{TIME}(?: ?- ?{TIME})?(?: ?(?:ч\.?|час\w*|\(?мск\)?|utc|z|[+-]\d\d:?\d\d))*"
TIME_BEHIND = re.compile(
    rf"(?<=\d)(?: ?г(?:\.|ода)?)?(?:(?:,? - |,? в |t|[ ,]+){CLOCK}|,? в (?:[01]?\d|2[0-3])[.-][0-5]\d(?: ?ч\.?)?)$"
)
TIME_BEFORE = re.compile(rf"^(?:в )?{CLOCK}[, ]+")
NUMBERED = re.compile(r"^(?!не )(?:[а-я]+ ){0,4}(?:(?:№|\d)[\w/№. -]{0,60}\b)?от (?=\d)")
NUMBER_BEHIND = re.compile(r"(?<=\d\d\d\d)(?: ?г(?:\.|ода)?)? ?№ ?[\w/.-]+$")
ROMAN = str.maketrans({"ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv"})
# «Состояние преступности - январь-май 2012 года»: a title set off from the period by a dash.
TITLE = re.compile(
    rf"^(?!.*\b(?:с|до|после|по|не|начиная|{MONTH})\b.* - )[^\W\d]+(?: [^\W\d]+){{0,6}} - (?=(?:{MONTH}|\d).*\d)"
)
AS_OF = re.compile(r"^(?:(?:данные |сведения )?(?:по состоянию )?на|(?:за )?период|за|в|от|дата:?)\s+")
YEAR_WORD = re.compile(r"(?<=\d) ?(?:гг|годы|годов|год[ау]?|году|г)(?![а-я])\.?")
EDGES = " .,;"
FIGURES = re.compile(r"[0-9][0-9./-]*[0-9]")  # nearly every date of most files: nothing stands round it


def plain(text: str) -> str:
    """Return the words of a date cell in small letters, one kind of dash, no quotes; a blank as it stands."""
    if FIGURES.fullmatch(text):
        return text
    words = tidy(text)
    return words if is_blank(words) else one_alphabet(words.translate(ROMAN)).strip(EDGES)


def clock_and_weekday(words: str) -> tuple[str, int | None]:
    """Return the words without the time, the weekday and the document's number; and the weekday said, Monday is 0."""
    if FIGURES.fullmatch(words):
        return words, None
    weekday = None
    if match := WEEKDAY.search(words):
        weekday = int((match.lastgroup or "d0")[1:])
        words = f"{words[: match.start()]} {words[match.end() :]}".strip(EDGES)
    words = TIME_BEFORE.sub("", TIME_BEHIND.sub("", NUMBER_BEHIND.sub("", words)))
    words = AS_OF.sub("", NUMBERED.sub("", TITLE.sub("", words)))
    return YEAR_WORD.sub("", words).strip(EDGES), weekday
