"""The question an address asks of one register: its days, its place, its season, what these are compared with."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from tests.oracle.computing import Place, Registers
from tests.oracle.definitions import DEFINITIONS
from tests.oracle.files import ACTIVITY, COMPETITIONS, EVENTS
from tests.oracle.periods import Span, chosen, earlier
from tests.oracle.places import INHABITANTS, MUNICIPALITIES, in_district
from tests.oracle.seasons import Campaign, SeasonSpan, before, contest_of, nothing, shown, whole

Query = Mapping[str, str]
# What an exhibit shows, by what tells its values apart; the value None means that none is shown.
Shown = dict[tuple[str, ...], float | str | None]
RATES = {"total": "", "per-100-mo": MUNICIPALITIES, "per-100k": INHABITANTS}
LIST_REGISTERS = {"events": EVENTS, "agreements": ACTIVITY, "winners": COMPETITIONS}
# Exhibits of one contest, whose code ends their name.
CONTEST_KINDS = (
    "season_card",
    "season_map",
    "season_entries",
    "season_prizes",
    "season_parts",
    "season_funnel",
    "season_places",
    "nomination_places",
    "campaign_days",
)


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
        return self.register == COMPETITIONS and self.query["exhibit"] not in LIST_REGISTERS

    @property
    def span(self) -> Span:
        """Return the days asked about, or the season that stands for them."""
        if not self.by_season:
            return self.days
        own = self.seasons
        return whole(own[-1], self.end) if own else nothing(self.contest, self.days)

    @property
    def contest(self) -> str:
        """Return the contest asked about: the one an exhibit of seasons names, else the first."""
        kind, *arguments = self.query["exhibit"].split(".")
        return contest_of(self.registers.rows[self.register], arguments[-1] if kind in CONTEST_KINDS else "")

    @property
    def seasons(self) -> list[Campaign]:
        """Return the seasons up to the one asked about."""
        return shown(self.registers.rows[self.register], self.contest, self.days, self.end)

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
        span = self.span
        named = [name for name in self.query["exhibit"].split(".") if name in DEFINITIONS]
        return (
            isinstance(span, SeasonSpan) and bool(named) and DEFINITIONS[named[0]].awaits_results and not span.is_over
        )

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
