"""Exhibits of the silent regions: which they are, for how long, by register and district, and what has changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import nan
from operator import itemgetter

import pandas as pd

from dashboard.exhibits.common.sources import of_registers
from dashboard.exhibits.common.standard import all_regions, listing
from dashboard.exhibits.common.titles.leaders import NAMED, lead
from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.exhibits.regions import silent_regions
from dashboard.language.formats import names, sort_key
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import FIRST_DAY, Comparison
from dashboard.queries.scopes import district_regions
from dashboard.queries.time.own_end import at_end_of, on_days
from dashboard.queries.view import View, of_each, why_not_compared
from dashboard.queries.wording.view_words import (
    DISTRICT_BY_CODE,
    compared_words,
    district_name,
    period_words,
    place,
    region_name,
    short_district,
)
from etl.datasets import REPORTING
from etl.regions import REGION_BY_CODE


def exhibit(
    name: str, kind: Kind, title: str, frame: pd.DataFrame, fields: list[Field], view: View, unit: str = ""
) -> Exhibit:
    """Return an exhibit of silence, with notes that define it."""
    _ = view.words
    subtitle = f"{period_words(view)} · {place(all_regions(view).filters, view.language)}"
    notes = (
        _("Молчит субъект, о котором за период нет ни {things}; анонсы и планы не считаются", things=things(view)),
        _("Молчание — это отсутствие записей в реестрах, а не доказательство бездействия"),
    )
    table = replace(listing(name, title, subtitle, frame, fields, view), kind=kind, unit=unit, notes=notes)
    return replace(of_registers(table, REPORTING), selected=view.filters.regions)


def things(view: View) -> str:
    """Return what a silent region has none of, in each register."""
    _, language = view.words, view.language
    absent = [
        dataset.absence.of(language)
        if dataset.absence
        else _("записи в реестре «{register}»", register=dataset.title.of(language))
        for dataset in REPORTING.values()
    ]
    return _(", ни ").join(absent)


def silence_title(view: View) -> str:
    """Return the number of silent subjects among those whose sources are full."""
    _, all_ = view.words, len(silent_regions.with_full_sources(view))
    if silent_regions.is_empty():
        return _("В реестрах ещё нет ни одной записи")
    if not silent_regions.reached(view):
        return nothing(view)
    if not all_:
        return _("Кто молчит, неизвестно: полных сведений нет ни об одном регионе")
    count = len(silent_regions.silent(view))
    if all_ == 1 and view.filters.only:
        return _("Записей за период нет ни в одном реестре") if count else _("Записи за период есть")
    if not count and all_ == len(silent_regions.subjects(view, view.period)):
        return _("Молчащих регионов нет: записи есть у всех {all}", all=all_)
    if all_ < len(silent_regions.subjects(view, view.period)):
        return _("Молчат {number} из {all} регионов, о которых сведения полны", number=count, all=all_)
    return _.many("Молчит {number} регион из {all}", "Молчат {number} регионов из {all}", count, all=all_)


@on_days
@at_end_of(*REPORTING)
def silence_map(view: View) -> Exhibit:
    """Return the map of the months of silence: 0 for a region named in the period, no data where sources are not full."""
    _, months = view.words, months_shown(view)
    cells = [
        (region.code, region_name(region.code, view.language), *map_cell(region.code, months))
        for region in district_regions(view.filters)
        if silent_regions.reached(view)
    ]
    frame = pd.DataFrame(cells, columns=["code", "name", "value", "state"])
    fields = [Field("name", _("Регион")), Field("value", _("Месяцев молчания"), Shape.NUMBER)]
    mapped = exhibit("silence_map", Kind.MAP, silence_title(view), frame, fields, view, _("мес."))
    explanation = _("месяцев с последней записи, а где её нет, с начала реестров; 0 — записи есть")
    return replace(mapped, subtitle=f"{mapped.subtitle} · {explanation}", never=_("полных сведений нет"))


def months_shown(view: View) -> dict[str, float]:
    """Return the months of silence of each subject: 0 with a record in the period, NaN where sources are not full.

    A region that no register ever named has been silent since the registers begin.
    """
    months, quiet = silent_regions.months_of_silence(view), silent_regions.silent(view)
    full = {region.code for region in silent_regions.with_full_sources(view)}
    longest = silent_regions.months_observed(view)
    return {
        str(code): (longest if value != value else float(value)) if code in quiet else 0.0 if code in full else nan
        for code, value in months.items()
    }


def map_cell(code: str, months: dict[str, float]) -> tuple[float, str]:
    """Return the months and the state of a region; no base for one that was not a subject yet."""
    if code not in months:
        return nan, State.NO_BASE.value
    value = months[code]
    return value, (State.NO_DATA if value != value else State.VALUE if value else State.ZERO).value


@on_days
@at_end_of(*REPORTING)
def silent_list(view: View) -> Exhibit:
    """Return the silent regions with their last month in each register: those never named, then those silent longest."""
    _, months, last = view.words, silent_regions.months_of_silence(view), silent_regions.last_months(view)
    frame = last.assign(code=last.index, months=months)
    frame = frame[frame["code"].isin(silent_regions.silent(view))].copy()
    frame["region"] = [region_name(code, view.language) for code in frame["code"]]
    frame["district"] = districts_of(frame["code"], view)
    frame["silence"] = [
        _("весь срок наблюдений") if value != value else _("{months} мес.", months=int(value))
        for value in frame["months"]
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
    return exhibit("silent", Kind.TABLE, silence_title(view), frame, fields, view)


def month_words(last: pd.Timestamp, view: View) -> str:
    """Return the month of the last fact, «03.2025», or that there is none."""
    return view.words("записей не было") if pd.isna(last) else f"{last:%m.%Y}"


def districts_of(codes: pd.Series, view: View) -> list[str]:
    """Return the names of the federal districts of regions."""
    return [district_name(REGION_BY_CODE[code].federal_district, view.language) for code in codes]


def bars(name: str, title: str, counts: dict[str, tuple[str, float]], view: View) -> Exhibit:
    """Return numbers of silent regions as bars, from names and counts by key; no data for a count of NaN."""
    _ = view.words
    rows = [(key, word, float(count)) for key, (word, count) in counts.items() if silent_regions.reached(view)]
    frame = pd.DataFrame(rows, columns=["key", "name", "value"])
    states = (State.NO_DATA if value != value else State.VALUE if value else State.ZERO for value in frame["value"])
    frame["state"] = [state.value for state in states]
    fields = [Field("name", ""), Field("value", _("Регионов без записей"), Shape.NUMBER)]
    return exhibit(name, Kind.BAR, title, frame, fields, view, _("регионов"))


@on_days
@at_end_of(*REPORTING)
def by_register(view: View) -> Exhibit:
    """Return how many subjects are missing from each register, and how many from all of them."""
    _ = view.words
    counted = silent_regions.fact_counts(view)
    absent = (counted == 0).sum().astype(float).to_dict() if len(counted) else {}
    counts = {name: (dataset.title.of(view.language), absent.get(name, nan)) for name, dataset in REPORTING.items()}
    title = register_title([count for count in counts.values() if count[1] == count[1]], view)
    counts["all"] = (_("Ни в одном"), float(len(silent_regions.silent(view))) if absent else nan)
    return bars("silence_registers", title or silence_title(view), counts, view)


def register_title(counts: Sequence[tuple[str, float]], view: View) -> str:
    """Return the register that misses most regions, or that all miss as many; empty without registers."""
    _ = view.words
    if not counts:
        return ""
    most, least = (extreme(counts, key=itemgetter(1)) for extreme in (max, min))
    if not most[1]:
        return silence_title(view)
    if most[1] == least[1]:
        return _.many("В каждом реестре нет {number} региона", "В каждом реестре нет {number} регионов", int(most[1]))
    return _("Реже всего регионы есть в реестре «{register}»: нет {count}", register=most[0], count=int(most[1]))


@on_days
@at_end_of(*REPORTING)
def by_district(view: View) -> Exhibit:
    """Return how many regions of each federal district are silent, the districts with most of them first."""
    _, quiet = view.words, silent_regions.silent(view)
    districts = {region.federal_district for region in district_regions(view.filters)}
    silent_in = Counter(REGION_BY_CODE[code].federal_district for code in quiet)
    with_full_sources = {region.federal_district for region in silent_regions.with_full_sources(view)}
    listed = {
        code: (short_district(code, view.language), float(silent_in[code]) if code in with_full_sources else nan)
        for code in DISTRICT_BY_CODE
        if code in districts
    }
    counts = dict(sorted(listed.items(), key=lambda item: -item[1][1] if item[1][1] == item[1][1] else 1.0))
    title = silence_title(view)
    if silent_in:
        first = lead({name: float(count) for name, count in counts.values()}, 0)
        if first and not first.is_flat and len(first.names) <= NAMED:
            districts_named = names(first.names, view.language)
            title = _("Больше всего молчащих — {district}: {count}", district=districts_named, count=int(first.value))
            if len(first.names) > 1:
                title = _(
                    "Больше всего молчащих: {district}, по {count}", district=districts_named, count=int(first.value)
                )
    return bars("silence_districts", title, counts, view)


@on_days
@at_end_of(*REPORTING)
def moves(view: View) -> Exhibit:
    """Return the regions that fell silent or came back since the compared period; regions that are newer are left out."""
    _ = view.words
    rows = []
    if view.compared and silent_regions.compared(view):
        quiet, before = silent_regions.silent(view), silent_regions.silent(view, silent_regions.then)
        subjects_then = {region.code for region in silent_regions.subjects(view, view.compared)}
        rows += [(code, _("замолчал")) for code in sorted((quiet - before) & subjects_then)]
        rows += [(code, _("вернулся")) for code in sorted((before - quiet) & subjects_then)]
    frame = pd.DataFrame(rows, columns=["code", "move"])
    frame["region"] = [region_name(code, view.language) for code in frame["code"]]
    frame["district"] = districts_of(frame["code"], view)
    fields = [Field("region", _("Регион")), Field("district", _("Округ")), Field("move", _("Что изменилось"))]
    table = exhibit("silence_moves", Kind.TABLE, moves_title(frame["move"], view), frame, fields, view)
    return replace(table, subtitle=" · ".join(filter(None, (table.subtitle, of_each(view, compared_words)))))


def moves_title(move: pd.Series, view: View) -> str:
    """Return how many regions fell silent and how many came back, or why nobody knows."""
    _ = view.words
    if view.filters.comparison is Comparison.NONE or view.period.since == FIRST_DAY:
        return _("Сравнение выключено: неизвестно, кто замолчал")
    if not silent_regions.reached(view):
        return nothing(view)
    if not silent_regions.compared(view):
        return why_not_compared(view) or _("Сравнить не с чем")
    fell, back = int((move == _("замолчал")).sum()), int((move == _("вернулся")).sum())
    return _("Замолчали: {fell}, вернулись: {back}", fell=fell, back=back)
