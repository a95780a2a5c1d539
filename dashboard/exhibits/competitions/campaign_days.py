"""Seasons of one competition aligned by the day of the campaign: cumulative entries, or the published snapshots."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.exhibits.competitions.one_contest import season_exhibit, seasons_shown
from dashboard.exhibits.competitions.season_sums import Contest, in_season, percent_change
from dashboard.language.formats import day, number, percent, signed
from dashboard.model.exhibit import Exhibit, Field, Kind, Role, Shape
from dashboard.model.metrics import METRICS
from dashboard.queries.scopes import scopes_of
from dashboard.queries.sums.published_facts import campaigns, snapshots
from dashboard.queries.time.seasons import of_contest
from dashboard.queries.view import View
from etl.datasets.figures import qualifier_word


@in_season
def campaign_days(contest: Contest, view: View) -> Exhibit:
    """Return the cumulative entries of each season by the day of its campaign, the season shown in front."""
    view = view.absolute
    _, metric, season = view.words, METRICS["entries"], contest.season_shown(view)
    lines = campaign_lines(contest, view)
    fields = [
        Field("series", _("Сезон")),
        Field("step", _("День кампании"), Shape.NUMBER),
        Field("value", _("Заявки с начала кампании"), Shape.NUMBER),
    ]
    exhibit = season_exhibit(
        Kind.LINE,
        "campaign_days",
        metric,
        contest,
        view,
        same_day_title(contest, lines, contest.season_before(season), view),
        lines,
        fields,
        _("по дням кампании"),
    )
    return replace(exhibit, notes=campaign_notes(contest, view))


def campaign_lines(contest: Contest, view: View) -> pd.DataFrame:
    """Return series, role, step, value of the newest seasons: cumulative dated entries, else the published snapshots."""
    dated, last = contest.entries_by_day(view.filters), contest.season_shown(view)
    before, lines = contest.season_before(last), []
    for season in seasons_shown(contest, view):
        own = dated[dated["season"] == season]
        line = (
            cumulative(own, campaign_start(contest, season, own["day"]))
            if len(own)
            else published(contest, season, view)
        )
        role = Role.CURRENT if season == last else Role.COMPARISON if season == before else Role.OTHER
        lines.append(line.assign(series=str(season), role=role.value))
    columns = ["series", "role", "step", "value"]
    return pd.concat(lines, ignore_index=True)[columns] if lines else pd.DataFrame(columns=columns)


def campaign_start(contest: Contest, season: int, days: pd.Series) -> date:
    """Return the first day of a season's campaign: the published one, or else that of its first entry from anywhere."""
    opened = next((one.opened for one in of_contest(contest.name) if one.year == season), None)
    return opened or days.min().date()


def cumulative(entries: pd.DataFrame, start: date) -> pd.DataFrame:
    """Return step and value: the entries up to and including each day of the campaign that has any."""
    by_day = entries.groupby("day")["value"].sum().cumsum()
    first = pd.Timestamp(start)
    return pd.DataFrame({"step": [(moment - first).days + 1 for moment in by_day.index], "value": by_day.to_numpy()})


def published(contest: Contest, season: int, view: View) -> pd.DataFrame:
    """Return step and value of a season's published snapshots; they exist for the whole country only."""
    campaign, points = campaigns().get((contest.name, season)), []
    if campaign and view.filters.is_whole_country:
        points = [
            ((snapshot.day - campaign.opened).days + 1, snapshot.entries)
            for snapshot in snapshots().get((contest.name, season), ())
        ]
    return pd.DataFrame(points, columns=["step", "value"])


def entries_until(lines: pd.DataFrame, season: int | None, step: int) -> float:
    """Return the entries of a season up to a day of its campaign, 0 when it has none by then."""
    own = lines[(lines["series"] == str(season)) & (lines["step"] <= step)]
    return float(own["value"].max()) if len(own) else 0.0


def last_step(contest: Contest, drawn: int, view: View) -> int:
    """Return the last day of the campaign that is known, of the whole contest: a region may have stopped sending before it."""
    season = view.period.season
    one = next((one for one in of_contest(contest.name) if season and one.year == season.year), None)
    if season is None or not season.dated or one is None or one.opened is None:
        return drawn
    end = one.closed if season.over else min(view.as_of, one.closing or view.as_of)
    return max(drawn, (end - one.opened).days + 1 if end else drawn)


def same_day_title(contest: Contest, lines: pd.DataFrame, before: int | None, view: View) -> str:
    """Return how many entries there were by the last known day of the campaign, and by the same day a season before."""
    _, language, season = view.words, view.language, contest.season_shown(view)
    own = lines[lines["series"] == str(season)]
    if own.empty:
        return _("Заявок с точным днём нет: ход кампании не показать")
    step = last_step(contest, int(own["step"].max()), view)
    now = entries_until(lines, season, step)
    current = _("На {step}-й день кампании {season} — {now}", step=step, season=season, now=number(now, language))
    if not (lines["series"] == str(before)).any():
        return current
    was = entries_until(lines, before, step)
    title = _(
        "{current}, в сезоне {before} к этому дню — {was}", current=current, before=before, was=number(was, language)
    )
    change = percent_change(now, was)
    return title if change != change else f"{title} ({signed(change, language, 0)} %)"


def campaign_notes(contest: Contest, view: View) -> tuple[str, ...]:
    """Return which entries the lines leave out because they have no day, and what the published snapshots are."""
    _, notes = view.words, []
    for season in seasons_shown(contest, view):
        sums = contest.sums_of(season, scopes_of(view.filters))
        undated = float(sums["entries"] - sums["dated"])
        if undated and sums["dated"]:
            share = percent(100 * undated / float(sums["entries"]), view.language, 0)
            rest = number(undated, view.language)
            notes.append(
                _("Сезон {season}: без дня {rest} ({share}), на графике их нет", season=season, rest=rest, share=share)
            )
        for snapshot in snapshots().get((contest.name, season), ()):
            notes.append(
                _(
                    "Опубликовано о сезоне {season} на {day}: {entries}",
                    season=season,
                    day=day(snapshot.day, view.language),
                    entries=f"{qualifier_word(snapshot.qualifier, view.language)} {number(snapshot.entries, view.language)}".strip(),
                )
            )
    if any((contest.name, season) in snapshots() for season in seasons_shown(contest, view)):
        notes.append(_("Снимки хода кампании показывают её на свой день, их не складывают"))
    return tuple(notes)
