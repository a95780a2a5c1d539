"""What is said when the warehouse fails: a sentence for each cause, the same on the pages and in both command lines.

No sentence repeats an address, a user or a password: pages show them to every reader.
"""

import re

from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from etl.problems import Refused
from etl.warehouse.database import create_engine, database_url

# What an error says, in lower case, and the code of our sentence; servers speak English or Russian.
CAUSES: tuple[tuple[str, str], ...] = (
    ("is not a database", "database_not_sqlite"),
    ("malformed", "database_corrupt"),
    ("unable to open database file", "database_not_opened"),
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
    ("connection refused|no such file or directory|is the server running", "database_refused"),
    ("server closed|connection .*(lost|closed|reset|terminated|bad)|terminating connection", "database_gone"),
)
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


def warehouse_refusal(error: BaseException) -> Refused | None:
    """Return what is said of a failure of the warehouse, None when something else failed."""
    if isinstance(error, Refused):
        return error
    if is_later_schema(error):
        return Refused("database_newer")
    if isinstance(error, DBAPIError):
        return driver_refusal(error.orig or error)
    return Refused("database_away", reason=first_line(error)) if isinstance(error, SQLAlchemyError) else None


def is_later_schema(error: BaseException) -> bool:
    """Return whether Alembic met a revision that this version of the application does not have."""
    return type(error).__module__.startswith("alembic.") and "locate revision" in str(error)


def driver_refusal(error: BaseException) -> Refused:
    """Return the sentence on what a driver raised; its own words stand only where the cause is none of those above."""
    words, reason = str(error).lower(), first_line(error)
    code = next((code for pattern, code in CAUSES if re.search(pattern, words)), "database_away")
    return Refused(code, reason=reason)


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says, without a password."""
    line = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return PASSWORD.sub("***", line).rstrip(".")
