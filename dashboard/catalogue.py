"""Every exhibit by its name, so that a deck, a finding or the command line can make it again for other filters.

A name is the builder and its arguments, joined by dots: «map.events», «breakdown.nomination.8.entries».
"""

from collections.abc import Callable, Mapping

from dashboard import (
    answers,
    attendance,
    audience,
    campaign_days,
    contests,
    contribution,
    cooperation,
    districts,
    event,
    funnel_plot,
    lists,
    nominations,
    outcomes,
    parts,
    passport,
    places,
    rating,
    seasons,
    silence,
    splits,
    stability,
    stages,
    targets,
    weights,
    winners,
)
from dashboard.exhibit import Exhibit
from dashboard.metrics import METRICS
from dashboard.quarters import last_quarters
from dashboard.view import View


def standing(view: View, code: str, *peers: str) -> rating.Standing:
    """Return the rating under the weights of a code; a dot in the name of an own group has parted it."""
    return rating.standing(view, weights.from_code(code), ".".join(peers))


BUILDERS: Mapping[str, Callable[..., Exhibit]] = {
    "card": lambda view, metric: answers.card(METRICS[metric], view),
    "map": lambda view, metric: answers.region_map(METRICS[metric], view),
    "tiles": lambda view, *mapped: answers.tiles(build(".".join(mapped), view)),
    "multiples": lambda view, metric: districts.multiples(METRICS[metric], view),
    "ranking": lambda view, metric: answers.ranking(METRICS[metric], view),
    "trend": lambda view, metric: answers.trend(METRICS[metric], view),
    "breakdown": lambda view, dimension, most, metric: splits.breakdown(METRICS[metric], dimension, view, int(most)),
    "structure": lambda view, dimension, metric: splits.structure(
        METRICS[metric], dimension, view, last_quarters(view)
    ),
    "funnel": lambda view, metric: stages.funnel(METRICS[metric], view),
    "passport": lambda view, *kind: passport.passport(view, ".".join(kind)),
    "attendance": attendance.matrix,
    "coverage": attendance.coverage,
    "attendance_times": attendance.attendance_times,
    "deputies": lambda view: audience.deputies(view),
    "organisations": lambda view: audience.organisations(view),
    "event": lambda view, number: event.facts(view, number),
    "event_map": lambda view, number: event.event_map(view, number),
    "event_regions": lambda view, number: event.participants(view, number),
    "event_categories": lambda view, number: event.categories(view, number),
    "event_series": lambda view, number: event.series(view, number),
    "silence_map": silence.silence_map,
    "silent": silence.silent_list,
    "silence_registers": silence.by_register,
    "silence_districts": silence.by_district,
    "silence_moves": silence.moves,
    "parts_themes": parts.parts_themes,
    "parts_periods": lambda view, theme: parts.parts_periods(theme, view),
    "parts_regions": lambda view, theme: parts.parts_regions(theme, view),
    "tied_projects": parts.tied_projects,
    "ties": cooperation.agreement_ties,
    "cooperation": cooperation.cooperation_rate,
    "surveys": cooperation.survey_list,
    "season_card": lambda view, metric, code: contests.season_card(METRICS[metric], seasons.contest(code), view),
    "season_map": lambda view, metric, code: contests.season_map(METRICS[metric], seasons.contest(code), view),
    "season_parts": lambda view, dimension, code: contests.season_parts(dimension, seasons.contest(code), view),
    "season_funnel": lambda view, code: stages.season_funnel(seasons.contest(code), view),
    "season_places": lambda view, code: winners.season_places(seasons.contest(code), view),
    "season_prizes": lambda view, code: outcomes.season_prizes(seasons.contest(code), view),
    "season_entries": lambda view, code: contests.season_entries(seasons.contest(code), view),
    "season_winners": lambda view, code: winners.season_winner_list(seasons.contest(code), view),
    "nomination_places": lambda view, code: winners.nomination_places(seasons.contest(code), view),
    "campaign_days": lambda view, code: campaign_days.campaign_days(seasons.contest(code), view),
    "nominations": lambda view, code: nominations.nominations(seasons.contest(code), view),
    "contests": outcomes.contest_table,
    "events": lambda view: lists.event_list(view),
    "agreements": lambda view: lists.agreement_list(view),
    "winners": lambda view: lists.winner_list(view),
    "places": lambda view, *rated: places.places(standing(view, *rated)),
    "index_map": lambda view, *rated: places.index_map(standing(view, *rated)),
    "place_table": lambda view, *rated: places.place_table(standing(view, *rated)),
    "contributions": lambda view, *rated: contribution.contributions(standing(view, *rated)),
    "contribution_table": lambda view, *rated: contribution.contribution_table(standing(view, *rated)),
    "stability": lambda view, *rated: stability.stability(standing(view, *rated)),
    "funnel_plot": lambda view, metric: funnel_plot.funnel_plot(METRICS[metric], view),
    "plan": lambda view, metric: targets.plan(METRICS[metric], view),
    "plan_table": lambda view, metric: targets.plan_table(METRICS[metric], view),
    "differing": lambda view, metric: funnel_plot.differing(METRICS[metric], view),
    "known": lambda view, *rated: contribution.known(standing(view, *rated)),
    "unranked": lambda view, *rated: contribution.unranked(standing(view, *rated)),
}


def build(name: str, view: View) -> Exhibit:
    """Return the exhibit of that name for these filters; KeyError when no builder or metric is called so."""
    builder, *arguments = name.split(".")
    return BUILDERS[builder](view, *arguments)
