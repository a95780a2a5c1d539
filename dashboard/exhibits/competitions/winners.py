"""Who won places in one competition: by municipality, by nomination, and as a list."""

from dataclasses import replace

import pandas as pd

from dashboard.engine.sums import BETWEEN
from dashboard.exhibits.common import row_tables
from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.common.titles.member_titles import member_title
from dashboard.exhibits.common.titles.quiet_words import counted_words, unstated
from dashboard.exhibits.competitions.one_contest import season_exhibit, season_words
from dashboard.exhibits.competitions.season_sums import REGISTER, WHOLE, Contest, in_season
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.queries import scopes
from dashboard.queries.scopes import scopes_of
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import member_name, place
from etl.datasets.expressions import NO_UNIT
from etl.regions import NATION
from etl.words import Text

# The places of a season divide into these.
WINNERS = Text("муниципалитеты-победители", "winning municipalities")
AGAIN = Text("ещё места тех же муниципалитетов", "further places of the same")
UNNAMED = Text("муниципалитет не назван", "municipality not named")


def seasons_naming_winners(contest: Contest) -> set[int]:
    """Return the seasons in which some winner is named."""
    return set(contest.member_sums("winner", (NATION,))["season"])


def season_winners(contest: Contest, view: View) -> pd.DataFrame:
    """Return by season how many different municipalities won places, and how many places those are (`named`).

    Winners are of any level: one outside the directory counts by its name.
    """
    frame = contest.member_sums("winner", scopes.single_scopes(view.filters))
    parts = frame["member"].astype(str).str.split(BETWEEN, n=1, expand=True).reindex(columns=[0, 1])
    frame = frame.assign(member=parts[0].where(~parts[0].isin(["", NO_UNIT]), parts[1]))
    frame = frame[frame["winners"] > 0]
    by_name = frame.groupby(["season", "scope", "member"], as_index=False)["winners"].sum()
    return pd.DataFrame(by_name.groupby("season").agg(municipalities=("member", "size"), named=("winners", "sum")))


@in_season
def season_places(contest: Contest, view: View) -> Exhibit:
    """Return the places of each season: the first of each municipality, its further ones, and those of unnamed municipalities."""
    view = view.absolute
    _, winners = view.words, season_winners(contest, view)
    parts = []
    for season in contest.seasons_until(contest.season_shown(view)):
        places = float(contest.sums_of(season, scopes_of(view.filters))["winners"])
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
    title = places_title(frame, contest, view)
    exhibit = season_exhibit(
        Kind.STACKED, "season_places", METRICS["places"], contest, view, title, frame, fields, _("по сезонам")
    )
    note = _("Один муниципалитет может занять несколько мест: мест не меньше, чем победителей")
    return replace(exhibit, notes=(note,))


def places_title(frame: pd.DataFrame, contest: Contest, view: View) -> str:
    """Return how many places the season shown had and how many municipalities won them."""
    _, season = view.words, str(contest.season_shown(view))
    own = frame[frame["row"] == season]
    if own.empty:
        return no_places(contest, view)
    places = _.many("{number} место", "{number} мест", int(own["value"].sum()))
    parts = own.set_index("member")["value"]
    different, unnamed = (float(parts.get(part.of(view.language), 0.0)) for part in (WINNERS, UNNAMED))
    if not different:
        title = _("{places} в сезоне {season}, муниципалитеты не названы", places=places, season=season)
        return counted_words(title, REGISTER, view)
    if not unnamed:
        municipalities = _.many("{number} муниципалитета", "{number} муниципалитетов", int(different))
        return counted_words(
            _(
                "{places} в сезоне {season} у {municipalities}",
                places=places,
                season=season,
                municipalities=municipalities,
            ),
            REGISTER,
            view,
        )
    title = _(
        "{places} в сезоне {season}, из них {named} — у {municipalities}",
        places=places,
        season=season,
        named=number(float(parts.sum()) - unnamed, view.language),
        municipalities=_.many(
            "{number} названного муниципалитета", "{number} названных муниципалитетов", int(different)
        ),
    )
    return counted_words(title, REGISTER, view)


def no_places(contest: Contest, view: View) -> str:
    """Return the words for a season without places in the register."""
    _ = view.words
    return _("Призовых мест в реестре нет: {season}", season=season_words(contest.season_shown(view), view))


@in_season
def nomination_places(contest: Contest, view: View) -> Exhibit:
    """Return the places of the season shown by nomination, those without a nomination last."""
    view = view.absolute
    _, metric, season = view.words, METRICS["places"], contest.season_shown(view)
    frame = contest.member_sums("nomination", scopes_of(view.filters))
    own = frame[(frame["season"] == season) & (frame["winners"] > 0)]
    sums = own.groupby("member", as_index=False).agg(value=("winners", "sum"))
    sums = sums.assign(unstated=sums["member"] == "").sort_values(["unstated", "value"], ascending=[True, False])
    names = [member_name(REGISTER, "nomination", member, view.language) for member in sums["member"]]
    members = {"key": names, "name": names, "member": sums["member"].to_list(), "value": sums["value"].to_numpy()}
    bars = pd.DataFrame(members)
    stated = bool((~sums["unstated"]).any())
    title = member_title(metric, bars, view, _("Номинация")) if stated else unstated(_("Номинация"), view)
    fields = [Field("name", _("Номинация")), Field("value", _("Места"), Shape.NUMBER)]
    frame = bars.assign(state=State.VALUE.value)
    when = season_words(season, view)
    return season_exhibit(Kind.BAR, "nomination_places", metric, contest, view, title, frame, fields, when)


@in_season
def season_winner_list(contest: Contest, view: View) -> Exhibit:
    """Return the prize-winning entries of the season shown."""
    season = contest.season_shown(view)
    frame = row_tables.winner_rows(view, WHOLE, competition=contest.name, season=season or 0)
    fields = [field for field in row_tables.winner_fields(view) if field.name not in ("season", "competition")]
    when = " · ".join(filter(None, (contest.name, season_words(season, view), place(view.filters, view.language))))
    title = row_tables.winners_title(len(frame), view) if len(frame) else no_places(contest, view)
    return listing(f"season_winners.{contest.code}", title, when, frame, fields, view, REGISTER)
