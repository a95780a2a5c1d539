"""The command that answers addresses with data: one line of JSON for each, in their order."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from dashboard.engine import cache
from dashboard.engine.whole_file import whole_file
from dashboard.export.addresses import answer
from dashboard.export.commands import ready_to_show
from etl.problems import Refused
from etl.terminal.help_text import both
from etl.terminal.noted import note_export

STANDARD = "-"
HELP = "python -m dashboard.export data --help"

Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="ADDRESS",
        help=both("адрес показателя; или он, или --addresses", "the address of an exhibit; either this or --addresses"),
    ),
]
Addresses = Annotated[
    Path | None,
    typer.Option(
        "--addresses", metavar="FILE", help=both("файл: в строке по адресу", "a file with one address a line")
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="OUT.jsonl",
        help=both("куда записать; «-» — стандартный вывод", "where to write it; “-” is the standard output"),
    ),
]


def data(address: Address = None, addresses: Addresses = None, output: Output = STANDARD) -> int:
    """Answer the address, or the file of addresses; return 1 when any of the answers is an error."""
    if address is not None and addresses:
        raise Refused("usage_one_only", first="--address", second="--addresses", help=HELP)
    if address is None and not addresses:
        raise Refused("usage_missing", name="--address | --addresses", usage="... data --address ADDRESS", help=HELP)
    ready_to_show()
    return answer_addresses(lines_of(addresses) if addresses else [address or ""], output)


def answer_addresses(addresses: Sequence[str | bytes], output: str) -> int:
    """Write the answers to the addresses, a line each; return 1 when any of them is an error, else 0."""
    wrong = False
    with cache.pinned_version(), opened(output) as file:
        for text in addresses:
            reply = answer_line(text)
            wrong |= "error" in reply
            file.write(line(reply))
    note_export(cache.engine(), f"data: {len(addresses)}")
    return int(wrong)


def answer_line(text: str | bytes) -> dict[str, Any]:
    """Return the answer to one line of a file of addresses, which may not even be text."""
    if isinstance(text, str):
        return answer(text)
    try:
        return answer(text.decode())
    except UnicodeDecodeError:
        return {"address": text.decode(errors="replace"), "error": Refused("address_not_utf8").sentence()}


def line(reply: dict[str, Any]) -> bytes:
    """Return an answer as one line of JSON."""
    text = json.dumps(reply, ensure_ascii=False, allow_nan=False)
    # A terminal of another encoding may pass lone surrogates, which UTF-8 cannot hold.
    return text.encode(errors="replace") + b"\n"


def lines_of(path: Path) -> list[str | bytes]:
    """Return the non-empty lines of a file; Refused when it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused("unreadable_file", file=str(path), reason=error.strerror) from error
    content = content.removeprefix(b"\xef\xbb\xbf")
    return [stripped for line in content.splitlines() if (stripped := line.strip())]


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """Return the output for the answers; a file gets its name only once it is complete."""
    if output == STANDARD:
        with to_a_pipe():
            yield sys.stdout.buffer
    else:
        with whole_file(Path(output)) as file:
            yield file


@contextmanager
def to_a_pipe() -> Iterator[None]:
    """End quietly when the reader of a pipe, such as `head`, closes it."""
    try:
        yield
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
