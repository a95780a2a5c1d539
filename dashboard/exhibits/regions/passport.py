"""The passport of a region: every indicator, its change, and the place of the region among all and among its peers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common.sources import of_registers
from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.regions import peer_groups, similar_regions
from dashboard.exhibits.regions.indicators import INDICATORS, Subject, indicator, subject_of
from dashboard.exhibits.regions.peer_groups import PeerGroup, Peers
from dashboard.exhibits.regions.quarter_trails import quarters_until
from dashboard.language.formats import names, number
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import FIRST_DAY
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state
from dashboard.queries.view import View, of_each
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import compared_words, district_name, end_words, periods_words, region_name
from etl.datasets import ACTIVITIES
from etl.regions import REGION_BY_CODE

REGISTERS = tuple(dict.fromkeys(metric.register for metric in METRICS.values()))


def passport(view: View, kind: str = Peers.SIMILAR) -> Exhibit:
    """Return every indicator of the selected region, or a title that asks to select one."""
    view = view.at(*REGISTERS)
    _ = view.words
    name = f"passport.{kind}"
    if len(view.filters.regions) != 1:
        return exhibit(name, _("Паспорт составляется для одного региона: выберите его"), pd.DataFrame(), view, ())
    subject = subject_of(view, kind)
    frame = pd.DataFrame([indicator(metric, subject) for metric in loaded_indicators()])
    indicators = exhibit(name, title(frame, subject, kind), frame, view, fields(view))
    group = (_("Группа сравнения"), " · ".join(filter(None, (subject.group.name, subject.group.reason))))
    return replace(
        indicators,
        subtitle=f"{periods_words(view)} · {subject.group.name}: {subject.group.reason}",
        selected=(subject.code,),
        notes=tuple(notes(subject)),
        parameters=(*indicators.parameters, group),
    )


def loaded_indicators() -> tuple[Metric, ...]:
    """Return the indicators of the registers that hold any data: nobody expects others, and the passport fits its page without them."""
    loaded = data_state.data_reach() or REGISTERS
    return tuple(metric for metric in INDICATORS if metric.register in loaded)


def exhibit(name: str, title_text: str, frame: pd.DataFrame, view: View, columns: Sequence[Field]) -> Exhibit:
    """Return an exhibit of indicators with its parameters and sources."""
    listed = listing(name, title_text, periods_words(view), frame, columns, view)
    return of_registers(replace(listed, kind=Kind.INDICATORS), ACTIVITIES)


def heading(code: str, language: str) -> str:
    """Return the full name of the region."""
    region = REGION_BY_CODE[code]
    return region.name_en if language == "en" else region.name


def about(code: str, language: str) -> str:
    """Return the region in a line: its district, centre and sizes."""
    _, region = translator(language), REGION_BY_CODE[code]
    centre = region.centre_en if language == "en" else region.centre
    parts = (
        district_name(region.federal_district, language),
        _("центр — {city}", city=centre) if centre else "",
        peer_groups.facts(region, _),
    )
    return " · ".join(filter(None, parts))


def title(frame: pd.DataFrame, subject: Subject, kind: str) -> str:
    """Return on how many indicators the region is above the median of its peers, or that it cannot be compared."""
    _, region = subject.view.words, region_name(subject.code, subject.view.language)
    with_value, compared = int(frame["value"].notna().sum()), frame.dropna(subset=["value", "peers"])
    if not with_value:
        return _("{region}: за этот период данных нет", region=region)
    if compared.empty and is_only_found(subject):
        return _("{region}: показано найденное, с другими регионами не сравнить", region=region)
    if compared.empty:
        with_value_words = _.many(
            "известен {number} показатель из {all}",
            "известно {number} показателей из {all}",
            with_value,
            all=len(frame),
        )
        return _("{region}: {known}, сравнить не с чем", region=region, known=with_value_words)
    above = int((compared["value"] > compared["peers"]).sum())
    whose = whose_median(subject.group, kind, subject.view)
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


def is_only_found(subject: Subject) -> bool:
    """Return whether any register holds only what was found, so that regions are not compared by it."""
    return any(only_found(name, subject.country, subject.view.at(name).period) for name in REGISTERS)


def whose_median(group: PeerGroup, kind: str, view: View) -> str:
    """Return whose median it is, in the genitive."""
    _ = view.words
    genitives = {
        Peers.SIMILAR.value: _("похожих регионов"),
        Peers.DISTRICT.value: _("своего округа"),
        Peers.NEIGHBOURS.value: _("соседних регионов"),
        Peers.POPULATION.value: _("регионов с близким населением"),
        Peers.MUNICIPALITIES.value: _("регионов с близким числом муниципалитетов"),
    }
    return genitives.get(kind.partition(similar_regions.SEPARATOR)[0]) or _("группы «{name}»", name=group.name)


def fields(view: View) -> tuple[Field, ...]:
    """Return the columns of the passport's table."""
    _ = view.words
    change_title = _("Изменение к {period}", period=of_each(view, compared_words))
    return (
        Field("group", _("Реестр")),
        Field("name", _("Показатель")),
        Field("text", _("Значение")),
        Field("value", _("Число"), Shape.NUMBER, 1),
        Field("usual", _("В прошлые годы")),
        *([Field("change", change_title)] if view.compared else []),
        Field("rank", _("Место")),
        Field("among", _("Из скольких"), Shape.NUMBER),
        Field("peers", _("Медиана группы"), Shape.NUMBER, 1),
        Field("country", _("Страна"), Shape.NUMBER, 1),
        Field("day", _("Данные по"), Shape.DATE),
    )


def notes(subject: Subject) -> Iterator[str]:
    """Yield the peers, and how to read places, medians and quarters."""
    view, _, language = subject.view, subject.view.words, subject.view.language
    peer_names = [region_name(code, language) for code in subject.group.codes]
    if peer_names:
        yield f"{subject.group.name}: {names(peer_names, language, len(peer_names))}"
    if similar_regions.is_kind(subject.kind):
        yield similarity_words(similar_regions.weights_of(subject.kind), view)
    yield _(
        "Место 1 — лучшее; где ни больше, ни меньше не лучше — наибольшее. Равные делят место, регионы без данных не участвуют."
    )
    yield _(
        "В прошлые годы — от меньшего до большего за те же дни трёх прошлых лет, у конкурсов за три прошлых сезона; только полные данные, не меньше двух лет."
    )
    yield _("Страна: доля или показатель на 100 МО по всей стране; для количеств — среднее на регион с данными.")
    yield _(
        "Медиана группы не включает сам регион и считается, когда известны хотя бы {number} значения.",
        number=peer_groups.FEWEST_KNOWN,
    )
    if unfinished := of_each(view, unfinished_quarter):
        yield unfinished


def similarity_words(weights: Mapping[str, float], view: View) -> str:
    """Return by what regions are similar, with the weights that are not one."""
    features = [
        feature.title.of(view.language)
        + (f" × {number(weights[feature.code], view.language)}" if weights[feature.code] != 1 else "")
        for feature in similar_regions.FEATURES
        if weights[feature.code]
    ]
    return view.words("Похожи по признакам: {features}", features=names(features, view.language, len(features)))


def unfinished_quarter(view: View) -> str:
    """Return the note that the last quarter goes on after the end of the data; empty otherwise."""
    if view.period.since == FIRST_DAY or quarters_until(view).until <= view.as_of:
        return ""
    return view.words("Последний квартал тренда не закончен: данные по {day}", day=end_words(view))
