"""A clerk loads, reads and takes back what is their own: rows of own regions, sources that such clerks loaded."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.datasets.coverage import Coverage, How
from etl.principal import LOCAL, Principal, Role
from etl.problems import Refused
from etl.regions import NATION
from tests.etl.registers import event, events
from tests.etl.warehouse_content import whole


def clerk(*regions: str) -> Principal:
    return Principal("c", "Иванова", Role.REGION, regions)


PERM, KAZAN, NOBODY = clerk("59"), clerk("16"), clerk()
OWN = events(event("Пермский край", "5"), event("Пермь великая", "6"), event("Пермский край", municipality="Ведьминск"))
MIXED = events(event("Пермский край", "5"), event("Татарстан", "7"), event("без региона", "8"))


def load(engine: Engine, name: str, register: bytes, person: Principal = LOCAL) -> service.Loaded:
    checked = service.check_for(engine, f"{name}.csv", register, principal=person)
    return service.load(engine, checked, person.name, principal=person)


def test_rows_of_other_regions_in_a_clerks_file_are_refused_one_by_one(warehouse: Engine) -> None:
    loaded = load(warehouse, "свой", MIXED, PERM)
    assert (loaded.good, loaded.checked.quarantined) == (1, 2)
    assert [(problem.row, problem.code) for problem in loaded.checked.problems] == [
        (3, "foreign_row"),
        (4, "foreign_row"),
    ]
    assert (
        "Татарстан" in loaded.checked.problems[0].sentence()
        and "ваших регионов" in loaded.checked.problems[0].sentence()
    )
    assert [row["row"] for row in service.quarantined_rows(warehouse, 9, PERM)] == [3, 4]


def test_a_file_that_was_checked_for_somebody_else_is_judged_again_when_a_clerk_loads_it(warehouse: Engine) -> None:
    checked = service.check_for(warehouse, "свой.csv", MIXED)
    assert checked.quarantined == 0
    assert service.load(warehouse, checked, "Иванова", principal=PERM).checked.quarantined == 2


def test_a_rebuilt_warehouse_refuses_them_again(warehouse: Engine) -> None:
    load(warehouse, "свой", MIXED, PERM)
    before = whole(warehouse)
    service.rebuild(warehouse, "администратор")
    assert whole(warehouse) == before


def test_a_clerk_reads_own_sources_only(warehouse: Engine) -> None:
    load(warehouse, "чужой", events(event("Татарстан"), event("Казань великая")), KAZAN)
    load(warehouse, "общий", events(event("Пермский край"), event("Нечто")))
    load(warehouse, "свой", OWN, PERM)
    assert [source.source for source in service.sources(warehouse, PERM)] == ["свой"]
    assert {row["source"] for row in service.quarantined_rows(warehouse, 9, PERM)} == {"свой"}
    assert [name.name for name in service.unmatched_regions(warehouse, PERM)] == ["Пермь великая"]
    assert {name.name for name in service.waiting_municipalities(warehouse, PERM)} == {"Ведьминск"}
    assert {entry["source"] for entry in service.history(warehouse, principal=PERM)} == {"свой"}
    assert not service.sources(warehouse, NOBODY) and not service.quarantined_rows(warehouse, 9, NOBODY)
    assert len(service.sources(warehouse, LOCAL)) == 3
    colleague = replace(PERM, subject="d", name="Петрова")
    assert [source.source for source in service.sources(warehouse, colleague)] == ["свой"]


def test_a_clerk_takes_back_own_loads_only(warehouse: Engine) -> None:
    load(warehouse, "чужой", events(event("Татарстан")), KAZAN)
    load(warehouse, "свой", OWN, PERM)
    with pytest.raises(Refused) as refused:
        service.undo(warehouse, "чужой", by="Иванова", principal=PERM)
    assert "чужой" not in str(refused.value.details["possible"])
    service.undo(warehouse, "свой", by="Иванова", principal=PERM)
    assert [source.source for source in service.sources(warehouse)] == ["чужой"]
    assert [entry["kind"] for entry in service.history(warehouse, principal=PERM)] == ["undo", "load"]


@pytest.mark.parametrize("owner", [LOCAL, KAZAN], ids=["association", "another region"])
def test_a_clerk_replaces_no_source_of_others(warehouse: Engine, owner: Principal) -> None:
    load(warehouse, "реестр", events(event("Татарстан")), owner)
    with pytest.raises(Refused, match="ведёте не вы"):
        load(warehouse, "реестр", OWN, PERM)
    checked = service.check("реестр.csv", OWN)
    with pytest.raises(Refused, match="ведёте не вы"):
        service.load(warehouse, checked, "Иванова", principal=PERM)


def test_a_clerk_decides_about_own_names_and_regions_only(warehouse: Engine) -> None:
    load(warehouse, "чужой", events(event("Казань великая")), KAZAN)
    load(warehouse, "свой", OWN, PERM)
    deeds: list[Callable[[], object]] = [
        lambda: service.confirm_alias(warehouse, "Казань великая", "59", "Иванова", PERM),
        lambda: service.confirm_alias(warehouse, "Пермь великая", "16", "Иванова", PERM),
        lambda: service.confirm_municipality(warehouse, "Ведьминск", "16", "--", "Иванова", PERM),
        lambda: service.confirm_mapping(warehouse, "events", "чужой", {}, "Иванова", PERM),
        lambda: service.state_coverage(warehouse, "events", "чужой", None, "Иванова", PERM),
        lambda: load(warehouse, "новый", OWN, NOBODY),
    ]
    before = whole(warehouse)
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
    assert whole(warehouse) == before
    assert service.confirm_alias(warehouse, "Пермь великая", "59", "Иванова", PERM).rows == 1


def test_a_clerk_says_of_no_other_region_that_its_source_is_full(warehouse: Engine) -> None:
    load(warehouse, "свой", OWN, PERM)
    whole = Coverage(How.FULL, regions=(NATION,))
    service.state_coverage(warehouse, "events", "свой", whole, "Иванова", PERM)
    assert [coverage.regions for coverage in service.coverages(warehouse).values()] == [("59",)]


def test_pairs_are_listed_where_both_sides_are_own(warehouse: Engine) -> None:
    same = events(event("Пермский край", "5", "Большой форум округа"))
    load(warehouse, "свой 1", same, PERM)
    load(warehouse, "свой 2", same, PERM)
    load(warehouse, "общий", same)
    everything, own = service.possible_duplicates(warehouse), service.possible_duplicates(warehouse, principal=PERM)
    assert len(everything) > len(own) == 1
    foreign = next(pair for pair in everything if "общий" in (pair.first.source, pair.second.source))
    with pytest.raises(Refused):
        service.decide_duplicate(warehouse, foreign, True, "Иванова", PERM)


def waiting(engine: Engine) -> list[str]:
    """Return what is wrong with the rows that wait in the clerk's quarantine."""
    rows = service.quarantined_rows(engine, 9, PERM)
    return [problem["code"] for row in rows for problem in cast(list[dict[str, str]], row["problems"])]


def regions(engine: Engine) -> list[str]:
    """Return the regions of the rows of events that count."""
    with engine.connect() as connection:
        query = "SELECT region FROM fact_events WHERE quarantined = 0 ORDER BY region"
        return list(connection.exec_driver_sql(query).scalars())


@pytest.mark.parametrize("before", [True, False], ids=["explained before", "explained after"])
def test_a_name_explained_as_another_region_never_makes_a_clerks_row_that_regions(
    warehouse: Engine, before: bool
) -> None:
    rows = events(event("Пермский край", "5"), event("Нечто", "7"))
    if before:
        load(warehouse, "общий", events(event("Пермский край", "1"), event("Нечто", "1")))
    checked = service.check_for(warehouse, "свой.csv", rows, principal=PERM)
    if before:
        service.confirm_alias(warehouse, "Нечто", "16", "Админ")
    loaded = service.load(warehouse, checked, "Иванова", principal=PERM)
    assert loaded.good == 1
    if not before:
        service.confirm_alias(warehouse, "Нечто", "16", "Админ")
    expected = ["16", "59", "59"] if before else ["59"]
    for again in (
        lambda: None,
        lambda: service.undo(warehouse, "свой", by="Иванова", principal=PERM),
        lambda: service.redo(warehouse, "свой", by="Иванова", principal=PERM),
        lambda: service.rebuild(warehouse),
    ):
        again()
        if service.sources(warehouse, PERM):
            assert (waiting(warehouse), regions(warehouse)) == (["foreign_row"], expected)
    service.withdraw_alias(warehouse, "Нечто", "Админ")
    assert waiting(warehouse) == ["region_unknown"]
    service.confirm_alias(warehouse, "Нечто", "59", "Админ")
    assert waiting(warehouse) == [] and regions(warehouse).count("59") >= 2


def test_an_explained_name_leaves_a_clerks_quarantine_for_good_over_undo_and_redo(warehouse: Engine) -> None:
    load(warehouse, "свой", OWN, PERM)
    service.confirm_alias(warehouse, "Пермь великая", "59", "Админ")
    assert waiting(warehouse) == []
    service.undo(warehouse, "свой", by="Иванова", principal=PERM)
    service.redo(warehouse, "свой", by="Иванова", principal=PERM)
    assert waiting(warehouse) == [] and regions(warehouse) == ["59", "59", "59"]
