"""Regions that no register names in a period: who, for how long, in which register, who fell silent and who came back."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from math import nan
from operator import itemgetter

import pandas as pd

from dashboard.exhibits.common.standard import listing
from dashboard.language.formats import names, sort_key
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import EARLIEST, FIRST_DAY, LAST_DAY, Period
from dashboard.queries import register_sums
from dashboard.queries.metric_values import district_regions
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import (
    DISTRICT_BY_CODE,
    View,
    compared_words,
    district_name,
    loaded_on,
    of_each,
    period_words,
    place,
    region_name,
    short_district,
)
from etl.datasets import REPORTING
from etl.regions import Region

When = Callable[[View], Period | None]


def now(view: View) -> Period:
    """Return the period that is looked at."""
    return view.period


def then(view: View) -> Period | None:
    """Return the period it is compared with."""
    return view.compared


def end(view: View) -> date:
    """Return the last day of the period, or of the data in it."""
    return min(view.period.until, view.as_of)


def subjects(view: View, period: Period) -> list[Region]:
    """Return the regions shown that were subjects on the last day of a period."""
    at = min(period.until, view.as_of)
    return [region for region in district_regions(view.filters) if region.valid_from is None or region.valid_from <= at]


def facts(view: View, when: When) -> pd.DataFrame:
    """Return how many facts each register has of each subject in its own period; plans are none, nor are announcements."""
    codes = [region.code for region in subjects(view, when(view) or view.period)]
    counts = {
        name: register_sums.by_scope(name, period)[dataset.happened].reindex(codes).fillna(0.0)
        for name, dataset in REPORTING.items()
        if (period := when(view.at(name)))
    }
    return pd.DataFrame(counts, index=codes)


def silent(view: View, when: When) -> set[str]:
    """Return the subjects that no register names in a period."""
    found = facts(view, when)
    return set(found.index[~found.any(axis=1)])


def last_months(view: View) -> pd.DataFrame:
    """Return the first day of the last month with a fact up to the end of the period, by region and register; NaT for never."""
    codes = [region.code for region in subjects(view, view.period)]
    last = {}
    for name, dataset in REPORTING.items():
        months = register_sums.by_step(name, Period(EARLIEST, end(view.at(name))), "month", codes)
        named = {
            code: month for month in sorted(months) for code, row in months[month].items() if row[dataset.happened]
        }
        last[name] = pd.Series(named, codes, dtype="datetime64[s]")
    return pd.DataFrame({name: pd.to_datetime(days) for name, days in last.items()}, index=codes)


def months_between(last: pd.Timestamp, until: date) -> float:
    """Return the number of months from the month of the last fact to the month of a day; NaN for never."""
    return nan if pd.isna(last) else float((until.year - last.year) * 12 + until.month - last.month)


def months_of_silence(view: View) -> pd.Series:
    """Return the months since each subject was last named, in the register whose data end soonest after it; NaN for never."""
    last = last_months(view)
    months = {name: last[name].map(partial(months_between, until=end(view.at(name)))) for name in REPORTING}
    return pd.DataFrame(months, index=last.index, dtype=float).min(axis=1)


def made(
    name: str, kind: Kind, title: str, frame: pd.DataFrame, fields: list[Field], view: View, unit: str = ""
) -> Exhibit:
    """Return an exhibit of silence: what silence is stands in its notes."""
    _ = view.words
    where = place(replace(view.filters, regions=()), view.language)
    under = f"{period_words(view)} · {where}"
    notes = (
        _("Молчит субъект, о котором за период нет ни {things}; анонсы и планы не считаются", things=things(view)),
        _("Молчание — это отсутствие записей в реестрах, а не доказательство бездействия"),
    )
    shown = replace(listing(name, title, under, frame, fields, view), kind=kind, unit=unit, notes=notes)
    registers = [dataset.title.of(view.language) for dataset in REPORTING.values()]
    loaded = [at for name in REPORTING if (at := loaded_on(name))]
    source = names(registers, view.language, len(registers))
    return replace(shown, selected=view.filters.regions, source=source, loaded=max(loaded, default=None))


def things(view: View) -> str:
    """Return what a silent region has none of, register by register."""
    _, language = view.words, view.language
    absent = [
        dataset.absence.of(language)
        if dataset.absence
        else _("записи в реестре «{register}»", register=dataset.title.of(language))
        for dataset in REPORTING.values()
    ]
    return _(", ни ").join(absent)


def is_empty() -> bool:
    """Return whether no register has a single fact, so that silence tells nothing."""
    whole = Period(FIRST_DAY, LAST_DAY)
    return not any(register_sums.scope_sums(name, whole) for name in REPORTING)


def silence_title(view: View) -> str:
    """Return how many of the subjects are silent."""
    _, all_ = view.words, len(subjects(view, view.period))
    if is_empty():
        return _("В реестрах ещё нет ни одной записи")
    count = len(silent(view, now))
    if not count:
        return _("Молчащих регионов нет: записи есть у всех {all}", all=all_)
    return _.many("Молчит {number} регион из {all}", "Молчат {number} регионов из {all}", count, all=all_)


@at_end_of(*REPORTING)
def silence_map(view: View) -> Exhibit:
    """Return the map of the months of silence: 0 for a region named in the period, no data for one never named."""
    _, quiet, months = view.words, silent(view, now), months_of_silence(view)
    told = [
        (region.code, region_name(region.code, view.language), *map_cell(region.code, quiet, months))
        for region in district_regions(view.filters)
        if not is_empty()
    ]
    frame = pd.DataFrame(told, columns=["code", "name", "value", "state"])
    fields = [Field("name", _("Регион")), Field("value", _("Месяцев молчания"), Shape.NUMBER)]
    shown = made("silence_map", Kind.MAP, silence_title(view), frame, fields, view, _("мес."))
    told_under = _("месяцев с последней записи; 0 — записи есть")
    return replace(shown, subtitle=f"{shown.subtitle} · {told_under}", never=_("никогда"))


def map_cell(code: str, quiet: set[str], months: pd.Series) -> tuple[float, str]:
    """Return months and state of a region; no base for one that was no subject yet."""
    if code not in months.index:
        return nan, State.NO_BASE.value
    if code not in quiet:
        return 0.0, State.ZERO.value
    value = float(months[code])
    return (value, State.VALUE.value) if value == value else (nan, State.NO_DATA.value)


@at_end_of(*REPORTING)
def silent_list(view: View) -> Exhibit:
    """Return the silent regions, those never named first, then those silent longest, with the last month of each register."""
    _, months, last = view.words, months_of_silence(view), last_months(view)
    frame = last.assign(code=last.index, months=months)
    frame = frame[frame["code"].isin(set() if is_empty() else silent(view, now))].copy()
    frame["region"] = [region_name(code, view.language) for code in frame["code"]]
    frame["district"] = districts_of(frame["code"], view)
    frame["silence"] = [
        _("никогда") if value != value else _("{months} мес.", months=int(value)) for value in frame["months"]
    ]
    for name in REPORTING:
        frame[name] = [month_words(at, view) for at in frame[name]]
    frame["order"] = frame["region"].map(sort_key)
    frame = frame.sort_values(["months", "order"], ascending=[False, True], na_position="first")
    fields = [
        Field("region", _("Регион")),
        Field("district", _("Округ")),
        Field("silence", _("Без записей")),
        *(Field(name, dataset.title.of(view.language)) for name, dataset in REPORTING.items()),
    ]
    return made("silent", Kind.TABLE, silence_title(view), frame, fields, view)


def month_words(last: pd.Timestamp, view: View) -> str:
    """Return the month of the last fact, «03.2025», or that there was none."""
    return view.words("никогда") if pd.isna(last) else f"{last:%m.%Y}"


def districts_of(codes: pd.Series, view: View) -> list[str]:
    """Return the names of the federal districts of regions."""
    of = {region.code: region.federal_district for region in district_regions(view.filters)}
    return [district_name(of[code], view.language) for code in codes]


def bars(name: str, title: str, counts: dict[str, tuple[str, int]], view: View) -> Exhibit:
    """Return numbers of silent regions as bars: key to name and count."""
    _ = view.words
    told = [] if is_empty() else [(key, word, float(count)) for key, (word, count) in counts.items()]
    frame = pd.DataFrame(told, columns=["key", "name", "value"])
    frame["state"] = [State.VALUE.value if value else State.ZERO.value for value in frame["value"]]
    fields = [Field("name", ""), Field("value", _("Регионов без записей"), Shape.NUMBER)]
    return made(name, Kind.BAR, title, frame, fields, view, _("регионов"))


@at_end_of(*REPORTING)
def by_register(view: View) -> Exhibit:
    """Return how many subjects each register does not name, and how many none does."""
    _, found = view.words, facts(view, now)
    counts = {
        name: (dataset.title.of(view.language), int((found[name] == 0).sum())) for name, dataset in REPORTING.items()
    }
    most, least = (extreme(counts.values(), key=lambda one: one[1]) for extreme in (max, min))
    title = _("Реже всего регионы есть в реестре «{register}»: нет {count}", register=most[0], count=most[1])
    if most[1] == least[1]:
        title = _("Во всех реестрах поровну: в каждом нет {count}", count=most[1])
    counts["all"] = (_("Ни в одном"), len(silent(view, now)))
    return bars("silence_registers", silence_title(view) if is_empty() else title, counts, view)


@at_end_of(*REPORTING)
def by_district(view: View) -> Exhibit:
    """Return how many regions of each federal district are silent."""
    _, quiet = view.words, silent(view, now)
    of = {region.code: region.federal_district for region in district_regions(view.filters)}
    silent_in = Counter(of[code] for code in quiet)
    counts = {code: (short_district(code, view.language), silent_in[code]) for code in DISTRICT_BY_CODE}
    title = silence_title(view)
    if silent_in and not is_empty():
        most = max(counts.values(), key=itemgetter(1))  # of equals the first in the order of districts
        title = _("Больше всего молчащих — {district}: {count}", district=most[0], count=most[1])
    return bars("silence_districts", title, {code: one for code, one in counts.items() if code in of.values()}, view)


@at_end_of(*REPORTING)
def moves(view: View) -> Exhibit:
    """Return who fell silent since the compared period and who came back; regions that were no subjects then are left out."""
    _ = view.words
    quiet, before = silent(view, now), silent(view, then) if view.compared else set[str]()
    were = {region.code for region in subjects(view, view.compared)} if view.compared and not is_empty() else set()
    told = [(code, _("замолчал")) for code in sorted((quiet - before) & were)]
    told += [(code, _("вернулся")) for code in sorted((before - quiet) & were)]
    frame = pd.DataFrame(told, columns=["code", "move"])
    frame["region"] = [region_name(code, view.language) for code in frame["code"]]
    frame["district"] = districts_of(frame["code"], view)
    fields = [Field("region", _("Регион")), Field("district", _("Округ")), Field("move", _("Что изменилось"))]
    shown = made("silence_moves", Kind.TABLE, moves_title(frame["move"], view), frame, fields, view)
    return replace(shown, subtitle=" · ".join(filter(None, (shown.subtitle, of_each(view, compared_words)))))


def moves_title(move: pd.Series, view: View) -> str:
    """Return how many fell silent and how many came back."""
    _ = view.words
    if view.compared is None:
        return _("Сравнение выключено: неизвестно, кто замолчал")
    fell, back = int((move == _("замолчал")).sum()), int((move == _("вернулся")).sum())
    return _("Замолчали: {fell}, вернулись: {back}", fell=fell, back=back)
