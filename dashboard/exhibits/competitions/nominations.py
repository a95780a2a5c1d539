"""Nominations of one competition season by season, and the breaks where some were replaced by others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from dashboard.exhibits.common import titles
from dashboard.exhibits.competitions.one_contest import season_exhibit
from dashboard.exhibits.competitions.season_sums import REGISTER, Contest, member_sums
from dashboard.language.formats import names
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View
from etl.regions import NATION

NAMED = 3


@dataclass(frozen=True, slots=True)
class Break:
    """A season that has nominations the one before had not, in place of some that came no more."""

    season: int
    ended: tuple[str, ...]
    began: tuple[str, ...]


@at_end_of(REGISTER)
def nominations(found: Contest, view: View) -> Exhibit:
    """Return the entries of every nomination in every season that names any; what the last one has not stands apart.

    Which nominations a season has is a matter of the whole competition; the entries are those of the selection.
    """
    view = view.absolute
    _, every = view.words, nomination_sums(found, (NATION,))
    breaks = broken(every)
    fields = [
        Field("row", _("Номинация")),
        Field("group", _("Состояние")),
        Field("column", _("Сезон")),
        Field("value", _("Заявки"), Shape.NUMBER),
    ]
    made = season_exhibit(
        Kind.MATRIX,
        "nominations",
        METRICS["entries"],
        found,
        view,
        nominations_title(every, breaks, view),
        cells(every, nomination_sums(found, metric_values.scopes(view.filters)), view),
        fields,
        _("по сезонам"),
    )
    notes = (*(break_words(one, view) for one in breaks), *unnamed_words(found, every, view))
    return replace(made, never=_("заявок нет"), notes=notes)


def nomination_sums(found: Contest, scopes: Sequence[str]) -> pd.DataFrame:
    """Return season, member, value: the entries of these scopes in each named nomination of each season."""
    frame = member_sums("season_nomination", found.name)
    frame = frame[frame["scope"].isin(scopes) & (frame["member"] != "") & (frame["entries"] > 0)]
    return pd.DataFrame(frame.groupby(["season", "member"], as_index=False).agg(value=("entries", "sum")))


def cells(every: pd.DataFrame, own: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return key, row, group, column, value and state of every nomination in every season, the largest ones first."""
    _, seasons = view.words, sorted(set(every["season"]))
    last = set(every.loc[every["season"] == max(seasons, default=0), "member"])
    order = every.groupby("member")["value"].sum().sort_values(ascending=False, kind="stable").index
    known = own.set_index(["member", "season"])["value"]
    groups = {
        True: _("Есть в сезоне {season}", season=max(seasons, default=0)),
        False: _("Нет в сезоне {season}", season=max(seasons, default=0)),
    }
    frame = pd.DataFrame(
        [
            (member, member, groups[member in last], str(season), float(known.get((member, season), 0.0)))
            for member in sorted(order, key=lambda member: member not in last)
            for season in seasons
        ],
        columns=["key", "row", "group", "column", "value"],
    )
    return frame.assign(state=[State.VALUE.value if value else State.ZERO.value for value in frame["value"]])


def broken(sums: pd.DataFrame) -> list[Break]:
    """Return the seasons in which some nominations began where others had come for the last time."""
    spans = sums.groupby("member")["season"].agg(["min", "max"])
    found = [
        Break(season, tuple(spans.index[spans["max"] == before]), tuple(spans.index[spans["min"] == season]))
        for before, season in pairwise(sorted(set(sums["season"])))
    ]
    return [one for one in found if one.ended and one.began]


def nominations_title(every: pd.DataFrame, breaks: Sequence[Break], view: View) -> str:
    """Return when nominations were replaced last, or how many the last season has."""
    _ = view.words
    if every.empty:
        return titles.unstated(_("Номинация"), view)
    if breaks:
        return _(
            "С сезона {season} номинации другие: прежних нет {ended}, новых {began}",
            season=breaks[-1].season,
            ended=len(breaks[-1].ended),
            began=len(breaks[-1].began),
        )
    season = every["season"].max()
    told = _.many("{number} номинация", "{number} номинаций", int((every["season"] == season).sum()))
    return _("{nominations} в сезоне {season}", nominations=told, season=season)


def break_words(found: Break, view: View) -> str:
    """Return which nominations came no more and which began: across that break they do not compare."""
    _ = view.words
    return _(
        "Разрыв ряда с сезона {season}: вместо {ended} — {began}; сравнивать через него нельзя",
        season=found.season,
        ended=names([f"«{name}»" for name in found.ended], view.language, NAMED),
        began=names([f"«{name}»" for name in found.began], view.language, NAMED),
    )


def unnamed_words(found: Contest, every: pd.DataFrame, view: View) -> tuple[str, ...]:
    """Return which seasons have no column, since none of their entries names a nomination."""
    _ = view.words
    seasons = [str(season) for season in found.seasons if season not in set(every["season"])]
    if not seasons or every.empty:
        return ()
    return (_("Ни одной номинации не указано в сезонах: {seasons}", seasons=", ".join(seasons)),)
