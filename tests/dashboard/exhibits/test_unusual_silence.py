"""Silent regions against what was expected of them: longer than usual, as it happens, never named."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from dashboard.exhibits.regions.unusual_silence import BEYOND, NEVER, USUAL, monthly_acts, to_write_to, unusual_silence
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import View, view
from tests.etl.registers import event, events
from tests.pages.warehouses import FROM_2023, address, copy, demo_with_archive, point, shown


def every(region: str, days: int, since: date, until: date) -> list[tuple[str, ...]]:
    """Return an event of the region every so many days."""
    count = (until - since).days // days
    return [
        event(region, title=f"{region} {number}", day=f"{since + timedelta(days * number):%d.%m.%Y}")
        for number in range(count + 1)
    ]


@pytest.fixture(autouse=True, scope="module")
def three_silences() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    since, silence, end = date(2023, 1, 1), date(2025, 6, 28), date(2025, 9, 28)
    shown(
        FROM_2023,
        events=events(
            *every("Москва", 30, since, end),
            *every("Пермский край", 10, since, silence),
            *every("Омская область", 80, since, silence),
        ),
    )
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def quarter() -> View:
    return view(Filters(preset=Preset.CUSTOM, since=date(2025, 7, 1), until=date(2025, 9, 30)), "ru")


def test_three_months_are_much_of_one_region_and_nothing_of_another() -> None:
    frame = unusual_silence(quarter()).frame.set_index("code")
    assert frame["verdict"][["59", "55", "70"]].tolist() == [BEYOND, USUAL, NEVER]
    assert frame["expected"]["59"] == pytest.approx(9, abs=1) and frame["expected"]["55"] == pytest.approx(1.6, abs=0.3)
    assert "77" not in frame.index, "it is not silent"


def test_those_beyond_chance_come_first_and_the_title_counts_them() -> None:
    exhibit = unusual_silence(quarter())
    assert exhibit.frame["code"].iloc[0] == "59" and exhibit.frame["code"].iloc[-1] == "55"
    assert exhibit.title == "Из 88 молчащих дольше, чем бывает, — 1, записей не было никогда — 86"


def test_the_letter_leaves_out_those_whose_silence_is_usual() -> None:
    names = to_write_to(quarter())
    assert "Пермский край" in names and "Омская область" not in names and len(names) == 87


def test_the_past_of_silence_begins_with_full_sources() -> None:
    point(address(copy(demo_with_archive())))
    months = monthly_acts(view(Filters(preset=Preset.LAST_YEAR), "ru")).columns
    assert str(months[0])[:4] == "2023", "2021 is selective, and of 2022 nobody sent anything"
