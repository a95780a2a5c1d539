"""Every exhibit by its name, so that a deck, an observation or the command line can rebuild it for other filters.

A name is the builder and its arguments, joined by dots: «map.events», «breakdown.nomination.8.entries».
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dashboard.exhibits import for_reader
from dashboard.exhibits.associations import cooperation, open_requests, stated_parts
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
from dashboard.exhibits.for_reader import Reveals
from dashboard.exhibits.initiatives import path as initiatives
from dashboard.exhibits.rating import contribution, places, rated_passport, rating, stability, weights
from dashboard.exhibits.regions import silence, unusual_silence
from dashboard.exhibits.training import path as training
from dashboard.model.exhibit import Exhibit
from dashboard.model.metrics import METRICS
from dashboard.queries.time.last_quarters import last_quarters
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
    "waiting_requests": open_requests.waiting_requests,
    "initiative_path": initiatives.initiative_path,
    "initiative_list": initiatives.initiative_list,
    "training_path": training.training_path,
    "stream_table": training.stream_table,
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


# What each builder shows of regions: a clerk gets nothing of one that is not declared here.
REVEALED: Mapping[str, Reveals] = MappingProxyType(
    dict.fromkeys(
        (
            *("card", "trend", "breakdown", "structure", "funnel", "attendance_times", "deputies"),
            *("silence_registers", "parts_themes", "parts_periods", "tied_projects"),
            *("season_card", "season_parts", "season_funnel", "season_places", "season_prizes", "season_entries"),
            *("nomination_places", "campaign_days", "nominations", "contests", "known"),
            *("initiative_path", "training_path", "stream_table"),
        ),
        Reveals.SUMS,
    )
    | dict.fromkeys(
        (
            *("map", "tiles", "ranking", "cooperation", "season_map", "funnel_plot", "differing"),
            *(
                "places",
                "index_map",
                "place_table",
                "contributions",
                "contribution_table",
                "stability",
                "place_sources",
            ),
        ),
        Reveals.EACH_REGION,
    )
    | dict.fromkeys(
        (
            *("attendance", "coverage", "organisations", "events", "agreements", "winners", "season_winners"),
            *("event", "event_map", "event_regions", "event_categories", "event_series"),
            *("silence_map", "silent", "unusual_silence", "silence_moves"),
            *(
                "parts_regions",
                "ties",
                "surveys",
                "waiting_requests",
                "initiative_list",
                "plan",
                "plan_table",
                "unranked",
            ),
        ),
        Reveals.ROWS,
    )
    | {"passport": Reveals.PASSPORT, "multiples": Reveals.DISTRICTS, "silence_districts": Reveals.DISTRICTS}
)
# The dimensions whose members are words of a vocabulary or of the association, not of the rows of a region.
DIMENSIONS_OF_ALL = frozenset(
    (
        *("kind", "national_project", "nomination", "category", "channel", "stage", "campaign", "format", "mode"),
        *("state", "issued_by", "audience"),
    )
)
WITH_DIMENSION = ("breakdown", "structure", "season_parts")
# What pages show of their own: words about the method, and lists that are of the reader's own sources already.
OUTSIDE = ("dictionary", "index_example", "method", "data")


def build(name: str, view: View) -> Exhibit:
    """Return the exhibit of that name for these filters, as the person who asks may read it.

    KeyError when there is no such builder or metric.
    """
    if view.reader.sees_all:
        return built(name, view)
    return for_reader.answer(name, view, reveals(name), every_region(name), built)


def built(name: str, view: View) -> Exhibit:
    """Return what the builder of that name makes, whoever asks."""
    builder, *arguments = name.split(".")
    return BUILDERS[builder](view, *arguments)


def allowed(exhibit: Exhibit, view: View) -> Exhibit:
    """Return an exhibit that a page made, as the person who asks may read it."""
    if exhibit.reader == view.reader or view.reader.sees_all or exhibit.name.split(".")[0] in OUTSIDE:
        return exhibit
    return build(exhibit.name, view)


def reveals(name: str) -> Reveals:
    """Return what an exhibit shows of regions; KeyError when there is no such builder."""
    builder, *arguments = name.split(".")
    if builder not in BUILDERS:
        raise KeyError(builder)
    if builder in WITH_DIMENSION and not DIMENSIONS_OF_ALL.issuperset(arguments[:1]):
        return Reveals.ROWS
    return REVEALED.get(builder, Reveals.DISTRICTS)


def every_region(name: str) -> str:
    """Return the name of the exhibit that has the value of every region which another one shows in its own way."""
    builder, *arguments = name.split(".")
    match builder:
        case "tiles":
            return every_region(".".join(arguments))
        case "ranking" | "funnel_plot" | "differing":
            return f"map.{arguments[0]}"
        case "places" | "place_table" | "contributions" | "contribution_table" | "stability" | "place_sources":
            return f"index_map.{arguments[0]}.{rating.EVERYONE}"
        case "index_map":
            return f"index_map.{arguments[0]}.{rating.EVERYONE}"
    return name
