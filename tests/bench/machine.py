"""The machine the bench runs on, and what its processes take."""

import os
import platform
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.serving import ROOT, environment

MEGABYTE = 1_000_000
BETWEEN_LOOKS = 0.02
RESIDENT = ("RssAnon", "RssFile", "RssShmem")  # names of /proc/PID/status


def machine() -> str:
    """Return the machine in one line: processor, cores, memory, system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{processor()}, {cores} cores, {memory:.0f} GB of memory, {platform.system()}, Python {platform.python_version()}."


def processor() -> str:
    """Return the model of the processor, or its architecture where the model is not told."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


@dataclass(frozen=True, slots=True)
class Ran:
    """How long a command ran, what memory it took at its peak with its children, and what it said."""

    seconds: float
    peak_mb: float
    said: bytes


def ran(database: str, command: Sequence[str]) -> Ran:
    """Run a command to its end; RuntimeError when it refuses: exit code 1, faulty rows, is an answer like any other."""
    # as on a desk: Python keeps what it compiled unless a machine forbids it, and the second start is what people wait for
    setting = {name: value for name, value in environment(database).items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=setting, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    looks: list[float] = []
    watcher = threading.Thread(target=watch, args=(process, looks))
    watcher.start()
    said, complaint = process.communicate()
    seconds = time.perf_counter() - began
    watcher.join()
    if process.returncode > 1 or b"Traceback" in complaint:
        raise RuntimeError(complaint.decode(errors="replace"))
    return Ran(seconds, max(looks, default=0.0), said)


def watch(process: subprocess.Popen[bytes], looks: list[float]) -> None:
    """Note the memory of a process and its children again and again until it ends."""
    while process.poll() is None:
        looks.append(taken(list(map(memory, family(process.pid)))))
        time.sleep(BETWEEN_LOOKS)


def taken(processes: Sequence[tuple[float, float]]) -> float:
    """Return the memory of several processes together: what each has of its own, and once the files that all have mapped."""
    return sum(own for own, _ in processes) + max((mapped for _, mapped in processes), default=0.0)


def family(pid: int) -> Iterator[int]:
    """Yield a process and all its children."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:  # it has just ended
        return
    for child in children:
        yield from family(int(child))


def memory(pid: int) -> tuple[float, float]:
    """Return what a process has of its own in memory and what it has of mapped files, in megabytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0, 0.0
    kilobytes = {
        name: int(words.split()[0]) for name, _, words in (line.partition(":") for line in lines) if name in RESIDENT
    }
    own, *mapped = (kilobytes.get(name, 0) * 1024 / MEGABYTE for name in RESIDENT)
    return own, sum(mapped)
