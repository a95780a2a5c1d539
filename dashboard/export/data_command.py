"""The command that answers addresses with data: one line of JSON for each, in their order."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from dashboard import queries
from dashboard.export.addresses import answer
from dashboard.export.whole_file import whole_file
from etl.problems import Refused

STANDARD = "-"


def answer_addresses(addresses: Sequence[str | bytes], output: str) -> int:
    """Write the answers to the addresses, a line each; return 1 when any of them is an error, else 0."""
    wrong = False
    with queries.pinned_version(), opened(output) as file:
        for text in addresses:
            reply = answer_line(text)
            wrong |= "error" in reply
            file.write(line(reply))
    return int(wrong)


def answer_line(text: str | bytes) -> dict[str, Any]:
    """Return the answer to one line of a file of addresses, which may be no text at all."""
    if isinstance(text, str):
        return answer(text)
    try:
        return answer(text.decode())
    except UnicodeDecodeError:
        return {"address": text.decode(errors="replace"), "error": Refused("address_not_utf8").sentence()}


def line(reply: dict[str, Any]) -> bytes:
    """Return an answer as one line of JSON."""
    text = json.dumps(reply, ensure_ascii=False, allow_nan=False)
    # A terminal of another encoding gives halves of characters, which UTF-8 cannot hold.
    return text.encode(errors="replace") + b"\n"


def lines_of(path: Path) -> list[str | bytes]:
    """Return the lines of a file that are not empty; Refused when it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused("unreadable_file", file=str(path), reason=error.strerror) from error
    content = content.removeprefix(b"\xef\xbb\xbf")
    return [stripped for given in content.splitlines() if (stripped := given.strip())]


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """Return where the answers go; a file takes its name only when its last line is there."""
    if output == STANDARD:
        with to_a_pipe():
            yield sys.stdout.buffer
    else:
        with whole_file(Path(output)) as file:
            yield file


@contextmanager
def to_a_pipe() -> Iterator[None]:
    """End quietly when the reader of a pipe, such as `head`, has read enough."""
    try:
        yield
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
