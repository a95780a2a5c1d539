"""One competition by season: its numbers against the season before, its map, its entries and what they divide into."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common import standard
from dashboard.exhibits.common.titles.member_titles import structure_title
from dashboard.exhibits.common.titles.quiet_words import counted_words, nothing, unstated
from dashboard.exhibits.common.titles.stated_shares import shares_of
from dashboard.exhibits.common.titles.value_words import value_words
from dashboard.exhibits.competitions.season_sums import REGISTER, Contest, in_season
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries.completeness import completeness
from dashboard.queries.scopes import scopes_of
from dashboard.queries.view import View, how_words
from dashboard.queries.wording.metric_words import completeness_words, only_found
from dashboard.queries.wording.readable_members import untold
from dashboard.queries.wording.view_words import member_name, place
from etl.datasets import DATASETS

# How many of the newest seasons stand beside each other, and how many members of a season have their own colour.
SEASONS, MEMBERS = 4, 6


def season_words(season: int | None, view: View) -> str:
    """Return the name of a season, or that there is none."""
    _ = view.words
    return _("сезон {season}", season=season) if season else _("сезонов нет")


def season_exhibit(
    kind: Kind,
    name: str,
    metric: Metric,
    contest: Contest,
    view: View,
    title: str,
    frame: pd.DataFrame,
    fields: Sequence[Field],
    when: str,
) -> Exhibit:
    """Return an exhibit of a competition: its name and seasons replace the period of the filters in the subtitle."""
    _, language = view.words, view.language
    exhibit = standard.exhibit(kind, name, metric, view, title, frame, fields)
    completeness = completeness_words(metric, view)
    where = (metric.title.of(language), contest.name, when, place(view.filters, language), completeness)
    parameters = (*exhibit.parameters, (_("Конкурс"), contest.name), (_("Сезон"), when))
    subtitle = " · ".join(filter(None, where))
    return replace(exhibit, name=f"{name}.{contest.code}", subtitle=subtitle, parameters=parameters, notes=())


def seasons_shown(contest: Contest, view: View) -> list[int]:
    """Return the newest seasons up to the one shown, in order."""
    return contest.seasons_until(contest.season_shown(view))[-SEASONS:]


@in_season
def season_card(metric: Metric, contest: Contest, view: View) -> Exhibit:
    """Return a headline number of a season with its change against the season before."""
    return replace(standard.card(metric, view), name=f"season_card.{metric.name}.{contest.code}")


@in_season
def season_map(metric: Metric, contest: Contest, view: View) -> Exhibit:
    """Return the map of a season, with the identity of its total."""
    return replace(standard.region_map(metric, view), name=f"season_map.{metric.name}.{contest.code}")


def by_season(metric: Metric, contest: Contest, view: View) -> pd.DataFrame:
    """Return key, name, value and state of a total in every season up to the one shown that has any."""
    scopes = scopes_of(view.filters)
    seasons = contest.seasons_until(contest.season_shown(view))
    amounts = {str(season): float(contest.sums_of(season, scopes)[metric.measure]) for season in seasons}
    amounts = {season: amount for season, amount in amounts.items() if amount}
    frame = pd.DataFrame({"key": list(amounts), "name": list(amounts), "value": list(amounts.values())})
    frame["name"] = [season_name(int(season), contest, view) for season in amounts]
    return frame.assign(state=State.VALUE.value)


def season_name(season: int, contest: Contest, view: View) -> str:
    """Return a season; where sources cover it otherwise than the one shown, also how: «2021 · только итоги»."""
    how, shown = (
        completeness(REGISTER, view.filters, period) for period in (contest.period(season, view), view.period)
    )
    return str(season) if how is shown else f"{season} · {how_words(how, view.words)}"


@in_season
def season_entries(contest: Contest, view: View) -> Exhibit:
    """Return the entries of every season on record, the one shown standing out."""
    view = view.absolute
    _, metric, season = view.words, METRICS["entries"], contest.season_shown(view)
    frame = by_season(metric, contest, view)
    by_key = frame.set_index("key")["value"]
    title = nothing(view)
    if str(season) in by_key:
        value = value_words(metric, float(by_key[str(season)]), view)
        every = [contest.period(int(key), view) for key in by_key.index]
        most = len(by_key) > 1 and by_key.idxmax() == str(season) and not only_found(REGISTER, view, *every)
        counted = _("{value} в сезоне {season}", value=value, season=season)
        title = counted_words(counted, REGISTER, view) + (_(", больше не было") if most else "")
    fields = [Field("name", _("Сезон")), Field("value", _("Заявки"), Shape.NUMBER)]
    exhibit = season_exhibit(Kind.BAR, "season_entries", metric, contest, view, title, frame, fields, _("по сезонам"))
    return replace(exhibit, selected=(str(season),))


@in_season
def season_parts(dimension: str, contest: Contest, view: View) -> Exhibit:
    """Return the entries of each season by category or channel, in shares unless a season is small."""
    view = view.absolute
    _, metric = view.words, METRICS["entries"]
    frame = contest.member_sums(dimension, scopes_of(view.filters))
    frame = frame[frame["season"].isin(seasons_shown(contest, view))]
    sums = frame.groupby(["season", "member"], as_index=False)["entries"].sum()
    sums = sums.assign(stated=sums["member"] != "")
    hidden = untold(REGISTER, dimension, set(sums["member"]), view.filters)
    of_member = sums[sums["stated"] & ~sums["member"].isin(hidden)].groupby("member")["entries"].sum()
    largest = of_member.sort_values(ascending=False, kind="stable").index[:MEMBERS]
    members = [part_name(dimension, member, view) if member in largest else _("прочие") for member in sums["member"]]
    rows = sums.assign(member=members, row=sums["season"].astype(str), value=sums["entries"])
    rows = rows.groupby(["row", "member", "stated"], as_index=False, sort=False)["value"].sum()
    shares = shares_of(rows, parts_of_one=False)
    every = [contest.period(int(season), view) for season in shares.frame["row"].unique()]
    split = next(split for split in DATASETS[REGISTER].dimensions if split.name == dimension)
    fields = [
        Field("row", _("Сезон")),
        Field("member", split.title.of(view.language)),
        Field("value", _("Заявки"), Shape.NUMBER),
    ]
    title = unstated(split.title.of(view.language), view)
    if rows["stated"].any():
        is_only_found = only_found(REGISTER, view, *every)
        title = structure_title(shares, metric, split.title.of(view.language), view, is_only_found)
    exhibit = season_exhibit(
        Kind.STACKED,
        f"season_parts.{dimension}",
        metric,
        contest,
        view,
        title,
        shares.frame,
        fields,
        _("по сезонам"),
    )
    notes = (_("Заявок, где это не указано, здесь нет"), *shares.notes(view))
    return replace(exhibit, as_share=shares.are_solid, notes=notes)


def part_name(dimension: str, member: str, view: View) -> str:
    """Return the name of a category or a channel; categories are bare numbers, so the word is added."""
    _, name = view.words, member_name(REGISTER, dimension, member, view.language)
    return _("{number} категория", number=name) if dimension == "category" else name
