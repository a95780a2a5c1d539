"""Titles that state the finding of an exhibit, from plain values: no drawing and no queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from dashboard.language.formats import decimals_shown, names, number, percent, rounded
from dashboard.model.exhibit import State
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries.metric_values import SMALL_BASE, Amount
from dashboard.queries.metric_words import completeness_words, decimals, unit_words
from dashboard.queries.view import View, region_name
from dashboard.truth.evidence import CARD_LEVEL, Evidence

BETWEEN = " · "
NAMED = 3  # so many leaders are named at most
MOST_PLACES = 2  # of so many picked regions the places are said


def value_words(metric: Metric, value: float, view: View) -> str:
    """Return a value with its unit: «120 заявок», «12,5 %», «3,4 на 100 муниципалитетов»."""
    if metric.is_percent:
        return percent(value, view.language, decimals_shown(metric.decimals, value))
    written = number(value, view.language, decimals_shown(decimals(metric, view), value))
    unit = view.words.plural(value, metric.unit)
    rate = unit_words(metric, view).removeprefix(view.words.plural(5, metric.unit)).strip()
    return f"{written} {unit} {rate}".strip()


def against_words(metric: Metric, value: float, view: View) -> str:
    """Return a value after «против», where Russian wants the genitive: «против 144 мероприятий»."""
    if metric.is_percent or view.language != "ru":
        return value_words(metric, value, view)
    singular = value % 10 == 1 and value % 100 != 11
    words = value_words(metric, value, view)
    return words.replace(view.words.plural(value, metric.unit), metric.unit.ru[1 if singular else 2])


def nothing(view: View) -> str:
    """Return the title of an exhibit without a single row."""
    _ = view.words
    return _("За этот период данных нет")


def unstated(dimension: str, view: View) -> str:
    """Return the title of a breakdown by a dimension that no row states."""
    _ = view.words
    return _("{dimension}: не указано ни в одной строке", dimension=dimension)


def short_words(metric: Metric, value: float, view: View) -> str:
    """Return a value as it stands beside a mark, without its unit; a percentage keeps its sign."""
    if metric.is_percent:
        return value_words(metric, value, view)
    return number(value, view.language, decimals_shown(decimals(metric, view), value))


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads: the names of all that are equal at the top as their values are written, that value, and of how many."""

    names: tuple[str, ...]
    value: float
    among: int

    @property
    def is_flat(self) -> bool:
        """Return whether most are equal, so that nobody leads."""
        return self.among > 1 and 2 * len(self.names) > self.among


def lead(values: Mapping[str, float], places: int) -> Lead | None:
    """Return who leads among values by name, written with so many decimals; None when no value is above zero."""
    positive = {name: value for name, value in values.items() if value > 0}
    if not positive:
        return None
    top = max(positive.values())
    tied = [name for name, value in positive.items() if rounded(value, places) == rounded(top, places)]
    return Lead(tuple(tied), top, len(positive))


def lead_words(metric: Metric, values: Mapping[str, float], view: View) -> str:
    """Return which of several regions or districts leads, or that several are equal; empty when none is above zero."""
    _, first = view.words, lead(values, decimals(metric, view))
    if first is None:
        return ""
    value, each = value_words(metric, first.value, view), short_words(metric, first.value, view)
    if first.among == 1:
        return _("Только {name}: {value}", name=first.names[0], value=value)
    if len(first.names) == 1:
        most = _("Выше всего — {leaders}: {value}") if metric.is_ratio else _("Больше всего — {leaders}: {value}")
        return most.format(leaders=first.names[0], value=value)
    if len(first.names) == first.among:
        return _.many("Поровну у {number}: по {each}", "Поровну у всех {number}: по {each}", first.among, each=each)
    if first.is_flat:
        return _("Поровну у {number} из {all}: по {each}", number=len(first.names), all=first.among, each=each)
    if len(first.names) <= NAMED:
        return _("Впереди {leaders}: по {each}", leaders=names(first.names, view.language), each=each)
    return _.many(
        "{number} регион впереди: по {each}", "{number} регионов впереди: по {each}", len(first.names), each=each
    )


def unranked_title(metric: Metric, view: View) -> str:
    """Return that regions are not compared because their sources are not full; empty where they are."""
    if not completeness_words(metric, view):
        return ""
    return view.words("{metric}: показано найденное, регионы не сравнить", metric=metric.title.of(view.language))


def known_words(part: float, whole: float, view: View) -> str:
    """Return that the region is known of too little of a total to name a leader; empty when it is known of at least half."""
    if 2 * part >= whole:
        return ""
    _, language = view.words, view.language
    return _("Регион известен для {part} из {whole}", part=number(part, language), whole=number(whole, language))


def place_words(metric: Metric, frame: pd.DataFrame, view: View) -> str:
    """Return the places of the one or two picked regions among those with a value, equal ones sharing theirs."""
    _, picked = view.words, view.filters.regions
    if not 0 < len(picked) <= MOST_PLACES:
        return ""
    places = decimals_shown(decimals(metric, view))
    written = {
        code: rounded(value, places) for code, value in zip(frame["key"], frame["value"], strict=True) if value == value
    }
    return "; ".join(
        _("{region} — место {place} из {all}", region=region_name(code, view.language), place=place, all=len(written))
        for code in picked
        if (place := shared_place(written, code))
    )


def shared_place(values: Mapping[str, Decimal], code: str) -> str:
    """Return the place of a region by its value, the largest first: «5», «5–7» when equal ones share it; empty without a value or at zero."""
    if code not in values or not values[code]:
        return ""
    above = sum(value > values[code] for value in values.values())
    equal = sum(value == values[code] for value in values.values())
    return str(above + 1) if equal == 1 else f"{above + 1}–{above + equal}"


def map_title(metric: Metric, frame: pd.DataFrame, view: View, known: tuple[float, float] | None = None) -> str:
    """Return the leading regions, the places of the picked ones, and the number of regions without data.

    `known` is how much of the total has a region, and the total.
    """
    _ = view.words
    without_data = int((frame["state"] == State.NO_DATA).sum())
    if without_data == len(frame):
        return _("По регионам не разнесено ни одной строки")
    if unranked := unranked_title(metric, view):
        return unranked
    if metric.aggregate is Aggregate.COVERAGE:
        present, title = int((frame["value"] > 0).sum()), metric.title.of(view.language)
        return _("{metric}: {part} из {base}", metric=title, part=present, base=len(frame))
    leaders = lead_words(metric, named_values(frame, view), view)
    if not leaders:
        return _("{metric}: ни одного региона с числом больше нуля", metric=metric.title.of(view.language))
    leaders = (known and known_words(*known, view)) or leaders
    absent = _.many("нет данных по {number} региону", "нет данных по {number} регионам", without_data)
    own = place_words(metric, frame.rename(columns={"code": "key"}), view)
    return "; ".join(filter(None, (leaders, own, absent if without_data else "")))


def named_values(frame: pd.DataFrame, view: View) -> dict[str, float]:
    """Return the values of a map's frame by the names of the regions."""
    return {region_name(code, view.language): value for code, value in zip(frame["code"], frame["value"], strict=True)}


def ranking_title(metric: Metric, frame: pd.DataFrame, view: View, known: tuple[float, float] | None = None) -> str:
    """Return the names of the first regions, as many as stand apart from those after them, and the places of the picked ones.

    `frame` has every region: key, value. `known` is how much of the total has a region, and the total.
    """
    _ = view.words
    values = {region_name(code, view.language): value for code, value in zip(frame["key"], frame["value"], strict=True)}
    first = lead(values, decimals(metric, view))
    if first is None:
        return nothing(view)
    if unknown := unranked_title(metric, view) or (known and known_words(*known, view)):
        return unknown
    leading = first_names(values, decimals(metric, view))
    if metric.aggregate is Aggregate.COVERAGE or first.is_flat or first.among == 1 or not leading:
        words = lead_words(metric, values, view)
    else:
        words = _("Впереди {leaders}", leaders=names(leading, view.language))
    return "; ".join(filter(None, (words, place_words(metric, frame, view))))


def first_names(values: Mapping[str, float], places: int) -> list[str]:
    """Return the names of the largest values, at most three and no one of several equal ones without the others."""
    groups: dict[Decimal, list[str]] = {}
    for name, value in sorted(values.items(), key=lambda item: -item[1]):
        if value > 0:
            groups.setdefault(rounded(value, places), []).append(name)
    leading: list[str] = []
    for group in groups.values():
        if len(leading) + len(group) > NAMED:
            break
        leading += group
    return leading


def trend_title(
    metric: Metric, now: Amount, before: Amount | None, view: View, evidence: Evidence | None = None
) -> str:
    """Return the change of the metric against the compared period, or its value when nothing is compared.

    Growth is a word for what is beyond chance.
    """
    _, title = view.words, metric.title.of(view.language)
    if now.value != now.value:
        return _("{metric}: мало данных для показателя", metric=title) if now.state is State.NO_BASE else nothing(view)
    value = value_words(metric, now.value, view)
    if before is None or before.value != before.value:
        return _("{metric}: {value}", metric=title, value=value)
    moved, was = now.value - before.value, against_words(metric, before.value, view)
    if value == value_words(metric, before.value, view):  # what is equal in the chart is no growth
        return _("{metric}: без изменений, {value}", metric=title, value=value)
    if evidence is None:
        return _("{metric}: {value} против {before}", metric=title, value=value, before=was)
    if evidence.p > CARD_LEVEL:
        return _("{metric}: {value}", metric=title, value=value)
    sentence = (
        _("{metric}: рост, {value} против {before}") if moved > 0 else _("{metric}: снижение, {value} против {before}")
    )
    return sentence.format(metric=title, value=value, before=was)


def member_title(metric: Metric, frame: pd.DataFrame, view: View, dimension: str = "") -> str:
    """Return the largest member with its share of what states one, or that several are equal, or that too little states one.

    `frame` has every member: member, name, value; the empty member are the rows that state none.
    """
    _, language = view.words, view.language
    # Of a member of several columns the last one can be empty.
    is_stated = [bool(member) and not str(member).endswith(BETWEEN) for member in frame["member"]]
    stated = frame[pd.Series(is_stated, frame.index, dtype=bool) & (frame["value"] > 0)]
    values = dict(zip(stated["name"], stated["value"], strict=True))
    first = lead(values, decimals(metric, view))
    if first is None:
        return nothing(view)
    whole, every = float(stated["value"].sum()), float(frame["value"].sum())
    if dimension and not metric.is_ratio and 2 * whole < every:
        part, base = number(whole, language, metric.decimals), number(every, language, metric.decimals)
        return _("{dimension}: известно для {part} из {base}", dimension=dimension, part=part, base=base)
    return most_often(metric, first, whole, view)


def most_often(metric: Metric, first: Lead, whole: float, view: View) -> str:
    """Return which member leads: with its share of `whole` unless that is small, and never where it leads by nothing."""
    _, value, each = view.words, value_words(metric, first.value, view), short_words(metric, first.value, view)
    quoted = [f"«{name}»" for name in first.names]
    if first.among == 1:
        return _("Только {name}: {value}", name=quoted[0], value=value)
    if first.is_flat or len(quoted) > NAMED:
        return _("Поровну у {number} из {all}: по {each}", number=len(quoted), all=first.among, each=each)
    if len(quoted) > 1:
        return _("Впереди {leaders}: по {each}", leaders=names(quoted, view.language), each=each)
    if metric.is_ratio:
        return _("Выше всего — {leaders}: {value}", leaders=quoted[0], value=value)
    if whole < SMALL_BASE:
        return _("Чаще всего {member}: {value}", member=quoted[0], value=value)
    return _(
        "Чаще всего {member}: {value} — {share} от указанных",
        member=quoted[0],
        value=value,
        share=percent(100 * first.value / whole, view.language, 0),
    )


def structure_title(frame: pd.DataFrame, view: View) -> str:
    """Return the member whose share changed most from the first period to the last, or the largest one of a single period."""
    _ = view.words
    rows = list(dict.fromkeys(frame["row"]))
    wide = frame.pivot_table(index="member", columns="row", values="value", aggfunc="sum").fillna(0.0)
    solid = [row for row in rows if wide[row].sum() >= SMALL_BASE]
    if not solid:
        return _("Слишком мало данных для долей") if rows else nothing(view)
    shares = 100 * wide / wide.sum()
    last = shares[solid[-1]]
    if len(solid) == 1:
        return largest_share(last, view)
    moved = (last - shares[solid[0]]).abs().idxmax()
    now, was = percent(last[moved], view.language, 0), percent(shares[solid[0]][moved], view.language, 0)
    if now == was:
        return _("Доли не изменились: {first} и {last}", first=solid[0], last=solid[-1])
    return _(
        "Сильнее всего изменилась доля «{member}»: {now} ({last}) против {was} ({first})",
        member=moved,
        now=now,
        last=solid[-1],
        was=was,
        first=solid[0],
    )


def largest_share(shares: pd.Series, view: View) -> str:
    """Return the member with the largest share of a single period, or that several are equal."""
    _, first = view.words, lead({str(name): float(share) for name, share in shares.items()}, 0)
    if first is None:
        return nothing(view)
    share = percent(first.value, view.language, 0)
    if len(first.names) > 1 and (first.is_flat or len(first.names) > NAMED):
        return _("Поровну у {number} из {all}: по {each}", number=len(first.names), all=first.among, each=share)
    if len(first.names) > 1:
        return _("Впереди {leaders}: по {each}", leaders=names(first.names, view.language), each=share)
    return _("Больше всего — {leaders}: {share} от указанных", leaders=first.names[0], share=share)
