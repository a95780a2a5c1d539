"""The doors to a warehouse, and what each says of it: pages, /readyz, and the commands of both command lines."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

from dashboard.export.app import main as export
from dashboard.export.readiness import readyz
from etl.cli.app import main as etl
from etl.regions import REGIONS
from tests.pages.reading import opened, visit

ADDRESS = "/events?period=all&exhibit=card.events"
ASKED = cycle(region.code for region in REGIONS)  # every question is another one: no answer is remembered


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a door gave what it is for, and what it said of the warehouse instead."""

    given: bool
    said: str


def page(name: str) -> Answer:
    """Open a page, as somebody does whose browser was here before."""
    app = opened(region=next(ASKED))
    if name:
        app = visit(app, name)
    assert not app.exception, [one.value for one in app.exception]
    boxes = [str(box.value) for kind in (app.error, app.warning) for box in kind]
    return Answer(not boxes, " ".join(boxes))


def readiness() -> Answer:
    """Ask /readyz."""
    answer = readyz()
    return Answer(answer.status_code == 200, json.loads(bytes(answer.body)).get("reason", ""))


def command(run: Callable[[list[str]], int], *arguments: object) -> Answer:
    """Run a command to the end of its process."""
    written, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(written)
    ends: list[Callable[[], None]] = []
    with patch("atexit.register", ends.append), redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    for end in ends:
        end()
    out.flush()
    assert code in (0, 2) and not (code and written.getvalue()), "a refusal stands on the error stream alone"
    return Answer(code == 0, err.getvalue().strip())


def doors(folder: Path, file: Path) -> dict[str, Callable[[], Answer]]:
    """Return every door by its name; the last one writes."""
    return {
        "page": partial(page, ""),
        "page «Данные»": partial(page, "data"),
        "readyz": readiness,
        "status": partial(command, etl, "status"),
        "check": partial(command, etl, "check", file),
        "data": partial(command, export, "data", "--address", ADDRESS),
        "deck": partial(command, export, "deck", "--set", "year", "-o", folder / "deck.pptx"),
        "load": partial(command, etl, "load", file),
    }
