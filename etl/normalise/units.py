"""What is counted: the unit's word in one normal form, unknown words as they stand."""

import re

from etl.datasets.figures import CONNECTIONS, MUNICIPALITIES, PERCENT, PERSONS, SUBJECTS

UNITS: tuple[tuple[str, str], ...] = (
    (PERCENT, r"%|проц(?:\.|ент\w*)?"),
    (PERSONS, r"чел\.?|человек\w*|люд(?:и|ей|ям)|участни(?:к|ц)\w*|делегат\w*|слушател\w*"),
    (CONNECTIONS, r"(?:точ(?:ек|ки|ка) )?подключени\w*|подкл\.?"),
    (MUNICIPALITIES, r"мо|м\.о\.|муниципалитет\w*|муниципальн\w+ образовани\w*"),
    ("заявки", r"заяв(?:ка|ки|ок|ке)"),
    (SUBJECTS, r"субъект\w*(?: рф| российской федерации)?|регион(?:а|ов|ы)?"),
    ("мероприятия", r"мероприяти\w*"),
    ("практики", r"практик\w?"),
    ("соглашения", r"соглашени\w*"),
    ("места", r"мест[ао]?"),
    ("ед.", r"ед\.?|единиц\w?"),
    ("шт.", r"шт\.?|штук\w?"),
    ("руб.", r"руб(?:\.|л\w+)?|р\.?|₽"),
)
KNOWN = tuple((name, re.compile(pattern)) for name, pattern in UNITS)
WORDS = re.compile(r"[a-zа-я][a-zа-я.-]*(?: [a-zа-я][a-zа-я.-]*){0,3}")
# «500 (пятьсот)»: the figure once more, in words.
BRACKETED = re.compile(
    r"\((?:(?:[а-я]*(?:сот|сти|ста|сто|десят|дцать)|тысяч[аи]?|сорок|девяносто|ноль|один|одна|два|две|три|четыре|пять|шесть"
    r"|семь|восемь|девять|десять)[ )])+"
)
# A word that turns the figure into something else, so the tail is no unit.
TURNING = re.compile(r"\b(?:не|нет|или|и|из|от|до|без|кроме|минус|плюс|вместо)\b")


def unit_of(tail: str) -> str | None:
    """Return the unit written behind a figure, "" when there is none, None when the words are no unit."""
    words = BRACKETED.sub("", tail).strip(" ,;:()")
    if words in ("", "."):
        return ""
    for name, pattern in KNOWN:
        if pattern.fullmatch(words):
            return name
    return words if WORDS.fullmatch(words) and not TURNING.search(words) else None
