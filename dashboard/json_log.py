"""The log of the application as one line of JSON an entry, where LOG_FORMAT=json: what a service's log is searched by.

An entry has `time`, `level`, `logger` and `message`; a failure its class and where it happened, not what it says: that may
be a cell. An entry of the record of use has it under `use`.
"""

import json
import logging
import os
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from etl.problems import Refused

USE = "dashboard.use"
log = logging.getLogger("dashboard")


def begin(values: Mapping[str, str] = os.environ) -> None:
    """Write JSON from here on where the environment asks for it.

    Streamlit and the server give each logger a handler of their own, before or after us: so every handler's `format` is ours.
    """
    if values.get("LOG_FORMAT") != "json":
        return
    setattr(logging.Handler, "format", lambda _handler, record: line(record))  # noqa: B010 (mypy takes it for a slip)
    logging.basicConfig(level=logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda failed: _uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)


def line(record: logging.LogRecord) -> str:
    """Return an entry as one line of JSON."""
    entry = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
    }
    if record.name == USE:
        entry |= use_of(entry["message"])
    if record.exc_info and record.exc_info[1]:
        entry |= failure(record.exc_info[1])
    return json.dumps(entry, ensure_ascii=False)


def use_of(message: str) -> dict[str, Any]:
    """Return what a line of the record of use says; nothing for any other line of its logger."""
    try:
        use = json.loads(message)
    except ValueError:
        return {}
    return {"message": use["what"], "use": use}


def failure(error: BaseException) -> dict[str, Any]:
    """Return the class of a failure and the places it went through, the last first."""
    trace = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(extract_tb(error.__traceback__))]
    return {"error": said(error), "trace": trace}


def said(error: BaseException) -> str:
    """Return what may be said of a failure: its class, with the words of a database that is away, or the code of a refusal."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, Refused):
        return f"{kind}: {error.code}"
    if isinstance(error, OperationalError | InterfaceError):
        return f"{kind}: {str(error.orig).partition(chr(10))[0]}"
    return kind


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    log.critical("the process met a failure that nobody expected", exc_info=(kind, error or kind(), trace))
