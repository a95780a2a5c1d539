"""Two processes behind nginx on PostgreSQL with a replica, as docs/how-to sets them up, and many readers."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.crowd import THINKING, TURNS
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes, demo_files
from tests.bench.machine import MEGABYTE
from tests.deploy.machine import Machine
from tests.deploy.production import HEAD, python, serving

FEW, BETWEEN_LOOKS = 20, 5.0  # readers while memory is watched; seconds
METHOD = f"""Two processes behind nginx with TLS and affinity, PostgreSQL with a synchronous replica, set up by the test that follows docs/how-to; on
one machine, the bench on it too. Each session is a WebSocket of its own through nginx, signed in, that asks for one page after another with {THINKING:.0f} s between, every time with other filters.
Memory is that of both processes while {FEW} sessions read; after a fifth of the time they are warm."""
RESIDENT = "for port in 8501 8502; do grep VmRSS /proc/$(cat /run/machine/varmsu@$port.service.pid)/status; done"


def serving_many(sizes: Sizes) -> Section:
    """Measure how long readers wait in production, whether all are served, and whether memory stays."""
    title = f"In production, {sizes.small:,} rows"
    if os.geteuid() != 0:
        return Section(title, f"{METHOD} Not measured: it needs the right to make namespaces.", [])
    demo_files(sizes.small)
    with TemporaryDirectory() as folder, serving(Path(folder)) as both:
        load_demo(both.application, sizes)
        figures = [*crowd_figures(both.application, sizes), *memory_figures(both.application, sizes)]
    return Section(title, METHOD, figures)


def load_demo(machine: Machine, sizes: Sizes) -> None:
    """Load invented registers on the machine, and let both processes fetch them."""
    files = demo_files(sizes.small)
    for file in files:
        (machine.shared / file.name).write_bytes(file.read_bytes())
    machine.run(python("etl", "load", "--by", "bench", "--invented", *(f"/mnt/shared/{file.name}" for file in files)))
    machine.run("/opt/varmsu/current/deploy/ready.sh 8501 8502")


def crowd_figures(machine: Machine, sizes: Sizes) -> Iterator[Figure]:
    """Yield how long readers wait, and how many of very many are served without an error."""
    usual = read(machine, sizes.readers, TURNS)
    yield Figure(f"{sizes.readers} sessions: the first page, median", median(usual["first"]), "s")
    yield Figure(f"{sizes.readers} sessions: later pages, median", median(usual["later"]), "s")
    yield Figure(
        f"{sizes.readers} sessions: later pages, 95 of 100 within", quantiles(usual["later"], n=20)[-1], "s", 2
    )
    many = read(machine, sizes.many, TURNS)
    yield Figure(f"{sizes.many} sessions: later pages, 95 of 100 within", quantiles(many["later"], n=20)[-1], "s")
    served = sizes.many - len(many["errors"])
    yield Figure(f"{sizes.many} sessions: without an error", served, "sessions", sizes.many, at_least=True)


def read(machine: Machine, readers: int, turns: int) -> dict[str, Any]:
    """Return what so many readers at once waited for; what went wrong is printed."""
    said = machine.run(python("tests.bench.behind_nginx", HEAD, str(readers), str(turns)))
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    print(*found["errors"], sep="\n", end="\n" if found["errors"] else "")
    return found


def memory_figures(machine: Machine, sizes: Sizes) -> Iterator[Figure]:
    """Yield the memory of both processes early and late in a long time of reading."""
    turns = max(round(60 * sizes.minutes / THINKING), 1)
    reading = machine.begin(python("tests.bench.behind_nginx", HEAD, str(FEW), str(turns)))
    looks = []
    while reading.poll() is None:
        looks.append(resident(machine.run(RESIDENT)))
        time.sleep(min(BETWEEN_LOOKS, 6 * sizes.minutes))
    fifth = max(len(looks) // 5, 1)
    warm, late = middle(looks[fifth : 2 * fifth] or looks), middle(looks[-fifth:])
    yield Figure("memory of both processes, warm", warm, "MB")
    yield Figure(f"growth to the end of {sizes.minutes:g} minutes", 100 * (late - warm) / warm, "%", 5)


def resident(said: str) -> float:
    """Return the resident memory that the lines tell, together, in megabytes."""
    return sum(int(line.split()[1]) for line in said.splitlines()) * 1024 / MEGABYTE


def middle(looks: Sequence[float]) -> float:
    """Return the median of some looks."""
    return float(median(looks))
