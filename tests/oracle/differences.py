"""Where two files of answers differ: python -m tests.oracle.differences BEFORE AFTER [-n N].

Numbers are equal within a relative 1e-9; the data version is not compared. Nothing else is forgiven: rows that are
the same in another order are a difference too, and named as such.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

# A sum of fractions that is zero may come out as less than this.
TOLERANCE, NOISE = 1e-9, 1e-12
IGNORED = ("version",)
Answer = dict[str, Any]


def answers(path: Path) -> dict[str, Answer]:
    """Return the answers of a file by their addresses."""
    with path.open(encoding="utf-8") as file:
        return {reply["address"]: reply for reply in map(json.loads, file)}


def equal(before: Any, after: Any) -> bool:
    """Return whether two values that hold no others are the same."""
    numbers = (int, float)
    if type(before) in numbers and type(after) in numbers:
        return math.isclose(before, after, rel_tol=TOLERANCE, abs_tol=NOISE)
    return type(before) is type(after) and bool(before == after)


def differences(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield the path of every value that differs, with both values."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            where = f"{path}.{key}" if path else key
            if key not in before or key not in after:
                yield where, before.get(key, "absent"), after.get(key, "absent")
            elif path or key not in IGNORED:
                yield from differences(before[key], after[key], where)
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{path} (length)", len(before), len(after)
        for place, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from differences(one, other, f"{path}[{place}]")
    elif not equal(before, after):
        yield path, before, after


def reordered(before: Answer, after: Answer) -> bool:
    """Return whether the rows are the same in another order."""
    rows = [sorted(json.dumps(row, ensure_ascii=False) for row in reply.get("rows", ())) for reply in (before, after)]
    return rows[0] == rows[1] and before.get("rows") != after.get("rows")


def builder(reply: Answer, address: str) -> str:
    """Return the builder of an answer's exhibit; of an error, the one its address names."""
    name = reply.get("exhibit") or address.rpartition("exhibit=")[2].partition("&")[0]
    return str(name).partition(".")[0]


def report(before: dict[str, Answer], after: dict[str, Answer], shown: int) -> Iterator[str]:
    """Yield how many answers are equal, then the first differences of every builder."""
    same, all_of = Counter[str](), Counter[str]()
    by_builder: dict[str, list[str]] = defaultdict(list)
    for address, reply in before.items():
        kind = builder(reply, address)
        all_of[kind] += 1
        lines = list(islice(described(reply, after.get(address)), shown))
        same[kind] += not lines
        by_builder[kind] += [f"  {address}", *lines] if lines else []
    added = after.keys() - before.keys()
    yield f"equal: {same.total()} of {all_of.total()}" + (f"; {len(added)} only in AFTER" if added else "")
    for kind, lines in by_builder.items():
        yield f"{kind}: equal {same[kind]} of {all_of[kind]}"
        yield from lines[:shown]
        if len(lines) > shown:
            yield f"  and {len(lines) - shown} more lines"


def described(before: Answer, after: Answer | None) -> Iterator[str]:
    """Yield a line for every difference of two answers to one address."""
    if after is None:
        yield "    no answer"
        return
    if reordered(before, after):
        yield "    rows: the same in another order"
    for path, was, now in differences(before, after):
        yield f"    {path}: {was!r} -> {now!r}"


def main() -> int:
    """Print the differences; return 1 when there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("-n", type=int, default=20, help="lines shown of each builder")
    arguments = parser.parse_args()
    before, after = answers(arguments.before), answers(arguments.after)
    for line in report(before, after, arguments.n):
        print(line)
    return int(
        any(after.get(address) is None or [*differences(reply, after[address])] for address, reply in before.items())
    )


if __name__ == "__main__":
    raise SystemExit(main())
