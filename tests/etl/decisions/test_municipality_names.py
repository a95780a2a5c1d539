"""Names of municipalities: rows carry the unit of the directory, and a person's word about a name changes it at once."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.datasets.expressions import NO_UNIT, UNIT
from etl.problems import Refused
from etl.rows.parts import current_parts
from etl.warehouse.tables import FACTS
from tests.etl.loads.test_load import put
from tests.etl.registers import event, events
from tests.etl.warehouse_content import assert_parts_and_rows_agree, whole

ROWS = events(
    event("Пермский край", municipality="г. Пермь"),
    event("Пермский край", municipality="Пермского муниципального округа"),
    event("Пермский край", municipality="Култаевское сельское поселение"),
    event("Пермский край", municipality="Прикамск"),
    event("Пермский край", municipality="ПРИКАМСК"),
    event("Томская область", municipality="Прикамск"),
    event("без региона", municipality="г. Пермь"),
    event("Пермский край"),
)
AS_READ = ["59-044", "59-017", NO_UNIT, "", "", "", "", ""]
EXPLAINED = ["59-044", "59-017", NO_UNIT, "59-052", "59-052", "", "", ""]


def units(engine: Engine) -> list[str]:
    table = FACTS["events"]
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(table.c[UNIT]).order_by(table.c.load_id, table.c.number)))


def marks(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [part.mark for part in current_parts(connection)]


def test_a_row_carries_its_municipality_beside_the_written_name(warehouse: Engine) -> None:
    put(warehouse, ROWS)
    assert units(warehouse) == AS_READ
    assert_parts_and_rows_agree(warehouse)


def test_names_that_are_not_recognised_wait_with_candidates(warehouse: Engine) -> None:
    put(warehouse, events(*[event("Пермский край", municipality="Саликамскк")] * 2), "А.csv")
    put(warehouse, events(event("Пермский край", municipality="Пермский"), event("Томская область")), "Б.csv")
    first, second = service.waiting_municipalities(warehouse)
    assert (first.name, first.region, first.rows, first.sources) == ("Саликамскк", "59", 2, ("А",))
    assert "59-052" in first.candidates
    assert (second.name, second.candidates, second.sources) == ("Пермский", ("59-017", "59-044"), ("Б",))


def test_a_word_about_a_name_changes_its_rows_and_no_part(warehouse: Engine) -> None:
    put(warehouse, ROWS)
    before, parts = whole(warehouse), marks(warehouse)
    assert service.confirm_municipality(warehouse, "прикамск", "59", "59-052", "Иванова") == 2
    assert units(warehouse) == EXPLAINED
    assert marks(warehouse) == parts
    assert_parts_and_rows_agree(warehouse)
    assert [name.region for name in service.waiting_municipalities(warehouse)] == ["70"]
    [named] = service.named_municipalities(warehouse)
    assert (named.name, named.region, named.unit, named.by) == ("прикамск", "59", "59-052", "Иванова")
    assert service.withdraw_municipality(warehouse, "Прикамск", "59", "Петров") == 2
    assert (whole(warehouse), service.named_municipalities(warehouse)) == (before, [])


def test_a_name_may_be_of_no_municipality(warehouse: Engine) -> None:
    put(warehouse, ROWS)
    service.confirm_municipality(warehouse, "Прикамск", "59", NO_UNIT, "Иванова")
    assert units(warehouse)[3:5] == [NO_UNIT, NO_UNIT]
    assert [name.region for name in service.waiting_municipalities(warehouse)] == ["70"]


@pytest.mark.parametrize("way", ["load", "undo", "rebuild"])
def test_later_loads_undo_and_rebuild_use_what_was_said(warehouse: Engine, way: str) -> None:
    put(warehouse, ROWS)
    service.confirm_municipality(warehouse, "Прикамск", "59", "59-052", "Иванова")
    if way == "rebuild":
        service.rebuild(warehouse)
    else:
        put(warehouse, events(event("Пермский край", municipality="Прикамск")))
        assert units(warehouse) == ["59-052"]
    if way == "undo":
        service.undo(warehouse, "Мероприятия")
    assert units(warehouse) == (["59-052"] if way == "load" else EXPLAINED)
    assert_parts_and_rows_agree(warehouse)


def test_a_region_that_is_explained_brings_its_municipalities(warehouse: Engine) -> None:
    put(warehouse, events(event("Атлантида", municipality="г. Пермь"), event("Атлантида", municipality="Прикамск")))
    service.confirm_municipality(warehouse, "Прикамск", "59", "59-052", "Иванова")
    assert units(warehouse) == ["", ""]
    service.confirm_alias(warehouse, "Атлантида", "59", "Иванова")
    assert units(warehouse) == ["59-044", "59-052"]
    assert_parts_and_rows_agree(warehouse)
    service.rebuild(warehouse)
    assert units(warehouse) == ["59-044", "59-052"]
    service.withdraw_alias(warehouse, "Атлантида", "Иванова")
    assert units(warehouse) == ["", ""]
    assert_parts_and_rows_agree(warehouse)


@pytest.mark.parametrize(
    ("name", "region", "unit", "code"),
    [
        ("Прикамск", "00", "59-052", "no_region_code"),
        ("Прикамск", "59", "70-001", "no_municipality"),
        ("Прикамск", "59", "", "no_municipality"),
        ("г. Пермь", "59", "59-052", "municipality_known"),
        (" ", "59", "59-052", "name_needed"),
    ],
)
def test_a_word_that_cannot_be_is_refused(warehouse: Engine, name: str, region: str, unit: str, code: str) -> None:
    put(warehouse, ROWS)
    with pytest.raises(Refused) as refusal:
        service.confirm_municipality(warehouse, name, region, unit, "Иванова")
    assert refusal.value.code == code
    assert units(warehouse) == AS_READ


def test_what_nobody_said_cannot_be_taken_back(warehouse: Engine) -> None:
    put(warehouse, ROWS)
    with pytest.raises(Refused) as refusal:
        service.withdraw_municipality(warehouse, "Прикамск", "59", "Иванова")
    assert refusal.value.code == "no_named_municipality"
