"""Every exhibit can be made again by its name alone."""

import pytest

from dashboard.exhibits import catalogue
from dashboard.model.filters import Filters, Normalisation, Preset
from dashboard.queries.view import view
from tests.pages.warehouses import address, copy, demo, point

# One name for every builder.
NAMES = (
    "card.events",
    "map.entries",
    "tiles.map.events",
    "multiples.participants",
    "ranking.acts",
    "trend.participants",
    "breakdown.nomination.8.entries",
    "structure.category.participants",
    "funnel.entries",
    "passport.similar",
    "attendance",
    "coverage",
    "attendance_times",
    "deputies",
    "organisations",
    "event.1",
    "event_map.1",
    "event_regions.1",
    "event_categories.1",
    "event_series.1",
    "silence_map",
    "silent",
    "unusual_silence",
    "silence_registers",
    "silence_districts",
    "silence_moves",
    "parts_themes",
    "parts_periods.answers",
    "parts_regions.project",
    "tied_projects",
    "ties",
    "cooperation",
    "surveys",
    "waiting_requests",
    "initiative_path",
    "initiative_list",
    "training_path",
    "stream_table",
    "season_card.prizes.first",
    "season_map.entries.first",
    "season_parts.category.first",
    "season_funnel.first",
    "season_places.first",
    "season_entries.first",
    "season_winners.first",
    "nomination_places.first",
    "season_prizes.first",
    "campaign_days.first",
    "nominations.first",
    "contests",
    "events",
    "agreements",
    "winners",
    "places.equal.all",
    "index_map.ev2-mu0,5.all",
    "place_table.equal.all",
    "contributions.su0.all",
    "contribution_table.su0.all",
    "stability.equal.all",
    "place_sources.equal.all",
    "funnel_plot.success_share",
    "plan.events",
    "plan_table.entries",
    "differing.federal_share",
    "known.equal.all",
    "unranked.equal.all",
)


def test_every_builder_is_named_here() -> None:
    assert {name.split(".")[0] for name in NAMES} == set(catalogue.BUILDERS)


@pytest.mark.parametrize("name", NAMES)
def test_an_exhibit_is_made_by_its_name_and_says_it(name: str) -> None:
    point(address(copy(demo())))
    exhibit = catalogue.build(name, view(Filters(preset=Preset.LAST_YEAR), "ru"))
    assert exhibit.name == name
    if exhibit.full is not None:
        assert {field.name for field in exhibit.fields} <= set(exhibit.full.columns), (
            "the sheet of all rows has every column"
        )


@pytest.mark.parametrize("name", [name for name in NAMES if name != "cooperation"])
def test_only_what_is_divided_says_that_it_is_per_hundred(name: str) -> None:
    point(address(copy(demo())))
    plain, rated = (
        catalogue.build(name, view(Filters(preset=Preset.LAST_YEAR, normalisation=chosen), "ru"))
        for chosen in (Normalisation.ABSOLUTE, Normalisation.PER_MUNICIPALITIES)
    )
    if plain.frame.equals(rated.frame):
        assert "на 100" not in rated.unit + rated.subtitle + rated.title


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        catalogue.build("nothing.events", view(Filters(), "ru"))
