"""The year of a season and a place in a contest, as people write them: «сезон 2024/25», «II место», «первое»."""

import re

from etl.spelling import TO_LATIN, tidy

# «2025.0» is a year in a table that pandas wrote. Two years are one season when one follows the other.
SEASON = re.compile(r"(?:сезон )?(?:(\d{4}|\d{2}) ?[/-] ?)?(\d{4}|\d{2})(?:\.0)? ?(?:г\.?|год\w{0,2})?")
PLACE = re.compile(r"(\d{1,3})(?:\.0|-?(?:е|ое|ье|ий|ый|я))?")
ROMAN = dict(zip(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], range(1, 11), strict=True))
ORDINALS = dict(zip(["первое", "второе", "третье", "четвертое", "пятое"], range(1, 6), strict=True))
LAST_PLACE = 500
FIRST_YEAR, LAST_YEAR = 2000, 2100


def read_season(text: str) -> int | None:
    """Return the year of the results of a season; None when a text is no season."""
    season = SEASON.fullmatch(tidy(text))
    if season is None:
        return None
    before, last = season.groups()
    year = full_year(last)
    follows = full_year(before) == year - 1 if before else len(last) == 4
    return year if follows and FIRST_YEAR <= year <= LAST_YEAR else None


def full_year(text: str) -> int:
    """Return the year of four figures or of the last two."""
    return int(text) + (FIRST_YEAR if len(text) == 2 else 0)


def read_place(text: str) -> int | None:
    """Return a place; None when a text is none: a nought, a fraction, «гран-при»."""
    words = tidy(text).removesuffix("место").strip().rstrip(".")
    number = PLACE.fullmatch(words)
    place = int(number[1]) if number else ORDINALS.get(words) or ROMAN.get(words.translate(TO_LATIN), 0)
    return place if 0 < place <= LAST_PLACE else None
