"""A clerk gets no row, name or single figure of another region, whatever is asked for and in whatever form."""

import random
from typing import Any

import pytest

from dashboard.decks import passport_files
from dashboard.engine import cache
from dashboard.exhibits import catalogue, for_reader
from dashboard.export.addresses import answer
from dashboard.model.asking import pinned_principal
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Filters, Period, Preset
from dashboard.queries import newest_rows
from dashboard.queries.view import view
from etl.principal import LOCAL, Principal, Role
from etl.regions import NATION, REGION_BY_CODE
from tests.pages.warehouses import address, copy, point
from tests.scope.marked import marked_registers, secrets
from tests.scope.walk import addresses, names, texts_in, told, words_of, words_of_files

SEED, REQUESTS, FILES = 29, 240, 24
CLERKS = (("59",), ("53", "78"), ("01", "50", "83"), ("77",), ())


def clerk(*regions: str) -> Principal:
    return Principal("clerk", "Иванова", Role.REGION, regions)


@pytest.fixture(scope="module", autouse=True)
def registers() -> None:
    point(address(copy(marked_registers()[0])))


@pytest.fixture(scope="module")
def every() -> list[str]:
    return names(random.Random(SEED))


def test_every_builder_is_declared() -> None:
    assert set(catalogue.REVEALED) == set(catalogue.BUILDERS)


@pytest.mark.parametrize("regions", CLERKS, ids=lambda regions: "+".join(regions) or "none")
def test_no_request_of_a_clerk_is_answered_with_anything_of_other_regions(
    regions: tuple[str, ...], every: list[str]
) -> None:
    lot = random.Random("".join(regions))
    asked = list(addresses(every, lot, REQUESTS // len(CLERKS) + 48))
    leaks = {one: found for one in asked if (found := secrets(regions).found_in(words_of(one, clerk(*regions))))}
    assert not leaks
    files = lot.sample(asked, FILES)
    assert not secrets(regions).found_in(words_of_files(files, clerk(*regions)))


def test_the_walk_sees_a_gate_that_stands_open(every: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(for_reader, "answer", lambda name, view, _reveals, _whole, make: make(name, view))
    asked = addresses(every, random.Random(SEED), 120)
    seen = [one for one in asked if secrets(("59",)).found_in(words_of(one, clerk("59")))]
    assert len(seen) > 20
    cache._memory.clear()


@pytest.mark.parametrize("role", [Role.LEADER, Role.ANALYST, Role.ADMINISTRATOR])
def test_whoever_sees_all_is_answered_as_the_person_at_the_machine(role: Role, every: list[str]) -> None:
    for one in addresses(every, random.Random(SEED), 60):
        with cache.pinned_version():
            with pinned_principal(Principal("one", "Петров", role)):
                own = answer(one)
            with pinned_principal(LOCAL):
                assert told(own) == told(answer(one)), one


def test_an_event_of_others_is_answered_like_one_that_is_not_there() -> None:
    with pinned_principal(LOCAL):
        events = {str(row["key"]) for row in answer("/?period=all&exhibit=events")["rows"]}
    with pinned_principal(clerk("59")):
        own = {str(row["key"]) for row in answer("/?period=all&exhibit=events")["rows"]}
        assert own and own < events
        absent = told(answer("/?period=all&exhibit=event.12345"))
        for number in sorted(events - own)[:5]:
            foreign = told(answer(f"/?period=all&exhibit=event.{number}"))
            assert foreign | {"exhibit": ""} == absent | {"exhibit": ""}


def test_two_clerks_and_a_leader_never_share_an_answer() -> None:
    asked = "/?period=year&exhibit=events"
    replies: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for person in (LOCAL, clerk("59"), clerk("16"), LOCAL, clerk("59")):
        with pinned_principal(person):
            replies.setdefault(person.regions, []).append(told(answer(asked)))
    (first, again), (own, own_again), (other,) = replies[()], replies["59",], replies["16",]
    assert (first, own) == (again, own_again) and own != other and len(first["rows"]) > len(own["rows"])


def test_a_strip_names_own_regions_and_no_other() -> None:
    with pinned_principal(clerk("59", "16")):
        rows = answer("/?period=all&exhibit=ranking.events")["rows"]
    named = {row["name"] for row in rows}
    assert named == {"регион", "Пермский край", "Татарстан"} and len(rows) == len(REGION_BY_CODE)
    assert {row["key"] for row in rows} & set(REGION_BY_CODE) == {"59", "16"}
    values = [row["value"] for row in rows if row["value"] is not None]
    assert values == sorted(values, reverse=True)


def test_where_regions_see_each_other_small_numbers_of_others_stay_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIONS_SEE_EACH_OTHER", "1")
    with pinned_principal(LOCAL):
        every_row = answer("/?period=last-year&exhibit=map.entries")["rows"]
    with pinned_principal(clerk("59")):
        reply = answer("/?period=last-year&exhibit=map.entries")
    small = {row["name"] for row in every_row if row["value"] is not None and row["value"] < 5} - {"Пермский край"}
    shown = {row["name"] for row in reply["rows"]}
    assert small and not small & shown and "Татарстан" in shown | small
    assert f"{len(small)}." in reply["notes"][-1]


def test_a_maker_that_forgets_the_gate_still_lists_own_rows_only() -> None:
    period = Period(FIRST_DAY, LAST_DAY)
    with cache.pinned_version(), pinned_principal(clerk("59")):
        agreements = newest_rows.rows("activity", ("region",), period, ("16", "59", "77"))
        events = newest_rows.newest(period, (), 500)
        requests, targets = newest_rows.open_requests(()), newest_rows.targets()
        assert newest_rows.rows("activity", ("region",), period, ("16",)).empty
    assert {*agreements["region"], *events["region"], *requests["region"]} == {"59"}
    assert set(targets["region"]) <= {"59", NATION}
    with cache.pinned_version(), pinned_principal(clerk()):
        assert newest_rows.newest(period, (), 500).empty and newest_rows.open_requests(()).empty


def test_an_archive_of_passports_holds_own_ones_whatever_is_asked_for() -> None:
    with cache.pinned_version(), pinned_principal(clerk("59")):
        for asked in ((), ("16", "77")):
            own_view = view(Filters(preset=Preset.ALL, regions=asked), "ru")
            codes = passport_files.every_region(own_view)
            assert codes == ("59",)
        texts = list(texts_in(passport_files.archive(codes, own_view)))
    assert any("Пермский край" in text for text in texts) and not secrets(("59",)).found_in(texts)


def test_other_regions_asked_for_become_own_ones_and_the_answer_says_so() -> None:
    with cache.pinned_version(), pinned_principal(clerk("59")):
        asked, own = (answer(f"/?period=all&region={code}&exhibit=card.events") for code in ("16,77", "59"))
        mixed, district = (
            answer(f"/?period=all&{more}&exhibit=card.events") for more in ("region=16,59", "district=ПФО")
        )
        strip, whole = (answer(f"/?period=all{more}&exhibit=map.events") for more in ("&region=16", ""))
    said = "Показано только ваше: Пермский край. Другие регионы и округа вам не показываются."
    assert asked["rows"] == own["rows"] == mixed["rows"] == district["rows"]
    assert said not in own["notes"] and all(said in reply["notes"] for reply in (asked, mixed, district))
    assert strip["rows"] == whole["rows"] and said not in strip["notes"]
    assert "Другие регионы показаны без названий." in strip["notes"]
