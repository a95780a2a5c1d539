"""Filters and exhibits drawn by lot, as an address writes them."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.oracle.answers import LISTS, SPLITS
from tests.oracle.computing import Registers
from tests.oracle.definitions import DEFINITIONS, How
from tests.oracle.files import COMPETITIONS
from tests.oracle.places import CODES, REGIONS
from tests.oracle.question import CONTEST_KINDS
from tests.oracle.seasons import codes_of_contests

PRESETS = ("ytd", "month", "last-month", "quarter", "last-quarter", "half", "last-half", "year", "last-year", "all")
COMPARISONS = ("year-ago", "previous", "none")
SHOWN = ("total", "per-100-mo", "per-100k")
DISTRICTS = tuple(sorted(REGIONS["federal_district"].dropna().unique()))
LENGTHS = (0, 6, 20, 45, 100, 200, 364, 500, 900)
MOST_PICKED = 4
FIRST = "first"  # the contest of an address that names none
EVERY_METRIC = ("card", "map", "ranking", "trend")
NOT_SPLIT = (How.MUNICIPALITIES, How.RETURNING)


def spans(first: date, last: date) -> st.SearchStrategy[dict[str, str]]:
    """Return periods: named ones, whole months, and days that mostly cut through months."""
    days = st.dates(first, last)
    return st.one_of(
        st.sampled_from(PRESETS).map(lambda name: {"period": name}),
        st.builds(whole_months, days, st.sampled_from((1, 3, 6, 12, 24))),
        st.builds(lambda day, length: custom(day, day + timedelta(days=length)), days, st.sampled_from(LENGTHS)),
    )


def whole_months(day: date, months: int) -> dict[str, str]:
    """Return so many whole months from that of a day."""
    first = day.replace(day=1)
    ahead = first.month - 1 + months
    return custom(first, date(first.year + ahead // 12, ahead % 12 + 1, 1) - timedelta(days=1))


def custom(first: date, last: date) -> dict[str, str]:
    """Return a period of these days."""
    return {"period": "custom", "from": first.isoformat(), "to": last.isoformat()}


def places() -> st.SearchStrategy[dict[str, str]]:
    """Return where: everywhere, in a few regions, in a district, in regions while a district is chosen."""
    picked = st.lists(st.sampled_from(CODES), min_size=1, max_size=MOST_PICKED, unique=True)
    regions = picked.map(lambda codes: {"region": ",".join(codes)})
    district = st.sampled_from(DISTRICTS).map(lambda code: {"district": code})
    return st.one_of(st.just({}), regions, district, st.builds(lambda one, other: one | other, regions, district))


def exhibits(codes: Sequence[str] = (FIRST,)) -> dict[str, list[str]]:
    """Return the names of all exhibits the oracle knows, by their kind: of every metric, split by dimension, lists, of contests."""
    splits = [
        f"breakdown.{dimension}.8.{name}"
        for name, definition in DEFINITIONS.items()
        if definition.how not in NOT_SPLIT
        for dimension in SPLITS[definition.register]
    ]
    of_metrics = {kind: [f"{kind}.{metric}" for metric in DEFINITIONS] for kind in EVERY_METRIC}
    parts = [name for name in splits if DEFINITIONS[name.split(".")[-1]].how in (How.SUM, How.THINGS)]
    structures = [name.replace("breakdown", "structure").replace(".8.", ".") for name in parts]
    return of_metrics | {"breakdown": splits, "structure": structures, "list": [*LISTS]} | seasonal(codes)


def contests(registers: Registers) -> list[str]:
    """Return the codes of the contests of some registers, that of the first one twice: by its own code and as the first."""
    return [FIRST, *codes_of_contests(registers.rows[COMPETITIONS])]


def seasonal(codes: Sequence[str]) -> dict[str, list[str]]:
    """Return the names of the exhibits of these contests, by their kind."""
    of_entries = [
        name for name, one in DEFINITIONS.items() if one.register == COMPETITIONS and one.how not in NOT_SPLIT
    ]
    heads = {kind: [kind] for kind in CONTEST_KINDS}
    heads |= {kind: [f"{kind}.{metric}" for metric in of_entries] for kind in ("season_card", "season_map")}
    heads["season_parts"] = [f"season_parts.{dimension}" for dimension in ("category", "channel", "nomination")]
    return {kind: [f"{head}.{code}" for head in own for code in codes] for kind, own in heads.items()}


def queries(first: date, last: date, names: Sequence[str]) -> st.SearchStrategy[dict[str, str]]:
    """Return the parameters of addresses of these exhibits about the days from first to last."""
    return st.builds(
        lambda span, where, compare, show, name: span | where | {"compare": compare, "show": show, "exhibit": name},
        spans(first, last),
        places(),
        st.sampled_from(COMPARISONS),
        st.sampled_from(SHOWN),
        st.sampled_from(names),
    )


def drawn_queries(days: tuple[date, date], exhibit: str, draws: int, start: int) -> list[dict[str, str]]:
    """Return so many addresses of an exhibit, the same for the same start."""
    addresses: list[dict[str, str]] = []

    @seed(f"{start} {exhibit}")
    @settings(max_examples=draws, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(queries(*days, [exhibit]))
    def draw(query: dict[str, str]) -> None:
        addresses.append(query)

    draw()
    return addresses
