"""Requests drawn by lot for each role; prints each that told something it should not.

A clerk of regions drawn by lot gets nothing of other regions; whoever sees all gets what the person at the machine gets.

python -m tests.scope [REQUESTS A ROLE] [SEED]
"""

import random
import sys

from streamlit.logger import set_log_level

from etl.principal import LOCAL, Principal, Role
from etl.regions import REGION_BY_CODE
from tests.pages.warehouses import address, copy, point
from tests.scope.marked import marked_registers, secrets
from tests.scope.walk import addresses, names, words_of, words_of_files

REQUESTS, EACH, FILES = 2000, 100, 20


def main(requests: int = REQUESTS, seed: int = 1) -> int:
    """Ask so often for each role; return how many answers told too much."""
    set_log_level("ERROR")
    point(address(copy(marked_registers()[0])))
    lot = random.Random(seed)
    every = names(lot)
    leaks = of_clerks(every, requests, lot)
    for role in Role:
        if role is not Role.REGION:
            leaks += of_role(role, every, requests, lot)
    return leaks


def of_clerks(every: list[str], requests: int, lot: random.Random) -> int:
    """Ask for clerks, also for a presentation and a workbook of some of it; return how many answers told of other regions."""
    leaks = 0
    for _ in range(-(-requests // EACH)):
        regions = tuple(sorted(lot.sample(sorted(REGION_BY_CODE), lot.choice((1, 1, 1, 2, 3, 5)))))
        person, asked = Principal("clerk", "Иванова", Role.REGION, regions), list(addresses(every, lot, EACH))
        told = {one: secrets(regions).found_in(words_of(one, person)) for one in asked}
        told["files"] = secrets(regions).found_in(words_of_files(lot.sample(asked, FILES), person))
        for one, found in told.items():
            if found:
                leaks += 1
                print("+".join(regions), one, found[:5])
    print(f"{Role.REGION}: {requests} requests, {leaks} told something of other regions")
    return leaks


def of_role(role: Role, every: list[str], requests: int, lot: random.Random) -> int:
    """Ask for somebody who sees all; return how many answers differ from those to the person at the machine."""
    person, differing = Principal(role, "Иванова", role), 0
    for one in addresses(every, lot, requests):
        if words_of(one, person) != words_of(one, LOCAL):
            differing += 1
            print(role, one)
    print(f"{role}: {requests} requests, {differing} answered otherwise than the person at the machine")
    return differing


if __name__ == "__main__":
    sys.exit(min(main(*map(int, sys.argv[1:])), 1))
