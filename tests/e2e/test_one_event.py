"""The page of one event in a real browser, at the address the list gives: its name, its map and its chart are drawn."""

import json
from urllib.request import urlopen

import pytest

from tests.e2e.browsing import REGIONS, visit
from tests.e2e.conftest import Opener
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser
SAMPLE = 6


def events_to_open(dashboard: Served) -> dict[str, str]:
    """Return the names of some events by their numbers: the shortest and the longest numbers, and some between."""
    with urlopen(f"{dashboard.address}data/events.json?period=all") as answer:
        listed = json.load(answer)["rows"]
    rows = sorted(listed, key=lambda row: (len(row["key"]), row["key"]))
    return {row["key"]: row["event"] for row in rows[:: max(1, len(rows) // SAMPLE)] + rows[-1:]}


def test_an_event_opens_at_its_address_with_its_map_and_its_chart(opener: Opener, dashboard: Served) -> None:
    for code, name in events_to_open(dashboard).items():
        page = opener()
        visit(page, f"{dashboard.address}events?event={code}")
        assert name in page.locator("h3").all_inner_texts()
        chart_map = page.locator('.st-key-exhibit-event_map [class*="st-key-map-"] .choroplethlayer path')
        assert chart_map.count() >= REGIONS
        chart = page.locator('.st-key-exhibit-event_categories [class*="st-key-chart-"] .main-svg')
        without_chart = page.locator(".st-key-exhibit-event_categories h3").inner_text()
        assert chart.count() > 0 or "не указано" in without_chart
