"""The sentence in place of a title that cannot be said: nothing is there, too little is known, or it is only what was found."""

from dataclasses import replace

from dashboard.language.formats import number
from dashboard.model.metric import Metric
from dashboard.queries.sums.amounts import mostly_known
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found


def nothing(view: View) -> str:
    """Return the title of an exhibit without a single row."""
    _ = view.words
    return _("За этот период данных нет")


def unstated(dimension: str, view: View) -> str:
    """Return the title of a breakdown by a dimension that no row states."""
    _ = view.words
    return _("{dimension}: не указано ни в одной строке", dimension=dimension)


def unranked_title(metric: Metric, view: View) -> str:
    """Return that regions are not compared because their sources are not full; empty where they are."""
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    if not only_found(metric.register, everywhere):
        return ""
    return view.words("{metric}: показано найденное, регионы не сравнить", metric=metric.title.of(view.language))


def known_words(part: float, whole: float, view: View) -> str:
    """Return that the region is known of too little of a total to name a leader; empty when it is known of at least half."""
    if mostly_known(part, whole):
        return ""
    _, language = view.words, view.language
    return _("Регион известен для {part} из {whole}", part=number(part, language), whole=number(whole, language))


def counted_words(counted: str, register: str, view: View) -> str:
    """Return a count of things in words; it says where it is only of what was found."""
    return view.words("Найдено: {counted}", counted=counted) if only_found(register, view) else counted


def stated_words(dimension: str, part: float, whole: float, metric: Metric, view: View) -> str:
    """Return that a dimension is stated of too little of a total for shares and leaders; empty when of at least half."""
    if mostly_known(part, whole):
        return ""
    language, places = view.language, 0 if metric.is_ratio else metric.decimals
    return view.words(
        "{dimension}: известно для {part} из {base}",
        dimension=dimension,
        part=number(part, language, places),
        base=number(whole, language, places),
    )
