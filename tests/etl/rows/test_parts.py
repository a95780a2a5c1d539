"""Each load writes its rows as a part; parts, what decisions laid over them, and the row tables always say the same."""

import io
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from etl import service
from etl.datasets import DATASETS
from etl.demo import write_demo
from etl.loads import current
from etl.problems import Refused
from etl.rows.part_file import FORMAT_KEY, ROWS_A_GROUP, Unreadable, part_schema, read_part
from etl.rows.parts import current_parts, part_content
from etl.warehouse.database import create_engine
from etl.warehouse.tables import CHANGES, FACTS, part, source_file
from tests.etl.decisions.test_duplicates import CITY, held
from tests.etl.loads.test_load import put
from tests.etl.registers import EVENTS, as_csv, event, events
from tests.etl.warehouse_content import assert_parts_and_rows_agree, assert_rows_are_as_read_now, parts, rows_of, whole

RECORD = sorted((Path(__file__).resolve().parents[3] / "data" / "record").iterdir())


def put_known(engine: Engine, content: bytes, name: str = "Мероприятия.csv") -> service.Loaded:
    """Load a file with the names confirmed so far."""
    return service.load(engine, service.check_for(engine, name, content), by="Иванова")


def content_of(engine: Engine, load_id: int) -> bytes:
    with engine.connect() as connection:
        return part_content(connection, load_id)


def spoil(engine: Engine, load_id: int, content: bytes) -> None:
    with engine.begin() as connection:
        connection.execute(part.update().where(part.c.load_id == load_id).values(content=content))


def test_a_part_holds_the_columns_of_the_register_with_their_types_and_what_is_unclear(warehouse: Engine) -> None:
    result = put(
        warehouse,
        events(
            event("Томская область", "около 20 чел.", day="20.03.2025", title="Съезд"),
            event("Атлантида", "", day="дата неизвестна"),
            event("Пермский край", "н/д", day="март 2025"),
        ),
    )
    table = read_part(content_of(warehouse, result.load_id))
    assert table.schema.remove_metadata() == part_schema(DATASETS["events"])
    assert {name: str(table.schema.field(name).type) for name in ("day", "participants", "number", "quarantined")} == {
        "day": "date32[day]",
        "participants": "double",
        "number": "int32",
        "quarantined": "int8",
    }
    first, second, third = table.to_pylist()
    assert [row["number"] for row in (first, second, third)] == [2, 0, 1], "by day, the unknown day last"
    assert (first["day"], first["day_end"], first["participants"]) == (date(2025, 3, 1), date(2025, 3, 31), None)
    assert (second["participants"], second["participants_qualifier"], second["quarantined"]) == (20.0, "около", 0)
    assert (third["quarantined"], third["region"]) == (1, "")
    assert "region_unknown" in third["problems"] and "Атлантида" in third["cells"] and first["problems"] is None


def test_rows_are_numbered_over_all_sheets_and_written_in_groups(sqlite: str) -> None:
    engine = create_engine(sqlite)
    rows = [
        event("Пермский край", str(number), day=f"{1 + number % 28:02}.03.2025") for number in range(ROWS_A_GROUP + 5)
    ]
    load_id = put(engine, events(*rows)).load_id
    file = pq.ParquetFile(io.BytesIO(content_of(engine, load_id)))
    assert (file.num_row_groups, file.metadata.row_group(0).num_rows) == (2, ROWS_A_GROUP)
    numbers = [row["number"] for row in rows_of(engine, FACTS["events"])]
    assert numbers == list(range(ROWS_A_GROUP + 5))


def test_duckdb_reads_a_part(sqlite: str, tmp_path: Path) -> None:
    engine = create_engine(sqlite)
    load_id = put(engine, events(event("Пермский край", "5"), event("Томская область", "7"))).load_id
    path = tmp_path / "part.parquet"
    path.write_bytes(content_of(engine, load_id))
    rows = duckdb.read_parquet(str(path)).filter("day >= date '2025-03-01'")
    assert rows.aggregate("region, sum(participants)").order("region").fetchall() == [("59", 5.0), ("70", 7.0)]


def test_current_parts_are_those_of_current_loads_with_the_mark_of_their_bytes(warehouse: Engine) -> None:
    first = put(warehouse, events(event("Пермский край")))
    second = put(warehouse, events(event("Томская область"), event("Омская область")))
    with warehouse.connect() as connection:
        [only] = current_parts(connection)
    assert (only.load_id, only.register, only.rows) == (second.load_id, "events", 2)
    assert content_of(warehouse, first.load_id), "an undo comes back to it"
    service.undo(warehouse, "Мероприятия")
    with warehouse.connect() as connection:
        assert [one.load_id for one in current_parts(connection)] == [first.load_id]
    assert content_of(warehouse, second.load_id) == b"", "nobody comes back to it"


def test_the_same_file_has_the_same_part_whatever_was_confirmed_before(warehouse: Engine) -> None:
    content = events(event("Атлантида", "7"), event("Пермский край"))
    service.confirm_alias(warehouse, "Атлантида", "70", by="Иванова")
    put_known(warehouse, content)
    before = parts(warehouse)
    [change] = rows_of(warehouse, CHANGES["events"])
    assert (change["number"], change["quarantined"], change["region"]) == (0, 0, "70")
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert (parts(warehouse), rows_of(warehouse, CHANGES["events"])) == (before, [])
    assert_parts_and_rows_agree(warehouse)


HOSTED = (*EVENTS, "Регион проведения")


def hosted(region: str, host: str, people: str = "10", day: str = "12.03.2025") -> tuple[str, ...]:
    return (*event(region, people, day=day), host)


NAMES = as_csv(
    HOSTED,
    [
        hosted("Атлантида", "Лемурия"),
        hosted("Атлантида", "Пермский край", "11"),
        hosted("Томская область", "Лемурия", "12"),
        hosted("Атлантида", "Атлантида", "примерно"),
        hosted("Омская область", "", "13"),
        hosted("АТЛАНТИДА ", "", "14", "32.13.2025"),
    ],
)
ATLANTIS, LEMURIA = ("Атлантида", "59"), ("Лемурия", "70")
Step = Callable[[Engine], object]


def says(name: str, code: str) -> Step:
    return lambda engine: service.confirm_alias(engine, name, code, by="Иванова")


def takes_back(name: str) -> Step:
    return lambda engine: service.withdraw_alias(engine, name, by="Иванова")


WAYS: dict[str, list[Step]] = {
    "one name": [says(*ATLANTIS)],
    "the other name": [says(*LEMURIA)],
    "both": [says(*ATLANTIS), says(*LEMURIA)],
    "both, one taken back": [says(*ATLANTIS), says(*LEMURIA), takes_back("Атлантида")],
    "taken back": [says(*ATLANTIS), takes_back("атлантида")],
    "another meaning": [says(*ATLANTIS), says("Атлантида", "55")],
    "a version after it": [says(*LEMURIA), lambda engine: put_known(engine, NAMES + b"\n")],
}


@pytest.mark.parametrize("way", WAYS)
def test_names_laid_over_the_rows_equal_a_rebuild_value_by_value(warehouse: Engine, way: str) -> None:
    put(warehouse, NAMES)
    for step in WAYS[way]:
        step(warehouse)
    assert_rows_are_as_read_now(warehouse)
    assert_parts_and_rows_agree(warehouse)
    before = whole(warehouse)
    service.rebuild(warehouse)
    assert whole(warehouse) == before


def test_a_confirmed_name_reads_no_file(warehouse: Engine) -> None:
    put(warehouse, NAMES)
    with warehouse.begin() as connection:
        connection.execute(source_file.delete())
    assert service.confirm_alias(warehouse, *ATLANTIS, by="Иванова").rows == 1
    assert service.withdraw_alias(warehouse, "Атлантида", by="Иванова").rows == -1


def counted(engine: Engine) -> dict[str, tuple[int, int, int]]:
    """Return how many rows of each source count, wait, and are dropped or set aside."""
    return {one.source: (one.loaded, one.quarantined, one.dropped) for one in service.sources(engine)}


def test_a_released_row_that_was_decided_about_is_set_aside_and_waits_again(warehouse: Engine) -> None:
    put(warehouse, as_csv(CITY, [held("Форум", "12.03.2025")]), "А.csv")
    put(warehouse, as_csv(CITY, [held("Форум", "12.03.2025")]), "Б.csv")
    [pair] = service.possible_duplicates(warehouse)
    service.decide_duplicate(warehouse, pair, True, by="Иванова")
    put(warehouse, as_csv(CITY, [held("Форум", "12.03.2025", "Атлантида")]), "Б.csv")
    assert counted(warehouse) == {"А": (1, 0, 0), "Б": (0, 1, 0)}
    service.confirm_alias(warehouse, *ATLANTIS, by="Иванова")
    assert counted(warehouse) == {"А": (1, 0, 0), "Б": (0, 0, 1)}
    assert_parts_and_rows_agree(warehouse)
    before = whole(warehouse)
    service.rebuild(warehouse)
    assert whole(warehouse) == before
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert counted(warehouse) == {"А": (1, 0, 0), "Б": (0, 1, 0)}
    assert_parts_and_rows_agree(warehouse)


def test_people_are_counted_anew_under_a_confirmed_name(warehouse: Engine) -> None:
    rows = [("Иванов Иван", *event("Атлантида", "")), ("Петров Пётр", *event("Пермский край", ""))] * 2
    load_id = put(warehouse, as_csv(("ФИО", *EVENTS), rows)).load_id
    assert len(parts(warehouse)[load_id]) == 3
    service.confirm_alias(warehouse, *ATLANTIS, by="Иванова")
    assert [row["participants"] for row in parts(warehouse)[load_id]] == [4]
    assert_parts_and_rows_agree(warehouse)
    before = whole(warehouse)
    service.rebuild(warehouse)
    assert whole(warehouse) == before


@pytest.mark.parametrize("way", ["names", "people"])
def test_an_undone_load_comes_back_as_it_would_be_derived_now(warehouse: Engine, way: str) -> None:
    rows = [("Иванов Иван", *event("Атлантида", "")), ("Петров Пётр", *event("Пермский край", ""))]
    put(warehouse, NAMES if way == "names" else as_csv(("ФИО", *EVENTS), rows))
    put(warehouse, events(event("Омская область")))
    service.confirm_alias(warehouse, *ATLANTIS, by="Иванова")
    service.undo(warehouse, "Мероприятия")
    assert_rows_are_as_read_now(warehouse)
    assert_parts_and_rows_agree(warehouse)
    before = whole(warehouse)
    service.rebuild(warehouse)
    assert whole(warehouse) == before
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert whole(warehouse)["quarantine"] and CHANGES["events"].name in before
    assert_parts_and_rows_agree(warehouse)


def test_an_undo_reads_no_file(warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(warehouse, NAMES)
    before = whole(warehouse)
    put(warehouse, events(event("Омская область")))

    def fail(*_: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr(current, "from_journal", fail)
    service.undo(warehouse, "Мероприятия")
    assert whole(warehouse) == before


def filled(engine: Engine, folder: Path) -> None:
    """Load the public record and an invented set."""
    invented = write_demo(600, 5, folder, datetime(2025, 12, 31, tzinfo=UTC).date())
    for path in [*RECORD, *invented]:
        put(engine, path.read_bytes(), path.name)


def decided(engine: Engine) -> None:
    """Say something of some names and of some pairs."""
    for name in service.unmatched_regions(engine)[:3]:
        service.confirm_alias(engine, name.name, "59", by="Иванова")
    for pair in service.possible_duplicates(engine)[:6]:
        service.decide_duplicate(engine, pair, True, by="Иванова")


def without_moments(content: dict[str, object]) -> dict[str, object]:
    """Return a content without the moments at which files were loaded."""
    return {name: rows for name, rows in content.items() if name != "current_source"}


def test_load_rebuild_undo_and_both_databases_say_the_same(sqlite: str, postgresql: str, tmp_path: Path) -> None:
    contents = []
    for url in (sqlite, postgresql):
        engine = create_engine(url)
        filled(engine, tmp_path)
        decided(engine)
        assert_parts_and_rows_agree(engine)
        loaded = whole(engine)
        service.rebuild(engine)
        assert whole(engine) == loaded, "a rebuild"
        for path in RECORD:
            put_known(engine, path.read_bytes() + b"\n", path.name)
            service.undo(engine, service.source_of(path.name))
        assert whole(engine) == loaded, "an undo"
        assert any(rows_of(engine, changes) for changes in CHANGES.values())
        contents.append(without_moments(loaded))
        engine.dispose()
    assert contents[0] == contents[1]


def test_an_event_joined_to_another_changes_its_row_and_comes_back(warehouse: Engine) -> None:
    put(warehouse, as_csv(CITY, [held("Форум «Малая Родина»", "12.03.2025")]), "А.csv")
    put(warehouse, as_csv(CITY, [held("Форум Малая родина!", "13.03.2025", "Томская область")]), "Б.csv")
    [pair] = service.possible_duplicates(warehouse)
    service.decide_duplicate(warehouse, pair, True, by="Иванова")
    [change] = rows_of(warehouse, CHANGES["events"])
    assert (change["day"], change["identity"]) == (date(2025, 3, 12), int(pair.first.mark))
    assert_parts_and_rows_agree(warehouse)
    service.withdraw_decision(warehouse, pair.key, by="Иванова")
    assert rows_of(warehouse, CHANGES["events"]) == []
    assert_parts_and_rows_agree(warehouse)


FILES = {
    "А.csv": as_csv(CITY, [held("Форум", "12.03.2025"), held("Форум", "12.03.2025", "Атлантида"), held("Съезд", "1.1.2025", "Лемурия")]),
    "Б.csv": as_csv(CITY, [held("форум!", "13.03.2025", "Атлантида"), held("форум!", "13.03.2025", "Томская область"), held("Форум", "12.03.2025"), held("Съезд", "2.1.2025")]),
}  # fmt: skip
STEPS = st.lists(
    st.sampled_from(["load А.csv", "load Б.csv", "newer А.csv", "newer Б.csv", "undo А", "undo Б", "say", "say other", "take back", "decide", "free"]),
    min_size=2, max_size=9,
)  # fmt: skip


def take(engine: Engine, step: str) -> None:
    """Do one step; what cannot be done now is left out."""
    action, _, name = step.partition(" ")
    try:
        if action in ("load", "newer"):
            put_known(engine, FILES[name] + b"\n" * (action == "newer"), name)
        elif action == "undo":
            service.undo(engine, name)
        elif action == "say":
            service.confirm_alias(engine, *(LEMURIA if name else ATLANTIS), by="Иванова")
        elif action == "take":
            service.withdraw_alias(engine, "Атлантида", by="Иванова")
        elif action == "decide":
            for pair in service.possible_duplicates(engine):
                service.decide_duplicate(engine, pair, True, by="Иванова")
        else:
            for pair, _ in service.decided_duplicates(engine)[:1]:
                service.withdraw_decision(engine, pair.key, by="Иванова")
    except Refused:
        pass


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_whatever_people_do_parts_rows_and_a_rebuild_agree(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('steps') / 'warehouse.db'}")
    for step in ["load А.csv", *steps]:
        take(engine, step)
        assert_parts_and_rows_agree(engine)
    before = whole(engine)
    service.rebuild(engine)
    assert whole(engine) == before
    engine.dispose()


def of_another_format(content: bytes) -> bytes:
    table, buffer = pq.read_table(io.BytesIO(content)), io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, FORMAT_KEY: b"0"}), buffer)
    return buffer.getvalue()


def foreign(_content: bytes) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "spoilt", [lambda content: content[: len(content) // 2], of_another_format, foreign, lambda _content: b"", lambda content: content[:4] + b"\0" * (len(content) - 8) + content[-4:]],
    ids=["cut", "another format", "foreign", "empty", "zeros"],
)  # fmt: skip
def test_a_part_that_cannot_be_read_is_derived_anew_and_the_log_says_so(
    warehouse: Engine, caplog: pytest.LogCaptureFixture, spoilt: Callable[[bytes], bytes]
) -> None:
    load_id = put(warehouse, NAMES).load_id
    content = content_of(warehouse, load_id)
    spoil(warehouse, load_id, spoilt(content))
    with pytest.raises(Unreadable):
        read_part(spoilt(content))
    with caplog.at_level(logging.WARNING):
        assert service.derive_part(warehouse, load_id) == content == content_of(warehouse, load_id)
    assert "derived anew from the journal" in caplog.text
    with warehouse.connect() as connection:
        [one] = current_parts(connection)
    assert one.mark == sha256(content).hexdigest()


def test_a_decision_mends_a_part_it_cannot_read(warehouse: Engine) -> None:
    load_id = put(warehouse, NAMES).load_id
    content = content_of(warehouse, load_id)
    spoil(warehouse, load_id, content[:-50])
    service.confirm_alias(warehouse, *ATLANTIS, by="Иванова")
    assert content_of(warehouse, load_id) == content
    assert_parts_and_rows_agree(warehouse)


def test_an_undo_to_a_part_that_cannot_be_read_reads_the_file(warehouse: Engine) -> None:
    load_id = put(warehouse, NAMES).load_id
    before = whole(warehouse)
    put(warehouse, events(event("Омская область")))
    spoil(warehouse, load_id, b"PAR1")
    service.undo(warehouse, "Мероприятия")
    assert whole(warehouse) == before
