"""What tests share: a fresh warehouse on each of the two databases, a real PostgreSQL server, a real browser, a real office program."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from sqlalchemy.engine import Engine

from etl.warehouse.database import create_engine

# how quickly examples are drawn says how busy the machine is, nothing of the code
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

IN_CI = os.environ.get("CI") == "true"


def lacking(program: str) -> None:
    """Skip a test whose program is absent; in CI that is a failure."""
    if IN_CI:
        pytest.fail(f"{program} is absent, and in CI it must be there")
    pytest.skip(f"{program} is absent: `make system` installs it where it may")


def postgresql_program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else None


def as_postgres(command: list[str]) -> list[str]:
    """Return the command as the user postgres when we are root: the server refuses root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server on a socket of its own; return the folder of the socket."""
    initdb, pg_ctl = postgresql_program("initdb"), postgresql_program("pg_ctl")
    if not initdb or not pg_ctl:
        lacking("postgresql")
        return
    folder = Path(subprocess.check_output(as_postgres(["mktemp", "-d"]), text=True).strip())
    data, log = folder / "data", folder / "log"
    subprocess.run(
        as_postgres([initdb, "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N"]),
        check=True,
        capture_output=True,
    )
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c unix_socket_permissions=0777"
    subprocess.run(
        as_postgres([pg_ctl, "-D", str(data), "-l", str(log), "-o", options, "-w", "start"]),
        check=True,
        capture_output=True,
    )
    folder.chmod(0o755)
    yield str(folder)
    subprocess.run(as_postgres([pg_ctl, "-D", str(data), "-m", "immediate", "stop"]), check=True, capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


def postgresql_url(socket: str, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={socket}"


@pytest.fixture
def postgresql(postgresql_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a fresh database on the real server."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    server = sa.create_engine(postgresql_url(postgresql_server, "postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield postgresql_url(postgresql_server, name)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """Return the address of a warehouse file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'warehouse.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def warehouse(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Return the engine of a fresh warehouse, once on SQLite and once on PostgreSQL."""
    engine = create_engine(request.getfixturevalue(request.param))
    yield engine
    engine.dispose()


def path_of(program: str) -> str:
    """Return where a program is."""
    path = shutil.which(program)
    if path is None:
        lacking(program)
    return str(path)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Debian's chromium."""
    return path_of("chromium")


@pytest.fixture(scope="session")
def office() -> str:
    """Return the path of LibreOffice."""
    return path_of("soffice")
