"""What is said when the warehouse fails: a sentence for each cause, the same on pages, in /readyz and in both command lines.

No sentence repeats an address, a user or a password: pages show them to every reader.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from etl.problems import Refused
from etl.warehouse.database import create_engine, database_url
from etl.warehouse.sqlite import GONE, hindrance
from etl.warehouse.state import REFUSALS, SchemaState

# The SQLSTATE of PostgreSQL and the code of our sentence; what fails before there is a connection has none.
SQLSTATES: Mapping[str, str] = MappingProxyType(
    {
        "53100": "disk_full",
        "25006": "database_read_only",
        "XX001": "database_corrupt",
        "XX002": "database_corrupt",
        "42P01": "database_incomplete",
        "42703": "database_incomplete",
        "42501": "database_no_rights",
        "53300": "database_crowded",
        "55P03": "database_locked",
        "40P01": "database_locked",
        "57014": "database_timeout",
        "57P01": "database_gone",
        "57P02": "database_gone",
    }
)
# What an error says, in lower case, and the code of our sentence; servers speak English or Russian.
CAUSES: tuple[tuple[str, str], ...] = (
    (GONE, "database_file_gone"),
    ("is not a database", "database_not_sqlite"),
    ("malformed", "database_corrupt"),
    ("unable to open database file", "database_not_opened"),
    ("session is read-only|server is in hot standby", "database_no_primary"),
    ("readonly database|read-only|только чтение|только для чтения", "database_read_only"),
    ("disk is full|no space|database or disk is full|нет места", "disk_full"),
    ("disk i/o error", "database_disk_error"),
    ("locked|lock timeout|deadlock|взаимоблокировка", "database_locked"),
    ("password authentication failed|no password supplied|не прош[её]л проверку|pg_hba", "database_wrong_password"),
    ("role .* does not exist|роль .* не существует", "database_wrong_password"),
    ("database .* does not exist|база данных .* не существует", "database_absent"),
    ("permission denied (for|to)|нет доступа", "database_no_rights"),
    ("resolve host|could not translate host", "database_no_host"),
    ("timeout|timed out|time limit", "database_timeout"),
    ("ssl negotiation|expected authentication request", "database_other_server"),
    ("too many (clients|connections)|слишком много", "database_crowded"),
    ("starting up|shutting down|recovery mode|запускается|останавливается", "database_starting"),
    ("not currently accepting connections|не принимает подключения", "database_closed"),
    ("no such (table|column)", "database_incomplete"),
    ("connection refused|no such file or directory|is the server running", "database_refused"),
    ("server closed|connection .*(lost|closed|reset|terminated|bad)|terminating connection", "database_gone"),
)
# What SQLite says of a place where it may not write, whatever the reason: the place itself is looked at.
OF_THE_PLACE = frozenset({"database_not_opened", "database_read_only", "database_disk_error", "disk_full"})
# Faults that pass without an administrator.
PASSING = frozenset({
    "database_timeout", "database_crowded", "database_starting", "database_closed", "database_gone", "database_locked",
    "database_refused",
})  # fmt: skip
MEANT = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PASSWORD = re.compile(r"(?<=://)[^/@\s]*:[^@\s]*(?=@)|(?<=password=)\S+", re.IGNORECASE)


def engine_of_warehouse() -> Engine:
    """Return the engine of DATABASE_URL; Refused when it is no address of a warehouse."""
    try:
        return create_engine()
    except NoSuchModuleError:
        raise Refused("database_kind_unknown", kind=scheme(), possible=", ".join(MEANT)) from None
    except (ArgumentError, ValueError):
        raise Refused("database_address_unclear") from None
    except ImportError as error:
        raise Refused("database_driver_absent", kind=scheme(), driver=error.name or "?") from None
    except OSError as error:
        rights = isinstance(error, PermissionError)
        raise Refused("database_no_folder_rights" if rights else "database_no_folder") from None


def scheme() -> str:
    """Return how DATABASE_URL begins: the kind of database it means."""
    return database_url().partition(":")[0]


def warehouse_refusal(failed: BaseException | SchemaState) -> Refused | None:
    """Return what is said of a failure of the warehouse, or of its state; None when something else failed, or nothing."""
    if isinstance(failed, SchemaState):
        return Refused(REFUSALS[failed]) if failed in REFUSALS else None
    if isinstance(failed, Refused):
        return failed
    if is_later_schema(failed):
        return Refused(REFUSALS[SchemaState.NEWER])
    if isinstance(failed, DBAPIError):
        return driver_refusal(failed.orig or failed)
    return Refused("database_away", reason=first_line(failed)) if isinstance(failed, SQLAlchemyError) else None


def passes(refusal: Refused) -> bool:
    """Return whether it is enough to wait: nobody has to put anything right."""
    return refusal.code in PASSING


def is_later_schema(error: BaseException) -> bool:
    """Return whether Alembic met a revision that this version of the application does not have."""
    return type(error).__module__.startswith("alembic.") and "locate revision" in str(error)


def driver_refusal(error: BaseException) -> Refused:
    """Return the sentence on what a driver raised; its own words stand only where the cause is none of those above."""
    code = SQLSTATES.get(getattr(error, "sqlstate", None) or "") or cause(str(error).lower())
    if code in OF_THE_PLACE:
        code = of_the_place() or code
    return Refused(code, **({"reason": first_line(error)} if code == "database_away" else {}))


def cause(words: str) -> str:
    """Return the code of what an error says in lower case."""
    return next((code for pattern, code in CAUSES if re.search(pattern, words)), "database_away")


def of_the_place() -> str:
    """Return why nothing can be written where the file of the warehouse is; empty on a server, or when nothing hinders."""
    with suppress(ArgumentError, OSError):
        address = sa.make_url(database_url())
        if address.get_backend_name() == "sqlite" and address.database:
            return hindrance(Path(address.database))
    return ""


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says, without a password."""
    line = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return PASSWORD.sub("***", line).rstrip(".")
