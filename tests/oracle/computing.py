"""The value of a metric for some rows, regions and days, computed row by row from the definitions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import nan
from pathlib import Path

import pandas as pd

from tests.oracle.definitions import DEFINITIONS, Definition, How, federal, held, one, waits, won
from tests.oracle.files import ACTIVITY, COMPETITIONS, EVENTS, registers
from tests.oracle.lesser import REQUESTS, last_known, with_answers
from tests.oracle.periods import Span
from tests.oracle.places import CODES, NOWHERE, UNIT_OF_RATE, base_of_rate, existing, number_of_municipalities, part_of
from tests.oracle.seasons import SeasonSpan

SMALL = 10
VALUE, ZERO, NO_DATA, NO_BASE = "value", "zero", "no_data", "no_base"


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with its state, and the numerator and denominator behind it."""

    value: float
    state: str
    part: float = nan
    base: float = nan


@dataclass(frozen=True, slots=True)
class Place:
    """Regions that are looked at as one; `country` means everything, rows without a region and in quarantine too."""

    codes: tuple[str, ...]
    country: bool = False
    rate: str = ""


@dataclass(frozen=True, slots=True)
class FullSource:
    """A file that says it holds everything of these days and regions."""

    file: str
    days: Span
    regions: frozenset[str]


class Registers:
    """The rows of a set of files, with what each row adds to each metric."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.rows = registers(files)
        self.reach = {name: reach(name, rows) for name, rows in self.rows.items()}
        for name, rows in self.rows.items():
            last = self.reach[name].last
            rows["end"] = pd.NaT if last is None else last
        self.rows[REQUESTS] = with_answers(self.rows[REQUESTS], self.rows[ACTIVITY])
        self.reach[REQUESTS] = joined(self.reach[REQUESTS], self.reach[ACTIVITY], self.rows[REQUESTS])
        mark_seasons(self.rows[COMPETITIONS])
        self.adds = {name: self.added(definition) for name, definition in DEFINITIONS.items()}

    def added(self, definition: Definition) -> pd.DataFrame:
        """Return what each row adds to a metric, to its base, to what makes it known, to the whole of its base."""
        rows = self.rows[definition.register]
        parts = {"part": definition.part, "base": definition.base, "known": definition.known, "whole": definition.whole}
        return pd.DataFrame({name: of_rows(rows) for name, of_rows in parts.items() if of_rows})

    @cached_property
    def full(self) -> dict[str, list[FullSource]]:
        """Return the days and the regions of each register's files that say they hold everything."""
        return {name: full_sources(rows) for name, rows in self.rows.items()}

    def is_complete(self, register: str, codes: Sequence[str], span: Span) -> bool:
        """Return whether full sources hold every day of a span, as far as the data reach, in all of these regions."""
        if isinstance(span, SeasonSpan):
            return self.has_full_season(span, codes)
        days = self.reached(register, span)
        if days is None:
            return False
        return any(full.days.within(days) == days and set(codes) <= full.regions for full in self.full[register])

    def has_full_season(self, season: SeasonSpan, codes: Sequence[str]) -> bool:
        """Return whether a full source has a season of these regions: it has the whole of a season or no part of it."""
        rows = self.rows[COMPETITIONS]
        whole = replace(season, is_cut=False)
        files = set(rows.loc[whole.holds(rows) & ~rows["held_back"] & rows["first"].notna(), "file"])
        return any(full.file in files and set(codes) <= full.regions for full in self.full[COMPETITIONS])

    def reached(self, register: str, span: Span) -> Span | None:
        """Return the days of a span up to the end of the data; of the whole record, from their beginning."""
        end = self.reach[register]
        if span.first is None:
            return end
        return Span(span.first, min(span.last, end.last)) if end.last and span.last and span.first <= end.last else None

    def amount(self, metric: str, place: Place, span: Span) -> Amount:
        """Return a metric of a place and span of days."""
        definition, chosen = DEFINITIONS[metric], self.chosen(metric, place, span)
        everywhere = tuple(existing(list(CODES), last_day(self, metric, span)))
        complete = self.is_complete(definition.register, everywhere if place.country else place.codes, span)
        complete &= not (definition.awaits_results and isinstance(span, SeasonSpan) and not span.is_over)
        complete &= not self.may_have_more(metric, place, span)
        amount = computed(self, metric, place, span, chosen, complete)
        if metric == "federal_share" and place.country and self.mostly_published(chosen):
            return Amount(nan, NO_BASE, amount.part, amount.base)
        return amount

    def may_have_more(self, metric: str, place: Place, span: Span) -> bool:
        """Return whether something known to its year or month only stands before a span and may be of it: no zero is known."""
        if isinstance(span, SeasonSpan) or span.first is None:
            return False
        rows = self.rows[DEFINITIONS[metric].register]
        whole_months = (rows["first"].dt.day == 1) & rows["last"].dt.is_month_end & (rows["last"] > rows["first"])
        near = whole_months & (rows["first"] < span.first) & (rows["last"] >= span.first)
        if not place.country:
            near &= rows["placed"] & rows["region"].isin(list(place.codes))
        return bool((self.adds[metric]["part"][near] > 0).any())

    def happened(self, register: str, span: Span) -> bool:
        """Return whether anything happened in a span; announcements do not count."""
        rows = self.rows[register][span.holds(self.rows[register])]
        return bool((held(rows) if register == EVENTS else pd.Series(True, index=rows.index)).any())

    def mostly_published(self, chosen: pd.Series) -> bool:
        """Return whether most entries are totals published for the whole country, which are no base of a share."""
        rows = self.rows[COMPETITIONS][chosen]
        nowhere = ~rows["held_back"] & (rows["region"] == NOWHERE)
        return bool(2 * rows.loc[nowhere, "number"].sum() > rows["number"].sum())

    def chosen(self, metric: str, place: Place, span: Span) -> pd.Series:
        """Return which rows of the register are of a place and a span."""
        rows = self.rows[DEFINITIONS[metric].register]
        inside = span.holds(rows)
        if place.country and not self.is_rate(metric, place):
            return inside
        codes = (
            list(base_of_rate(list(place.codes), place.rate, end_of(span)).index) if self.is_rate(metric, place) else []
        )
        return inside & rows["placed"] & rows["region"].isin(list(codes or place.codes))

    def is_rate(self, metric: str, place: Place) -> bool:
        """Return whether a metric is divided by municipalities or inhabitants: only sums and numbers of events are."""
        return bool(place.rate) and DEFINITIONS[metric].how in (How.SUM, How.THINGS)


def end_of(span: Span) -> pd.Timestamp:
    """Return the last day of a span, today of the whole record."""
    return span.last if span.last is not None else pd.Timestamp.today().normalize()


def last_day(registers: Registers, metric: str, span: Span) -> pd.Timestamp:
    """Return the last day of a span that the data reach."""
    days = registers.reached(DEFINITIONS[metric].register, span)
    return days.last if days and days.last else pd.Timestamp.today()


def computed(registers: Registers, metric: str, place: Place, span: Span, chosen: pd.Series, complete: bool) -> Amount:
    """Return a metric of the chosen rows; a zero is one only where the sources are complete."""
    definition = DEFINITIONS[metric]
    rows, adds = registers.rows[definition.register][chosen], registers.adds[metric][chosen]
    known = bool(adds["known"].sum() if definition.known else len(adds))
    match definition.how:
        case How.SHARE | How.MEAN:
            return share_of_sums(definition, adds) if known else Amount(nan, NO_DATA)
        case How.REGIONS:
            return covered(rows, adds, place, span, complete)
        case How.MUNICIPALITIES | How.RETURNING:
            told = known or (complete and not waiting(definition, rows))
            return of_municipalities(definition.how, rows, adds, place, span) if told else Amount(nan, NO_DATA)
    nothing = complete and not len(adds)
    if not known and not nothing:
        return Amount(nan, NO_DATA)
    value = float(things(rows, adds) if definition.how is How.THINGS else adds["part"].sum())
    return divided(value, divisor(registers, metric, place, span), complete)


def divisor(registers: Registers, metric: str, place: Place, span: Span) -> float:
    """Return what a sum is divided by: the municipalities at the end of a span or the inhabitants of the regions that have any."""
    if not registers.is_rate(metric, place):
        return 1.0
    return float(base_of_rate(list(place.codes), place.rate, end_of(span)).sum()) / UNIT_OF_RATE[place.rate]


def divided(value: float, per: float, complete: bool) -> Amount:
    """Return a sum as it is, or per municipalities or inhabitants."""
    if not per:
        return Amount(nan, NO_BASE, value)
    if not value and not complete:
        return Amount(nan, NO_DATA, value)
    return Amount(value / per, VALUE if value else ZERO, value, per)


def share_of_sums(definition: Definition, adds: pd.DataFrame) -> Amount:
    """Return a share, or a mean, of what rows add."""
    part, base = float(adds["part"].sum()), float(adds["base"].sum())
    if definition.how is How.MEAN:
        return Amount(part / base, VALUE, part, base) if base else Amount(nan, NO_BASE, part, base)
    if definition.whole and 2 * base < adds["whole"].sum():
        return Amount(nan, NO_BASE, part, base)
    return percentage(part, base)


def percentage(part: float, base: float, least: int = SMALL) -> Amount:
    """Return a percentage; there is none on a base under ten, but of a census, whose few are all there are."""
    if base < least:
        return Amount(nan, NO_BASE, part, base)
    return Amount(100 * part / base, VALUE if part else ZERO, part, base)


def covered(rows: pd.DataFrame, adds: pd.DataFrame, place: Place, span: Span, complete: bool) -> Amount:
    """Return in how many of the regions that existed at the end of the span anything happened."""
    there = existing(list(place.codes), span.last if span.last is not None else pd.Timestamp.max)
    present = rows.loc[rows["placed"] & (adds["part"] > 0), "region"]
    count = float(len(set(present) & set(there)))
    if not count and not complete:
        return Amount(nan, NO_DATA, base=len(there))
    return Amount(count, VALUE if count else ZERO, count, len(there))


def of_municipalities(how: How, rows: pd.DataFrame, adds: pd.DataFrame, place: Place, span: Span) -> Amount:
    """Return the share of municipalities that came; of those that came again, among those that came.

    They are those there on the last day of the span: one that merged is what it became part of.
    """
    day = end_of(span)
    came = rows[rows["placed"] & (adds["part"] > 0) & rows["region"].isin(place.codes)]
    came = came.assign(there=[part_of(unit, day) for unit in came["listed"]])
    came = came[came["there"] != ""]
    if how is How.MUNICIPALITIES:
        whole = sum(number_of_municipalities(code, day) for code in place.codes)
        return percentage(float(came["there"].nunique()), float(whole), least=1)
    events = came.groupby("there")["thing"].nunique()
    return percentage(float((events > 1).sum()), float(len(events)))


def waiting(definition: Definition, rows: pd.DataFrame) -> bool:
    """Return whether any row that counts names a municipality that nobody has recognised."""
    counted = rows["placed"] & waits(rows)
    return bool((counted & held(rows) if definition.register == EVENTS else counted).any())


def things(rows: pd.DataFrame, adds: pd.DataFrame) -> int:
    """Return how many events rows are of, each once; a twin without a day waits and is none."""
    return int(rows.loc[(adds["part"] > 0) & ~rows["waits"], "thing"].nunique())


def reach(register: str, rows: pd.DataFrame) -> Span:
    """Return the days a register has data for: from the month of its first row to the day of its last; no announcements.

    The last one known to its month reaches the end of the month.
    """
    happened = rows[rows["first"] <= pd.Timestamp.today()]
    if register == EVENTS:
        happened = happened[happened["status"] != "план"]
    if happened.empty:
        return Span()
    last = happened[happened["first"] == happened["first"].max()]
    until, month_end = last_known(register, happened), last["first"].iloc[0] + pd.offsets.MonthEnd(0)
    if (
        until == last["first"].iloc[0]
        and until.day == 1
        and not last["exact"].any()
        and last["last"].fillna(last["first"]).min() == month_end
    ):
        until = min(month_end, pd.Timestamp.today().normalize())
    return Span(happened["first"].min().replace(day=1), until)


def joined(own: Span, acts: Span, rows: pd.DataFrame) -> Span:
    """Return the days of the requests where the activity register tells of any: its days too."""
    spans = [
        span
        for span in (own, acts if "kind" in rows and rows["kind"].notna().any() else Span())
        if span.first is not None
    ]
    if not spans:
        return Span()
    return Span(min(span.first for span in spans if span.first), max(span.last for span in spans if span.last))


def mark_seasons(rows: pd.DataFrame) -> None:
    """Say of each entry whether its season sent any entry on, and whether it has a winner."""
    good = rows[~rows["held_back"]]
    season = [rows["competition"], rows["season"]]
    for name, condition in {"season_sent": federal, "season_won": won}.items():
        seasons = set(good.loc[one(condition)(good) > 0, ["competition", "season"]].itertuples(index=False, name=None))
        rows[name] = pd.Series(list(zip(*season, strict=True)), index=rows.index).isin(seasons)


def full_sources(rows: pd.DataFrame) -> list[FullSource]:
    """Return the files all whose rows are «полный»: the whole months of their rows, and their regions, all if over half."""
    sources = []
    for file, own in rows[~rows["held_back"] & rows["first"].notna()].groupby("file"):
        if own["coverage"].eq("полный").all():
            regions = frozenset(own["region"]) & frozenset(CODES)
            regions = frozenset(CODES) if 2 * len(regions) > len(CODES) else regions
            last = own["last"].fillna(own["first"]).max() + pd.offsets.MonthEnd(0)
            sources.append(FullSource(str(file), Span(own["first"].min().replace(day=1), last), regions))
    return sources
