"""Groups of comparable regions, checked by hand; a median never knows of the region it is a measure for."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf, isnan, nan
from types import MappingProxyType

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exhibits.regions import peer_groups, similar_regions
from dashboard.exhibits.regions.peer_groups import OWN, PeerGroup, Peers
from dashboard.language.phrases import translator
from etl.regions import REGION_BY_CODE, REGIONS, Region

WITHOUT_POPULATION = ("93", "94", "90", "95")
OWN_GROUPS = {"Соседи по Уралу": ("59", "66", "72", "18")}
CODES = tuple(REGION_BY_CODE)
KINDS = (*(kind.value for kind in Peers), OWN + "Соседи по Уралу")
MEMBERS = 30


def small_country(*sizes: tuple[int | None, int | None, int]) -> tuple[Region, ...]:
    """Return a country whose regions A, B, C, ... have these inhabitants, municipalities and areas."""
    return tuple(
        replace(REGIONS[0], code=code, population=population, municipalities=municipalities, area_km2=area)
        for code, (population, municipalities, area) in zip("ABCDEFG", sizes, strict=False)
    )


@pytest.fixture
def country(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A has a tenth of B, C a hundredth; D is as B but smaller in area; nobody counted E.
    regions = small_country((100, 10, 1000), (1000, 10, 1000), (10_000, 10, 1000), (1000, 20, 100), (None, None, 500))
    monkeypatch.setattr(peer_groups, "REGIONS", regions)
    monkeypatch.setattr(peer_groups, "REGION_BY_CODE", MappingProxyType({region.code: region for region in regions}))
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    similar_regions.positions.cache_clear()
    peer_groups.terciles.cache_clear()


@pytest.mark.usefixtures("country")
def test_thirds_are_cut_by_rank_and_equal_regions_stay_together() -> None:
    assert peer_groups.terciles(Peers.POPULATION) == {"A": 0, "B": 0, "D": 0, "C": 2}
    assert peer_groups.group_of("B", "population").codes == ("A", "D")
    assert peer_groups.group_of("B", "population").reason == "от 100 до 1\u00a0тыс. жителей"


@pytest.mark.parametrize("kind", [Peers.POPULATION, Peers.MUNICIPALITIES])
def test_the_thirds_hold_every_region_whose_size_is_known_and_do_not_overlap(kind: Peers) -> None:
    thirds = peer_groups.terciles(kind)
    assert set(thirds) == set(CODES) - set(WITHOUT_POPULATION)
    sizes = [
        [peer_groups.size_of(REGION_BY_CODE[code], kind) or 0 for code in thirds if thirds[code] == n] for n in range(3)
    ]
    assert max(sizes[0]) < min(sizes[1]) <= max(sizes[1]) < min(sizes[2])
    assert all(25 <= len(third) <= MEMBERS for third in sizes)


def test_the_reason_is_said_in_words() -> None:
    perm = peer_groups.group_of("59", "similar")
    assert (perm.name, perm.reason.split(";")[0]) == (
        "Похожие регионы",
        "население 2,5\u00a0млн, 43 МО, 160\u00a0тыс. км²",
    )
    assert len(perm.codes) == similar_regions.NEAREST
    assert peer_groups.group_of("59", "municipalities").reason == "от 34 до 146 МО"
    assert peer_groups.group_of("59", "district").name == "Приволжский федеральный округ"
    assert len(peer_groups.group_of("59", "district").codes) == 13


@pytest.mark.parametrize(
    ("language", "name", "shared", "alone"),
    [
        ("ru", "Соседи по границе", "общая граница на суше", "ни с одним регионом нет общей границы на суше"),
        ("en", "Regions that share a border", "a common border on land", "no region shares a border on land with it"),
    ],
)
def test_the_neighbours_are_those_with_a_common_border_and_an_exclave_has_none(
    language: str, name: str, shared: str, alone: str
) -> None:
    assert peer_groups.kinds(language)["neighbours"] == name
    perm = peer_groups.group_of("59", "neighbours", language)
    assert perm == PeerGroup(name, ("02", "11", "18", "43", "66"), shared)
    assert peer_groups.group_of("39", "neighbours", language) == PeerGroup(name, (), alone)


@pytest.mark.parametrize("code", WITHOUT_POPULATION)
@pytest.mark.parametrize("kind", ["similar", "population", "municipalities"])
def test_a_region_nobody_counted_has_no_base(code: str, kind: str) -> None:
    group = peer_groups.group_of(code, kind)
    assert group.codes == () and group.reason.startswith("нет базы")
    assert isnan(peer_groups.median(dict.fromkeys(CODES, 1.0), group, code))


@pytest.mark.parametrize("code", WITHOUT_POPULATION)
def test_a_region_nobody_counted_is_nobody_s_peer_by_size_but_has_its_district(code: str) -> None:
    assert not any(code in peer_groups.group_of(other, "similar").codes for other in CODES)
    assert set(peer_groups.group_of(code, "district").codes) == set(WITHOUT_POPULATION) - {code}


def test_an_own_group_serves_its_members_and_others() -> None:
    assert peer_groups.group_of("59", OWN + "Соседи по Уралу", own=OWN_GROUPS).codes == ("66", "72", "18")
    outside = peer_groups.group_of("77", OWN + "Соседи по Уралу", own=OWN_GROUPS)
    assert outside == PeerGroup("Соседи по Уралу", ("59", "66", "72", "18"), "своя группа: 4 региона")
    gone = peer_groups.group_of("59", OWN + "Забытая", own=OWN_GROUPS)
    assert gone == PeerGroup("Забытая", (), "такой группы больше нет")


def test_a_median_is_of_the_known_peers_only() -> None:
    group = PeerGroup("", ("A", "B", "C", "D"), "")
    assert peer_groups.median({"A": 1, "B": 5, "C": 3, "D": nan}, group, "X") == 3
    assert peer_groups.median({"A": 1, "B": 5, "C": 3, "D": 10}, group, "X") == 4
    assert peer_groups.median(pd.Series({"A": 1, "B": 5, "C": 3, "D": 10}), group, "D") == 3
    assert isnan(peer_groups.median({"A": 1, "B": 5, "C": nan}, group, "X"))


@given(
    code=st.sampled_from(CODES),
    kind=st.sampled_from(KINDS),
    amounts=st.lists(st.floats(0, 1e9) | st.just(nan), min_size=len(CODES), max_size=len(CODES)),
    own=st.floats(allow_nan=True, allow_infinity=True),
)
def test_the_median_never_depends_on_the_region_s_own_value(
    code: str, kind: str, amounts: list[float], own: float
) -> None:
    group = peer_groups.group_of(code, kind, own=OWN_GROUPS)
    values = dict(zip(CODES, amounts, strict=True))
    medians = [peer_groups.median(values | {code: mine}, group, code) for mine in (own, 0.0, inf)]
    assert code not in group.codes
    assert all(isnan(median) for median in medians) or len(set(medians)) == 1


@pytest.mark.parametrize(
    ("name", "codes", "expected"),
    [
        ("  ", ["59"], "Назовите группу"),
        ("«…»", ["59"], "Назовите группу"),
        ("а" * 61, ["59"], "длиннее 60"),
        ("соседи  по уралу", ["59"], "уже есть"),
        ("Новая", [], "ни одного региона"),
        ("Новая", ["59"], ""),
    ],
)
def test_a_bad_group_is_refused_with_a_sentence(name: str, codes: list[str], expected: str) -> None:
    refusal = peer_groups.refusal(name, codes, OWN_GROUPS, translator("ru"))
    assert expected in refusal and bool(refusal) == bool(expected)
