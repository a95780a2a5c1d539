"""Nominations of one competition by season, and the seasons in which new ones replaced old ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from dashboard.exhibits.common.titles.quiet_words import unstated
from dashboard.exhibits.competitions.one_contest import season_exhibit
from dashboard.exhibits.competitions.season_sums import REGISTER, Contest, in_season
from dashboard.language.formats import names
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.queries.scopes import scopes_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from etl.regions import NATION

NAMED = 3


@dataclass(frozen=True, slots=True)
class Replacement:
    """A season in which new nominations began after others had ended with the season before."""

    season: int
    ended: tuple[str, ...]
    began: tuple[str, ...]


@in_season
def nominations(contest: Contest, view: View) -> Exhibit:
    """Return the entries of every nomination in every season that names any; those absent from the last season stand apart.

    The whole competition decides which nominations a season has; the entries are those of the selection.
    """
    view = view.absolute
    _, national, full = view.words, nomination_sums(contest, (NATION,), view), full_seasons(contest, view)
    replacements = find_replacements(national, full)
    fields = [
        Field("row", _("Номинация")),
        Field("group", _("Состояние")),
        Field("column", _("Сезон")),
        Field("value", _("Заявки"), Shape.NUMBER),
    ]
    exhibit = season_exhibit(
        Kind.MATRIX,
        "nominations",
        METRICS["entries"],
        contest,
        view,
        nominations_title(national, replacements, full, view),
        cells(national, nomination_sums(contest, scopes_of(view.filters), view), full, view),
        fields,
        _("по сезонам"),
    )
    notes = (
        *(replacement_note(replacement, view) for replacement in replacements),
        *unnamed_notes(contest, national, view),
    )
    never = _("заявок нет") if set(national["season"]) <= full else _("не найдено")
    return replace(exhibit, never=never, notes=notes)


def full_seasons(contest: Contest, view: View) -> frozenset[int]:
    """Return the seasons whose sources hold every entry of the country: of others nobody knows which nominations they had not."""
    country = replace(view, filters=replace(view.filters, regions=(), district=""))
    seasons = contest.seasons_until(contest.season_shown(view))
    return frozenset(one for one in seasons if not only_found(REGISTER, country, contest.period(one, view)))


def nomination_sums(contest: Contest, scopes: Sequence[str], view: View) -> pd.DataFrame:
    """Return season, member, value: the entries of these scopes in each named nomination of each season up to the one shown."""
    frame = contest.member_sums("nomination", scopes)
    frame = frame[frame["season"].isin(contest.seasons_until(contest.season_shown(view)))]
    frame = frame[(frame["member"] != "") & (frame["entries"] > 0)]
    return pd.DataFrame(frame.groupby(["season", "member"], as_index=False).agg(value=("entries", "sum")))


def cells(national: pd.DataFrame, own: pd.DataFrame, full: Collection[int], view: View) -> pd.DataFrame:
    """Return key, row, group, column, value and state of every nomination in every season, the largest ones first.

    Without an entry it had none in a season with full sources; in another that is not known.
    """
    _, seasons = view.words, sorted(set(national["season"]))
    newest = max(seasons, default=0)
    current = set(national.loc[national["season"] == newest, "member"])
    order = national.groupby("member")["value"].sum().sort_values(ascending=False, kind="stable").index
    entries = own.set_index(["member", "season"])["value"]
    groups = group_words(newest, newest in full, view)
    frame = pd.DataFrame(
        [
            (member, member, groups[member in current], str(season), float(entries.get((member, season), 0.0)))
            for member in sorted(order, key=lambda member: member not in current)
            for season in seasons
        ],
        columns=["key", "row", "group", "column", "value"],
    )
    is_unknown = (frame["value"] == 0) & ~frame["column"].isin([str(season) for season in full])
    states = [State.VALUE.value if value else State.ZERO.value for value in frame["value"]]
    frame = frame.assign(state=states, value=frame["value"].mask(is_unknown))
    return frame.assign(state=frame["state"].mask(is_unknown, State.NO_DATA.value))


def group_words(season: int, is_full: bool, view: View) -> dict[bool, str]:
    """Return what nominations with and without an entry in the last season are called."""
    _ = view.words
    if is_full:
        return {True: _("Есть в сезоне {season}", season=season), False: _("Нет в сезоне {season}", season=season)}
    return {
        True: _("Найдены в сезоне {season}", season=season),
        False: _("Не найдены в сезоне {season}", season=season),
    }


def find_replacements(sums: pd.DataFrame, full: Collection[int]) -> list[Replacement]:
    """Return the seasons in which some nominations began right after others had come for the last time.

    Only between seasons with full sources: elsewhere a nomination may have been there without being found.
    """
    spans = sums.groupby("member")["season"].agg(["min", "max"])
    seasons = [
        Replacement(season, tuple(spans.index[spans["max"] == before]), tuple(spans.index[spans["min"] == season]))
        for before, season in pairwise(sorted(set(sums["season"])))
        if {before, season} <= set(full)
    ]
    return [season for season in seasons if season.ended and season.began]


def nominations_title(
    national: pd.DataFrame, replacements: Sequence[Replacement], full: Collection[int], view: View
) -> str:
    """Return when nominations were replaced last, or how many the last season has."""
    _ = view.words
    if national.empty:
        return unstated(_("Номинация"), view)
    if replacements:
        return _(
            "С сезона {season} другие номинации: убрано {ended}, добавлено {began}",
            season=replacements[-1].season,
            ended=len(replacements[-1].ended),
            began=len(replacements[-1].began),
        )
    season = national["season"].max()
    count = _.many("{number} номинация", "{number} номинаций", int((national["season"] == season).sum()))
    title = _("{nominations} в сезоне {season}", nominations=count, season=season)
    return title if season in full else _("Найдено: {counted}", counted=title)


def replacement_note(replacement: Replacement, view: View) -> str:
    """Return which nominations ended and which began, and that seasons before and after do not compare."""
    _ = view.words
    return _(
        "Разрыв ряда с сезона {season}: вместо {ended} — {began}; сравнивать через него нельзя",
        season=replacement.season,
        ended=names([f"«{name}»" for name in replacement.ended], view.language, NAMED),
        began=names([f"«{name}»" for name in replacement.began], view.language, NAMED),
    )


def unnamed_notes(contest: Contest, national: pd.DataFrame, view: View) -> tuple[str, ...]:
    """Return which seasons have no column because none of their entries names a nomination."""
    _ = view.words
    seasons = [
        str(season)
        for season in contest.seasons_until(contest.season_shown(view))
        if season not in set(national["season"])
    ]
    if not seasons or national.empty:
        return ()
    return (_("Ни одной номинации не указано в сезонах: {seasons}", seasons=", ".join(seasons)),)
