"""LibreOffice in a service of its own: a presentation goes in at a socket, PDF comes out, and nothing when it failed.

`deploy/systemd` starts `python -m dashboard.slides.office_apart` for each connection, without a network and with limits
of its own; the processes that serve pages start no program.
"""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing

from etl.problems import Refused

CHUNK = 1 << 20


def place() -> str | None:
    """Return where the service listens: OFFICE_SOCKET; None when this process starts LibreOffice itself."""
    return os.environ.get("OFFICE_SOCKET") or None


def asked(listening: str, presentation: bytes, seconds: float) -> bytes:
    """Return the presentation as PDF; Refused when nobody listens, or gives nothing in time."""
    with closing(socket.socket(socket.AF_UNIX)) as service:
        service.settimeout(seconds)
        try:
            service.connect(listening)
        except OSError as error:
            raise Refused("office_absent") from error
        try:
            service.sendall(presentation)
            service.shutdown(socket.SHUT_WR)
            content = b"".join(received(service))
        except OSError as error:
            raise Refused("office_failed", seconds=f"{seconds:g}") from error
    if not content:
        raise Refused("office_failed", seconds=f"{seconds:g}")
    return content


def received(service: socket.socket) -> Iterator[bytes]:
    """Yield what comes until the other side has said all."""
    while chunk := service.recv(CHUNK):
        yield chunk


if __name__ == "__main__":
    from dashboard.slides.pdf import made_here

    sys.stdout.buffer.write(made_here(sys.stdin.buffer.read()))
