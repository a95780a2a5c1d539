"""The exhibits a page is composed of: a metric and a view in, an answer with its title, frame and honesty out."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

import pandas as pd

from dashboard import findings, values
from dashboard.exhibit import Exhibit, Field, Kind, Role, Shape, State
from dashboard.filters import Period
from dashboard.formats import number, period_text
from dashboard.metric import Aggregate, Metric
from dashboard.view import (
    View,
    banner,
    compared_words,
    decimals,
    loaded_on,
    member_name,
    normalisation_words,
    parameters,
    periods_words,
    region_name,
    series_words,
    source_words,
    subtitle,
    unit_words,
)
from etl.datasets import DATASETS

RANKED = 10
MEMBERS = 8


def exhibit(
    kind: Kind, name: str, metric: Metric, view: View, title: str, frame: pd.DataFrame, fields: Sequence[Field]
) -> Exhibit:
    """Return an exhibit of a metric with everything that says where it comes from."""
    return Exhibit(
        f"{name}.{metric.name}",
        kind,
        title,
        subtitle(metric, view),
        frame,
        tuple(fields),
        metric,
        unit_words(metric, view),
        decimals(metric, view),
        parameters=parameters(metric, view),
        source=source_words(metric.register, view.language),
        loaded=loaded_on(metric.register),
        banner=banner(view.language),
        language=view.language,
        notes=notes(metric, view),
    )


def notes(metric: Metric, view: View) -> tuple[str, ...]:
    """Return what a reader must know of these very figures: figures with qualifiers, an incomplete period."""
    _ = view.words
    told = []
    if metric.measure == "participants":
        rough = int(values.sums(metric, view.filters, view.period)["approximate"])
        if rough:
            told.append(
                _.many(
                    "{number} цифра с оговоркой «около», «более» или «почти»",
                    "{number} цифр с оговоркой «около», «более» или «почти»",
                    rough,
                )
            )
    if view.incomplete:
        told.append(_("Период не закончен: данные по {day}", day=view.as_of.strftime("%d.%m.%Y")))
    return tuple(told)


def shape(metric: Metric) -> Shape:
    """Return how a metric's values stand in a table."""
    return Shape.PERCENT if metric.is_percent else Shape.NUMBER


def value_fields(metric: Metric, view: View) -> list[Field]:
    """Return the table columns of a value and, for a ratio, of what it is made of."""
    _ = view.words
    title = metric.title.of(view.language)
    rate = normalisation_words(metric, view)
    fields = [Field("value", f"{title}, {rate}" if rate else title, shape(metric), decimals(metric, view))]
    if metric.is_ratio:
        fields += [Field("part", _("Числитель"), Shape.NUMBER), Field("base", _("Знаменатель"), Shape.NUMBER)]
    return fields


def card(metric: Metric, view: View) -> Exhibit:
    """Return a headline number with its change and its twelve last months."""
    _ = view.words
    now = values.total(metric, view.filters, view.period)
    before = values.total(metric, view.filters, view.compared) if view.compared else None
    frame = pd.DataFrame(
        {"value": [now.value], "previous": [before.value if before else nan], "part": [now.part], "base": [now.base]}
    )
    compared = (
        [Field("previous", compared_words(view), shape(metric), decimals(metric, view))]
        if view.compared
        else []
    )
    made = exhibit(
        Kind.NUMBER,
        "card",
        metric,
        view,
        metric.title.of(view.language),
        frame,
        [*value_fields(metric, view), *compared],
    )
    return replace(
        made,
        unit=_("из {number}", number=int(now.base)) if metric.aggregate is Aggregate.COVERAGE else made.unit,
        change=values.change(metric, now, before, _),
        trail=tuple(values.over_time(metric, view.filters, view.period)["value"].dropna().tail(24)),
        context=card_context(metric, now, view),
    )


def card_context(metric: Metric, now: values.Amount, view: View) -> str:
    """Return the line under a card: what it rests on, and the periods compared."""
    _, language = view.words, view.language
    if now.state is State.NO_DATA:
        return _("нет данных за период")
    if metric.is_percent:
        made = _("{part} из {base}", part=number(now.part, language), base=number(now.base, language))
        return f"{made} · {_('мало для доли')}" if now.state is State.NO_BASE else made
    return periods_words(view)


def region_map(metric: Metric, view: View, name: str = "map") -> Exhibit:
    """Return the map of a metric, with the identity of its total where it has one."""
    _ = view.words
    frame = values.by_region(metric, view.filters, view.period)
    frame.insert(1, "name", [region_name(code, view.language) for code in frame["code"]])
    fields = [Field("name", _("Регион")), *value_fields(metric, view)]
    made = exhibit(Kind.MAP, name, metric, view, findings.map_title(metric, frame, view), frame, fields)
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    return replace(
        made,
        subtitle=subtitle(metric, everywhere),
        selected=view.filters.regions,
        identity=values.identity(metric, view.filters, view.period),
        notes=(*made.notes, *shared_note(metric, view)),
    )


def shared_note(metric: Metric, view: View) -> tuple[str, ...]:
    """Return why regions add up to more than the total, when they do."""
    if not values.once_counted(metric):
        return ()
    _ = view.words
    return (_("Мероприятие нескольких регионов считается в каждом из них, а в итоге — один раз"),)


def ranking(metric: Metric, view: View, most: int = RANKED, name: str = "ranking") -> Exhibit:
    """Return the regions with the largest values, the picked ones standing out, each with its value in the compared period."""
    _ = view.words
    frame = values.by_region(metric, view.filters, view.period)
    if view.compared:
        frame["previous"] = values.by_region(metric, view.filters, view.compared)["value"]
    frame = frame[frame["value"] > 0].sort_values("value", ascending=False, kind="stable")
    picked = frame["code"].isin(view.filters.regions)
    shown = pd.concat([frame[~picked].head(max(most - int(picked.sum()), 0)), frame[picked]]).sort_values(
        "value", ascending=False, kind="stable"
    )
    shown = shown.rename(columns={"code": "key"}).assign(
        name=[region_name(code, view.language) for code in shown["code"]]
    )
    compared = (
        [Field("previous", compared_words(view), shape(metric), decimals(metric, view))]
        if view.compared
        else []
    )
    title = findings.ranking_title(metric, frame, view)
    made = exhibit(
        Kind.BAR,
        name,
        metric,
        view,
        title,
        shown.reset_index(drop=True),
        [Field("name", _("Регион")), *value_fields(metric, view), *compared],
    )
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    return replace(made, subtitle=subtitle(metric, everywhere, compared=True), selected=view.filters.regions)


def trend(metric: Metric, view: View, name: str = "trend") -> Exhibit:
    """Return a metric over time, the compared period behind it, its days shifted onto the current ones."""
    _ = view.words
    now = values.total(metric, view.filters, view.period)
    before = values.total(metric, view.filters, view.compared) if view.compared else None
    current = values.over_time(metric, view.filters, view.period)
    names = series_words(view)
    parts = [series(current, names[0], Role.CURRENT)]
    if view.compared:
        compared = values.over_time(metric, view.filters, view.compared).head(len(current))
        shifted = compared.assign(date=current["date"].to_numpy()[: len(compared)])
        parts.insert(0, series(shifted, names[1], Role.COMPARISON))
    frame = pd.concat(parts, ignore_index=True)
    fields = [Field("series", _("Период")), Field("date", _("Дата"), Shape.DATE), *value_fields(metric, view)[:1]]
    made = exhibit(Kind.LINE, name, metric, view, findings.trend_title(metric, now, before, view), frame, fields)
    return replace(made, subtitle=subtitle(metric, view, compared=True))


def series(frame: pd.DataFrame, name: str, role: Role) -> pd.DataFrame:
    """Return one line of a line exhibit."""
    return frame.assign(series=name, role=role.value)[["series", "role", "date", "value"]]


def breakdown(metric: Metric, dimension: str, view: View, most: int = MEMBERS, name: str = "breakdown") -> Exhibit:
    """Return a metric by the members of a dimension, the small ones and the unstated ones each as one bar."""
    _ = view.words
    frame = values.by_member(metric, dimension, view.filters, view.period)
    title = findings.member_title(metric, named(frame, metric, dimension, view), view)
    frame = named(gathered(frame, most, metric), metric, dimension, view)
    bars = frame.assign(key=frame["member"], name=frame["member"], state=State.VALUE.value)
    if len(bars):
        bars["state"] = bars["value"].map(lambda value: State.NO_BASE.value if value != value else State.VALUE.value)
    split = next(split for split in DATASETS[metric.register].dimensions if split.name == dimension)
    fields = [Field("name", split.title.of(view.language)), *value_fields(metric, view)]
    return exhibit(Kind.BAR, f"{name}.{dimension}", metric, view, title, bars, fields)


OTHERS = "\0others"


def gathered(frame: pd.DataFrame, most: int, metric: Metric) -> pd.DataFrame:
    """Return the largest members; of a total the rest is one more, of a ratio it is left out."""
    frame = frame[(frame["value"] > 0) | frame["value"].isna() & (frame["part"] > 0)]
    stated, unstated = frame[frame["member"] != ""], frame[frame["member"] == ""]
    rest = stated.iloc[most:]
    if metric.is_ratio:
        return stated.head(most)
    other = pd.DataFrame(
        {"member": [OTHERS], "value": [rest["value"].sum()], "part": [rest["part"].sum()], "base": [nan]}
    )
    return pd.concat([stated.head(most), *([other] if len(rest) else []), unstated], ignore_index=True)


def named(frame: pd.DataFrame, metric: Metric, dimension: str, view: View) -> pd.DataFrame:
    """Return the frame with its members named in the reader's language; unstated stays empty for the title rules."""
    _ = view.words
    names = {OTHERS: _("прочие")}
    told = [
        names.get(member) or member_name(metric.register, dimension, member, view.language)
        for member in frame["member"]
    ]
    return frame.assign(member=told)


def structure(
    metric: Metric, dimension: str, view: View, periods: Sequence[Period], name: str = "structure"
) -> Exhibit:
    """Return how a total is split among members in each of several periods, in shares."""
    _, language = view.words, view.language
    parts = []
    for period in periods:
        frame = values.by_member(metric, dimension, view.filters, period)
        frame = frame[(frame["member"] != "") & (frame["value"] > 0)]
        parts.append(named(frame, metric, dimension, view).assign(row=period_text(period, language)))
    frame = pd.concat(parts, ignore_index=True)[["row", "member", "value"]]
    split = next(split for split in DATASETS[metric.register].dimensions if split.name == dimension)
    fields = [Field("row", _("Период")), Field("member", split.title.of(language)), *value_fields(metric, view)[:1]]
    title = findings.structure_title(frame, view)
    return replace(exhibit(Kind.STACKED, f"{name}.{dimension}", metric, view, title, frame, fields), as_share=True)


def listing(
    name: str,
    title: str,
    subtitle_words: str,
    frame: pd.DataFrame,
    fields: Sequence[Field],
    view: View,
    register: str = "",
) -> Exhibit:
    """Return a table as an exhibit."""
    return Exhibit(
        name,
        Kind.TABLE,
        title,
        subtitle_words,
        frame,
        tuple(fields),
        parameters=parameters(None, view),
        source=source_words(register, view.language) if register else "",
        loaded=loaded_on(register) if register else None,
        banner=banner(view.language),
        language=view.language,
    )


FUNNEL = ("entries", "admitted", "federal", "finalists", "winners")


def funnel(metric: Metric, view: View) -> Exhibit:
    """Return how many entries came to each stage of the competitions, each stage including the further ones."""
    _ = view.words
    row = values.sums(metric, view.filters, view.period)
    stages = DATASETS["competitions"].column("stage").vocabulary
    words = stages.terms if stages else ()
    reached = [float(row[measure]) for measure in FUNNEL]
    shares = [
        100 * now / before if before >= values.SMALL_BASE else nan
        for before, now in zip([nan, *reached], reached, strict=False)
    ]
    names = [term.name.of(view.language) for term in words]
    frame = pd.DataFrame({"key": FUNNEL, "name": names, "value": reached, "state": State.VALUE.value, "share": shares})
    fields = [
        Field("name", _("Стадия")),
        Field("value", _("Заявки"), Shape.NUMBER),
        Field("share", _("От предыдущей стадии, %"), Shape.PERCENT, 1),
    ]
    title = _(
        "До федерального этапа дошли {federal} из {filed}",
        federal=number(reached[2], view.language),
        filed=number(reached[0], view.language),
    )
    return exhibit(Kind.BAR, "funnel", metric, view, title if reached[0] else findings.nothing(view), frame, fields)


def passport(metrics: Sequence[Metric], view: View) -> Exhibit:
    """Return every indicator of the selection beside its compared value and the value of the whole country."""
    _, language = view.words, view.language
    country = replace(view, filters=replace(view.filters, regions=(), district=""))
    frame = pd.DataFrame([passport_row(metric, view, country) for metric in metrics])
    compared = (
        [Field("previous", compared_words(view)), Field("change", _("Изменение"))]
        if view.compared
        else []
    )
    fields = [
        Field("metric", _("Показатель")),
        Field("value", period_text(view.period, language)),
        *compared,
        Field("country", _("Вся страна")),
    ]
    known = int((~frame["value"].isin((_("нет данных"), _("нет базы")))).sum())
    title = _.many(
        "Известен {number} показатель из {all}", "Известно {number} показателей из {all}", known, all=len(frame)
    )
    made = listing("passport", title, periods_words(view), frame, fields, view)
    return replace(made, loaded=max((day for metric in metrics if (day := loaded_on(metric.register))), default=None))


def passport_row(metric: Metric, view: View, country: View) -> dict[str, str]:
    """Return one line of the passport in words."""
    now = values.total(metric, view.filters, view.period)
    before = values.total(metric, view.filters, view.compared) if view.compared else None
    moved = values.change(metric, now, before, view.words)
    return {
        "metric": metric.title.of(view.language),
        "value": amount_words(metric, now, view),
        "previous": amount_words(metric, before, view) if before else "—",
        "change": moved.text if moved else "—",
        "country": amount_words(metric, values.total(metric, country.filters, country.period), country),
    }


def amount_words(metric: Metric, found: values.Amount, view: View) -> str:
    """Return an amount with its unit, or which absence it is."""
    _, language = view.words, view.language
    if found.state is State.NO_DATA:
        return _("нет данных")
    if found.state is State.NO_BASE:
        if found.base == found.base and found.base:
            return _("{part} из {base}", part=number(found.part, language), base=number(found.base, language))
        return _("нет базы")
    return findings.value_words(metric, found.value, view)
