"""The data version belongs to one warehouse; a copy put back, a deleted file and a restored journal are noticed."""

import shutil
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from etl import service
from etl.loads import rebuild
from etl.problems import Refused
from etl.warehouse.database import create_engine, writing
from etl.warehouse.journal import enter
from etl.warehouse.state import SchemaState
from etl.warehouse.tables import DERIVED, alembic_version, derived_state, journal, source_file
from tests.conftest import as_postgres, postgresql_program
from tests.etl.loads.test_load import facts, put
from tests.etl.registers import event, events

PERM, TOMSK, OMSK = (events(event(name)) for name in ("Пермский край", "Томская область", "Омская область"))


def file_of(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def copied(engine: Engine, path: Path) -> Path:
    """Copy a warehouse as the documentation says."""
    with engine.connect() as connection:
        connection.connection.cursor().execute(f"VACUUM INTO '{path}'")
    return path


def put_back(engine: Engine, backup: Path) -> None:
    """Put a copy in the place of the warehouse, as the documentation says, without telling who has it open."""
    file = file_of(engine)
    for name in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        name.unlink(missing_ok=True)
    shutil.copy(backup, file)


def test_a_version_says_warehouse_and_position_and_changes_with_every_write(warehouse: Engine) -> None:
    put(warehouse, PERM)
    first, position, _ = service.data_version(warehouse).split("-")
    put(warehouse, TOMSK, "Б.csv")
    second, later, _ = service.data_version(warehouse).split("-")
    assert (first, int(position), int(later)) == (second, 1, 2)
    service.rebuild(warehouse)
    assert service.data_version(warehouse).split("-")[0] != first


def test_a_copy_put_back_never_comes_to_a_version_seen_before(sqlite: str, tmp_path: Path) -> None:
    engine = create_engine(sqlite)
    put(engine, PERM)
    seen = [service.data_version(engine)]
    backup = copied(engine, tmp_path / "backup.db")
    for name in ("Б.csv", "В.csv"):
        put(engine, TOMSK, name)
        seen.append(service.data_version(engine))
    put_back(engine, backup)
    assert service.data_version(engine) == seen[0], "the same content as then"
    for name in ("Б.csv", "В.csv"):
        put(engine, TOMSK, name)
        assert service.data_version(engine) not in seen
    engine.dispose()


def test_an_undo_is_never_written_into_a_deleted_file(sqlite: str, tmp_path: Path) -> None:
    engine, other = create_engine(sqlite), create_engine(sqlite)
    put(engine, PERM)
    put(engine, TOMSK)
    backup = copied(engine, tmp_path / "backup.db")
    put(engine, OMSK)
    put_back(engine, backup)
    service.undo(engine, "Мероприятия")
    assert [row[0] for row in facts(engine)] == ["59"]
    assert [row[0] for row in facts(other)] == ["59"], "another process sees the undo"
    engine.dispose()
    assert [row[0] for row in facts(other)] == ["59"], "closing what was open before takes nothing away"
    other.dispose()


def test_where_a_file_with_data_was_no_new_one_is_begun(sqlite: str) -> None:
    engine = create_engine(sqlite)
    put(engine, PERM)
    file = file_of(engine)
    file.rename(file.with_suffix(".away"))
    for action in (lambda: service.schema_state(engine), lambda: put(engine, OMSK)):
        with pytest.raises(OperationalError) as failed:
            action()
        refusal = service.warehouse_refusal(failed.value)
        assert refusal and refusal.code == "database_file_gone" and not file.exists()
    file.with_suffix(".away").rename(file)
    assert [row[0] for row in facts(engine)] == ["59"]
    engine.dispose()


def test_a_log_without_its_file_is_a_warehouse_that_is_gone_for_a_new_process_too(sqlite: str) -> None:
    held, engine = create_engine(sqlite), create_engine(sqlite)
    put(held, PERM)
    file_of(held).unlink()
    with pytest.raises(OperationalError):
        service.schema_state(engine)
    held.dispose()


def refused(engine: Engine) -> set[str]:
    """Return the codes with which everything that writes is refused."""
    codes = set()
    for action in (
        lambda: put(engine, TOMSK, "Б.csv"),
        lambda: service.undo(engine, "Мероприятия"),
        lambda: service.confirm_alias(engine, "Атлантида", "59", by="Иванова"),
        lambda: service.save_value(engine, "weights", "мои", {}, by="Иванова"),
    ):
        with pytest.raises(Refused) as refusal:
            action()
        codes.add(refusal.value.code)
    return codes


def test_a_journal_without_its_tables_wants_a_rebuild_and_refuses_the_rest(warehouse: Engine) -> None:
    put(warehouse, PERM)
    with warehouse.begin() as connection:
        DERIVED.drop_all(connection)
    assert service.schema_state(warehouse) is SchemaState.RESTORED
    assert refused(warehouse) == {"rebuild_needed"}
    assert not service.bring_over(warehouse), "a restore may still be under way: a person says when it is done"
    service.rebuild(warehouse)
    assert service.schema_state(warehouse) is SchemaState.READY
    assert [row[0] for row in facts(warehouse)] == ["59"]


def test_tables_of_another_journal_want_a_rebuild(warehouse: Engine) -> None:
    put(warehouse, PERM)
    with warehouse.begin() as connection:
        connection.execute(journal.update().values(by="другой журнал"))
    assert service.schema_state(warehouse) is SchemaState.RESTORED
    assert refused(warehouse) == {"rebuild_needed"}


def test_a_journal_that_was_restored_by_pg_restore_wants_a_rebuild(
    postgresql: str, tmp_path: Path, postgresql_server: str
) -> None:
    engine = create_engine(postgresql)
    put(engine, PERM)
    tables = [f"--table={name}" for name in ("journal", "source_file", "alembic_version")]
    dump = [str(postgresql_program("pg_dump")), postgresql, "--format=custom", "--no-owner", *tables]
    copy = subprocess.run(as_postgres(dump), check=True, capture_output=True).stdout
    put(engine, TOMSK, "Б.csv")
    with engine.begin() as connection:
        DERIVED.drop_all(connection)
        for table in (journal, source_file, alembic_version):
            table.drop(connection)
    restore = [str(postgresql_program("pg_restore")), "--no-owner", f"--dbname={postgresql}"]
    subprocess.run(as_postgres(restore), input=copy, check=True, capture_output=True)
    assert service.schema_state(engine) is SchemaState.RESTORED
    assert refused(engine) == {"rebuild_needed"}
    assert service.rebuild(engine) == 1
    put(engine, OMSK, "В.csv")
    assert {row[0] for row in facts(engine)} == {"55", "59"}
    engine.dispose()


def outdate(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE derived_state DROP COLUMN mark"))
        connection.execute(derived_state.update().values(signature="older"))


def test_a_warehouse_of_an_older_version_is_brought_over_with_progress(warehouse: Engine) -> None:
    put(warehouse, PERM)
    put(warehouse, TOMSK, "Б.csv")
    outdate(warehouse)
    assert service.schema_state(warehouse) is SchemaState.OUTDATED
    assert refused(warehouse) == {"outdated"}
    shares: list[float] = []
    assert service.bring_over(warehouse, lambda _step, share: shares.append(share))
    assert shares == sorted(shares) and 0 < shares[0] < shares[-1] < 1
    assert service.schema_state(warehouse) is SchemaState.READY
    assert [row[0] for row in facts(warehouse)] == ["59", "70"]
    assert not service.bring_over(warehouse)


def test_a_warehouse_that_another_process_brought_over_is_not_derived_twice(
    warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(warehouse, PERM)
    version = service.data_version(warehouse)
    monkeypatch.setattr(rebuild, "schema_state", lambda _engine: SchemaState.OUTDATED)  # as it was a moment ago
    assert not service.bring_over(warehouse)
    assert service.data_version(warehouse) == version


def test_a_warehouse_whose_journal_lost_a_file_is_left_as_it_is(warehouse: Engine) -> None:
    put(warehouse, PERM)
    outdate(warehouse)
    with warehouse.begin() as connection:
        connection.execute(source_file.delete())
    for action in (service.bring_over, service.rebuild):
        with pytest.raises(Refused, match="журнал неполон") as refusal:
            action(warehouse)
        assert refusal.value.code == "file_lost"
    assert service.schema_state(warehouse) is SchemaState.OUTDATED


def test_a_warehouse_of_a_newer_program_is_left_as_it_is(warehouse: Engine) -> None:
    put(warehouse, PERM)
    with warehouse.begin() as connection:
        connection.execute(alembic_version.update().values(version_num="9999"))
    assert service.schema_state(warehouse) is SchemaState.NEWER
    assert refused(warehouse) == {"database_newer"}
    with pytest.raises(Refused):
        service.rebuild(warehouse)


def test_every_entry_of_the_journal_is_noted_as_derived(warehouse: Engine) -> None:
    put(warehouse, PERM)
    with writing(warehouse) as connection:
        number = enter(connection, kind="kept", by="", details={"what": "a", "name": "b", "value": None})
        assert connection.scalar(sa.select(derived_state.c.position)) == number
    assert service.schema_state(warehouse) is SchemaState.READY


def test_a_load_that_ends_while_the_state_is_read_makes_it_no_other(warehouse: Engine) -> None:
    service.load(warehouse, service.check("first.csv", events(event("Пермский край"))))
    writer = create_engine(warehouse.url.render_as_string(hide_password=False))
    left = list(range(9))

    def load_between(*arguments: object) -> None:
        if left and "position" in str(arguments[2]):
            service.load(writer, service.check(f"{left.pop()}.csv", events(event("Пермский край"))))

    sa.event.listen(warehouse, "after_cursor_execute", load_between)
    assert [service.schema_state(warehouse) for _ in range(3)] == [service.SchemaState.READY] * 3
    assert len(left) < 9
    writer.dispose()
