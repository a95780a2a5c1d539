"""A presentation as PDF, through LibreOffice where it is installed."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.problems import Refused

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120


def office() -> str | None:
    """Return the program that writes PDF, None when the server has none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def pdf(presentation: bytes, seconds: float = SECONDS) -> bytes:
    """Return the presentation as PDF; Refused when LibreOffice is absent, fails or takes too long.

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
            subprocess.run([program, profile, *options], check=True, capture_output=True, timeout=seconds)  # noqa: S603
            return target.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Refused("office_failed", seconds=f"{seconds:g}") from error
