"""Which municipalities a stated kind may be said of: a list of tests, of which the first that anything passes decides."""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from etl.regions.municipalities.directory import DISTRICT as DISTRICTS
from etl.regions.municipalities.directory import INNER
from etl.regions.municipalities.directory import OKRUG as OKRUGS
from etl.regions.municipalities.directory import URBAN_OKRUG as URBAN_OKRUGS
from etl.regions.municipalities.names import Naming
from etl.regions.municipalities.words import (
    BELOW,
    CLOSED,
    DISTRICT,
    GENERIC,
    MUNICIPAL,
    OKRUG,
    SETTLED,
    SETTLEMENT,
    TOWN,
    URBAN,
    Word,
)

MOSCOW = "77"  # its districts and its municipal okrugs are the same places; those of Saint Petersburg are not
Test = Callable[[Naming], bool]


def _own(*kinds: str) -> Test:
    return lambda naming: naming.own_name and naming.kind in kinds


def _centre(*kinds: str) -> Test:
    return lambda naming: not naming.own_name and naming.kind in kinds


def _town(kind: str) -> Test:
    return lambda naming: naming.is_town and naming.kind == kind


def _inner(kind: str) -> Test:
    return lambda naming: naming.kind == INNER and kind in naming.kinds


def _round_its_centre(*kinds: str) -> Test:
    """Return the test of an own name whose centre belongs to it: the town next door is not meant."""
    return lambda naming: naming.own_name and naming.kind in kinds and naming.version.has_centre


def _outside_towns(*kinds: str) -> Test:
    return lambda naming: naming.own_name and naming.kind in kinds and not (naming.is_town or naming.is_settlement)


# A district became a municipal okrug under its name, an urban okrug only where its town belongs to it.
DISTRICT_TESTS = (
    _own(DISTRICTS),
    _outside_towns(OKRUGS),
    _outside_towns(URBAN_OKRUGS),
    lambda naming: naming.kind == INNER and naming.version.region == MOSCOW,
)
OKRUG_TESTS = (_own(OKRUGS, INNER), _own(DISTRICTS, URBAN_OKRUGS), _centre(OKRUGS), _centre(URBAN_OKRUGS))
URBAN_TESTS = (
    _own(URBAN_OKRUGS),
    _centre(URBAN_OKRUGS),
    _inner(URBAN),
    _round_its_centre(OKRUGS),
    _centre(OKRUGS),
)
ANY_OKRUG_TESTS = (
    _own(OKRUGS, URBAN_OKRUGS, INNER),
    _round_its_centre(DISTRICTS),
    _centre(OKRUGS, URBAN_OKRUGS),
)
# A town inside a municipal district is a settlement of its own, below the directory.
TOWN_TESTS = (_town(URBAN_OKRUGS), _town(INNER), _town(OKRUGS))
SETTLEMENT_TESTS = (
    lambda naming: naming.is_settlement and naming.kind == URBAN_OKRUGS,
    _inner(SETTLEMENT),
    lambda naming: naming.is_settlement and naming.kind == OKRUGS,
)
CLOSED_TESTS = (lambda naming: naming.version.closed_town, _own(URBAN_OKRUGS))
ANY_TESTS = (lambda _: True,)


def stated_kinds(words: Sequence[Word]) -> frozenset[str]:
    """Return what words say a municipality is; «муниципальное образование» says no more than that it is one."""
    kinds = [word.kind for word in words]
    return frozenset(
        kind for kind, following in pairwise([*kinds, ""]) if kind and (kind, following) != (MUNICIPAL, GENERIC)
    )


def tests_of(stated: Collection[str]) -> Sequence[Test]:
    """Return the tests for a name said with these kinds; none for a place below the directory."""
    if BELOW in stated:
        return ()
    if OKRUG in stated:
        return URBAN_TESTS if URBAN in stated else OKRUG_TESTS if MUNICIPAL in stated else ANY_OKRUG_TESTS
    single = {
        SETTLED: (_inner(SETTLED),),
        DISTRICT: DISTRICT_TESTS,
        CLOSED: CLOSED_TESTS,
        TOWN: TOWN_TESTS,
        SETTLEMENT: SETTLEMENT_TESTS,
    }
    return next((tests for kind, tests in single.items() if kind in stated), ANY_TESTS)
