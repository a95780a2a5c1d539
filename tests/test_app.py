"""The process that serves the dashboard."""

import subprocess
import sys

from tests.e2e.serving import ROOT, environment


def test_a_collection_of_garbage_does_not_go_through_the_modules() -> None:
    told = "import app, gc; print(gc.get_freeze_count() > 10 * len(gc.get_objects()))"
    ended = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment(""), capture_output=True, text=True)
    assert ended.stdout.split()[-1:] == ["True"], ended.stderr
