"""Where there are no data no bar of zero is drawn, and what sources cover otherwise stands apart from the rest."""

from datetime import date

import pytest

from dashboard.exhibits import catalogue
from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.model.filters import Filters, Preset
from dashboard.queries.completeness import Completeness, completeness
from dashboard.queries.time import seasons
from dashboard.queries.view import View, view
from etl.datasets import COMPETITIONS
from tests.etl.registers import activity
from tests.pages.warehouses import ALL_OF_2025, address, copy, demo_with_archive, point, record, shown


def days(since: date, until: date, **more: object) -> View:
    return view(Filters(Preset.CUSTOM, since, until, **more), "ru")  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [2015, 2027])
def test_before_the_register_and_after_it_nobody_is_counted_as_absent(year: int) -> None:
    point(address(copy(demo_with_archive())))
    shown_view = days(date(year, 1, 1), date(year, 12, 31))
    exhibit = catalogue.build("attendance_times", shown_view)
    assert exhibit.frame.empty and exhibit.title == nothing(shown_view)


def test_a_region_of_which_no_entry_was_found_has_no_stages() -> None:
    point(address(copy(record())))
    chosen = view(Filters(preset=Preset.LAST_YEAR, regions=("83",)), "ru")
    for name in ("funnel.entries", f"season_funnel.{seasons.FIRST}"):
        exhibit = catalogue.build(name, chosen)
        assert exhibit.frame.empty and exhibit.title == nothing(chosen)
    assert len(catalogue.build("funnel.entries", view(Filters(preset=Preset.LAST_YEAR), "ru")).frame) == 5


def test_a_published_total_of_a_season_is_named_so_and_stands_in_no_line_with_full_seasons() -> None:
    point(address(copy(demo_with_archive())))
    chosen = view(Filters(preset=Preset.LAST_YEAR), "ru").at(COMPETITIONS.name)
    every = seasons.seasons_to(chosen.period, chosen.as_of, 9)
    how = {one.season.year: completeness(COMPETITIONS.name, chosen.filters, one) for one in every if one.season}
    totals = [year for year, covered in how.items() if covered is Completeness.TOTALS]
    assert totals, "the invented set has such a season"
    bars = catalogue.build(f"season_entries.{seasons.FIRST}", chosen).frame.set_index("key")
    assert [bars.loc[str(year), "name"] for year in totals] == [f"{year} · только итоги" for year in totals]
    full = [bars.loc[str(year), "value"] for year, covered in how.items() if covered is Completeness.COMPLETE]
    assert list(catalogue.build("card.entries", chosen).trail) == full
    parts = catalogue.build(f"season_parts.category.{seasons.FIRST}", chosen)
    assert not parts.title.startswith("Найдено"), "the seasons that are drawn are full"


def test_data_known_to_their_month_reach_its_end() -> None:
    months = [
        ("Пермский край", f"{name} 2025", "соглашение", name, "1", "нет", "", "", "") for name in ("март", "апрель")
    ]
    shown(ALL_OF_2025, activity=activity(*months))
    last = view(Filters(preset=Preset.YEAR_TO_DATE), "ru", "activity")
    assert last.as_of == date(2025, 12, 31), "a full source reaches as far as it says"
    shown(activity=activity(*months))
    own = view(Filters(preset=Preset.YEAR_TO_DATE), "ru", "activity")
    assert (own.period.since, own.as_of) == (date(2025, 1, 1), date(2025, 4, 30))
    card = catalogue.build("card.acts", own)
    assert "янв–апр 2025" in card.context and "01.04" not in card.context


def test_a_share_of_all_municipalities_is_at_least_what_was_found() -> None:
    point(address(copy(record())))
    card = catalogue.build("card.municipalities_covered", view(Filters(preset=Preset.LAST_YEAR), "ru"))
    assert card.context.replace("\u00a0", " ") == "не менее 46 из 2 652 · найдено"
