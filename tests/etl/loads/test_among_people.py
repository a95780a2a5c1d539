"""Writes among people: what somebody else did meanwhile is neither taken back nor overwritten, and an undo can be redone."""

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.intake.checked import check
from etl.principal import Principal, Role
from etl.problems import Refused
from etl.warehouse.database import writing
from etl.warehouse.journal import enter
from etl.warehouse.state import ready
from tests.etl.registers import event, events
from tests.etl.warehouse_content import whole

CLERK = Principal("a", "Анна", Role.ANALYST)
OTHER = Principal("b", "Борис", Role.ANALYST)
CHIEF = Principal("c", "Вера", Role.ADMINISTRATOR)


def load(warehouse: Engine, *regions: str, by: str = "Анна") -> int:
    return service.load(warehouse, check("а.csv", events(*map(event, regions))), by).load_id


def test_an_undo_takes_back_the_load_the_person_saw_and_no_newer_one(warehouse: Engine) -> None:
    seen = load(warehouse, "Пермский край")
    newer = load(warehouse, "Томская область", by="Борис")
    with pytest.raises(Refused) as refused:
        service.undo(warehouse, "а", by="Анна", seen=seen)
    assert "Борис" in refused.value.sentence() and str(newer) in refused.value.sentence()
    assert [source.load_id for source in service.sources(warehouse)] == [newer]
    service.undo(warehouse, "а", by="Анна", seen=newer)
    assert [source.load_id for source in service.sources(warehouse)] == [seen]


def test_an_undo_is_redone_to_the_last_value(warehouse: Engine) -> None:
    load(warehouse, "Пермский край", "Атлантида")
    service.confirm_alias(warehouse, "Атлантида", "59", by="Анна")
    load(warehouse, "Томская область", "Атлантида")
    before, version = whole(warehouse), service.data_version(warehouse)
    service.undo(warehouse, "а")
    service.undo(warehouse, "а")
    assert service.sources(warehouse) == []
    service.redo(warehouse, "а")
    service.redo(warehouse, "а", seen=service.undone(warehouse)[0].id)
    assert whole(warehouse) == before and service.data_version(warehouse) != version
    service.rebuild(warehouse)
    assert whole(warehouse) == before
    assert service.undo(warehouse, "а") is not None


def test_a_load_since_the_undo_leaves_nothing_to_redo(warehouse: Engine) -> None:
    load(warehouse, "Пермский край")
    service.undo(warehouse, "а")
    load(warehouse, "Томская область")
    assert service.undone(warehouse) == []
    with pytest.raises(Refused) as refused:
        service.redo(warehouse, "а")
    assert refused.value.code == "nothing_to_undo"


def test_two_opposite_answers_to_one_pair_are_not_both_accepted(warehouse: Engine) -> None:
    for name in ("а.csv", "б.csv"):
        service.load(warehouse, check(name, events(event("Пермский край", "5"))))
    (pair,) = service.possible_duplicates(warehouse)
    service.decide_duplicate(warehouse, pair, True, "Анна")
    with pytest.raises(Refused) as refused:
        service.decide_duplicate(warehouse, pair, False, "Борис")
    assert "Анна" in refused.value.sentence()
    service.decide_duplicate(warehouse, pair, True, "Борис")
    ((decided, _),) = service.decided_duplicates(warehouse)
    service.withdraw_decision(warehouse, decided.key, "Борис")
    service.decide_duplicate(warehouse, pair, False, "Борис")


def save(warehouse: Engine, value: int, who: Principal, seen: int | None = None) -> int:
    service.save_value(warehouse, "deck", "Отчёт", value, who.name, who, seen)
    return service.saved_values(warehouse, "deck", who)["Отчёт"].number


def seen_by(warehouse: Engine, who: Principal) -> dict[str, int]:
    return {name: one.value for name, one in service.saved_values(warehouse, "deck", who).items()}


def test_each_saves_under_any_name_and_sees_what_their_role_sees(warehouse: Engine) -> None:
    namesake = Principal("d", "Анна", Role.LEADER)
    clerk = Principal("e", "Глеб", Role.REGION, ("59",))
    for value, who in enumerate((CLERK, OTHER, namesake, clerk), start=1):
        save(warehouse, value, who)
    for value, who in enumerate((CLERK, OTHER, namesake, clerk), start=1):
        assert seen_by(warehouse, who) == {"Отчёт": value}
    every = {"Отчёт": 1, "Отчёт (Борис)": 2, "Отчёт (Анна)": 3, "Отчёт (Глеб)": 4}
    assert seen_by(warehouse, CHIEF) == every
    for who in (OTHER, namesake, clerk):
        service.share_value(warehouse, "deck", "Отчёт", True, who.name, who)
    assert seen_by(warehouse, CLERK) == every
    assert seen_by(warehouse, namesake) == {"Отчёт": 3} and seen_by(warehouse, clerk) == {"Отчёт": 4}
    service.share_value(warehouse, "deck", "Отчёт", False, "Борис", OTHER)
    service.rebuild(warehouse)
    assert seen_by(warehouse, CLERK) == {"Отчёт": 1, "Отчёт (Анна)": 3, "Отчёт (Глеб)": 4}


def test_what_somebody_saved_is_theirs(warehouse: Engine) -> None:
    first = save(warehouse, 1, CLERK)
    service.share_value(warehouse, "deck", "Отчёт", True, "Анна", CLERK)
    for change in (
        lambda: save(warehouse, 2, OTHER),
        lambda: service.forget_value(warehouse, "deck", "Отчёт", "Борис", OTHER),
        lambda: service.share_value(warehouse, "deck", "Отчёт", False, "Борис", OTHER),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert (refused.value.code, "Анна" in refused.value.sentence()) == ("value_of_another", True)
    assert save(warehouse, 3, CHIEF) > first
    (one,) = service.saved_values(warehouse, "deck", CLERK).values()
    assert (one.owner, one.by, one.value, one.shared) == ("Анна", "Вера", 3, True)


def test_nobody_learns_of_what_they_may_not_see(warehouse: Engine) -> None:
    save(warehouse, 1, CLERK)
    leader = Principal("d", "Дарья", Role.LEADER)
    with pytest.raises(Refused) as refused:
        service.forget_value(warehouse, "deck", "Отчёт", "Дарья", leader)
    assert refused.value.code == "nothing_kept" and "Анна" not in refused.value.sentence()


def test_what_was_saved_before_marks_were_noted_is_whose_name_it_bears(warehouse: Engine) -> None:
    ready(warehouse)
    with writing(warehouse) as connection:
        enter(connection, kind="kept", by="Анна", details={"what": "deck", "name": "Отчёт", "value": 1})
    assert seen_by(warehouse, CLERK) == {"Отчёт": 1} and seen_by(warehouse, OTHER) == {}
    save(warehouse, 2, CLERK)
    assert seen_by(warehouse, CLERK) == {"Отчёт": 2} and seen_by(warehouse, CHIEF) == {"Отчёт": 2}


def test_what_was_changed_meanwhile_is_not_overwritten(warehouse: Engine) -> None:
    first = save(warehouse, 1, CLERK)
    save(warehouse, 2, CHIEF)
    for seen in (first, 0):
        with pytest.raises(Refused) as refused:
            save(warehouse, 3, CLERK, seen)
        assert (refused.value.code, "Вера" in refused.value.sentence()) == ("value_moved", True)
    with pytest.raises(Refused):
        service.forget_value(warehouse, "deck", "Отчёт", "Анна", CLERK, first)
    assert service.saved_values(warehouse, "deck")["Отчёт"].value == 2
