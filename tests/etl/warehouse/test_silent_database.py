"""A database that falls silent: a proxy keeps the packets, and everybody gets a sentence instead of waiting."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from etl import service
from etl.intake.checked import check
from etl.warehouse import postgresql as connections
from etl.warehouse.database import create_engine, writing
from etl.warehouse.failures import warehouse_refusal
from tests.etl.registers import event, events

pytestmark = pytest.mark.postgresql


@dataclass
class Proxy:
    """A proxy on a port of this machine; while it is `silent` it takes packets and passes none on."""

    socket: str
    port: int = 0
    silent: threading.Event = field(default_factory=threading.Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self.pass_both_ways, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()
        server.close()
        self.loop.run_until_complete(self.leave())
        self.loop.close()

    async def leave(self) -> None:
        """Let go of every connection that is still open, so that nothing is said of them later."""
        open_ones = asyncio.all_tasks() - {asyncio.current_task()}
        for task in open_ones:
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)

    async def pass_both_ways(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_unix_connection(self.socket)
        await asyncio.gather(self.pass_on(client, to_server), self.pass_on(server, to_client), return_exceptions=True)

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            while self.silent.is_set():
                await asyncio.sleep(0.02)
            writer.write(data)
            await writer.drain()
        writer.close()


@pytest.fixture
def proxy(postgresql_server: str) -> Iterator[Proxy]:
    behind, ready = Proxy(str(Path(postgresql_server) / ".s.PGSQL.5432")), threading.Event()
    serving = threading.Thread(target=behind.serve, args=(ready,), daemon=True)
    serving.start()
    ready.wait()
    yield behind
    behind.silent.clear()
    behind.loop.call_soon_threadsafe(behind.loop.stop)
    serving.join()


@pytest.fixture
def engine(proxy: Proxy, postgresql: str, monkeypatch: pytest.MonkeyPatch) -> sa.Engine:
    """Return an engine behind the proxy that loses its patience soon."""
    monkeypatch.setattr(connections, "CONNECT", 2)
    monkeypatch.setattr(connections, "SILENT", 0.7)
    monkeypatch.setattr(connections, "PING", 0.3)
    monkeypatch.setattr(connections, "READ", 0.5)
    monkeypatch.setattr(connections.PatientConnection, "patience", 0.5)
    database = sa.make_url(postgresql).database
    engine = create_engine(f"postgresql://postgres@127.0.0.1:{proxy.port}/{database}")
    service.load(engine, check("а.csv", events(event("Пермский край"))))
    return engine


def sentence_of(question: object) -> str:
    """Return the code of the sentence on a question that is not answered; fails when it is waited for."""
    codes: list[str] = []

    def ask() -> None:
        try:
            question()  # type: ignore[operator]
        except Exception as error:
            refusal = warehouse_refusal(error)
            codes.append(refusal.code if refusal else repr(error))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(30)
    assert not asking.is_alive(), "waits for ever"
    return codes[0] if codes else "answered"


def test_a_page_that_opens_is_told(proxy: Proxy, engine: sa.Engine) -> None:
    proxy.silent.set()
    assert sentence_of(lambda: service.schema_state(engine)) == "database_timeout"


def test_a_question_under_way_is_given_up(proxy: Proxy, engine: sa.Engine) -> None:
    def question() -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
            proxy.silent.set()
            connection.exec_driver_sql("SELECT 1")

    assert sentence_of(question) == "database_timeout"


def test_a_load_is_told_when_it_begins(proxy: Proxy, engine: sa.Engine) -> None:
    proxy.silent.set()
    file = check("б.csv", events(event("Пермский край")))
    assert sentence_of(lambda: service.load(engine, file)) == "database_timeout"


def test_pages_go_on_when_it_speaks_again(proxy: Proxy, engine: sa.Engine) -> None:
    proxy.silent.set()
    assert sentence_of(lambda: service.schema_state(engine)) == "database_timeout"
    proxy.silent.clear()
    time.sleep(connections.SILENT)
    assert service.schema_state(engine) is service.SchemaState.READY


def test_whoever_asks_again_is_told_at_once(proxy: Proxy, engine: sa.Engine) -> None:
    """A page asks several times, and many pages ask in turn: all together they wait as long as one question."""
    proxy.silent.set()
    assert sentence_of(lambda: service.schema_state(engine)) == "database_timeout"
    began = time.monotonic()
    for _ in range(5):
        assert sentence_of(lambda: service.schema_state(engine)) == "database_timeout"
    assert time.monotonic() - began < 0.3


def test_a_question_given_up_lets_the_next_ones_be_told_at_once(proxy: Proxy, engine: sa.Engine) -> None:
    test_a_question_under_way_is_given_up(proxy, engine)
    began = time.monotonic()
    assert sentence_of(lambda: service.schema_state(engine)) == "database_timeout"
    assert time.monotonic() - began < 0.1


def test_a_slow_answer_of_a_server_that_lives_keeps_nobody_from_asking(engine: sa.Engine) -> None:
    with engine.connect() as connection, pytest.raises(sa.exc.OperationalError) as slow:
        connection.exec_driver_sql("SELECT pg_sleep(1)")
    assert isinstance(slow.value.orig, psycopg.errors.QueryCanceled)
    assert sentence_of(lambda: service.schema_state(engine)) == "answered"


def test_another_server_is_asked_when_the_one_of_the_pool_is_silent(
    proxy: Proxy, engine: sa.Engine, postgresql: str
) -> None:
    """The dead one is waited for twice at most: by the old connection, and by the new one that tries it first."""
    address = sa.make_url(postgresql)
    servers = {"host": f"127.0.0.1,{address.query['host']}", "port": f"{proxy.port},5432"}
    both = create_engine(str(address.set(query=servers)))
    with both.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1
    proxy.silent.set()
    with both.connect() as connection:
        assert connection.scalar(sa.text("SELECT 2")) == 2
    both.dispose()


def test_a_writer_waits_longer_than_a_reader_and_the_next_reader_does_not(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("SELECT pg_sleep(1)")
    assert sentence_of(lambda: service.schema_state(engine)) == "answered"
    with engine.connect() as connection, pytest.raises(sa.exc.OperationalError):
        connection.exec_driver_sql("SELECT pg_sleep(1)")


def test_of_several_servers_the_one_that_answered_last_is_asked_first() -> None:
    several = {"host": "db1,db2,db3", "port": ",5433,", "user": "x"}
    assert connections.first_asked(several, "db2") == {"host": "db2,db1,db3", "port": "5433,,", "user": "x"}
    assert connections.first_asked({"host": "db1,db2", "port": "5432"}, "db2") == {
        "host": "db2,db1",
        "port": "5432,5432",
    }
    for server in ("", "db1", "elsewhere"):
        assert connections.first_asked(several, server) is several
    assert connections.first_asked({"host": "db1"}, "db1") == {"host": "db1"}


def test_a_dead_server_is_waited_for_once(postgresql: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as dead:
        place = sa.make_url(postgresql).query["host"]
        servers = {"host": (f"127.0.0.1:{dead.getsockname()[1]}", str(place))}
        engine = create_engine(sa.make_url(postgresql).set(query=servers).render_as_string(False))
        seconds = []
        for _ in range(2):
            began = time.monotonic()
            with engine.connect() as connection:
                assert connection.scalar(sa.text("SELECT 1")) == 1
            engine.dispose()
            seconds.append(time.monotonic() - began)
    assert seconds[1] < 1 < connections.CONNECT - 1 < seconds[0]
