"""The process that serves the dashboard."""

import subprocess
import sys

from tests.e2e.serving import ROOT, environment


def test_what_an_upgrade_broke_is_said_when_the_process_starts() -> None:
    told = "from pathlib import Path; from dashboard import seams; seams.FRONT_END = Path('nowhere'); import app"
    ended = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment(""), capture_output=True, text=True)
    assert "has no <html lang" in ended.stderr and "«first page»" in ended.stderr, ended.stderr
