"""Who leads among values by name, and how it is said when several are equal."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.exhibits.common.titles.value_words import short_words, value_words
from dashboard.language.formats import names, rounded
from dashboard.model.metric import Metric
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import decimals

NAMED = 3  # so many leaders are named at most


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
    if first.is_flat or len(first.names) <= NAMED:
        return tie_words(first, each, view, metric.is_race)
    if not metric.is_race:
        return _("Больше всего, по {each}: регионов {number}", each=each, number=len(first.names))
    return _.many(
        "{number} регион впереди: по {each}", "{number} регионов впереди: по {each}", len(first.names), each=each
    )


def tie_words(first: Lead, each: str, view: View, is_race: bool = True) -> str:
    """Return that several are equal, each with the value as it is written: all of them, most, or those above the others.

    Nobody is ahead in what is no race: most overdue requests are no lead.
    """
    _, leaders = view.words, names(first.names, view.language)
    if len(first.names) == first.among:
        if first.among <= NAMED:
            return _("Поровну: {leaders} — по {each}", leaders=leaders, each=each)
        return _("Поровну у всех {number}: по {each}", number=first.among, each=each)
    if first.is_flat:
        return _("Поровну у {number} из {all}: по {each}", number=len(first.names), all=first.among, each=each)
    if not is_race:
        return _("Больше всего: {leaders} — по {each}", leaders=leaders, each=each)
    if len(first.names) <= NAMED:
        return _("Впереди {leaders}: по {each}", leaders=leaders, each=each)
    return _("Впереди {number} из {all}: по {each}", number=len(first.names), all=first.among, each=each)


def found_words(metric: Metric, values: Mapping[str, float], view: View) -> str:
    """Return the first of what was found with its values, and no word about who leads: more may be there.

    Of many equals only their number is said.
    """
    _, places = view.words, decimals(metric, view)
    if leading := first_names(values, places):
        members = [f"{name} — {short_words(metric, values[name], view)}" for name in leading]
        return _("Найдено: {members}", members=", ".join(members))
    first = lead(values, places)
    if first is None:
        return ""
    return found_tie(first, short_words(metric, first.value, view), view)


def found_tie(first: Lead, each: str, view: View) -> str:
    """Return how many things were found, and how many of them have the value as it is written."""
    _, equal = view.words, len(first.names)
    if equal == first.among:
        return _("Найдено: {number} разных, по {each}", number=equal, each=each)
    return _("Найдено: {all} разных, из них {number} по {each}", all=first.among, number=equal, each=each)


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
