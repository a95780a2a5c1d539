"""A person's word about a name: rows leave quarantine at once, and go back when it is withdrawn."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.decisions import region_aliases
from etl.problems import Refused
from etl.warehouse.database import create_engine
from etl.warehouse.journal import State
from etl.warehouse.tables import FACTS, data_version, journal, quarantine
from tests.etl.loads.test_load import put
from tests.etl.registers import activity, event, events
from tests.sums import nation, summary


def regions(engine: Engine, register: str = "events") -> list[str]:
    table = FACTS[register]
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(table.c.region).order_by(table.c.load_id, table.c.row)))


def waiting(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(quarantine)) or 0


def kinds(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(journal.c.kind).order_by(journal.c.id)))


def test_a_confirmed_name_releases_the_rows_of_every_source_without_their_files(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край"), event("Атлантида", "7")), "Пермь.csv")
    put(warehouse, events(event("АТЛАНТИДА ", "5", day="01.04.2024")), "Томск.csv")
    put(warehouse, events(event("Лемурия", "3")), "Омск.csv")
    released = service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    assert (released.rows, sorted(released.sources)) == (2, ["Пермь", "Томск"])
    assert sorted(regions(warehouse)) == ["", "59", "59", "59"]
    assert waiting(warehouse) == 1
    assert summary(warehouse, scope="59", dimension="")["participants"].sum() == 22
    assert {s.source: (s.loaded, s.quarantined) for s in service.sources(warehouse)} == {
        "Пермь": (2, 0),
        "Томск": (1, 0),
        "Омск": (0, 1),
    }


def test_a_withdrawn_name_puts_its_rows_back_into_quarantine(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край"), event("Атлантида", "7")))
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    released = service.withdraw_alias(warehouse, "атлантида", by="Петров")
    assert (released.rows, released.sources) == (-1, ("Мероприятия",))
    assert (waiting(warehouse), service.aliases(warehouse)) == (1, [])
    assert summary(warehouse, scope="??", dimension="")["participants"].tolist() == [7]
    assert nation(warehouse, "events", "participants") == 17
    assert kinds(warehouse) == ["load", "alias", "alias_withdrawn"]


def test_who_and_when_stand_in_the_journal(warehouse: Engine) -> None:
    put(warehouse, events(event("Атлантида")))
    service.confirm_alias(warehouse, " Атлантида", "59", by="Иванова")
    alias = service.aliases(warehouse)[0]
    assert (alias.name, alias.code, alias.by) == ("Атлантида", "59", "Иванова") and alias.at.startswith("20")


def test_later_loads_undo_and_rebuild_use_what_was_confirmed(warehouse: Engine) -> None:
    put(warehouse, events(event("Атлантида", "1")))
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    checked = service.check_for(warehouse, "Мероприятия.csv", events(event("Атлантида", "2")))
    assert checked.quarantined == 0
    service.load(warehouse, checked)
    assert regions(warehouse) == ["59"]
    service.undo(warehouse, "Мероприятия")
    assert (regions(warehouse), nation(warehouse, "events", "participants")) == (["59"], 1)
    service.rebuild(warehouse)
    assert (regions(warehouse), waiting(warehouse)) == (["59"], 0)
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert (regions(warehouse), waiting(warehouse)) == ([""], 1)


@pytest.mark.parametrize("way", ["load", "undo", "rebuild"])
def test_rows_are_found_again_however_the_name_came_to_be_used(warehouse: Engine, way: str) -> None:
    if way == "load":
        put(warehouse, events(event("Омская область")))
        service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
        put(warehouse, events(event("Атлантида")))
    else:
        put(warehouse, events(event("Атлантида")))
        put(warehouse, events(event("Омская область")))
        service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
        service.undo(warehouse, "Мероприятия")
    if way == "rebuild":
        service.rebuild(warehouse)
    assert regions(warehouse) == ["59"]
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert (regions(warehouse), waiting(warehouse)) == ([""], 1)


def test_a_file_checked_before_the_word_is_loaded_with_it(warehouse: Engine) -> None:
    checked = service.check_for(warehouse, "Мероприятия.csv", events(event("Атлантида")))
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    assert service.load(warehouse, checked, whole=True).good == 1
    assert regions(warehouse) == ["59"]


def test_a_word_said_while_a_file_is_on_its_way_in_is_used_too(
    warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = service.check_for(warehouse, "Мероприятия.csv", events(event("Атлантида")))
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    monkeypatch.setattr("etl.loads.load.present_state", lambda _engine: State())
    assert service.load(warehouse, checked).good == 1


def test_a_rebuild_writes_down_which_names_the_rows_rest_on(warehouse: Engine) -> None:
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    service.load(warehouse, service.check_for(warehouse, "Мероприятия.csv", events(event("Атлантида"))))
    with warehouse.begin() as connection:  # as a load of an older program was written
        connection.execute(journal.update().where(journal.c.kind == "load").values(details={"rows": 1}))
    service.rebuild(warehouse)
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert (regions(warehouse), waiting(warehouse)) == ([""], 1)


def test_a_file_checked_before_the_withdrawal_waits_again(warehouse: Engine) -> None:
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    checked = service.check_for(warehouse, "Мероприятия.csv", events(event("Атлантида")))
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert service.load(warehouse, checked).good == 0
    assert regions(warehouse) == [""]


def test_another_meaning_replaces_the_first(warehouse: Engine) -> None:
    put(warehouse, events(event("Атлантида")))
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    service.confirm_alias(warehouse, "Атлантида", "70", by="Иванова")
    assert regions(warehouse) == ["70"]
    version = data_version(warehouse)
    service.confirm_alias(warehouse, "Атлантида", "70", by="Петров")
    assert data_version(warehouse) == version


def test_every_region_column_is_released(warehouse: Engine) -> None:
    row = ("Атлантида", "01.03.2025", "соглашение", "Договор", "", "", "", "", "")
    put(warehouse, activity(row), "Активность.csv")
    assert service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова").rows == 1
    assert regions(warehouse, "activity") == ["59"]


def test_the_names_that_wait_are_listed_once_each_with_their_candidates(warehouse: Engine) -> None:
    assert service.unmatched_regions(warehouse) == []
    put(warehouse, events(event("Атлантида"), event("Томск"), event("АТЛАНТИДА")), "А.csv")
    put(warehouse, events(event("Атлантида", "5")), "Б.csv")
    first, second = service.unmatched_regions(warehouse)
    assert (first.name.casefold(), first.status, first.rows, first.sources) == ("атлантида", "unknown", 3, ("А", "Б"))
    assert (second.name, second.status, second.candidates, second.rows) == ("Томск", "locality", ("70",), 1)


@pytest.mark.parametrize(
    ("name", "code", "by", "refusal"),
    [
        ("Атлантида", "59", " ", "who_needed"),
        ("Атлантида", "00", "Иванова", "no_region_code"),
        ("  ", "59", "Иванова", "name_needed"),
        ("Пермский край", "70", "Иванова", "name_known"),
        ("без региона", "70", "Иванова", "name_known"),
    ],
)
def test_a_word_that_means_nothing_is_refused(warehouse: Engine, name: str, code: str, by: str, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        service.confirm_alias(warehouse, name, code, by=by)
    assert refused.value.code == refusal and refused.value.sentence() != refused.value.sentence("en")
    assert service.aliases(warehouse) == []


def test_a_name_nobody_confirmed_cannot_be_withdrawn(warehouse: Engine) -> None:
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    with pytest.raises(Refused, match="Атлантида") as refused:
        service.withdraw_alias(warehouse, "Лемурия", by="Иванова")
    assert refused.value.code == "no_alias"


def test_a_failure_leaves_the_rows_in_quarantine_and_the_journal_as_it_was(
    warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(warehouse, events(event("Атлантида")))

    def fail(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(region_aliases, "carry_out", fail)
    with pytest.raises(OSError, match="power cut"):
        service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    assert (regions(warehouse), waiting(warehouse), kinds(warehouse)) == ([""], 1, ["load"])


def test_a_check_of_what_is_not_there_makes_no_warehouse(sqlite: str) -> None:
    engine = create_engine(sqlite)
    checked = service.check_for(engine, "Мероприятия.csv", events(event("Атлантида")))
    assert checked.quarantined == 1 and not Path(str(engine.url.database)).exists()
