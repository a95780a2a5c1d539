"""The passport of a region: every indicator, how it moved, and where the region stands among all and among its peers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import nan

import pandas as pd

from dashboard.engine import cache
from dashboard.exhibits.common.change_words import change
from dashboard.exhibits.common.titles import value_words
from dashboard.exhibits.regions import peer_groups
from dashboard.exhibits.regions.peer_groups import PeerGroup, Peers
from dashboard.exhibits.regions.quarter_trails import Trails, quarters_until, trail, trails
from dashboard.language.formats import day, names, number
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import FIRST_DAY, Filters, Normalisation, Period
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, metric_values
from dashboard.queries.metric_values import Amount
from dashboard.queries.metric_words import decimals, parameters, unit_words
from dashboard.queries.view import (
    View,
    banner,
    compared_words,
    district_name,
    loaded_on,
    of_each,
    periods_words,
    region_name,
)
from etl.datasets import ACTIVITIES
from etl.regions import REGION_BY_CODE

# How many regions are covered says nothing of one region.
REGISTERS = tuple(dict.fromkeys(metric.register for metric in METRICS.values()))
INDICATORS = tuple(metric for metric in METRICS.values() if metric.aggregate is not Aggregate.COVERAGE)


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """Whose passport it is: the region, its view and the country's, its peers, its quarters."""

    code: str
    view: View
    country: View
    group: PeerGroup
    trails: Trails
    reach: dict[str, object]


def passport(view: View, kind: str = Peers.SIMILAR) -> Exhibit:
    """Return every indicator of the one region of the selection; without one, a sentence that asks for it."""
    view = view.at(*REGISTERS)
    _, language = view.words, view.language
    name = f"passport.{kind}"
    if len(view.filters.regions) != 1:
        return whole(name, _("Паспорт составляется для одного региона: выберите его"), pd.DataFrame(), view, ())
    who = subject(view, kind)
    frame = pd.DataFrame([indicator(metric, who) for metric in INDICATORS])
    made = whole(name, title(frame, who, kind), frame, view, fields(view))
    group = (_("Группа сравнения"), " · ".join(filter(None, (who.group.name, who.group.reason))))
    return replace(
        made,
        subtitle=f"{periods_words(view)} · {group_words(who.group, language)}",
        selected=(who.code,),
        notes=tuple(notes(who)),
        parameters=(*made.parameters, group),
    )


def whole(name: str, told: str, frame: pd.DataFrame, view: View, columns: Sequence[Field]) -> Exhibit:
    """Return a passport with all that says where it comes from."""
    loaded = [day for register in ACTIVITIES if (day := loaded_on(register))]
    registers = [dataset.title.of(view.language) for dataset in ACTIVITIES.values()]
    return Exhibit(
        name,
        Kind.INDICATORS,
        told,
        periods_words(view),
        frame,
        tuple(columns),
        parameters=parameters(None, view),
        source=names(registers, view.language, len(registers)),
        loaded=max(loaded, default=None),
        banner=banner(view.language),
        language=view.language,
    )


def subject(view: View, kind: str) -> Subject:
    """Return the region of the selection with everything that is read once for all its indicators."""
    (code,) = view.filters.regions
    own = replace(view, filters=replace(view.filters, district=""))
    country = replace(view, filters=replace(view.filters, regions=(), district=""))
    group = peer_groups.group_of(code, kind, view.language, data_state.own_groups())
    return Subject(code, own, country, group, trails(code, view), dict(data_state.data_reach()))


def heading(code: str, language: str) -> str:
    """Return the full name of the region."""
    region = REGION_BY_CODE[code]
    return region.name_en if language == "en" else region.name


def about(code: str, language: str) -> str:
    """Return who the region is in a line: its district, centre and sizes."""
    _, region = translator(language), REGION_BY_CODE[code]
    centre = region.centre_en if language == "en" else region.centre
    told = (
        district_name(region.federal_district, language),
        _("центр — {city}", city=centre) if centre else "",
        peer_groups.facts(region, _),
    )
    return " · ".join(filter(None, told))


def indicator(metric: Metric, who: Subject) -> dict[str, object]:
    """Return one line: the value, its change, its place, what peers and the country have, its quarters, how far the data reach."""
    view = who.view.at(metric.register)
    found, country = cache.remembered(everywhere, metric.name, who.country.filters, view.period)
    known = found["value"].dropna()
    now, before = amount_of(who.code, found), None
    if view.compared:
        before = amount_of(who.code, cache.remembered(everywhere, metric.name, who.country.filters, view.compared)[0])
    moved = change(metric, now, before, view.words)
    return {
        "key": metric.name,
        "group": ACTIVITIES[metric.register].title.of(view.language),
        "name": metric_words(metric, view),
        "value": now.value,
        "state": now.state.value,
        "text": amount_words(metric, now, view),
        "decimals": decimals(metric, view),
        "previous": before.value if before else nan,
        "change": moved.text if moved else "",
        "direction": moved.direction if moved else 0,
        "judgement": moved.judgement if moved else 0,
        "rank": place(known, who.code, metric.polarity),
        "among": len(known),
        "peers": peer_groups.median(known, who.group, who.code),
        "country": country,
        "spread": tuple(known),
        "trail": trail(metric, who.trails),
        "day": who.reach.get(metric.register),
    }


def everywhere(name: str, filters: Filters, period: Period) -> tuple[pd.DataFrame, float]:
    """Return what every region has of a metric, by code, and what the country has: the same for every passport.

    One region is never beside the total of all: of an absolute total the country has its mean per region.
    """
    metric, found = METRICS[name], metric_values.by_region(METRICS[name], filters, period).set_index("code")
    if metric.aggregate is Aggregate.TOTAL and filters.normalisation is Normalisation.ABSOLUTE:
        return found, float(found["value"].mean())
    return found, metric_values.total(metric, filters, period).value


def amount_of(code: str, found: pd.DataFrame) -> Amount:
    """Return the amount of one region among those of all."""
    own = found.loc[code].to_dict()
    return Amount(float(own["value"]), State(own["state"]), float(own["part"]), float(own["base"]))


def place(known: pd.Series, code: str, polarity: int) -> str:
    """Return the place of a region among those whose value is known, «5–6» when it is shared; empty when its own is not.

    The first place is the best one; where neither more nor less is better, the largest one.
    """
    if code not in known:
        return ""
    own = known[code]
    ahead = int((known < own).sum() if polarity < 0 else (known > own).sum())
    same = int((known == own).sum())
    return f"{ahead + 1}" if same == 1 else f"{ahead + 1}–{ahead + same}"


def metric_words(metric: Metric, view: View) -> str:
    """Return the title of a metric with its unit where the title does not say it: «Премии, млн руб.»."""
    told, unit = metric.title.of(view.language), unit_words(metric, view)
    own = view.words.plural(5, metric.unit)
    same = own[:4].casefold() in told.casefold()
    rest = unit.removeprefix(own).strip() if same else unit
    return ", ".join(filter(None, (told, "" if metric.is_percent else rest)))


def amount_words(metric: Metric, found: Amount, view: View) -> str:
    """Return an amount as it stands in a row, or which absence it is; a share on a small base is written as its parts."""
    _, language = view.words, view.language
    if found.state is State.NO_DATA:
        return _("нет данных")
    if found.state is State.NO_BASE:
        if found.base == found.base and found.base:
            return _("{part} из {base}", part=number(found.part, language), base=number(found.base, language))
        return _("нет базы")
    if metric.is_percent:
        return value_words(metric, found.value, view)
    return number(found.value, language, decimals(metric, view))


def title(frame: pd.DataFrame, who: Subject, kind: str) -> str:
    """Return at how many indicators the region is above the median of its peers, or what is known of it."""
    _, region = who.view.words, region_name(who.code, who.view.language)
    known, compared = int(frame["value"].notna().sum()), frame.dropna(subset=["value", "peers"])
    if not known:
        return _("{region}: за этот период данных нет", region=region)
    if compared.empty:
        told = _.many(
            "известен {number} показатель из {all}", "известно {number} показателей из {all}", known, all=len(frame)
        )
        return _("{region}: {known}, сравнить не с чем", region=region, known=told)
    above = int((compared["value"] > compared["peers"]).sum())
    whose = whose_median(who.group, kind, who.view)
    if not above:
        return _(
            "{region} ни по одному показателю из {all} не выше медианы {whose}",
            region=region,
            all=len(compared),
            whose=whose,
        )
    return _.many(
        "{region} выше медианы {whose} по {number} показателю из {all}",
        "{region} выше медианы {whose} по {number} показателям из {all}",
        above,
        region=region,
        whose=whose,
        all=len(compared),
    )


def whose_median(group: PeerGroup, kind: str, view: View) -> str:
    """Return whose median it is, in the genitive."""
    _ = view.words
    told = {
        Peers.SIMILAR.value: _("похожих регионов"),
        Peers.DISTRICT.value: _("своего округа"),
        Peers.NEIGHBOURS.value: _("соседних регионов"),
        Peers.POPULATION.value: _("регионов с близким населением"),
        Peers.MUNICIPALITIES.value: _("регионов с близким числом муниципалитетов"),
    }
    return told.get(kind) or _("группы «{name}»", name=group.name)


def group_words(group: PeerGroup, language: str) -> str:
    """Return the group and why it is this one: «Похожие регионы: население 2,5 млн, 43 МО, 160 тыс. км²»."""
    return f"{group.name}: {group.reason}"


def fields(view: View) -> tuple[Field, ...]:
    """Return the columns of the passport's table."""
    _ = view.words
    compared = (Field("change", compared_title(view)),) if view.compared else ()
    return (
        Field("group", _("Реестр")),
        Field("name", _("Показатель")),
        Field("text", _("Значение")),
        Field("value", _("Число"), Shape.NUMBER, 1),
        *compared,
        Field("rank", _("Место")),
        Field("among", _("Из скольких"), Shape.NUMBER),
        Field("peers", _("Медиана группы"), Shape.NUMBER, 1),
        Field("country", _("Страна"), Shape.NUMBER, 1),
        Field("day", _("Данные по"), Shape.DATE),
    )


def compared_title(view: View) -> str:
    """Return the heading of the change: «Изменение к 2024»."""
    return view.words("Изменение к {period}", period=of_each(view, compared_words))


def notes(who: Subject) -> Iterator[str]:
    """Yield who the peers are and how places, medians and quarters are to be read."""
    view, _, language = who.view, who.view.words, who.view.language
    told = [region_name(code, language) for code in who.group.codes]
    if told:
        yield f"{who.group.name}: {names(told, language, len(told))}"
    yield _(
        "Место 1 — лучшее; где ни больше, ни меньше не лучше — наибольшее. Равные делят место, регионы без данных не участвуют."
    )
    yield _("Страна: доля или показатель на 100 МО по всей стране; для количеств — среднее на регион с данными.")
    yield _(
        "Медиана группы не включает сам регион и считается, когда известны хотя бы {number} значения.",
        number=peer_groups.FEWEST_KNOWN,
    )
    if unfinished := of_each(view, unfinished_quarter):
        yield unfinished


def unfinished_quarter(view: View) -> str:
    """Return that the last quarter of a register's small lines goes on after the end of its data; empty otherwise."""
    if view.period.since == FIRST_DAY or quarters_until(view).until <= view.as_of:
        return ""
    return view.words("Последний квартал тренда не закончен: данные по {day}", day=day(view.as_of, view.language))
