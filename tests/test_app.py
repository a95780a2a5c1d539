"""The process that serves the dashboard."""

import subprocess
import sys

from tests.e2e.serving import ROOT, environment


def test_a_collection_of_garbage_does_not_go_through_the_modules() -> None:
    told = "import app, gc; print(gc.get_freeze_count() > 10 * len(gc.get_objects()))"
    ended = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment(""), capture_output=True, text=True)
    assert ended.stdout.split()[-1:] == ["True"], ended.stderr


def test_an_unclear_address_of_the_warehouse_is_no_end_of_the_server() -> None:
    asked = "import app; print(app.readyz(None).status_code)"
    surroundings = environment("") | {"DATABASE_URL": "no address at all"}
    ended = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=surroundings, capture_output=True, text=True)
    assert ended.stdout.split()[-1:] == ["503"], ended.stderr
