"""LibreOffice behind a socket: PDF comes back, and every way in which it does not is one of two refusals."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.slides import Slide, deck, office_apart
from dashboard.slides.pdf import is_there, pdf
from etl.problems import Refused
from tests.dashboard.sample_exhibits import bar_exhibit
from tests.e2e.serving import ROOT, environment


@contextmanager
def listening(place: Path, answer: bytes | None) -> Iterator[list[bytes]]:
    """Listen at a socket; what comes is noted and answered, None says nothing and keeps the connection."""
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                heard.append(b"".join(iter(lambda: connection.recv(1 << 16), b"")))
                if answer is None:
                    done.wait(5)
                else:
                    connection.sendall(answer)

        done = threading.Event()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield heard
        done.set()
        thread.join(5)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the service of this test listens."""
    monkeypatch.setenv("OFFICE_SOCKET", str(tmp_path / "office.sock"))
    return tmp_path / "office.sock"


def test_a_presentation_goes_in_whole_and_pdf_comes_out(place: Path) -> None:
    presentation = b"x" * 3_000_000
    with listening(place, b"%PDF") as heard:
        assert is_there() and pdf(presentation) == b"%PDF"
    assert heard == [presentation]


def test_a_service_that_says_nothing_has_failed(place: Path) -> None:
    with listening(place, b""), pytest.raises(Refused) as refused:
        pdf(b"presentation")
    assert refused.value.code == "office_failed"


def test_a_service_that_is_silent_is_not_waited_for(place: Path) -> None:
    with listening(place, None), pytest.raises(Refused) as refused:
        pdf(b"presentation", seconds=0.5)
    assert refused.value.code == "office_failed"


def test_nobody_listens(place: Path) -> None:
    with pytest.raises(Refused) as refused:
        pdf(b"presentation")
    assert refused.value.code == "office_absent"


@pytest.mark.office
def test_the_service_reads_its_input_and_writes_pdf(office: str) -> None:
    command = [sys.executable, "-m", office_apart.__name__]
    made, broken = (
        subprocess.run(command, cwd=ROOT, env=environment(""), input=given, capture_output=True, check=False)
        for given in (deck([Slide((bar_exhibit(),))]), b"no presentation")
    )
    assert made.stdout.startswith(b"%PDF")
    assert broken.returncode != 0 and broken.stdout == b""
