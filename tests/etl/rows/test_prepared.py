"""What another process prepared of a file is loaded as the file itself would be, whatever was confirmed meanwhile."""

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.intake.by_names import without_texts
from etl.problems import Refused
from etl.rows.prepared import Prepared, prepare
from tests.etl.registers import EVENTS, as_csv, event, events
from tests.etl.rows.test_parts import ATLANTIS, LEMURIA, NAMES
from tests.etl.warehouse_content import assert_parts_and_rows_agree, assert_rows_are_as_read_now, whole

PEOPLE = as_csv(
    ("ФИО", *EVENTS),
    [("Иванов Иван", *event("Атлантида", "")), ("Петров Пётр", *event("Пермский край", "")), ("Сидоров Сидор", *event("Лемурия", ""))] * 2,
)  # fmt: skip
ELSEWHERE = events(event("Атлантида", "Атлантида"), event("Пермский край", "Лемурия"))
NAME = "Мероприятия.csv"


def ahead(content: bytes) -> tuple[service.Checked, Prepared]:
    """Return what the process that reads a file ahead hands over."""
    checked = service.check(NAME, content)
    return without_texts(checked), prepare(checked)


@pytest.mark.parametrize("content", [NAMES, ELSEWHERE, PEOPLE], ids=["names", "names elsewhere", "people"])
@pytest.mark.parametrize("names", [[], [ATLANTIS], [ATLANTIS, LEMURIA]], ids=len)
def test_names_confirmed_meanwhile_count(warehouse: Engine, content: bytes, names: list[tuple[str, str]]) -> None:
    checked, prepared = ahead(content)
    for name in names:
        service.confirm_alias(warehouse, *name, by="Иванова")
    result = service.load(warehouse, checked, by="Иванова", prepared=prepared)
    now = service.check_for(warehouse, NAME, content)
    assert (result.checked.problems, result.checked.aliases) == (now.problems, now.aliases)
    assert (result.checked.rows, result.checked.quarantined) == (now.rows, now.quarantined)
    assert_rows_are_as_read_now(warehouse)
    assert_parts_and_rows_agree(warehouse)
    before = whole(warehouse)
    service.rebuild(warehouse)
    assert whole(warehouse) == before


def test_what_is_prepared_is_not_made_again(warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    checked, prepared = ahead(NAMES)
    service.confirm_alias(warehouse, *ATLANTIS, by="Иванова")

    def fail(_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("etl.loads.load.prepare", fail)
    assert service.load(warehouse, checked, by="Иванова", prepared=prepared).checked.quarantined == 4
    people, prepared = ahead(PEOPLE)
    with pytest.raises(AssertionError, match="made again"):
        service.load(warehouse, people, by="Иванова", prepared=prepared)


def test_a_whole_file_is_refused_by_the_names_confirmed_now(warehouse: Engine) -> None:
    checked, prepared = ahead(as_csv(EVENTS, [event("Атлантида")]))
    with pytest.raises(Refused, match="1"):
        service.load(warehouse, checked, whole=True, prepared=prepared)
    service.confirm_alias(warehouse, *ATLANTIS, by="Иванова")
    assert service.load(warehouse, checked, whole=True, prepared=prepared).good == 1


def test_new_words_are_shown_of_a_file_without_its_cells() -> None:
    checked = service.check(NAME, events(event("Омская область", category="марсиане")))
    assert without_texts(checked).proposals() == checked.proposals() != {}
