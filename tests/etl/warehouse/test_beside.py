"""A rebuild keeps nobody from reading: the old rows are there until the new ones take their place."""

import threading
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.loads import rebuild as rebuilding
from etl.warehouse import beside
from etl.warehouse.database import create_engine
from etl.warehouse.tables import DERIVED
from tests.etl.registers import event, events
from tests.etl.warehouse.test_state_and_versions import outdate


@pytest.fixture
def loaded(warehouse: Engine) -> Engine:
    """Return the engine of a warehouse with two sources."""
    for name in ("first.csv", "second.csv"):
        service.load(warehouse, service.check(name, events(event("Пермский край", "40"))))
    return warehouse


def reader_of(engine: Engine) -> Engine:
    """Return an engine of somebody else."""
    return create_engine(engine.url.render_as_string(hide_password=False))


def test_the_old_rows_are_read_while_new_ones_are_made(loaded: Engine) -> None:
    reader, seen = reader_of(loaded), []
    before = service.data_version(loaded)

    def look(_step: str, _share: float) -> None:
        began = time.monotonic()
        seen.append((service.data_version(reader), len(service.sources(reader)), time.monotonic() - began < 1))

    assert service.rebuild(loaded, "администратор", look) == 2
    assert seen == [(before, 2, True)] * 2
    assert service.data_version(reader) != before
    assert len(service.sources(reader)) == 2
    reader.dispose()


def test_nothing_is_left_beside_and_a_failure_leaves_what_was(loaded: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    before = service.data_version(loaded)

    def fail(*_arguments: object) -> None:
        raise RuntimeError("no")

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(rebuilding, "carry_out", fail)
        service.rebuild(loaded)
    assert service.data_version(loaded) == before
    service.rebuild(loaded)
    names = sa.inspect(loaded).get_schema_names()
    assert beside.INCOMING not in names
    assert set(DERIVED.tables) <= set(sa.inspect(loaded).get_table_names())


def test_a_warehouse_of_an_older_shape_is_brought_over_beside_too(loaded: Engine) -> None:
    outdate(loaded)
    assert service.bring_over(loaded)
    assert len(service.sources(loaded)) == 2


@pytest.mark.postgresql
def test_who_reads_for_long_is_waited_for_and_keeps_nobody_else(postgresql: str) -> None:
    engine = create_engine(postgresql)
    service.load(engine, service.check("events.csv", events(event("Пермский край", "40"))))
    reader, done = create_engine(postgresql), threading.Event()

    def rebuild() -> None:
        service.rebuild(engine)
        done.set()

    rebuilt = threading.Thread(target=rebuild)
    with reader.connect() as connection:
        connection.execute(sa.text("SELECT count(*) FROM part"))
        rebuilt.start()
        time.sleep(1.5)
        assert not done.is_set()
        # what would be a deadlock: the next table, while the first is held
        assert connection.scalar(sa.text("SELECT count(*) FROM current_source")) == 1
    rebuilt.join(20)
    assert done.is_set()
    for one in (engine, reader):
        one.dispose()


@pytest.mark.postgresql
def test_a_role_that_may_make_no_schema_rebuilds_all_the_same(postgresql: str) -> None:
    superuser = create_engine(postgresql)
    with superuser.begin() as connection:
        connection.execute(sa.text("DROP ROLE IF EXISTS without_schema"))
        connection.execute(sa.text("CREATE ROLE without_schema LOGIN"))
        connection.execute(sa.text("GRANT CREATE ON SCHEMA public TO without_schema"))
    engine = create_engine(postgresql.replace("postgres@", "without_schema@"))
    service.load(engine, service.check("events.csv", events(event("Пермский край", "40"))))
    assert service.rebuild(engine) == 1
    engine.dispose()
    with superuser.begin() as connection:
        connection.execute(sa.text("DROP OWNED BY without_schema"))
        connection.execute(sa.text("DROP ROLE without_schema"))
    superuser.dispose()
