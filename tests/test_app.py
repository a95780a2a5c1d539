"""The process that serves the dashboard."""

import subprocess
import sys

from tests.e2e.serving import ROOT, environment


def test_what_an_upgrade_broke_is_said_when_the_process_starts() -> None:
    told = "from pathlib import Path; from dashboard import seams; seams.FRONT_END = Path('nowhere'); import app"
    ended = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment(""), capture_output=True, text=True)
    assert "has no <html lang" in ended.stderr and "«first page»" in ended.stderr, ended.stderr


def test_an_unclear_address_of_the_warehouse_is_no_end_of_the_server() -> None:
    asked = "import app; print(app.readyz(None).status_code)"
    surroundings = environment("") | {"DATABASE_URL": "no address at all"}
    ended = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=surroundings, capture_output=True, text=True)
    assert ended.stdout.split()[-1:] == ["503"], ended.stderr
