"""The results of competitions in numbers: prize money by season and its scale, all competitions side by side."""

from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.exhibits.common.titles.value_words import value_words
from dashboard.exhibits.competitions.one_contest import by_season, season_exhibit, season_name
from dashboard.exhibits.competitions.season_sums import REGISTER, Contest, contests, in_season, percent_change
from dashboard.exhibits.competitions.winners import season_winners, seasons_naming_winners
from dashboard.language.formats import number, signed
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.scopes import scopes_of
from dashboard.queries.sums.published_facts import Scale, scale_changed, scales
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import place
from etl.regions import NATION


@in_season
def season_prizes(contest: Contest, view: View) -> Exhibit:
    """Return the prize money of each season; a season whose prize scale changed is marked beside its name."""
    view = view.absolute
    _, metric, frame = view.words, METRICS["prizes"], by_season(METRICS["prizes"], contest, view)
    frame = frame.assign(name=[season_label(contest, int(season), view) for season in frame["key"]])
    fields = [Field("name", _("Сезон")), Field("value", _("Премии, млн руб."), Shape.NUMBER, 1)]
    title = prizes_title(frame, contest, view)
    exhibit = season_exhibit(Kind.BAR, "season_prizes", metric, contest, view, title, frame, fields, _("по сезонам"))
    published = {int(season): scales().get((contest.name, int(season))) for season in frame["key"]}
    notes = tuple(scale_note(season, scale, view) for season, scale in published.items() if scale)
    return replace(exhibit, decimals=1, notes=notes)


def season_label(contest: Contest, season: int, view: View) -> str:
    """Return the name of a season, with a mark when its prizes differ from those of the season before."""
    _, name = view.words, season_name(season, contest, view)
    return _("{season} · другая шкала", season=name) if scale_changed(contest.name, season) else name


def prizes_title(frame: pd.DataFrame, contest: Contest, view: View) -> str:
    """Return the prize money of the season shown, and in which seasons the scale changed."""
    _, season = view.words, contest.season_shown(view)
    own = frame[frame["key"] == str(season)]
    if frame.empty:
        return _("Премии не указаны ни в одной строке")
    changed = [key for key in frame["key"] if scale_changed(contest.name, int(key))]
    money = float(own["value"].sum())
    prizes = _("{money} в сезоне {season}", money=value_words(METRICS["prizes"], money, view), season=season)
    scale = scales().get((contest.name, season)) if season else None
    if scale and scale.fund and view.filters.is_whole_country:
        prizes = _(
            "Известны премии на {money} из {fund} млн руб. фонда сезона {season}",
            money=number(money, view.language, 1),
            fund=number(scale.fund, view.language),
            season=season,
        )
    if not changed:
        return prizes
    return _("{prizes}; шкала менялась: {seasons}", prizes=prizes, seasons=", ".join(changed))


def scale_note(season: int, scale: Scale, view: View) -> str:
    """Return the prizes of a season and where they are published, or that they could not be found."""
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
    for contest in contests():
        season = contest.season_shown(view)
        if season is not None:
            rows.append({"contest": contest.name, **contest_row(contest, season, view)})
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
    subtitle = " · ".join((_("последний сезон каждого конкурса"), place(view.filters, view.language)))
    is_only_found = any(only_found(REGISTER, contest.seen(view)) for contest in contests())
    exhibit = listing("contests", contests_title(frame, view, is_only_found), subtitle, frame, fields, view, REGISTER)
    return replace(exhibit, metric=METRICS["entries"], notes=(_("Сезон называется по году итогов"),))


def contest_row(contest: Contest, season: int, view: View) -> dict[str, object]:
    """Return the figures of one season of a competition."""
    scopes = scopes_of(view.filters)
    now, before = contest.sums_of(season, scopes), contest.season_before(season)
    change = view.words("первый сезон")
    if before:
        change = season_change(contest, view)
    municipalities = float(season_winners(contest, view)["municipalities"].get(season, 0.0))
    if season not in seasons_naming_winners(contest):
        municipalities = nan
    # A figure that no row of the season states, in any region, is unknown rather than zero.
    stated = contest.sums_of(season, (NATION,)).gt(0)
    return {
        "season": season_state(contest, season, view),
        "entries": float(now["entries"]),
        "change": change,
        "federal": float(now["federal"]) if stated["federal"] else nan,
        "winners": float(now["winners"]) if stated["winners"] else nan,
        "municipalities": municipalities,
        "prizes": float(now["prize_mln"]) if stated["prize_mln"] else nan,
    }


def season_state(contest: Contest, season: int, view: View) -> str:
    """Return the season of a competition, and that it has no results yet."""
    shown = contest.seen(view).period.season
    return str(season) if shown is None or shown.over else view.words("{season}, итогов ещё нет", season=season)


def season_change(contest: Contest, view: View) -> str:
    """Return how the entries of the season shown changed, up to the same day of the campaign while it is not decided."""
    seen = contest.seen(view.absolute)
    if seen.compared is None:
        return view.words("не сравнить")
    now, before = (
        metric_values.total(METRICS["entries"], seen.filters, period).part for period in (seen.period, seen.compared)
    )
    words = change_words(now, 0.0 if before != before else before, view)
    day = seen.compared.season.day if seen.compared.season else 0
    return view.words("на {day}-й день {change}", change=words, day=day) if day else words


def change_words(now: float, before: float, view: View) -> str:
    """Return how the entries changed: in per cent, or what they were when they were few."""
    _, change = view.words, percent_change(now, before)
    if change != change:
        return _("было {before}", before=number(before, view.language))
    return f"{signed(change, view.language, 0)} %"


def contests_title(frame: pd.DataFrame, view: View, is_only_found: bool) -> str:
    """Return how many competitions there are, and which one drew the most entries where all are known."""
    _ = view.words
    if frame.empty or not frame["entries"].iloc[0]:
        return nothing(view)
    count = _.many("{number} конкурс", "{number} конкурсов", len(frame))
    if is_only_found:
        return _("{competitions}: показано найденное", competitions=count)
    best = frame.iloc[0]
    return _(
        "{competitions}: больше всего заявок — {contest}, {entries}",
        competitions=count,
        contest=best["contest"],
        entries=number(best["entries"], view.language),
    )
