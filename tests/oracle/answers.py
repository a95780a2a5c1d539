"""What the exhibits of an address should say: cards, maps, rankings, trends, splits and the length of lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isnan

import pandas as pd

from tests.oracle.cells import vocabulary
from tests.oracle.computing import NO_DATA, Amount, Place, Registers, computed
from tests.oracle.definitions import DEFINITIONS, How, held
from tests.oracle.files import ACTIVITY, COMPETITIONS, EVENTS
from tests.oracle.periods import Span, chosen, earlier, grain, steps
from tests.oracle.places import CODES, INHABITANTS, MUNICIPALITIES, NOWHERE, in_district
from tests.oracle.seasons import Campaign, SeasonSpan, before, nothing, shown, whole

Query = Mapping[str, str]
# What an exhibit shows, by what tells its values apart; the value None means that none is shown.
Shown = dict[tuple[str, ...], float | str | None]
RATES = {"total": "", "per-100-mo": MUNICIPALITIES, "per-100k": INHABITANTS}
LISTED, LAST_SEASONS = 200, 4
RATIOS = (How.SHARE, How.MEAN, How.MUNICIPALITIES, How.RETURNING)
# Dimensions with a vocabulary of another name.
WORDS = {"category": {EVENTS: "category", COMPETITIONS: "entry_category"}}
SPLITS: Mapping[str, tuple[str, ...]] = {
    EVENTS: ("format", "mode", "series", "topic", "category"),
    ACTIVITY: ("kind", "national_project", "partner_region", "survey"),
    COMPETITIONS: ("campaign", "nomination", "category", "channel", "stage"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """The filters of an address on the data of one register."""

    registers: Registers
    register: str
    query: Query

    @property
    def days(self) -> Span:
        """Return the days of the calendar asked about."""
        return chosen(self.query, self.end)

    @property
    def by_season(self) -> bool:
        """Return whether the answer is of a season: every number of entries is, a list of winners is not."""
        return self.register == COMPETITIONS and self.query["exhibit"] not in LISTS

    @property
    def span(self) -> Span:
        """Return the days asked about, or the season that stands for them."""
        if not self.by_season:
            return self.days
        own = self.seasons
        return whole(own[-1], self.end) if own else nothing(self.registers.rows[self.register], self.days)

    @property
    def seasons(self) -> list[Campaign]:
        """Return the seasons up to the one asked about."""
        return shown(self.registers.rows[self.register], self.days, self.end)

    @property
    def end(self) -> pd.Timestamp:
        """Return where the data of the register end."""
        last = self.registers.reach[self.register].last
        return last if last is not None else pd.Timestamp.today()

    @property
    def place(self) -> Place:
        """Return the regions asked about: the picked ones, else those of the district, else the country."""
        picked, district = self.query.get("region", ""), self.query.get("district", "")
        codes = tuple(picked.split(",")) if picked else tuple(in_district(district))
        return Place(codes, not picked and not district, RATES[self.query["show"]])

    @property
    def compared(self) -> Span | None:
        """Return the days compared with; None unless the sources of both are full.

        Days before the data begin are no loss where nothing happened on the same days of the present period either.
        """
        earlier_span = self.season_before() if self.by_season else earlier(self.query, self.days, self.end)
        if earlier_span is None or self.awaits_results:
            return None
        return (
            earlier_span if self.is_full(self.span) and self.is_full(self.since_the_beginning(earlier_span)) else None
        )

    @property
    def awaits_results(self) -> bool:
        """Return whether the metric is of results that the season does not have yet."""
        span, metric = self.span, self.query["exhibit"].split(".")[-1]
        return isinstance(span, SeasonSpan) and DEFINITIONS[metric].awaits_results and not span.is_over

    def season_before(self) -> SeasonSpan | None:
        """Return the season compared with."""
        own = self.seasons
        return before(own[-1], own[-2], self.end) if self.query["compare"] != "none" and len(own) > 1 else None

    def since_the_beginning(self, span: Span) -> Span:
        """Return the days of an earlier span since the data begin, if nothing is lost by that; else as they are."""
        begin, now = self.registers.reach[self.register].first, self.days.first
        if isinstance(span, SeasonSpan) or not begin or not span.first or not now or span.first >= begin:
            return span
        lost = Span(now, now + (begin - span.first) - pd.Timedelta(days=1))
        return span if self.registers.happened(self.register, lost) else span.within(Span(begin, None)) or span

    def is_full(self, span: Span) -> bool:
        """Return whether the sources hold everything of the place in a span."""
        return self.registers.is_complete(self.register, self.place.codes, span)


def card(metric: str, question: Question) -> Shown:
    """Return the value of a card, of the days before, and the fraction behind a ratio."""
    now = question.registers.amount(metric, question.place, question.span)
    shown: Shown = {("value",): shown_value(now)}
    if before := question.compared:
        shown[("previous",)] = shown_value(question.registers.amount(metric, question.place, before))
    if DEFINITIONS[metric].how in RATIOS and now.state != NO_DATA:
        shown |= {("part",): now.part, ("base",): now.base}
    return shown


def shown_value(amount: Amount) -> float | None:
    """Return the number of an amount, None where there is none."""
    return None if isnan(amount.value) else amount.value


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
    """Return the value of each region."""
    return {("value", code): shown_value(one) for code, one in by_region(metric, question, question.span).items()}


def trend(metric: str, question: Question) -> Shown:
    """Return the value of each step of the days asked about that the data reach, and of those compared with."""
    if question.by_season:
        return trend_of_seasons(metric, question)
    days = question.registers.reach[question.register]
    lines = {"current": question.span.within(days)}
    if before := question.compared:
        lines["comparison"] = before.within(days)
    by_month = DEFINITIONS[metric].how in (How.MUNICIPALITIES, How.RETURNING)
    unit = grain(question.span, "M" if by_month else "D")
    shown: Shown = {}
    for role, span in lines.items():
        for step in steps(span, unit) if span else ():
            amount = question.registers.amount(metric, question.place, step)
            start = unit_start(step, unit)
            if (value := shown_value(amount)) is not None:
                shown[(role, start)] = value
    return shown


def trend_of_seasons(metric: str, question: Question) -> Shown:
    """Return the value of each of the last seasons up to the one asked about."""
    seasons = [whole(one, question.end) for one in question.seasons[-LAST_SEASONS:]]
    amounts = {one.year: question.registers.amount(metric, question.place, one) for one in seasons}
    return {("season", str(year)): shown_value(one) for year, one in amounts.items()}


def unit_start(step: Span, unit: str) -> str:
    """Return the first day of the day, month or year of a step, which may begin later itself."""
    return str(pd.Period(step.first, unit).start_time.date())


def breakdown(metric: str, question: Question, dimension: str) -> Shown:
    """Return the value of each member that has rows; an event counts once, at the member most of its rows state."""
    place = replace(question.place, rate="")
    rows = question.registers.rows[question.register]
    inside = question.registers.chosen(metric, place, question.span)
    members = member_of(dimension, question.register, rows)
    inside &= members.notna()
    complete = question.is_full(question.span)
    shown: Shown = {}
    if DEFINITIONS[metric].how is How.THINGS:
        weights = rows[inside & held(rows) & ~rows["waits"]]
        main = main_members(weights["thing"], members[weights.index], order(dimension, question.register))
    for member in members[inside].unique():
        own = inside & (members == member)
        if DEFINITIONS[metric].how is How.THINGS:
            count = float((main == member).sum())
            value = count if count or complete else None
        else:
            value = shown_value(computed(question.registers, metric, place, question.span, own, complete))
        shown[("value", str(member))] = value
    return shown


def member_of(dimension: str, register: str, rows: pd.DataFrame) -> pd.Series:
    """Return the member of each row, empty where the row does not say; None for rows outside the dimension."""
    if dimension == "campaign":
        return rows["competition"] + " · " + rows["season"]
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


LISTS: Mapping[str, tuple[str, Callable[[Question], Shown]]] = {
    "events": (EVENTS, event_list),
    "agreements": (ACTIVITY, agreements),
    "winners": (COMPETITIONS, winners),
}
OF_METRIC: Mapping[str, Callable[..., Shown]] = {
    "card": card,
    "map": region_map,
    "ranking": ranking,
    "trend": trend,
    "breakdown": breakdown,
}


def register_of(exhibit: str) -> str:
    """Return the register an exhibit is about."""
    kind, *arguments = exhibit.split(".")
    return LISTS[kind][0] if kind in LISTS else DEFINITIONS[arguments[-1]].register


def answer(registers: Registers, query: Query) -> Shown:
    """Return what the exhibit of an address shows."""
    kind, *arguments = query["exhibit"].split(".")
    question = Question(registers, register_of(query["exhibit"]), query)
    if kind in LISTS:
        return LISTS[kind][1](question)
    extra = arguments[:1] if kind == "breakdown" else []
    return OF_METRIC[kind](arguments[-1], question, *extra)


def rows_behind(registers: Registers, query: Query) -> list[str]:
    """Return the file and the number of each row of the days and the regions asked about."""
    question = Question(registers, register_of(query["exhibit"]), query)
    rows, place = registers.rows[question.register], question.place
    inside = question.span.holds(rows) & (place.country | rows["region"].isin(place.codes))
    return [f"{file}:{number}" for file, number in zip(rows["file"][inside], rows["row"][inside], strict=True)]
