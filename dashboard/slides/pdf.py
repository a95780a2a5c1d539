"""A presentation as PDF, through LibreOffice where it is installed."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.slides import office_apart
from etl.problems import Refused

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120
LARGEST_FILE, MOST_MEMORY = 1 << 30, 8 << 30


def is_there() -> bool:
    """Return whether this server can write PDF."""
    return bool(office_apart.place() or office())


def office() -> str | None:
    """Return the program that writes PDF, None when the server has none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


@cache
def confined() -> tuple[str, ...]:
    """Return what stands before a command so that it has no network and cannot fill disk, memory or time.

    Where the system gives no namespaces to users, only the limits: the service's unit takes the network away there.
    """
    limits = ("prlimit", f"--cpu={SECONDS}", f"--fsize={LARGEST_FILE}", f"--as={MOST_MEMORY}", "--core=0", "--")
    alone = ("unshare", "--user", "--map-root-user", "--net", "--")
    prefixes = [prefix for prefix in (alone, limits) if shutil.which(prefix[0]) and works(prefix)]
    return tuple(word for prefix in prefixes for word in prefix)


def works(prefix: tuple[str, ...]) -> bool:
    """Return whether a command runs behind a prefix on this system."""
    return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0  # noqa: S603


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of the program: nothing of ours, and a home that goes when it ends."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}


def pdf(presentation: bytes, seconds: float = SECONDS) -> bytes:
    """Return the presentation as PDF; Refused when LibreOffice is absent, fails or takes too long."""
    if listening := office_apart.place():
        return office_apart.asked(listening, presentation, seconds)
    return made_here(presentation, seconds)


def made_here(presentation: bytes, seconds: float = SECONDS) -> bytes:
    """Return the presentation as PDF, by a program that this process starts.

    Each call has a profile of its own, since calls that share one wait for each other.
    """
    program = office()
    if program is None:
        raise Refused("office_absent")
    with TemporaryDirectory(prefix="pdf-") as name:
        folder = Path(name)
        source, target = folder / "deck.pptx", folder / "deck.pdf"
        source.write_bytes(presentation)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--convert-to", "pdf", "--outdir", name, str(source))
        try:
            command = [*confined(), program, profile, *options]
            subprocess.run(command, check=True, capture_output=True, timeout=seconds, env=surroundings(folder))  # noqa: S603
            return target.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Refused("office_failed", seconds=f"{seconds:g}") from error
