"""Every event of the list can be opened by its number, whatever the number."""

from dashboard.exhibits.common import row_tables
from dashboard.exhibits.events import one_event
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import view
from tests.pages.warehouses import address, copy, demo, point


def test_every_listed_event_opens_under_its_own_title() -> None:
    point(address(copy(demo())))
    everything = view(Filters(preset=Preset.ALL), "ru")
    events = row_tables.event_list(everything).frame
    numbers = events["key"].astype(str)
    assert numbers.str.startswith("-").any() and (numbers.str.len() == 20).any(), "the longest numbers are among them"
    titles = [one_event.facts(everything, number).title for number in numbers]
    assert titles == events["event"].tolist()


def test_what_is_no_number_of_an_event_opens_none() -> None:
    point(address(copy(demo())))
    everything = view(Filters(preset=Preset.ALL), "ru")
    for code in ("x", "", "-", "9" * 30, "-" + "9" * 30):
        assert one_event.facts(everything, code).title == "Такого мероприятия в реестре нет"
