"""The course of a number over time: of a register of seasons, the campaign day by day or one season after another."""

from dataclasses import replace

from dashboard.exhibits.common import standard
from dashboard.exhibits.common.titles.trend_titles import trend_title
from dashboard.exhibits.competitions import season_sums
from dashboard.exhibits.competitions.campaign_days import campaign_days
from dashboard.exhibits.competitions.one_contest import SEASONS
from dashboard.model.exhibit import Exhibit, Field, Kind
from dashboard.model.metric import Metric
from dashboard.queries import metric_values
from dashboard.queries.sums.amounts import amounts_frame
from dashboard.queries.time import seasons
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import subtitle

FOLLOWED = "entries"  # what comes day by day; the results of a season come at its end


@at_end_of()
def trend(metric: Metric, view: View) -> Exhibit:
    """Return a metric over time; entries by the day of the campaign where they have days, other numbers by season."""
    if (season := view.period.season) is None:
        return standard.trend(metric, view)
    if metric.name == FOLLOWED and season.dated:
        days = campaign_days(season_sums.contest(seasons.code_of(season.contest)), view)
        return replace(days, name=f"trend.{metric.name}")
    return over_seasons(metric, view)


def over_seasons(metric: Metric, view: View) -> Exhibit:
    """Return a metric in each of the last seasons as bars."""
    periods = seasons.seasons_to(view.period, view.as_of, SEASONS)
    amounts = [metric_values.total(metric, view.filters, period) for period in periods]
    years = [str(period.season.year) for period in periods if period.season]
    frame = amounts_frame("key", years, amounts).assign(name=years)
    now = metric_values.total(metric, view.filters, view.period)
    before = metric_values.total(metric, view.filters, view.compared) if view.compared else None
    fields = [Field("name", view.words("Сезон")), *standard.value_fields(metric, view)]
    title = trend_title(metric, now, before, view)
    chart = standard.exhibit(Kind.BAR, "trend", metric, view, title, frame.astype({"value": float}), fields)
    return replace(
        chart,
        subtitle=standard.with_reach(subtitle(metric, view, compared=True), metric, view),
        selected=(years[-1],) if years else (),
    )
