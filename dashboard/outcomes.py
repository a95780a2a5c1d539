"""What competitions end with: places and the municipalities that took them, prize money, all competitions side by side."""

from dataclasses import replace

import pandas as pd

from dashboard import findings, values
from dashboard.answers import listing
from dashboard.campaigns import Scale, scale_changed, scales
from dashboard.contests import season_exhibit
from dashboard.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.formats import number, signed
from dashboard.metrics import METRICS
from dashboard.seasons import (
    REGISTER,
    Contest,
    change_of,
    competitions,
    contest,
    member_sums,
    season_before,
    season_shown,
)
from dashboard.view import View, place
from etl.words import Text

# What the places of a season divide into.
WINNERS = Text("муниципалитеты-победители", "winning municipalities")
AGAIN = Text("ещё места тех же муниципалитетов", "further places of the same")
UNNAMED = Text("муниципалитет не назван", "municipality not named")


def season_winners(found: Contest, view: View) -> pd.DataFrame:
    """Return season, municipalities (different ones with a place, by region and name), named (places of those)."""
    frame = member_sums("season_winner", found.name)
    frame = frame[
        frame["scope"].isin(values.single_scopes(view.filters)) & (frame["member"] != "") & (frame["winners"] > 0)
    ]
    by_name = frame.groupby(["season", "scope", "member"], as_index=False)["winners"].sum()
    return pd.DataFrame(by_name.groupby("season").agg(municipalities=("member", "size"), named=("winners", "sum")))


def season_places(found: Contest, view: View) -> Exhibit:
    """Return the places of each season: one of each municipality, further ones of the same, and those of nobody named."""
    _, winners = view.words, season_winners(found, view)
    parts = []
    for season in found.seasons:
        places = float(found.of(season, values.scopes(view.filters))["winners"])
        different, named = (float(winners[column].get(season, 0.0)) for column in ("municipalities", "named"))
        parts += [
            (str(season), WINNERS.of(view.language), different),
            (str(season), AGAIN.of(view.language), named - different),
            (str(season), UNNAMED.of(view.language), places - named),
        ]
    frame = pd.DataFrame(parts, columns=["row", "member", "value"])
    frame = frame[frame.groupby("row")["value"].transform("sum") > 0]
    frame = frame[frame.groupby("member")["value"].transform("sum") > 0].reset_index(drop=True)
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
        return findings.nothing(view)
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


def season_prizes(found: Contest, view: View) -> Exhibit:
    """Return the prize money of each season; a season whose prizes were set anew says so beside its name."""
    _, metric, scopes = view.words, METRICS["prizes"], values.scopes(view.filters)
    money = [float(found.of(season, scopes)["prize_mln"]) for season in found.seasons]
    frame = pd.DataFrame(
        {
            "key": [str(season) for season in found.seasons],
            "name": [marked(found, season, view) for season in found.seasons],
            "value": money,
            "state": [State.VALUE.value if amount else State.ZERO.value for amount in money],
        }
    )
    frame = frame[frame["value"] > 0].reset_index(drop=True)
    fields = [Field("name", _("Сезон")), Field("value", _("Премии, млн руб."), Shape.NUMBER, 1)]
    title = prizes_title(frame, found, view)
    made = season_exhibit(Kind.BAR, "season_prizes", metric, found, view, title, frame, fields, _("по сезонам"))
    seasons = [season for season in found.seasons if str(season) in set(frame["key"])]
    told = [
        scale_words(season, scales()[found.name, season], view)
        for season in seasons
        if (found.name, season) in scales()
    ]
    return replace(made, decimals=1, notes=tuple(told))


def marked(found: Contest, season: int, view: View) -> str:
    """Return the name of a season, with a mark when its prizes differ from those of the season before."""
    _ = view.words
    return _("{season} · другая шкала", season=season) if scale_changed(found.name, season) else str(season)


def prizes_title(frame: pd.DataFrame, found: Contest, view: View) -> str:
    """Return the prize money of the season shown, and in which seasons the scale was another one."""
    _, season = view.words, season_shown(found, view)
    own = frame[frame["key"] == str(season)]
    if frame.empty:
        return _("Премии не указаны ни в одной строке")
    changed = [key for key in frame["key"] if scale_changed(found.name, int(key))]
    money = float(own["value"].sum())
    told = _("{money} в сезоне {season}", money=findings.value_words(METRICS["prizes"], money, view), season=season)
    scale = scales().get((found.name, season)) if season else None
    if scale and scale.fund and not (view.filters.regions or view.filters.district):
        told = _(
            "Известны премии на {money} из {fund} млн руб. фонда сезона {season}",
            money=number(money, view.language, 1),
            fund=number(scale.fund, view.language),
            season=season,
        )
    if not changed:
        return told
    return _("{told}; шкала менялась: {seasons}", told=told, seasons=", ".join(changed))


def scale_words(season: int, scale: Scale, view: View) -> str:
    """Return the prizes of a season and where they are published; that nobody found them."""
    _ = view.words
    first_from, first_to, second_from, second_to, fund = (
        "" if amount is None else number(amount, view.language) for amount in scale.amounts
    )
    if not fund:
        return _("{season}: шкала премий не найдена · {source}", season=season, source=scale.source)
    return _(
        "{season}: I категория {first}, II категория {second} млн руб., фонд {fund} млн руб. · {source}",
        season=season,
        first=f"{first_from}–{first_to}",
        second=f"{second_from}–{second_to}",
        fund=fund,
        source=scale.source,
    )


def contest_table(view: View) -> Exhibit:
    """Return the competitions side by side, each in its last season up to the period, against its season before."""
    _, rows = view.words, []
    for code, name in competitions().items():
        found = contest(code)
        season = season_shown(found, view)
        if season is not None:
            rows.append({"contest": name, **contest_row(found, season, view)})
    columns = ["contest", "season", "entries", "change", "federal", "winners", "municipalities", "prizes"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("entries", ascending=False, ignore_index=True)
    fields = (
        Field("contest", _("Конкурс")),
        Field("season", _("Сезон")),
        Field("entries", _("Заявки"), Shape.NUMBER),
        Field("change", _("К прошлому сезону")),
        Field("federal", _("На федеральном этапе"), Shape.NUMBER),
        Field("winners", _("Места"), Shape.NUMBER),
        Field("municipalities", _("Муниципалитеты-победители"), Shape.NUMBER),
        Field("prizes", _("Премии, млн руб."), Shape.NUMBER, 1),
    )
    under = " · ".join((_("последний сезон каждого конкурса"), place(view.filters, view.language)))
    made = listing("contests", contests_title(frame, view), under, frame, fields, view, REGISTER)
    return replace(made, metric=METRICS["entries"], notes=(_("Сезон называется по году итогов"),))


def contest_row(found: Contest, season: int, view: View) -> dict[str, object]:
    """Return the figures of one season of a competition."""
    scopes = values.scopes(view.filters)
    now, winners, before = found.of(season, scopes), season_winners(found, view), season_before(found, season)
    return {
        "season": str(season),
        "entries": float(now["entries"]),
        "change": moved(now["entries"], found.of(before, scopes)["entries"], view)
        if before
        else view.words("первый сезон"),
        "federal": float(now["federal"]),
        "winners": float(now["winners"]),
        "municipalities": float(winners["municipalities"].get(season, 0.0)),
        "prizes": float(now["prize_mln"]),
    }


def moved(now: float, before: float, view: View) -> str:
    """Return how the entries changed: in per cent, or what they were when they were few."""
    _, by = view.words, change_of(now, before)
    if by != by:
        return _("было {before}", before=number(before, view.language))
    return f"{signed(by, view.language, 0)} %"


def contests_title(frame: pd.DataFrame, view: View) -> str:
    """Return how many competitions there are, and which one drew most entries."""
    _ = view.words
    if frame.empty or not frame["entries"].iloc[0]:
        return findings.nothing(view)
    told = _.many("{number} конкурс", "{number} конкурсов", len(frame))
    best = frame.iloc[0]
    return _(
        "{competitions}: больше всего заявок — {contest}, {entries}",
        competitions=told,
        contest=best["contest"],
        entries=number(best["entries"], view.language),
    )
