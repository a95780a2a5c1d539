"""Every exhibit by its name, so that a deck, an observation or the command line can rebuild it for other filters.

A name is the builder and its arguments, joined by dots: «map.events», «breakdown.nomination.8.entries».
"""

from collections.abc import Callable, Mapping

from dashboard.exhibits.associations import cooperation, stated_parts
from dashboard.exhibits.common import breakdowns, by_district, funnel_plot, plan_and_fact, row_tables, standard
from dashboard.exhibits.competitions import (
    campaign_days,
    nominations,
    one_contest,
    prizes,
    season_sums,
    season_trend,
    stage_funnel,
    winners,
)
from dashboard.exhibits.events import attendance, audience, one_event
from dashboard.exhibits.rating import contribution, places, rated_passport, rating, stability, weights
from dashboard.exhibits.regions import silence, unusual_silence
from dashboard.model.exhibit import Exhibit
from dashboard.model.metrics import METRICS
from dashboard.queries.last_quarters import last_quarters
from dashboard.queries.view import View


def standing(view: View, code: str, *peers: str) -> rating.Standing:
    """Return the rating under the weights of a code; `peers` has several parts when the name of a saved group has dots."""
    return rating.standing(view, weights.from_code(code), ".".join(peers))


# The names of the parameters are the arguments of an address: `dashboard.export.exhibit_names`.
BUILDERS: Mapping[str, Callable[..., Exhibit]] = {
    "card": lambda view, metric: standard.card(METRICS[metric], view),
    "map": lambda view, metric: standard.region_map(METRICS[metric], view),
    "tiles": lambda view, *mapped: standard.tiles(build(".".join(mapped), view)),
    "multiples": lambda view, metric: by_district.multiples(METRICS[metric], view),
    "ranking": lambda view, metric: standard.ranking(METRICS[metric], view),
    "trend": lambda view, metric: season_trend.trend(METRICS[metric], view),
    "breakdown": lambda view, dimension, most, metric: breakdowns.breakdown(
        METRICS[metric], dimension, view, int(most)
    ),
    "structure": lambda view, dimension, metric: breakdowns.structure(
        METRICS[metric], dimension, view, last_quarters(view.at(METRICS[metric].register))
    ),
    "funnel": lambda view, metric: stage_funnel.funnel(METRICS[metric], view),
    "passport": lambda view, *kind: rated_passport.rated_passport(view, ".".join(kind)),
    "attendance": attendance.matrix,
    "coverage": attendance.coverage,
    "attendance_times": attendance.attendance_times,
    "deputies": lambda view: audience.deputies(view),
    "organisations": lambda view: audience.organisations(view),
    "event": lambda view, number: one_event.facts(view, number),
    "event_map": lambda view, number: one_event.event_map(view, number),
    "event_regions": lambda view, number: one_event.participants(view, number),
    "event_categories": lambda view, number: one_event.categories(view, number),
    "event_series": lambda view, number: one_event.series(view, number),
    "silence_map": silence.silence_map,
    "silent": silence.silent_list,
    "unusual_silence": unusual_silence.unusual_silence,
    "silence_registers": silence.by_register,
    "silence_districts": silence.by_district,
    "silence_moves": silence.moves,
    "parts_themes": stated_parts.parts_themes,
    "parts_periods": lambda view, theme: stated_parts.parts_periods(theme, view),
    "parts_regions": lambda view, theme: stated_parts.parts_regions(theme, view),
    "tied_projects": stated_parts.tied_projects,
    "ties": cooperation.agreement_ties,
    "cooperation": cooperation.cooperation_rate,
    "surveys": cooperation.survey_list,
    "season_card": lambda view, metric, code: one_contest.season_card(METRICS[metric], season_sums.contest(code), view),
    "season_map": lambda view, metric, code: one_contest.season_map(METRICS[metric], season_sums.contest(code), view),
    "season_parts": lambda view, dimension, code: one_contest.season_parts(dimension, season_sums.contest(code), view),
    "season_funnel": lambda view, code: stage_funnel.season_funnel(season_sums.contest(code), view),
    "season_places": lambda view, code: winners.season_places(season_sums.contest(code), view),
    "season_prizes": lambda view, code: prizes.season_prizes(season_sums.contest(code), view),
    "season_entries": lambda view, code: one_contest.season_entries(season_sums.contest(code), view),
    "season_winners": lambda view, code: winners.season_winner_list(season_sums.contest(code), view),
    "nomination_places": lambda view, code: winners.nomination_places(season_sums.contest(code), view),
    "campaign_days": lambda view, code: campaign_days.campaign_days(season_sums.contest(code), view),
    "nominations": lambda view, code: nominations.nominations(season_sums.contest(code), view),
    "contests": prizes.contest_table,
    "events": row_tables.event_list,
    "agreements": row_tables.agreement_list,
    "winners": row_tables.winner_list,
    "places": lambda view, *rated: places.places(standing(view, *rated)),
    "index_map": lambda view, *rated: places.index_map(standing(view, *rated)),
    "place_table": lambda view, *rated: places.place_table(standing(view, *rated)),
    "contributions": lambda view, *rated: contribution.contributions(standing(view, *rated)),
    "contribution_table": lambda view, *rated: contribution.contribution_table(standing(view, *rated)),
    "stability": lambda view, *rated: stability.stability(standing(view, *rated)),
    "place_sources": lambda view, *rated: stability.place_sources(standing(view, *rated)),
    "funnel_plot": lambda view, metric: funnel_plot.funnel_plot(METRICS[metric], view),
    "plan": lambda view, metric: plan_and_fact.plan(METRICS[metric], view),
    "plan_table": lambda view, metric: plan_and_fact.plan_table(METRICS[metric], view),
    "differing": lambda view, metric: funnel_plot.differing(METRICS[metric], view),
    "known": lambda view, *rated: contribution.weight_known(standing(view, *rated)),
    "unranked": lambda view, *rated: contribution.unranked(standing(view, *rated)),
}


def build(name: str, view: View) -> Exhibit:
    """Return the exhibit of that name for these filters; KeyError when there is no such builder or metric."""
    builder, *arguments = name.split(".")
    return BUILDERS[builder](view, *arguments)
