"""What the exhibits of one contest should say: its seasons side by side, its stages, its winners, the days of its campaign."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import pandas as pd

from tests.oracle.cells import vocabulary
from tests.oracle.definitions import won
from tests.oracle.files import COMPETITIONS
from tests.oracle.places import REFERENCE, SETTLEMENT, WAITING
from tests.oracle.question import Question, Shown
from tests.oracle.seasons import Campaign, SeasonSpan, whole
from tests.oracle.shares import shown_rows

SNAPSHOTS = pd.read_csv(REFERENCE / "campaign_snapshots.csv", parse_dates=["day"])
SEASONS_SIDE_BY_SIDE, MEMBERS, REST = 4, 6, "прочие"
STAGES = ("entries", "admitted", "federal", "finalists", "winners")
DIFFERENT, AGAIN, UNNAMED = "муниципалитеты-победители", "ещё места тех же муниципалитетов", "муниципалитет не назван"
COLUMNS = {"category": "entry_category"}


def of_place(question: Question, season: SeasonSpan) -> pd.DataFrame:
    """Return the rows of a season in the regions asked about; in the country those without a region and held back, too."""
    rows, place = question.registers.rows[COMPETITIONS], question.place
    inside = season.holds(rows)
    return rows[inside if place.country else inside & rows["placed"] & rows["region"].isin(place.codes)]


def season_of(question: Question, one: Campaign) -> SeasonSpan:
    """Return a whole season."""
    return whole(one, question.end)


def rows_by_season(question: Question) -> dict[str, pd.DataFrame]:
    """Return the rows of each season up to the one asked about."""
    return {str(one.year): of_place(question, season_of(question, one)) for one in question.seasons}


def season_totals(column: str, question: Question) -> Shown:
    """Return the sum of a column in every season that has any."""
    sums = {year: float(rows[column].sum()) for year, rows in rows_by_season(question).items()}
    return {("value", year): total for year, total in sums.items() if total}


def season_parts(dimension: str, question: Question) -> Shown:
    """Return the entries of the last seasons by the largest stated members, the others as one."""
    column = COLUMNS.get(dimension, dimension)
    seasons = dict(list(rows_by_season(question).items())[-SEASONS_SIDE_BY_SIDE:])
    sums = {year: rows.groupby(column)["number"].sum() for year, rows in seasons.items()}
    totals = pd.concat([pd.Series(dtype=float), *sums.values()]).drop("", errors="ignore").groupby(level=0).sum()
    largest = totals.sort_values(ascending=False, kind="stable").index[:MEMBERS]
    rows: dict[str, dict[str, float]] = {year: {} for year in sums}
    for year, own in sums.items():
        for member, total in own.items():
            name = named(dimension, str(member)) if member in largest or not member else REST
            rows[year][name] = rows[year].get(name, 0.0) + float(total)
    shown = shown_rows(rows, parts_of_one=False)
    return {(year, name): total for year, own in shown.items() for name, total in own.items()}


def named(dimension: str, member: str) -> str:
    """Return how a member is called among parts: categories are bare numbers."""
    return f"{member} категория" if dimension == "category" and member else member


def season_funnel(question: Question) -> Shown:
    """Return how many entries reached each stage or went further, and how many in the season before when it is compared.

    There are no stages where nothing is on record and nobody says that there was nothing.
    """
    span = question.span
    if not isinstance(span, SeasonSpan) or not question.seasons:
        return {}
    now = reached(of_place(question, span))
    if not any(now.values()) and not question.is_full(span):
        return {}
    shown: Shown = {("value", stage): total if total or span.is_over else None for stage, total in now.items()}
    if span.is_over and question.compared is not None and len(question.seasons) > 1:
        before = reached(of_place(question, season_of(question, question.seasons[-2])))
        shown |= {("previous", stage): total for stage, total in before.items()}
    return shown


def reached(rows: pd.DataFrame) -> dict[str, float]:
    """Return how many entries reached each stage, those that went further too."""
    words = list(dict.fromkeys(vocabulary("stage").values()))
    furthest = rows["stage"].map(words.index)
    return {stage: float(rows.loc[furthest >= place, "number"].sum()) for place, stage in enumerate(STAGES)}


def season_places(question: Question) -> Shown:
    """Return the places of each season: the first of each municipality, its further ones, those of unnamed ones."""
    shown: Shown = {}
    for year, rows in rows_by_season(question).items():
        winners = rows[won(rows)]
        places = float(winners["number"].sum())
        with_name = winners[(winners["municipality"] != "") & (winners["number"] > 0)]
        names = with_name["listed"].where(~with_name["listed"].isin([WAITING, SETTLEMENT]), with_name["municipality"])
        scopes = with_name["region"].where(~with_name["held_back"], "held back")
        different = float(len(set(zip(scopes, names, strict=True))))
        parts = {DIFFERENT: different, AGAIN: with_name["number"].sum() - different}
        if places:
            shown |= {(year, name): float(value) for name, value in parts.items()}
            shown[(year, UNNAMED)] = places - float(with_name["number"].sum())
    used = {key[1] for key, value in shown.items() if value}
    return {key: value for key, value in shown.items() if key[1] in used}


def nomination_places(question: Question) -> Shown:
    """Return the places of the season asked about by nomination, those without one too."""
    span = question.span
    if not isinstance(span, SeasonSpan) or not question.seasons:
        return {}
    rows = of_place(question, span)
    sums = rows[won(rows)].groupby("nomination")["number"].sum()
    return {("value", str(member)): float(total) for member, total in sums.items() if total > 0}


def campaign_days(question: Question) -> Shown:
    """Return the entries of the last seasons up to each day of the campaign that has any; without days, published counts."""
    shown: Shown = {}
    for one in question.seasons[-SEASONS_SIDE_BY_SIDE:]:
        rows = of_place(question, season_of(question, one))
        dated = rows[rows["own_day"].notna() & (rows["number"] > 0)]
        counts = dated.groupby("own_day")["number"].sum().cumsum()
        if counts.empty and question.place.country:
            counts = published(one)
        steps: Iterable[int] = (
            (pd.DatetimeIndex(counts.index) - pd.Timestamp(one.opened)).days.to_numpy() + 1 if one.opened else []
        )
        shown |= {(str(one.year), str(step)): float(total) for step, total in zip(steps, counts, strict=False)}
    return shown


def published(one: Campaign) -> pd.Series:
    """Return the published counts of a campaign by day; none of one whose days are not published."""
    own = SNAPSHOTS[(SNAPSHOTS["competition"] == one.contest) & (SNAPSHOTS["season"] == one.year)]
    return (
        own.set_index("day")["entries"].sort_index()
        if one.closing is not None
        else own.head(0).set_index("day")["entries"]
    )


ANSWERS: Mapping[str, Callable[..., Shown]] = {
    "season_entries": partial(season_totals, "number"),
    "season_prizes": partial(season_totals, "prize"),
    "season_parts": season_parts,
    "season_funnel": season_funnel,
    "season_places": season_places,
    "nomination_places": nomination_places,
    "campaign_days": campaign_days,
}
