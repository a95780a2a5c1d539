"""What the exhibits of an address should say: cards, maps, rankings, trends, splits and the length of lists."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isnan

import pandas as pd

from tests.oracle import contests
from tests.oracle.cells import vocabulary
from tests.oracle.computing import NO_DATA, Amount, Registers, computed
from tests.oracle.definitions import DEFINITIONS, How, held
from tests.oracle.files import ACTIVITY, COMPETITIONS, EVENTS
from tests.oracle.lesser import INITIATIVES, REQUESTS, TRAINING
from tests.oracle.periods import Span, grain, steps, unit_of
from tests.oracle.places import CODES, NOWHERE, REGIONS, in_district
from tests.oracle.question import LIST_REGISTERS, Query, Question, Shown
from tests.oracle.seasons import SeasonSpan, whole
from tests.oracle.shares import shown_rows

LISTED, LAST_SEASONS, QUARTER = 200, 4, 3
RATIOS = (How.SHARE, How.MEAN, How.MUNICIPALITIES, How.RETURNING)
# Dimensions with a vocabulary of another name.
WORDS = {"category": {EVENTS: "category", COMPETITIONS: "entry_category"}}
SPLITS: Mapping[str, tuple[str, ...]] = {
    EVENTS: ("format", "mode", "series", "topic", "category"),
    ACTIVITY: ("kind", "national_project", "partner_region", "survey"),
    COMPETITIONS: ("campaign", "nomination", "category", "channel", "stage"),
    REQUESTS: ("state", "issued_by", "topic", "national_project"),
    INITIATIVES: ("state", "kind", "audience", "topic", "forum"),
    TRAINING: ("programme", "category", "stream"),
}


def card(metric: str, question: Question) -> Shown:
    """Return the value of a card, of the days before, and the fraction behind a ratio."""
    now = question.registers.amount(metric, question.place, question.span)
    shown: Shown = {("value",): shown_value(now)}
    if before := question.compared:
        shown[("previous",)] = shown_value(question.registers.amount(metric, question.place, before))
    if DEFINITIONS[metric].how in RATIOS and now.state != NO_DATA:
        shown |= {("part",): known(now.part), ("base",): known(now.base)}
    return shown


def shown_value(amount: Amount) -> float | None:
    """Return the number of an amount, None where there is none."""
    return known(amount.value)


def known(number: float) -> float | None:
    """Return a number, None where there is none."""
    return None if isnan(number) else number


def by_region(metric: str, question: Question, span: Span) -> dict[str, Amount]:
    """Return a metric of each region of the district, of all without one."""
    codes = in_district(question.query.get("district", ""))
    place = question.place
    return {
        code: question.registers.amount(metric, replace(place, codes=(code,), country=False), span) for code in codes
    }


def region_map(metric: str, question: Question) -> Shown:
    """Return the value and the state of each region, and the parts of the total where regions add up."""
    amounts = by_region(metric, question, question.span)
    shown: Shown = {("value", code): shown_value(amount) for code, amount in amounts.items()}
    shown |= {("state", code): amount.state for code, amount in amounts.items()}
    return shown | identity(metric, question)


def identity(metric: str, question: Question) -> Shown:
    """Return how much of a total is on the map, without a region, and in quarantine."""
    if DEFINITIONS[metric].how is not How.SUM or question.place.rate:
        return {("identity",): None}
    rows = question.registers.rows[question.register]
    part = question.registers.adds[metric]["part"].where(question.span.holds(rows), 0.0)
    district = question.query.get("district", "")
    on_map = float(part[rows["placed"] & rows["region"].isin(in_district(district))].sum())
    nowhere = float(part[~rows["held_back"] & (rows["region"] == NOWHERE)].sum())
    back = float(part[rows["held_back"]].sum())
    if district:
        nowhere = back = 0.0
    parts = {"mapped": on_map, "without_region": nowhere, "quarantined": back, "total": on_map + nowhere + back}
    return {("identity", name): amount for name, amount in parts.items()}


def ranking(metric: str, question: Question) -> Shown:
    """Return the value of each region, and its value in the days before."""
    spans = {"value": question.span, "previous": question.compared}
    return {
        (name, code): shown_value(one)
        for name, span in spans.items()
        if span is not None
        for code, one in by_region(metric, question, span).items()
    }


def trend(metric: str, question: Question) -> Shown:
    """Return the value of each step of the days asked about that the data reach, and of those compared with."""
    if question.by_season:
        is_daily = metric == "entries" and isinstance(question.span, SeasonSpan) and question.span.is_dated
        return contests.campaign_days(question) if is_daily else trend_of_seasons(metric, question)
    days = question.registers.reach[question.register]
    lines = {"current": question.span.within(days)}
    if before := question.compared:
        lines["comparison"] = before.within(days)
    by_month = DEFINITIONS[metric].how in (How.MUNICIPALITIES, How.RETURNING)
    unit = grain(question.span, "M" if by_month else "D")
    shown: Shown = {}
    for role, span in lines.items():
        may_be_any_day = span is not None and unit == "D" and has_rows_without_day(metric, question, span)
        for step in steps(span, unit) if span else ():
            amount = question.registers.amount(metric, question.place, step)
            start = unit_start(step, unit)
            if (value := shown_value(amount)) or (value == 0 and not may_be_any_day):
                shown[(role, start)] = value
    return shown


def has_rows_without_day(metric: str, question: Question, span: Span) -> bool:
    """Return whether something counted is known to its month or year only: it may be of any day, so no day is a zero."""
    chosen = question.registers.chosen(metric, question.place, span)
    exact = question.registers.rows[question.register]["exact"]
    return bool(question.registers.adds[metric]["part"][chosen & ~exact].sum() > 0)


def trend_of_seasons(metric: str, question: Question) -> Shown:
    """Return the value of each of the last seasons up to the one asked about."""
    seasons = [whole(one, question.end) for one in question.seasons[-LAST_SEASONS:]]
    amounts = {one.year: question.registers.amount(metric, question.place, one) for one in seasons}
    return {("season", str(year)): shown_value(one) for year, one in amounts.items()}


def unit_start(step: Span, unit: str) -> str:
    """Return the first day of the day, month or year of a step, which may begin later itself."""
    return str(pd.Period(step.first, unit).start_time.date())


def breakdown(metric: str, question: Question, dimension: str) -> Shown:
    """Return the value of each member that has rows."""
    return {("value", member): value for member, value in split(metric, question, dimension, question.span).items()}


def split(metric: str, question: Question, dimension: str, span: Span) -> dict[str, float | None]:
    """Return the value of each member that has rows in a span; an event counts once, at the member most of its rows state."""
    place = replace(question.place, rate="")
    rows = question.registers.rows[question.register]
    inside = question.registers.chosen(metric, place, span)
    members = member_of(dimension, question.register, rows)
    inside &= members.notna()
    complete = question.is_full(span) and not question.registers.may_have_more(metric, place, span)
    values: dict[str, float | None] = {}
    if DEFINITIONS[metric].how is How.THINGS:
        weights = rows[inside & held(rows) & ~rows["waits"]]
        main = main_members(weights["thing"], members[weights.index], order(dimension, question.register))
    for member in members[inside].unique():
        own = inside & (members == member)
        if DEFINITIONS[metric].how is How.THINGS:
            count = float((main == member).sum())
            value = count if count or complete else None
        else:
            value = shown_value(computed(question.registers, metric, place, span, own, complete))
        values[str(member)] = value
    return values


def structure(metric: str, question: Question, dimension: str) -> Shown:
    """Return the value of each stated member in each of the last quarters that have any, or of the last seasons."""
    spans = enumerate(last_spans(question))
    rows = {f"{place}": counted(split(metric, question, dimension, span)) for place, span in spans}
    shown = shown_rows(rows, parts_of_one=not question.by_season).values()
    names = REGIONS["short_name"].to_dict() if dimension == "partner_region" else {}
    return {
        (str(place), names.get(member, member)): value
        for place, values in enumerate(shown)
        for member, value in values.items()
    }


def counted(members: Mapping[str, float | None]) -> dict[str, float]:
    """Return the members that have a number."""
    return {member: value for member, value in members.items() if value is not None}


def last_spans(question: Question) -> list[Span]:
    """Return the last quarters of the days asked about that the data reach, cut to these; of a contest its last seasons."""
    if question.by_season:
        return [whole(one, question.end) for one in question.seasons[-LAST_SEASONS:]]
    days = question.span.within(question.registers.reach[question.register])
    if days is None or days.last is None:
        return []
    quarters = [
        unit_of(days.last - pd.DateOffset(months=QUARTER * back), QUARTER) for back in reversed(range(LAST_SEASONS))
    ]
    return [part for quarter in quarters if (part := quarter.within(days))]


def member_of(dimension: str, register: str, rows: pd.DataFrame) -> pd.Series:
    """Return the member of each row, empty where the row does not say; None for rows outside the dimension."""
    if dimension == "campaign":
        return rows["competition"] + " · " + rows["season"]
    if dimension == "stream":
        return rows["programme"] + " · " + rows["stream"]
    if dimension == "state":
        return rows["state"].where(rows["state"] != "", None)
    if dimension == "survey":
        return rows["title"].where(rows["kind"] == "голосование / опрос", None)
    if dimension == "partner_region":
        between = (rows["kind"] == "соглашение") & rows["partner_region"].isin(CODES)
        return rows["partner_region"].where(between & (rows["partner_region"] != rows["region"]), None)
    return rows[WORDS.get(dimension, {}).get(register, dimension)]


def order(dimension: str, register: str) -> list[str]:
    """Return the declared order of a dimension's members; none for free texts."""
    if dimension in ("series", "topic"):
        return []
    return list(dict.fromkeys(vocabulary(WORDS.get(dimension, {}).get(register, dimension)).values()))


def main_members(things: pd.Series, members: pd.Series, declared: list[str]) -> pd.Series:
    """Return the member of each thing: the one most of its rows state, of equals the first declared, then the first met."""
    counts = pd.DataFrame({"thing": things, "member": members, "met": range(len(things))})
    counts = counts.groupby(["thing", "member"], as_index=False).agg(rows=("met", "size"), met=("met", "min"))
    counts.loc[counts["member"] == "", "rows"] = 0
    places = {word: place for place, word in enumerate(declared)}
    counts["place"] = counts["member"].map(lambda member: places.get(member, len(places)))
    best = counts.sort_values(["rows", "place", "met"], ascending=[False, True, True]).drop_duplicates("thing")
    return best.set_index("thing")["member"]


def event_list(question: Question) -> Shown:
    """Return how many events are listed, those announced too."""
    return {("rows",): float(min(LISTED, listed(question)["thing"].nunique()))}


def agreements(question: Question) -> Shown:
    """Return how many rows of agreements are listed."""
    return {("rows",): float(min(LISTED, (listed(question)["kind"] == "соглашение").sum()))}


def winners(question: Question) -> Shown:
    """Return how many rows of winners are listed."""
    return {("rows",): float(min(LISTED, (listed(question)["stage"] == "победитель / призёр").sum()))}


def listed(question: Question) -> pd.DataFrame:
    """Return the understood rows of the days and the regions asked about."""
    rows, place = question.registers.rows[question.register], question.place
    inside = question.span.holds(rows) & ~rows["held_back"]
    return rows[inside if place.country else inside & rows["region"].isin(place.codes)]


LISTS: Mapping[str, Callable[[Question], Shown]] = {"events": event_list, "agreements": agreements, "winners": winners}
OF_METRIC: Mapping[str, Callable[..., Shown]] = {
    "card": card,
    "map": region_map,
    "ranking": ranking,
    "trend": trend,
    "breakdown": breakdown,
    "structure": structure,
}
OF_CONTEST: Mapping[str, Callable[..., Shown]] = {
    "season_card": card,
    "season_map": region_map,
    **contests.ANSWERS,
}


def register_of(exhibit: str) -> str:
    """Return the register an exhibit is about."""
    kind, *arguments = exhibit.split(".")
    if kind in OF_CONTEST:
        return COMPETITIONS
    return LIST_REGISTERS[kind] if kind in LISTS else DEFINITIONS[arguments[-1]].register


def answer(registers: Registers, query: Query) -> Shown:
    """Return what the exhibit of an address shows."""
    kind, *arguments = query["exhibit"].split(".")
    question = Question(registers, register_of(query["exhibit"]), query)
    if kind in LISTS:
        return LISTS[kind](question)
    if kind in OF_CONTEST:
        return OF_CONTEST[kind](*arguments[:-1], question)
    extra = arguments[:1] if kind in ("breakdown", "structure") else []
    return OF_METRIC[kind](arguments[-1], question, *extra)


def rows_behind(registers: Registers, query: Query) -> list[str]:
    """Return the file and the number of each row of the days and the regions asked about."""
    question = Question(registers, register_of(query["exhibit"]), query)
    rows, place = registers.rows[question.register], question.place
    inside = question.span.holds(rows) & (place.country | rows["region"].isin(place.codes))
    return [f"{file}:{number}" for file, number in zip(rows["file"][inside], rows["row"][inside], strict=True)]
