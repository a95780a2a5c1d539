"""What happens to readers while things change: an upgrade, a way back, a replica that is away, a primary server that is lost.

Two machines are set up as docs/how-to says; the tests stand in the order in which things happen.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.deploy.machine import Machine
from tests.deploy.production import HEAD, Production, asked, follow_postgresql, lines_of, python, serving, with_programs

pytestmark = [pytest.mark.postgresql, pytest.mark.office]
BACK_WITHIN, MOST = 30.0, 180.0  # seconds: after a promotion; of reading
ANSWERED_WITHIN = 10.0  # seconds: everybody who asks while the primary is lost, by a page or a sentence


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """Return the two machines, serving."""
    with_programs()
    with serving(tmp_path_factory.mktemp("production")) as found:
        yield found


@pytest.fixture
def machine(both: Production) -> Machine:
    """Return the machine of the application."""
    return both.application


class Reading:
    """Readers of the dashboard who read on while something happens."""

    def __init__(self, machine: Machine) -> None:
        self.stop = machine.shared / "stop"
        self.stop.unlink(missing_ok=True)
        self.process = machine.begin(python("tests.deploy.readers", HEAD, str(MOST)))

    def answers(self) -> list[dict[str, Any]]:
        """Return all answers, once the readers have read on for some seconds."""
        time.sleep(6)
        self.stop.touch()  # a loader hears it too
        said, complaint = self.process.communicate()
        assert self.process.returncode == 0, complaint
        return lines_of(said)


def bad(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the answers that were none."""
    return [answer for answer in answers if not answer["good"]]


def prepare_release(machine: Machine) -> None:
    """Put a release on the machine whose tables mean something else, so that the warehouse is to be brought over."""
    place = machine.install("2")
    machine.run(f"sed -i 's/^MEANING = \"/MEANING = \"of the test /' {place}/etl/warehouse/tables.py")


def test_an_upgrade_refuses_nobody(machine: Machine) -> None:
    prepare_release(machine)
    reading = Reading(machine)
    time.sleep(8)
    machine.follow("upgrade", "1. The new beside the old", "2. The warehouse, and the switch")
    answers = reading.answers()
    assert [answer for answer in bad(answers) if answer["what"].startswith("/")] == [], bad(answers)
    # a page that is open may say for a moment that the warehouse is of another version, and connects anew
    worse = [answer["at"] for answer in bad(answers)]
    assert not worse or max(worse) - min(worse) < 10, bad(answers)
    assert sum(answer["what"] == "page" and answer["good"] for answer in answers[-40:]) > 10
    assert "releases/2" in machine.run("readlink /opt/varmsu/current")
    assert machine.run("systemctl is-active varmsu@8501 || echo stopped").strip() == "stopped"


def test_a_roll_back_brings_the_old_version_back_with_what_was_loaded_since(machine: Machine) -> None:
    (machine.shared / "stop").unlink(missing_ok=True)
    machine.run(python("tests.deploy.loader", "между", "1"))
    machine.follow("upgrade", "Roll back")
    assert asked(machine, "readyz").startswith("HTTP/2 200")
    assert "между 1" in machine.run(python("etl", "status"))


def test_while_the_replica_is_away_pages_are_read_and_a_load_waits(both: Production) -> None:
    machine = both.application
    machine.run("systemctl stop postgresql@15-main")
    assert asked(machine, "readyz").startswith("HTTP/2 200")
    began = time.monotonic()
    assert asked(machine, "data/card.events.csv").startswith("HTTP/2 200")  # an export is noted, and waits for nobody
    assert time.monotonic() - began < 5
    load = machine.begin(python("tests.deploy.loader", "без копии", "1"))
    with pytest.raises(subprocess.TimeoutExpired):
        load.communicate(timeout=8)
    machine.run("systemctl start postgresql@15-main")
    said, _ = load.communicate(timeout=60)
    assert lines_of(said)[0]["acknowledged"], said


def test_the_primary_is_lost_the_replica_promoted_and_nothing_acknowledged_is_lost(both: Production) -> None:
    machine = both.application
    reading, load = Reading(machine), machine.begin(python("tests.deploy.loader", "груз", str(MOST)))
    time.sleep(12)
    os.kill(both.first.pid, signal.SIGKILL)  # the machine is gone: its processes, its network, its disk
    lost = time.time()
    time.sleep(5)
    follow_postgresql(both, "4.")
    promoted = time.time()
    time.sleep(BACK_WITHIN)
    answers = reading.answers()
    said, _ = load.communicate()
    loads = lines_of(said)
    kept = machine.run(python("etl", "status"))
    acknowledged = [one["source"] for one in loads if one["acknowledged"]]
    assert [source for source in acknowledged if f"│ {source} " not in kept] == []
    assert any(one["at"] < lost for one in loads if one["acknowledged"]), loads[:5]
    assert any(one["at"] > promoted for one in loads if one["acknowledged"])
    pages = [answer for answer in answers if answer["what"] == "page"]
    back = [min(answer["at"] for answer in pages if answer["good"] and answer["at"] - answer["seconds"] > promoted)]
    late = [answer for answer in bad(answers) if answer["at"] > promoted + BACK_WITHIN]
    assert late == [] and max(back) - promoted < BACK_WITHIN
    assert not [
        answer for answer in answers if "Traceback" in answer["said"] or "Журнал восстановлен" in answer["said"]
    ]
    assert [answer for answer in answers if "Основной сервер базы данных не отвечает" in answer["said"]]
    asked_meanwhile = [one for one in answers if one["at"] > lost and one["at"] - one["seconds"] < promoted]
    slowest = max(asked_meanwhile, key=lambda answer: float(answer["seconds"]))
    assert slowest["seconds"] < ANSWERED_WITHIN, slowest
    assert max(answer["seconds"] for answer in pages) < BACK_WITHIN
