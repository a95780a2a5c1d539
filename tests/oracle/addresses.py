"""Addresses of every exhibit under filters drawn by lot, the same at every run.

DATABASE_URL=... python -m tests.oracle.addresses record|invented > FILE

The warehouse is read for the numbers of its events and the codes of its competitions only.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from urllib.parse import urlencode

from streamlit.logger import set_log_level

from dashboard.engine import cache
from dashboard.exhibits.catalogue import BUILDERS
from dashboard.export.addresses import answer
from dashboard.export.exhibit_names import (
    MAPS,
    OBSERVATIONS,
    arguments_of,
    possible_dimensions,
    possible_metrics,
    possible_values,
)
from dashboard.model.filters import Comparison, Normalisation, Preset
from dashboard.observations.watched_metrics import WATCHED_BY_PAGE
from dashboard.queries.time import seasons
from dashboard.queries.wording.view_words import DISTRICT_BY_CODE
from etl.regions import REGION_BY_CODE

SEED = 14
# The days in which the registers of a set have most of their rows.
SPANS = {"record": (date(2019, 1, 1), date(2026, 6, 30)), "invented": (date(2023, 1, 1), date(2025, 12, 31))}
# How many addresses each name of a builder's exhibits has; the others have OTHERWISE.
TIMES = {
    "card": 14,
    "map": 8,
    "ranking": 5,
    "trend": 6,
    "multiples": 3,
    "plan": 2,
    "plan_table": 2,
    "breakdown": 3,
    "structure": 2,
    "funnel": 5,
    "funnel_plot": 4,
    "differing": 4,
    "event": 1,
    "event_map": 1,
    "event_regions": 1,
    "event_categories": 1,
    "event_series": 1,
    "passport": 8,
    OBSERVATIONS: 10,
}
WITHOUT_ARGUMENTS, OTHERWISE, EVENTS = 12, 3, 8
WEIGHTS = ("equal", "ev3", "ev2-mu0,5", "ev0-en5")


def exhibits(events: Sequence[str], contests: Sequence[str]) -> Iterator[str]:
    """Yield the names of all exhibits there are."""
    for builder in BUILDERS:
        wanted = arguments_of(builder)
        if "metric" in wanted:
            for metric in possible_metrics(builder):
                options = {"metric": [metric], "dimension": possible_dimensions(builder, metric)}
                yield from named(builder, wanted, options | {"contest": contests, "most": ["8"]})
        else:
            yield from named(builder, wanted, free_options(builder, events, contests))


def free_options(builder: str, events: Sequence[str], contests: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return what the arguments of a builder without a metric can be."""
    return {
        "event": events,
        "contest": contests,
        "weights": WEIGHTS,
        "among": ("all", "similar", "district"),
        "peers": tuple(possible_values(builder, "peers", {})),
        "theme": tuple(possible_values(builder, "theme", {})),
        "dimension": possible_dimensions(builder, ""),
        "map": [f"{one}.events" for one in MAPS[:1]],
    }


def named(builder: str, wanted: Sequence[str], options: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the name of a builder with every choice of its arguments."""
    for chosen in product(*(options[argument] for argument in wanted)):
        yield ".".join((builder, *chosen))


def times(name: str) -> int:
    """Return how many addresses an exhibit has."""
    builder = name.split(".")[0]
    return TIMES.get(builder, OTHERWISE if "." in name else WITHOUT_ARGUMENTS)


def period(lot: random.Random, first: date, last: date) -> dict[str, str]:
    """Return a period: a named one, the year to date, the whole record, or days that mostly cut through months."""
    kind = lot.random()
    if kind < 0.45:
        return {"period": lot.choice([preset for preset in Preset if preset is not Preset.CUSTOM]).value}
    if kind < 0.55:
        return {"period": Preset.ALL.value}
    since = first + timedelta(days=lot.randrange((last - first).days))
    if kind < 0.75:
        since = since.replace(day=1)
        until = (since + timedelta(days=31 * lot.choice((1, 3, 6, 12)) - 16)).replace(day=1) - timedelta(days=1)
        until = max(until, since + timedelta(days=27))
    else:
        until = since + timedelta(days=lot.choice((0, 6, 20, 45, 100, 200, 364, 500, 900)))
    return {"period": Preset.CUSTOM.value, "from": since.isoformat(), "to": until.isoformat()}


def place(lot: random.Random) -> dict[str, str]:
    """Return where: everywhere, in one region, in several, in a district, in regions of a district."""
    count = lot.choices((0, 1, 2, 4), (6, 5, 2, 1))[0]
    chosen = {"region": ",".join(lot.sample(sorted(REGION_BY_CODE), count))} if count else {}
    return chosen | ({"district": lot.choice(list(DISTRICT_BY_CODE))} if lot.random() < 0.25 else {})


def address(name: str, lot: random.Random, first: date, last: date) -> str:
    """Return an address of an exhibit under filters drawn by lot."""
    where = place(lot)
    if name.startswith(("passport", "places", "index_map")) and "region" not in where:
        where["region"] = lot.choice(sorted(REGION_BY_CODE))
    chosen = {
        **period(lot, first, last),
        "compare": lot.choice(list(Comparison)).value,
        "show": lot.choice(list(Normalisation)).value,
        **where,
        "exhibit": name,
    }
    return "/?" + urlencode(chosen, safe=",")


def observed(lot: random.Random, first: date, last: date) -> Iterator[str]:
    """Yield addresses of what changed on every page."""
    for page in WATCHED_BY_PAGE:
        for _ in range(TIMES[OBSERVATIONS]):
            yield f"{address(OBSERVATIONS, lot, first, last)}&page={page}"


def addresses(name: str) -> Iterator[str]:
    """Yield the addresses of a set."""
    lot = random.Random(SEED)  # noqa: S311  # it draws filters and keeps no secret
    first, last = SPANS[name]
    with cache.pinned_version():
        events = sorted(str(row["key"]) for row in answer("/?period=all&exhibit=events")["rows"])
        contests = (seasons.FIRST, *sorted(seasons.contests()))
        chosen_events = lot.sample(events, min(EVENTS, len(events)))
        for exhibit in exhibits(chosen_events, contests[:3]):
            for _ in range(times(exhibit)):
                yield address(exhibit, lot, first, last)
        yield from observed(lot, first, last)


if __name__ == "__main__":
    set_log_level("ERROR")
    print("\n".join(addresses(sys.argv[1])))
