"""The passport with the place in the rating: an interval among all regions with one; the value beside that of earlier years."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.exhibits.rating import rating, weights
from dashboard.exhibits.rating.interval_words import range_words
from dashboard.exhibits.rating.rated_passport import rated_passport
from dashboard.exhibits.regions.passport import loaded_indicators
from dashboard.model.filters import Comparison, Filters, Preset
from dashboard.queries.view import View, view
from tests.etl.registers import event, events
from tests.pages.warehouses import FULL, address, copy, demo, point, shown


@pytest.fixture(autouse=True, scope="module")
def warehouse() -> None:
    point(address(copy(demo())))


def of(code: str) -> View:
    return view(Filters(preset=Preset.LAST_YEAR, comparison=Comparison.SAME_LAST_YEAR, regions=(code,)), "ru")


def test_the_place_in_the_rating_is_its_interval_among_all_with_a_place() -> None:
    ranked = rating.standing(view(Filters(preset=Preset.LAST_YEAR), "ru"), weights.DEFAULT).rating.ranked
    for code in (str(ranked.index[0]), str(ranked.index[-1])):
        line = rated_passport(of(code)).frame.iloc[0]
        assert (line["key"], line["group"]) == ("index", "Рейтинг")
        assert line["rank"] == range_words(ranked.loc[code].to_dict()) and line["among"] == len(ranked)
        assert line["value"] == ranked.loc[code, "index"]


def test_a_region_without_a_place_says_so() -> None:
    shown(events=events(event("Пермский край")))  # nobody said that the source is full, so nobody is rated
    exhibit = rated_passport(of("59"))
    assert exhibit.frame.iloc[0][["text", "rank", "state"]].tolist() == ["места нет", "", "no_base"]
    assert len(exhibit.frame) == 1 + len(loaded_indicators())


def test_a_value_stands_beside_what_it_was_in_earlier_years() -> None:
    of_years = {2022: 2, 2023: 4, 2024: 3, 2025: 5}
    shown(
        replace(FULL, since=date(2022, 3, 1), until=date(2025, 12, 31)),
        events=events(
            *(
                event("Пермский край", title=f"Форум {number}", day=f"{10 + number}.03.{year}")
                for year, count in of_years.items()
                for number in range(count)
            ),
            event("Омская область", title="Слёт", day="01.03.2022"),
            event("Омская область", title="Слёт", day="31.12.2025"),
        ),
    )
    year = Filters(preset=Preset.CUSTOM, since=date(2025, 1, 1), until=date(2025, 12, 31), regions=("59",))
    line = rated_passport(view(year, "ru")).frame.set_index("key").loc["events"]
    assert (line["text"], line["usual"]) == ("5", "3–4"), "the register begins in March 2022, so that year is not whole"
    omsk = rated_passport(view(replace(year, regions=("55",)), "ru")).frame.set_index("key").loc["events"]
    assert omsk["usual"] == "0", "a full register says of a year without a row that nothing was in it"
