"""The words of a metric under the filters of a page: its unit, its decimals, the line under a title, the parameters."""

from dashboard.language.formats import number, period_text
from dashboard.model.filters import Normalisation, Period
from dashboard.model.metric import Metric
from dashboard.queries.completeness import FOUND, Completeness, completeness
from dashboard.queries.metric_values import counted_by_rate
from dashboard.queries.rate_bases import is_rate, with_base
from dashboard.queries.scopes import chosen_regions
from dashboard.queries.view import View, how_words, of_each
from dashboard.queries.wording.view_words import end_words, inexact_end, period_words, periods_words, place


def normalisation_words(metric: Metric, view: View) -> str:
    """Return how totals are normalised; empty when they are not, and for ratios and numbers of regions."""
    _ = view.words
    if not is_rate(metric, view.filters):
        return ""
    if view.filters.normalisation is Normalisation.PER_MUNICIPALITIES:
        return _("на 100 муниципалитетов")
    return _("на 100 тыс. жителей")


def rate_reach(metric: Metric, view: View) -> str:
    """Return what a rate of the selection covers in its period; empty for any other number."""
    if not is_rate(metric, view.filters):
        return ""
    return rate_reach_words(*counted_by_rate(metric, view.filters, view.period), view)


def rate_reach_words(part: float, whole: float, view: View) -> str:
    """Return how many regions a rate covers, and how much of the whole when it is not all; empty for one region."""
    _, filters, language = view.words, view.filters, view.language
    regions = len(with_base(filters, view.period.until))
    if not regions or len(chosen_regions(filters)) < 2:
        return ""
    if filters.normalisation is Normalisation.PER_POPULATION:
        words = _.many("по {number} региону с населением", "по {number} регионам с населением", regions)
    else:
        words = _.many(
            "по {number} региону с числом муниципалитетов", "по {number} регионам с числом муниципалитетов", regions
        )
    if part == whole:
        return words
    return f"{words}: " + _("{part} из {base}", part=number(part, language), base=number(whole, language))


def unit_words(metric: Metric, view: View) -> str:
    """Return the unit of a metric's axis: «участников», «участников на 100 муниципалитетов», «%»."""
    if metric.is_percent:
        return "%"
    per = normalisation_words(metric, view)
    return f"{view.words.plural(5, metric.unit)} {per}".strip()


def decimals(metric: Metric, view: View) -> int:
    """Return the number of decimals of a metric: a rate needs one more."""
    return metric.decimals + (1 if normalisation_words(metric, view) else 0)


def subtitle(metric: Metric, view: View, compared: bool = False) -> str:
    """Return metric, unit, period and place as one line."""
    period = periods_words(view) if compared else period_words(view)
    title = metric.title.of(view.language)
    unit = unit_words(metric, view)
    same_word = title.casefold().startswith(view.words.plural(5, metric.unit)[:5].casefold())
    title_and_unit = f"{title}, {unit}" if not same_word else f"{title} {normalisation_words(metric, view)}".strip()
    words = (title_and_unit, period, place(view.filters, view.language), completeness_words(metric, view))
    return " · ".join(filter(None, words))


def completeness_words(metric: Metric, view: View) -> str:
    """Return that a number is only what was found, and why where nothing beside it says so; empty where sources are full."""
    _, how = view.words, completeness(metric.register, view.filters, view.period)
    if how is Completeness.TOTALS:
        return _("только итоги")
    if how in FOUND:
        said_beside = view.not_compared.how is how
        return _("найдено") if said_beside else _("найдено, {how}", how=how_words(how, _))
    return ""


def only_found(register: str, view: View, *periods: Period) -> bool:
    """Return whether a register holds only what was found in one of these periods, that of the view when none is given.

    Of what was found, nothing is said about all, about the first or about none.
    """
    hows = {completeness(register, view.filters, period) for period in periods or (view.period,)}
    return bool(hows - {Completeness.COMPLETE, Completeness.NONE})


def parameters(metric: Metric | None, view: View) -> tuple[tuple[str, str], ...]:
    """Return the filters in words, for the sheet «Параметры»."""
    _, language = view.words, view.language
    return (
        (_("Период"), period_words(view)),
        (_("Сравнение"), of_each(view, lambda own: period_text(own.compared, language) if own.compared else _("нет"))),
        (_("Регионы"), place(view.filters, language)),
        (_("Показано"), (normalisation_words(metric, view) if metric else "") or _("всего")),
        (_("Данные по"), of_each(view, lambda own: end_words(own) if inexact_end(own) else own.as_of.isoformat())),
    )


def no_data_words(view: View) -> str:
    """Return why there is no number: of a season that is not decided, that its results are not known yet."""
    _, season = view.words, view.period.season
    if season is None:
        return _("нет данных за период")
    period = period_text(view.period, view.language)
    return _("нет данных: {season}", season=period) if season.over else period
