"""Silence: who is not named in a period, for how many months, who fell silent and who came back."""

import os
from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.exhibits.regions import silence, silent_regions
from dashboard.model.exhibit import State
from dashboard.model.filters import Comparison, Filters, Preset
from dashboard.queries.view import View, view
from etl.datasets import ACTIVITY, REPORTING
from etl.regions import REGIONS
from tests.etl.registers import activity, event, events
from tests.pages.warehouses import FROM_2024, shown


@pytest.fixture(autouse=True, scope="module")
def some_regions_that_came() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(
        FROM_2024,
        events=events(
            event("Пермский край", title="Форум", day="12.12.2024"),
            event("Омская область", title="Слёт", day="01.04.2025"),
            event("Томская область", title="Съезд", day="05.11.2025", status="план"),
            event("Москва", title="Приём", day="20.12.2025"),
        ),
    )
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def november() -> View:
    """Return 1 November to 31 December 2025 beside the same days a year before."""
    custom = Filters(
        preset=Preset.CUSTOM,
        since=date(2025, 11, 1),
        until=date(2025, 12, 31),
        comparison=Comparison.SAME_LAST_YEAR,
    )
    return view(custom, "ru")


def test_months_run_over_the_new_year_and_never_is_no_number() -> None:
    months = silent_regions.months_of_silence(november())
    assert (months["59"], months["55"], months["77"]) == (12, 8, 0)
    assert months["70"] != months["70"]


def test_an_announcement_breaks_no_silence() -> None:
    assert "70" in silent_regions.silent(november())


def test_the_map_tells_active_silent_and_never_named_apart() -> None:
    frame = silence.silence_map(november()).frame.set_index("code")
    states = [frame["state"]["77"], frame["state"]["59"], frame["state"]["70"]]
    assert states == [State.ZERO, State.VALUE, State.VALUE]
    assert frame["value"]["70"] == 23, "silent since the sources begin, in January 2024"


def test_who_fell_silent_and_who_came_back() -> None:
    frame = silence.moves(november()).frame
    assert dict(zip(frame["code"], frame["move"], strict=True)) == {"59": "замолчал", "77": "вернулся"}


def test_silent_and_active_regions_are_all_the_subjects() -> None:
    seen = november()
    assert len(silence.silent_list(seen).frame) + 1 == len(silent_regions.subjects(seen, seen.period)) == 89


def test_a_register_that_goes_on_for_longer_makes_no_region_of_another_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    act = ("Омская область", "05.02.2026", "консультация", "Помощь", "", "", "", "", "")
    shown(
        FROM_2024,
        events=events(
            event("Пермский край", day="12.03.2025"),
            event("Томская область", title="Съезд", day="20.09.2025"),
            event("Москва", title="Приём", day="12.12.2024"),
        ),
        activity=activity(act),
    )
    seen = view(Filters(), "ru").at(*REPORTING)
    quiet, months = silent_regions.silent(seen), silent_regions.months_of_silence(seen)
    assert not {"59", "70", "55"} & quiet and "77" in quiet
    assert (months["70"], months["59"], months["77"], months["55"]) == (0, 6, 9, 0), (
        "each register is counted to its end"
    )
    monkeypatch.delitem(REPORTING, ACTIVITY.name)
    assert "55" in silent_regions.silent(seen), "a register that counts as no activity ends no silence"


def test_a_region_is_counted_from_the_day_it_became_a_subject() -> None:
    last_day = view(Filters(preset=Preset.CUSTOM, since=date(2022, 9, 1), until=date(2022, 9, 29)), "ru")
    next_day = view(Filters(preset=Preset.CUSTOM, since=date(2022, 9, 1), until=date(2022, 9, 30)), "ru")
    before, after = (
        {region.code for region in silent_regions.subjects(one, one.period)} for one in (last_day, next_day)
    )
    assert (len(before), len(after)) == (85, 89)
    assert after - before == {region.code for region in REGIONS if region.valid_from == date(2022, 9, 30)}
    assert silent_regions.silent(last_day) == set(), "before the registers begin nobody is silent"


def test_before_a_region_was_a_subject_nobody_of_its_group_is_silent() -> None:
    choice = Filters(preset=Preset.CUSTOM, since=date(2020, 1, 1), until=date(2020, 6, 30), district="NONE")
    exhibit = silence.silent_list(view(choice, "ru"))
    assert exhibit.frame.empty and exhibit.title


@pytest.mark.parametrize("year", [2022, 2027])
def test_where_no_register_reaches_there_is_no_data_and_no_silence(year: int) -> None:
    chosen = Filters(preset=Preset.CUSTOM, since=date(year, 1, 1), until=date(year, 12, 31))
    exhibits = (silence.silence_map, silence.silent_list, silence.by_register, silence.by_district, silence.moves)
    for exhibit in (build(view(chosen, "ru")) for build in exhibits):
        assert (exhibit.title, len(exhibit.frame)) == ("За этот период данных нет", 0), exhibit.name
