"""Requests drawn by lot for clerks of regions drawn by lot; prints each that told something of other regions.

python -m tests.scope [REQUESTS] [SEED]
"""

import random
import sys

from streamlit.logger import set_log_level

from etl.principal import Principal, Role
from etl.regions import REGION_BY_CODE
from tests.pages.warehouses import address, copy, point
from tests.scope.marked import marked_registers, secrets
from tests.scope.walk import addresses, names, words_of, words_of_files

REQUESTS, EACH, FILES = 2000, 100, 20


def main(requests: int = REQUESTS, seed: int = 1) -> int:
    """Ask so often, and for a presentation and a workbook of some of it; return how many answers told too much."""
    set_log_level("ERROR")
    point(address(copy(marked_registers()[0])))
    lot, leaks = random.Random(seed), 0
    every = names(lot)
    for _ in range(-(-requests // EACH)):
        regions = tuple(sorted(lot.sample(sorted(REGION_BY_CODE), lot.choice((1, 1, 1, 2, 3, 5)))))
        person, asked = Principal("clerk", "Иванова", Role.REGION, regions), list(addresses(every, lot, EACH))
        told = {one: secrets(regions).found_in(words_of(one, person)) for one in asked}
        told["files"] = secrets(regions).found_in(words_of_files(lot.sample(asked, FILES), person))
        for one, found in told.items():
            if found:
                leaks += 1
                print("+".join(regions), one, found[:5])
    print(f"{requests} requests, {leaks} told something of other regions")
    return leaks


if __name__ == "__main__":
    sys.exit(min(main(*map(int, sys.argv[1:])), 1))
