"""What every command of the terminal shares: where it prints, in which language, and which warehouse it means."""

import atexit
import os

from rich.console import Console
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError

from etl.database import create_engine
from etl.problems import Refused
from etl.words import Text

LANGUAGE_VARIABLE = "DASHBOARD_LANGUAGE"
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def words(ru: str, en: str) -> str:
    """Return the words in the language of the terminal: DASHBOARD_LANGUAGE, Russian unless it is «en»."""
    return Text(ru, en).of(os.environ.get(LANGUAGE_VARIABLE, "ru"))


def language() -> str:
    """Return the language of the terminal."""
    return "en" if os.environ.get(LANGUAGE_VARIABLE) == "en" else "ru"


def say(text: str) -> None:
    """Print one line as it is."""
    out.print(text, markup=False)


def say_refusal(refusal: Refused) -> None:
    """Print one sentence on the error stream."""
    err.print(refusal.sentence(language()), markup=False, style="red")


def warehouse() -> Engine:
    """Return the engine of the warehouse; Refused when DATABASE_URL is no address of one."""
    try:
        engine = create_engine()
    except (ArgumentError, ImportError, OSError) as error:
        raise Refused("database_away", reason=str(error).splitlines()[0].rstrip(".")) from None
    atexit.register(engine.dispose)  # SQLite folds its log into the file when the last connection is closed
    return engine
