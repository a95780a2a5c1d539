"""How numbers, days and lists are written in the two languages."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from dashboard.language.phrases import translator
from dashboard.model.filters import FIRST_DAY, MONTHS, Period, Season, filled_unit

MISSING = "—"
MOST_DECIMALS = 4
NBSP, MINUS, DASH = "\u00a0", "\u2212", "\u2013"
MONTH_NAMES = {
    "ru": ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
ROMAN = ("I", "II", "III", "IV")


def is_missing(value: float | None) -> bool:
    """Return whether there is no number."""
    return value is None or math.isnan(value)


def rounded(value: float, decimals: int) -> Decimal:
    """Return the value rounded as people and Excel do: a half goes away from zero."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


# A page writes the same few hundred numbers again and again.
@lru_cache(maxsize=8192)
def number(value: float | None, language: str = "ru", decimals: int = 0) -> str:
    """Return the number with its separators, «1 234,5» or "1,234.5"; a dash when there is none."""
    if value is None or is_missing(value):
        return MISSING
    size = abs(rounded(value, decimals))
    sign = MINUS if value < 0 and size else ""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return sign + str(format_decimal(size, format=pattern, locale=language))


def decimals_shown(decimals: int, *values: float) -> int:
    """Return the decimals, or as many more as keep a value that is not zero from being written as zero."""
    sizes = [abs(value) for value in values if value and not is_missing(value)]
    more = (places for places in range(decimals, MOST_DECIMALS) if all(rounded(size, places) for size in sizes))
    return next(more, MOST_DECIMALS)


def signed(value: float | None, language: str = "ru", decimals: int = 0) -> str:
    """Return the number with its sign, «+12» or «−3»; zero has none."""
    plain = number(value, language, decimals)
    return f"+{plain}" if value is not None and value > 0 and rounded(value, decimals) else plain


def percent(value: float | None, language: str = "ru", decimals: int = 1) -> str:
    """Return percent units as text, «12,5 %» or "12.5%"."""
    plain = number(value, language, decimals)
    return plain if plain == MISSING else f"{plain}{'' if language == 'en' else NBSP}%"


def day(value: date | None, language: str = "ru") -> str:
    """Return the day, «12.03.2025» or "12 Mar 2025"; a dash when there is none."""
    if value is None:
        return MISSING
    if language == "en":
        return f"{value.day} {month_short(value.month, language)} {value.year}"
    return f"{value:%d.%m.%Y}"


def month_short(month: int, language: str = "ru") -> str:
    """Return the short name of a month, 1 to 12: «янв», "Jan"."""
    return MONTH_NAMES[language][month - 1]


def month_year(value: date, language: str = "ru") -> str:
    """Return a month in figures or, in English, with its name: «05.2023», "May 2023"."""
    return f"{month_short(value.month, language)} {value.year}" if language == "en" else f"{value:%m.%Y}"


def period_text(period: Period, language: str = "ru") -> str:
    """Return the period as people write it: «2025», «III кв. 2025», «янв–сен 2025», «12.03–05.04.2025»."""
    _ = translator(language)
    if period.season:
        return f"{period.season.contest}, {season_text(period.season, language)}"
    if period.since == FIRST_DAY:
        return _("за всё время")
    if is_whole_months(period.since, period.until):
        return unit_text(period, language) or months_text(period, language)
    return days_text(period, language)


def season_text(season: Season, language: str = "ru") -> str:
    """Return a season without its contest: «сезон 2026, итогов ещё нет», «сезон 2025 на 31-й день»."""
    _ = translator(language)
    if season.day:
        return _("сезон {season} на {day}-й день", season=season.year, day=season.day)
    words = _("сезон {season}", season=season.year)
    return words if season.over else words + _(", итогов ещё нет")


def inexact_day(since: date | None, until: date | None, language: str = "ru") -> str:
    """Return the month, quarter or year that is all that is known of a day, «апр 2025»; empty for a known day or none."""
    if since is None or until is None or until <= since or not is_whole_months(since, until):
        return ""
    return period_text(Period(since, until), language)


def is_whole_months(since: date, until: date) -> bool:
    """Return whether the days run from the first of a month to the last of one."""
    return since.day == 1 and (until + timedelta(days=1)).day == 1


def days_words(period: Period, language: str = "ru") -> str:
    """Return the first and the last day of a period, also of one with a name: «01.01–31.12.2025»."""
    return period_text(period, language) if period.since == FIRST_DAY else days_text(period, language)


def unit_text(period: Period, language: str) -> str:
    """Return the name of the calendar unit the period fills, empty when it fills none."""
    since, unit = period.since, filled_unit(period.since, period.until)
    if not unit:
        return ""
    place = (since.month - 1) // MONTHS[unit]
    names = {
        "month": month_short(since.month, language),
        "quarter": f"Q{place + 1}" if language == "en" else f"{ROMAN[place % 4]} кв.",
        "half": f"H{place + 1}" if language == "en" else f"{ROMAN[place % 4]} полугодие",
        "year": "",
    }
    return f"{names[unit]} {since.year}".strip()


def months_text(period: Period, language: str) -> str:
    """Return a span of whole months, or of whole years."""
    since, until = period.since, period.until
    if since.month == 1 and until.month == 12:
        return f"{since.year}{DASH}{until.year}"
    first, last = month_short(since.month, language), month_short(until.month, language)
    if since.year == until.year:
        return f"{first}{DASH}{last} {until.year}"
    return f"{first} {since.year} {DASH} {last} {until.year}"


def days_text(period: Period, language: str) -> str:
    """Return a span of days; a year they share is written once."""
    since, until = period.since, period.until
    if since == until:
        return day(until, language)
    if since.year != until.year:
        return f"{day(since, language)} {DASH} {day(until, language)}"
    if language == "en":
        return f"{since.day} {month_short(since.month, 'en')} {DASH} {day(until, 'en')}"
    return f"{since:%d.%m}{DASH}{day(until)}"


def names(items: Sequence[str], language: str = "ru", limit: int = 3) -> str:
    """Return the names with commas, «А, Б, В и ещё 5» when there are more than the limit."""
    _ = translator(language)
    shown, rest = ", ".join(items[:limit]), len(items) - limit
    return _("{names} и ещё {rest}", names=shown, rest=number(rest, language)) if rest > 0 else shown


def sort_key(text: str) -> str:
    """Return the key that sorts and searches Russian names: ё is е, case is nothing."""
    return text.casefold().replace("ё", "е")
