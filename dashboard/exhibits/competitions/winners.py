"""Who took the places of one competition: municipalities, nominations, the list."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common import row_tables, titles
from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.competitions.one_contest import season_exhibit, season_words
from dashboard.exhibits.competitions.season_sums import REGISTER, WHOLE, Contest, member_sums, season_shown
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, member_name, place
from etl.words import Text

# What the places of a season divide into.
WINNERS = Text("муниципалитеты-победители", "winning municipalities")
AGAIN = Text("ещё места тех же муниципалитетов", "further places of the same")
UNNAMED = Text("муниципалитет не назван", "municipality not named")


def named(found: Contest) -> set[int]:
    """Return the seasons of which some winner is named."""
    return set(member_sums("season_winner", found.name)["season"])


def season_winners(found: Contest, view: View) -> pd.DataFrame:
    """Return season, municipalities (different ones with a place, by region and name), named (places of those)."""
    frame = member_sums("season_winner", found.name)
    frame = frame[
        frame["scope"].isin(metric_values.single_scopes(view.filters))
        & (frame["member"] != "")
        & (frame["winners"] > 0)
    ]
    by_name = frame.groupby(["season", "scope", "member"], as_index=False)["winners"].sum()
    return pd.DataFrame(by_name.groupby("season").agg(municipalities=("member", "size"), named=("winners", "sum")))


@at_end_of(REGISTER)
def season_places(found: Contest, view: View) -> Exhibit:
    """Return the places of each season: one of each municipality, further ones of the same, and those of nobody named."""
    view = view.absolute
    _, winners = view.words, season_winners(found, view)
    parts = []
    for season in found.seasons:
        places = float(found.of(season, metric_values.scopes(view.filters))["winners"])
        different, named = (float(winners[column].get(season, 0.0)) for column in ("municipalities", "named"))
        parts += [
            (str(season), WINNERS.of(view.language), different),
            (str(season), AGAIN.of(view.language), named - different),
            (str(season), UNNAMED.of(view.language), places - named),
        ]
    frame = pd.DataFrame(parts, columns=["row", "member", "value"])
    frame = frame[frame.groupby("row")["value"].transform("sum") > 0]
    frame = frame[frame.groupby("member")["value"].transform("sum") > 0].reset_index(drop=True)
    frame = frame.assign(quiet=frame["member"] == UNNAMED.of(view.language))
    fields = [Field("row", _("Сезон")), Field("member", _("Чьи места")), Field("value", _("Места"), Shape.NUMBER)]
    title = places_title(frame, found, view)
    made = season_exhibit(
        Kind.STACKED, "season_places", METRICS["places"], found, view, title, frame, fields, _("по сезонам")
    )
    return replace(made, notes=(_("Один муниципалитет может занять несколько мест: мест не меньше, чем победителей"),))


def places_title(frame: pd.DataFrame, found: Contest, view: View) -> str:
    """Return the places of the season shown and how many municipalities they went to."""
    _, season = view.words, str(season_shown(found, view))
    own = frame[frame["row"] == season]
    if own.empty:
        return no_places(found, view)
    places = _.many("{number} место", "{number} мест", int(own["value"].sum()))
    parts = own.set_index("member")["value"]
    different, unnamed = (float(parts.get(part.of(view.language), 0.0)) for part in (WINNERS, UNNAMED))
    if not different:
        return _("{places} в сезоне {season}, муниципалитеты не названы", places=places, season=season)
    told = _.many("{number} муниципалитета", "{number} муниципалитетов", int(different))
    title = _("{places} в сезоне {season} у {municipalities}", places=places, season=season, municipalities=told)
    if not unnamed:
        return title
    named = number(float(parts.sum()) - unnamed, view.language)
    return _(
        "{places} в сезоне {season}: у {municipalities} — {named}, у остальных муниципалитет не назван",
        places=places,
        season=season,
        municipalities=told,
        named=named,
    )


def no_places(found: Contest, view: View) -> str:
    """Return that the register has no place of the season shown."""
    _ = view.words
    return _("Призовых мест в реестре нет: {season}", season=season_words(season_shown(found, view), view))


@at_end_of(REGISTER)
def nomination_places(found: Contest, view: View) -> Exhibit:
    """Return the places of the season shown by nomination, those of no named nomination last."""
    view = view.absolute
    _, metric, season = view.words, METRICS["places"], season_shown(found, view)
    frame = member_sums("season_nomination", found.name)
    own = frame["scope"].isin(metric_values.scopes(view.filters)) & (frame["season"] == season) & (frame["winners"] > 0)
    sums = frame[own].groupby("member", as_index=False).agg(value=("winners", "sum"))
    sums = sums.assign(unstated=sums["member"] == "").sort_values(["unstated", "value"], ascending=[True, False])
    told = [member_name(REGISTER, "nomination", member, view.language) for member in sums["member"]]
    bars = pd.DataFrame({"key": told, "name": told, "member": told, "value": sums["value"].to_numpy()})
    stated = bool((~sums["unstated"]).any())
    title = titles.member_title(metric, bars, view) if stated else titles.unstated(_("Номинация"), view)
    fields = [Field("name", _("Номинация")), Field("value", _("Места"), Shape.NUMBER)]
    frame = bars.assign(state=State.VALUE.value)
    when = season_words(season, view)
    return season_exhibit(Kind.BAR, "nomination_places", metric, found, view, title, frame, fields, when)


@at_end_of(REGISTER)
def season_winner_list(found: Contest, view: View) -> Exhibit:
    """Return the prize-winning entries of the season shown."""
    season = season_shown(found, view)
    frame = row_tables.winner_rows(view, WHOLE, competition=found.name, season=season or 0)
    fields = [field for field in row_tables.winner_fields(view) if field.name not in ("season", "competition")]
    when = " · ".join(filter(None, (found.name, season_words(season, view), place(view.filters, view.language))))
    name, title = (
        f"season_winners.{found.code}",
        row_tables.winners_title(frame, view) if len(frame) else no_places(found, view),
    )
    return listing(name, title, when, frame, fields, view, REGISTER)
