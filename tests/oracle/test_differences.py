"""The comparison of two files of answers sees what moved and nothing else."""

from typing import Any

import pytest

from tests.oracle.addresses import addresses
from tests.oracle.differences import report
from tests.pages.warehouses import address, copy, demo, point

AT = "/?exhibit=map.events"


def reply(**more: Any) -> dict[str, dict[str, Any]]:
    rows = [{"code": "16", "value": 3.0}, {"code": "59", "value": None}]
    return {AT: {"address": AT, "exhibit": "map.events", "title": "Карта", "rows": rows, "version": 4} | more}


@pytest.mark.parametrize(
    "more", [{}, {"version": 9}, {"rows": [{"code": "16", "value": 3.0 + 1e-10}, reply()[AT]["rows"][1]]}]
)
def test_another_version_and_the_last_digits_are_no_difference(more: dict[str, Any]) -> None:
    assert list(report(reply(), reply(**more), 9)) == ["equal: 1 of 1", "map: equal 1 of 1"]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"title": "Map"}, "    title: 'Карта' -> 'Map'"),
        ({"rows": reply()[AT]["rows"][:1]}, "    rows (length): 2 -> 1"),
        ({"rows": reply()[AT]["rows"][::-1]}, "    rows: the same in another order"),
        ({"rows": [{"code": "16", "value": 3.1}, {"code": "59", "value": None}]}, "    rows[0].value: 3.0 -> 3.1"),
        ({"rows": [{"code": "16", "value": 3.0}, {"code": "59", "value": 0.0}]}, "    rows[1].value: None -> 0.0"),
        ({"rows": [{"code": "16"}, {"code": "59", "value": None}]}, "    rows[0].value: 3.0 -> 'absent'"),
    ],
)
def test_what_moved_is_named_by_its_address_and_path(more: dict[str, Any], line: str) -> None:
    lines = list(report(reply(), reply(**more), 9))
    assert lines[:3] == ["equal: 0 of 1", "map: equal 0 of 1", f"  {AT}"] and lines[3] == line


def test_an_address_without_an_answer_is_a_difference() -> None:
    assert list(report(reply(), {}, 9))[-1] == "    no answer"


def test_the_addresses_are_the_same_at_every_run() -> None:
    point(address(copy(demo())))
    first = list(addresses("invented"))
    assert first == list(addresses("invented")) and len(first) > 2000
