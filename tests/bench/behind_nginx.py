"""Readers at once behind the nginx of a machine of a test: `python -m tests.bench.behind_nginx USER:PASSWORD READERS TURNS`.

Prints one line of JSON: how long each waited for the first page, for the later ones, and what went wrong.
"""

import asyncio
import json
import sys
from base64 import b64encode
from collections.abc import Sequence

from websockets.asyncio.client import connect

from tests.bench.crowd import STREAM, Door, reader
from tests.deploy.readers import HOST, TRUSTING


def door_of(person: str) -> Door:
    """Return what opens the WebSocket of each reader: a browser of its own of one person."""
    signed = f"Basic {b64encode(person.encode()).decode()}"

    def door(number: int) -> connect:
        headers = {"Authorization": signed, "Cookie": f"varmsu_place={number}"}
        address, origin = f"wss://{HOST}/_stcore/stream", f"https://{HOST}"
        place = {"host": "127.0.0.1", "port": 443, "ssl": TRUSTING, "open_timeout": 60}
        return connect(address, origin=origin, additional_headers=headers, **place, **STREAM)  # type: ignore[arg-type]

    return door


async def all_of(person: str, readers: int, turns: int) -> dict[str, Sequence[float | str]]:
    """Return what readers at once waited for, and what went wrong for each whose reading ended with an error."""
    door = door_of(person)
    ended = await asyncio.gather(
        *(reader(door, number, readers, turns) for number in range(readers)), return_exceptions=True
    )
    waits = [one for one in ended if not isinstance(one, BaseException)]
    return {
        "first": [own[0] for own in waits],
        "later": [wait for own in waits for wait in own[1:]],
        "errors": [repr(one)[:200] for one in ended if isinstance(one, BaseException)],
    }


if __name__ == "__main__":
    found = asyncio.run(all_of(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
    print(json.dumps(found, ensure_ascii=False))
