"""Compare the dashboard with the oracle under filters drawn by lot: python -m tests.oracle [--draws N] [--set NAME].

Every disagreement is printed with its address, both values and the rows behind them; the exit code is 1 when there is any.
"""

import argparse
import time
from itertools import chain

from streamlit.logger import set_log_level

from tests.oracle.comparison import Disagreement, disagreements
from tests.oracle.draws import contests, drawn_queries, exhibits
from tests.oracle.sets import DAYS, INVENTED, RECORD, opened

SHOWN, VALUES = 40, 3


def compared(name: str, arguments: argparse.Namespace) -> list[Disagreement]:
    """Return the disagreements on a set: each exhibit is drawn as often as any other."""
    differing: list[Disagreement] = []
    started, drawn = time.monotonic(), 0
    with opened(name, arguments.rows, arguments.seed) as registers:
        names = [*chain.from_iterable(exhibits(contests(registers)).values())]
        for exhibit in names:
            addresses = drawn_queries(DAYS[name], exhibit, -(-arguments.draws // len(names)), arguments.seed)
            drawn += len(addresses)
            for query in addresses:
                differing += disagreements(registers, query)
    seconds = time.monotonic() - started
    addresses_differing = len({one.address for one in differing})
    print(f"{name}: {drawn} draws, {addresses_differing} disagree, {seconds:.0f} s", flush=True)
    return differing


def main() -> int:
    """Print what differs; return 1 when anything does."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--draws", type=int, default=500, help="draws on each set")
    parser.add_argument("--set", choices=(RECORD, INVENTED), help="only this set")
    parser.add_argument("--rows", type=int, default=1500, help="rows of the invented set")
    parser.add_argument("--seed", type=int, default=3, help="of the draws and of the invented set")
    arguments = parser.parse_args()
    set_log_level("ERROR")
    differing = [one for name in ((arguments.set,) if arguments.set else DAYS) for one in compared(name, arguments)]
    by_address: dict[str, list[Disagreement]] = {}
    for one in differing:
        by_address.setdefault(one.address, []).append(one)
    for own in [*by_address.values()][:SHOWN]:
        print(*own[:VALUES], *([f"  and {len(own) - VALUES} more values"] if len(own) > VALUES else []), sep="\n")
    print(f"{len(differing)} values of {len(by_address)} addresses differ")
    return int(bool(differing))


if __name__ == "__main__":
    raise SystemExit(main())
