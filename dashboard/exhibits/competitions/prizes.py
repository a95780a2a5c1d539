"""What competitions end with in numbers: prize money by season and its scale, all competitions side by side."""

from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.common import titles
from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.competitions.one_contest import by_season, season_exhibit
from dashboard.exhibits.competitions.published_facts import Scale, scale_changed, scales
from dashboard.exhibits.competitions.season_sums import (
    REGISTER,
    Contest,
    change_of,
    competitions,
    contest,
    season_before,
    season_shown,
)
from dashboard.exhibits.competitions.winners import named, season_winners
from dashboard.language.formats import number, signed
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, place
from etl.regions import NATION


@at_end_of(REGISTER)
def season_prizes(found: Contest, view: View) -> Exhibit:
    """Return the prize money of each season; a season whose prizes were set anew says so beside its name."""
    view = view.absolute
    _, metric, frame = view.words, METRICS["prizes"], by_season(METRICS["prizes"], found, view)
    frame = frame.assign(name=[marked(found, int(season), view) for season in frame["key"]])
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
    told = _("{money} в сезоне {season}", money=titles.value_words(METRICS["prizes"], money, view), season=season)
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


@at_end_of(REGISTER)
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
    scopes = metric_values.scopes(view.filters)
    now, winners, before = found.of(season, scopes), season_winners(found, view), season_before(found, season)
    # What no row of the season states, in any region, is not known rather than zero.
    known = found.of(season, (NATION,)).gt(0)
    return {
        "season": str(season),
        "entries": float(now["entries"]),
        "change": moved(now["entries"], found.of(before, scopes)["entries"], view)
        if before
        else view.words("первый сезон"),
        "federal": float(now["federal"]) if known["federal"] else nan,
        "winners": float(now["winners"]) if known["winners"] else nan,
        "municipalities": float(winners["municipalities"].get(season, 0.0)) if season in named(found) else nan,
        "prizes": float(now["prize_mln"]) if known["prize_mln"] else nan,
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
        return titles.nothing(view)
    told = _.many("{number} конкурс", "{number} конкурсов", len(frame))
    best = frame.iloc[0]
    return _(
        "{competitions}: больше всего заявок — {contest}, {entries}",
        competitions=told,
        contest=best["contest"],
        entries=number(best["entries"], view.language),
    )
