"""PostgreSQL is connected to so that nobody waits for it for ever: a server may fall silent, and so may a proxy before it.

Time limits of the server do not help against a proxy that keeps the packets, and those of the network do not either, for
the proxy's own machine acknowledges them. So the client counts the seconds itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.abc import RV, PQGen
from psycopg.errors import _WaitTimeout
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import InvalidatePoolError

CONNECT, PING, READ, WRITE = 3, 2.0, 8.0, 600.0  # seconds; a page must have its answer, or a sentence, within ten
CANCELLED = 0.9  # of that patience a server that lives ends a statement itself: one that does not is silent
NOTICED = 1.0  # seconds after which a failed attempt to connect was waited for
SILENT = 2.0  # seconds in which nobody asks again where somebody has just waited in vain
NETWORK = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
WRITER_LOCK = 846_001  # the advisory lock that lets one writer in at a time


@dataclass(slots=True)
class Silence:
    """That somebody waited for the servers of an engine in vain: what they said, and until when all others are told so at once.

    Else everybody would wait in turn, and a page that asks twice would wait twice.
    """

    said: str = ""
    until: float = 0.0

    def begin(self, error: Exception) -> None:
        """Note that somebody waited in vain."""
        self.said, self.until = str(error), monotonic() + SILENT

    def tell(self) -> None:
        """Raise OperationalError while nobody is to ask again."""
        if monotonic() < self.until:
            raise psycopg.OperationalError(self.said)


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is closed when an answer takes longer than its `patience`, in seconds; then there is `silence`.

    While it is only tried out its failure says nothing of the servers: another one may answer.
    """

    patience = READ
    silence: Silence | None = None

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Return what the server answers; OperationalError when it is silent for too long."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except _WaitTimeout as error:
            self.pgconn.finish()  # an answer may still come, and would be taken for that to the next question
            if self.silence:
                self.silence.begin(error)
            raise


def postgresql_engine(address: URL) -> Engine:
    """Return an engine whose connections are tried before they are used, and never waited for in vain."""
    limits = {
        "connect_timeout": CONNECT,
        "tcp_user_timeout": round(READ * 1000),
        "options": f"-c statement_timeout={round(CANCELLED * READ * 1000)}",
    }
    engine = sa.create_engine(address, hide_parameters=True, connect_args=NETWORK | limits)
    silence = Silence()
    sa.event.listen(engine, "do_connect", connector(silence))
    sa.event.listen(engine, "checkout", tester(silence))
    return engine


def connector(silence: Silence) -> Callable[[object, object, list[Any], dict[str, Any]], PatientConnection]:
    """Return what makes new connections; of several servers it asks first the one that answered last, the others may be dead."""
    answered = ""

    def connect(_dialect: object, _record: object, arguments: list[Any], named: dict[str, Any]) -> PatientConnection:
        nonlocal answered
        silence.tell()
        began = monotonic()
        try:
            connection = PatientConnection.connect(*arguments, **first_asked(named, answered))
        except psycopg.OperationalError as error:
            if monotonic() - began > NOTICED:
                silence.begin(error)
            raise
        answered = connection.info.host
        return connection

    return connect


def first_asked(named: dict[str, Any], server: str) -> dict[str, Any]:
    """Return the arguments of a connection with one of the servers in the first place, when it is among them."""
    servers = str(named.get("host", "")).split(",")
    if server not in servers[1:]:
        return named
    ports = str(named.get("port", "")).split(",")
    ports = ports if len(ports) == len(servers) else ports * len(servers)
    pairs = sorted(zip(servers, ports, strict=True), key=lambda pair: pair[0] != server)
    return named | {"host": ",".join(name for name, _ in pairs), "port": ",".join(port for _, port in pairs)}


def tester(silence: Silence) -> Callable[[PatientConnection, object, object], None]:
    """Return what asks a connection of the pool for nothing; when it does not answer the pool makes new ones, and asks no other old one."""

    def try_out(connection: PatientConnection, _record: object, _proxy: object) -> None:
        silence.tell()
        connection.patience, connection.silence = PING, None
        try:
            connection.execute("")
            connection.rollback()
        except psycopg.Error as error:
            raise InvalidatePoolError(str(error)) from error
        connection.patience, connection.silence = READ, silence

    return try_out


def wait_for_turn(connection: Connection) -> None:
    """Let a transaction write once no other one does, and let it take its time."""
    take_time(connection)
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITER_LOCK)))


def take_time(connection: Connection) -> None:
    """Let a transaction take its time, as no page may; the next use of its connection has less."""
    patient: Any = connection.connection.dbapi_connection
    patient.patience = WRITE
    # The client is the first to lose patience: a server that does would call a commit done which no replica has.
    connection.execute(sa.text(f"SET LOCAL statement_timeout = {round((WRITE + CONNECT) * 1000)}"))
