"""Loading is atomic, idempotent and reversible, and no row is lost: on SQLite and on PostgreSQL."""

from datetime import date

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from dashboard.engine.snapshot import open_snapshot
from dashboard.engine.things import Span, different
from etl import service
from etl.datasets.events import EVENTS as EVENTS_REGISTER
from etl.intake.original import Original
from etl.loads import current
from etl.problems import Refused
from etl.rows import file_rows
from etl.rows.bulk import insert_columns
from etl.warehouse.state import schema_state
from etl.warehouse.tables import FACTS, data_version, journal, source_file
from tests.etl.registers import EVENTS, activity, as_csv, competitions, event, events
from tests.sums import nation, summary


def put(engine: Engine, content: bytes, name: str = "Мероприятия.csv") -> service.Loaded:
    return service.load(engine, service.check(name, content), by="Иванова")


def facts(engine: Engine, register: str = "events") -> list[tuple[object, ...]]:
    table = FACTS[register]
    with engine.connect() as connection:
        query = sa.select(table.c.region, table.c.row, table.c.quarantined, table.c.load_id).order_by(
            table.c.load_id, table.c.row
        )
        return [tuple(row) for row in connection.execute(query)]


def test_a_register_becomes_rows_that_know_their_load_and_their_row(warehouse: Engine) -> None:
    result = put(warehouse, events(event("Пермский край"), event("г. Москва")))
    assert (result.status, result.good) == ("loaded", 2)
    assert facts(warehouse) == [("59", 2, 0, result.load_id), ("77", 3, 0, result.load_id)]


def test_a_row_that_cannot_be_understood_is_kept_in_quarantine_and_counted(warehouse: Engine) -> None:
    result = put(warehouse, events(event("Пермский край"), event("Атлантида"), event("без региона")))
    assert (result.good, result.checked.quarantined) == (2, 1)
    assert nation(warehouse, "events", "participants") == 30
    by_scope = summary(warehouse, scope="??", dimension="")
    assert by_scope["participants"].tolist() == [10]


def test_what_the_driver_refuses_is_an_error_of_sqlalchemy(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край")))
    with warehouse.connect() as connection, pytest.raises(DBAPIError):
        insert_columns(connection, FACTS["events"], {"no_such_column": [1]})


def test_the_same_bytes_twice_change_nothing(warehouse: Engine) -> None:
    content = events(event("Пермский край"))
    first = put(warehouse, content)
    version = data_version(warehouse)
    assert put(warehouse, content).status == "unchanged"
    assert data_version(warehouse) == version
    assert facts(warehouse) == [("59", 2, 0, first.load_id)]


def test_a_newer_version_replaces_the_rows_of_its_source_only(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край"), event("Омская область")), "Пермь 01.02.2025.csv")
    put(warehouse, events(event("Томская область")), "Томск.csv")
    newer = put(warehouse, events(event("Омская область", "7")), "Пермь v2.csv")
    assert [row[0] for row in facts(warehouse)] == ["70", "55"]
    assert {source.source for source in service.sources(warehouse)} == {"Пермь", "Томск"}
    assert newer.load_id == max(source.load_id for source in service.sources(warehouse))
    assert nation(warehouse, "events", "participants") == 17


def test_a_source_is_known_of_its_own_register_only(warehouse: Engine) -> None:
    held = service.check("Пермь.csv", events(event("Пермский край")))
    filed = service.check(
        "Пермь.csv", activity(("Пермский край", "12.03.2025", "практика", "Мост", "1", "", "", "", ""))
    )
    assert (held.source, held.dataset.name, filed.dataset.name) == (filed.source, "events", "activity")
    service.load(warehouse, held)
    assert (service.is_known(warehouse, held), service.is_known(warehouse, filed)) == (True, False)
    service.undo(warehouse, held.source)
    assert service.is_known(warehouse, held)


def test_undo_brings_back_the_version_before_and_then_nothing(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край", "5")))
    put(warehouse, events(event("Пермский край", "8")))
    versions = [data_version(warehouse)]
    back = service.undo(warehouse, "Мероприятия", by="Петров")
    assert back is not None and back.loaded_by == "Иванова"
    assert nation(warehouse, "events", "participants") == 5
    versions.append(data_version(warehouse))
    assert service.undo(warehouse, "Мероприятия") is None
    assert facts(warehouse) == [] and summary(warehouse).empty
    versions.append(data_version(warehouse))
    assert len(set(versions)) == 3, "every undo makes another data version"


def test_after_an_undo_the_same_file_loads_again(warehouse: Engine) -> None:
    content = events(event("Пермский край"))
    put(warehouse, content)
    service.undo(warehouse, "Мероприятия")
    assert put(warehouse, content).status == "loaded"
    assert len(facts(warehouse)) == 1


def test_undo_of_an_unknown_source_names_those_there_are(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край")))
    with pytest.raises(Refused, match="Мероприятия") as refusal:
        service.undo(warehouse, "Нет такого")
    assert refusal.value.code == "nothing_to_undo"


def test_a_failure_in_the_middle_leaves_the_old_state_whole(warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(warehouse, events(event("Пермский край")))
    before, version = facts(warehouse), data_version(warehouse)

    def fail(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(current, "carry_out", fail)
    with pytest.raises(OSError, match="power cut"):
        put(warehouse, events(event("Томская область"), event("Омская область")))
    assert (facts(warehouse), data_version(warehouse)) == (before, version)
    assert nation(warehouse, "events", "participants") == 10


def test_whole_refuses_a_file_with_a_faulty_row(warehouse: Engine) -> None:
    checked = service.check("Мероприятия.csv", events(event("Пермский край"), event("Атлантида")))
    with pytest.raises(Refused) as refusal:
        service.load(warehouse, checked, whole=True)
    assert refusal.value.code == "whole_file_refused"
    assert schema_state(warehouse) == "absent"


def test_rebuild_derives_the_same_tables_from_the_journal(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край"), event("Атлантида"), event("Томская область", day="01.04.2024")))
    put(
        warehouse,
        activity(("Пермский край", "III квартал 2025", "практика в доклад", "Сквер", "", "нет", "", "", "90")),
        "Активность.csv",
    )
    before = {name: (facts(warehouse, name), summary(warehouse, name)) for name in ("events", "activity")}
    version = data_version(warehouse)
    assert service.rebuild(warehouse) == 2
    for name, (rows, sums) in before.items():
        assert facts(warehouse, name) == rows
        pd.testing.assert_frame_equal(summary(warehouse, name), sums)
    assert data_version(warehouse).partition("-")[0] != version.partition("-")[0], "the warehouse is another one"


def test_sums_after_a_replacement_equal_those_of_a_rebuild(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край", day="01.04.2024"), event("Омская область", day="05.05.2025")), "А.csv")
    put(warehouse, events(event("Томская область", "3", day="06.06.2025")), "Б.csv")
    put(warehouse, events(event("Пермский край", "4", day="07.07.2023")), "А.csv")
    before = summary(warehouse)
    assert before["participants"].max() == 4
    service.rebuild(warehouse)
    pd.testing.assert_frame_equal(before, summary(warehouse))


def test_an_event_of_many_regions_counts_once_in_the_country_and_in_its_district(warehouse: Engine) -> None:
    put(
        warehouse,
        events(
            event("Пермский край"),
            event("Республика Татарстан"),
            event("г. Москва"),
            event("Пермский край", category="депутат"),
        ),
    )
    sums = summary(warehouse, dimension="").set_index("scope")["events"]
    assert sums.to_dict() == {"59": 1, "16": 1, "77": 1, "d:ПФО": 1, "d:ЦФО": 1, "**": 1}


def test_the_same_event_from_two_sources_counts_once_in_the_country(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край", title="Форум «Малая Родина»")), "Пермь.csv")
    put(warehouse, events(event("Томская область", title='форум "малая родина"')), "Томск.csv")
    assert nation(warehouse, "events", "events") == 1
    assert nation(warehouse, "events", "participants") == 20


def test_planned_events_and_connections_are_not_people(warehouse: Engine) -> None:
    put(
        warehouse,
        events(
            event("Пермский край", "100", status="план"),
            event("Томская область", "1 200 подключений"),
            event("Омская область", "около 500 чел."),
        ),
    )
    assert nation(warehouse, "events", "participants") == 500
    assert nation(warehouse, "events", "connections") == 1200
    assert nation(warehouse, "events", "approximate") == 1
    assert nation(warehouse, "events", "planned") == 1


def test_an_empty_count_is_one_and_an_unknown_one_is_none(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край", ""), event("Томская область", "н/д")))
    assert nation(warehouse, "events", "participants") == 1
    assert nation(warehouse, "events", "attendances") == 2


def test_municipalities_are_counted_once_from_the_start_of_their_year(warehouse: Engine) -> None:
    put(
        warehouse,
        events(
            event("Пермский край", municipality="Пермь", day="10.01.2025"),
            event("Пермский край", municipality="Пермь", day="10.05.2025"),
            event("Пермский край", municipality="Кунгур", day="11.05.2025"),
            event("Пермский край", municipality="Пермь", day="10.01.2024"),
        ),
    )
    snapshot = open_snapshot(warehouse)
    counts = {
        step: {
            str(day): amount
            for day, _, amount in different(snapshot, EVENTS_REGISTER, "municipalities", Span(None), step)
        }
        for step in ("month", "year")
    }
    assert counts["year"] == {"2024-01-01": 1, "2025-01-01": 2}
    assert counts["month"] == {"2024-01-01": 1, "2025-01-01": 1, "2025-05-01": 2}
    until_spring = (date(2025, 1, 1), date(2025, 5, 10))
    assert different(snapshot, EVENTS_REGISTER, "municipalities", Span(until_spring)) == [(None, "59", 1)]


def test_an_unknown_date_is_kept_and_lies_in_no_year(warehouse: Engine) -> None:
    result = put(
        warehouse, events(event("Пермский край", day="дата неизвестна"), event("Пермский край", day="12.03.2025"))
    )
    assert result.checked.quarantined == 0
    sums = summary(warehouse, scope="**", dimension="")
    assert sums["rows"].sum() == 2 and sums["day"].isna().sum() == 1


def test_entries_stand_at_their_season_and_published_totals_count_by_their_number(warehouse: Engine) -> None:
    put(
        warehouse,
        competitions(
            ("Лучшая муниципальная практика", "2025", "Воронежская область", "", "подана", "", "", "39"),
            (
                "Лучшая муниципальная практика",
                "2025",
                "Воронежская область",
                "",
                "направлена на федеральный этап",
                "",
                "",
                "21",
            ),
            (
                "Лучшая муниципальная практика",
                "2025",
                "Республика Татарстан",
                "Казань",
                "победитель / призёр",
                "1",
                "50",
                "",
            ),
        ),
        "Конкурсы.csv",
    )
    sums = summary(warehouse, "competitions", scope="**", dimension="campaign").iloc[0]
    assert (sums["member"], str(sums["day"])) == ("Лучшая муниципальная практика · 2025", "2025-01-01")
    assert (sums["entries"], sums["federal"], sums["winners"], sums["prize_mln"]) == (61, 22, 1, 50)


def test_answers_on_time_and_stated_projects(warehouse: Engine) -> None:
    put(
        warehouse,
        activity(
            ("Пермский край", "01.03.2025", "ответ на запрос", "", "", "", "15.03.2025", "12.03.2025", "95"),
            ("Пермский край", "02.03.2025", "ответ на запрос", "", "", "", "15.03.2025", "", ""),
            ("Томская область", "март 2025", "практика в доклад", "", "", "нет", "", "", ""),
            ("Томская область", "март 2025", "практика в доклад", "", "", "", "", "", ""),
            ("Томская область", "март 2025", "практика в доклад", "", "", "Кадры", "", "", ""),
            ("Томская область", "15.03.2025", "соглашение", "", "", "", "", "", ""),
        ),
        "Активность.csv",
    )
    expected = {
        "practices": 3,
        "project_stated": 2,
        "project_practices": 1,
        "completeness_sum": 95,
    }
    assert {name: nation(warehouse, "activity", name) for name in expected} == expected
    asked = {"requests": 2, "answers_due": 2, "answers_in_time": 1, "answers_overdue": 1, "answer_score": 95}
    assert {name: nation(warehouse, "requests", name) for name in asked} == asked


def test_the_journal_keeps_the_bytes_and_only_grows(warehouse: Engine) -> None:
    content = events(event("Пермский край"))
    put(warehouse, content)
    service.undo(warehouse, "Мероприятия")
    with warehouse.connect() as connection:
        [kept] = connection.execute(sa.select(source_file)).all()
        assert Original(*kept).content == content
        assert connection.scalars(sa.select(journal.c.kind).order_by(journal.c.id)).all() == ["load", "undo"]


def test_a_registration_list_keeps_no_names(warehouse: Engine) -> None:
    headings = ("ФИО", "Телефон", *EVENTS)
    rows = [
        ("Иванов Иван Иванович", "+7 912 345-67-89", *event("Пермский край", "")),
        ("Петрова Анна", "89120000000", *event("Пермский край", "")),
    ]
    result = put(warehouse, as_csv(headings, rows))
    assert result.checked.personal and set(result.checked.ignored) == {"ФИО", "Телефон"}
    assert nation(warehouse, "events", "participants") == 2
    with warehouse.connect() as connection:
        kept = Original(*connection.execute(sa.select(source_file)).one()).content.decode()
    assert "Иванов" not in kept and "912" not in kept and "Пермский край" in kept


def test_the_writer_of_rows_takes_no_part_of_a_batch(warehouse: Engine) -> None:
    checked = service.check("Мероприятия.csv", events(event("Пермский край"), event("Атлантида")))
    columns = file_rows.load_rows(checked.batches).columns
    assert {len(column) for column in columns.values()} == {checked.rows}
