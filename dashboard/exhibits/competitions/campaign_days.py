"""Seasons of one competition aligned by the day of the campaign: entries cumulated, or the snapshots that were published."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.exhibits.competitions.one_contest import season_exhibit, seasons_shown
from dashboard.exhibits.competitions.published_facts import campaigns, snapshots
from dashboard.exhibits.competitions.season_sums import (
    REGISTER,
    Contest,
    change_of,
    entries_by_day,
    opened,
    season_before,
    season_shown,
)
from dashboard.language.formats import day, number, percent, signed
from dashboard.model.exhibit import Exhibit, Field, Kind, Role, Shape
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View
from etl.datasets.figures import qualifier_word


@at_end_of(REGISTER)
def campaign_days(found: Contest, view: View) -> Exhibit:
    """Return the entries of each season cumulated by the day of its campaign, the season shown in front."""
    view = view.absolute
    _, metric, season = view.words, METRICS["entries"], season_shown(found, view)
    lines = campaign_lines(found, view)
    fields = [
        Field("series", _("Сезон")),
        Field("step", _("День кампании"), Shape.NUMBER),
        Field("value", _("Заявки с начала кампании"), Shape.NUMBER),
    ]
    made = season_exhibit(
        Kind.LINE,
        "campaign_days",
        metric,
        found,
        view,
        same_day_title(lines, season, season_before(found, season), view),
        lines,
        fields,
        _("по дням кампании"),
    )
    return replace(made, notes=campaign_notes(found, view))


def campaign_lines(found: Contest, view: View) -> pd.DataFrame:
    """Return series, role, step, value of the newest seasons: entries with a day cumulated, else the published snapshots."""
    dated, last = entries_by_day(found, view.filters), season_shown(found, view)
    before, lines = season_before(found, last), []
    for season in seasons_shown(found, view):
        own = dated[dated["season"] == season]
        line = cumulated(own, opened(found, season, own["day"])) if len(own) else published(found, season, view)
        role = Role.CURRENT if season == last else Role.COMPARISON if season == before else Role.OTHER
        lines.append(line.assign(series=str(season), role=role.value))
    columns = ["series", "role", "step", "value"]
    return pd.concat(lines, ignore_index=True)[columns] if lines else pd.DataFrame(columns=columns)


def cumulated(entries: pd.DataFrame, start: date | None) -> pd.DataFrame:
    """Return step and value: the entries up to and with each day of the campaign that has any."""
    by_day = entries.groupby("day")["value"].sum().cumsum()
    first = pd.Timestamp(start or by_day.index[0])
    return pd.DataFrame({"step": [(moment - first).days + 1 for moment in by_day.index], "value": by_day.to_numpy()})


def published(found: Contest, season: int, view: View) -> pd.DataFrame:
    """Return step and value of the published snapshots of a season, which speak of the whole country only."""
    known, campaign = snapshots().get((found.name, season), ()), campaigns().get((found.name, season))
    if campaign is None or view.filters.regions or view.filters.district:
        known = ()
    points = [((taken.day - campaign.opened).days + 1, taken.entries) for taken in known if campaign]
    return pd.DataFrame(points, columns=["step", "value"])


def reached(lines: pd.DataFrame, season: int | None, step: float) -> float:
    """Return the entries of a season up to a day of its campaign, 0 when it has none until then."""
    own = lines[(lines["series"] == str(season)) & (lines["step"] <= step)]
    return float(own["value"].max()) if len(own) else 0.0


def same_day_title(lines: pd.DataFrame, season: int | None, before: int | None, view: View) -> str:
    """Return how many entries there were on the last known day of the campaign, and on the same day a season before."""
    _, language = view.words, view.language
    own = lines[lines["series"] == str(season)]
    if own.empty:
        return _("Заявок с точным днём нет: ход кампании не показать")
    step = int(own["step"].max())
    now = reached(lines, season, step)
    told = _("На {step}-й день кампании {season} — {now}", step=step, season=season, now=number(now, language))
    if not (lines["series"] == str(before)).any():
        return told
    was = reached(lines, before, step)
    told = _("{told}, в сезоне {before} к этому дню — {was}", told=told, before=before, was=number(was, language))
    moved = change_of(now, was)
    return told if moved != moved else f"{told} ({signed(moved, language, 0)} %)"


def campaign_notes(found: Contest, view: View) -> tuple[str, ...]:
    """Return what the lines leave out: entries without a day, and what snapshots of a campaign are."""
    _, told = view.words, []
    for season in seasons_shown(found, view):
        sums = found.of(season, metric_values.scopes(view.filters))
        undated = float(sums["entries"] - sums["dated"])
        if undated and sums["dated"]:
            share = percent(100 * undated / float(sums["entries"]), view.language, 0)
            rest = number(undated, view.language)
            told.append(
                _("Сезон {season}: без дня {rest} ({share}), на графике их нет", season=season, rest=rest, share=share)
            )
        for taken in snapshots().get((found.name, season), ()):
            told.append(
                _(
                    "Опубликовано о сезоне {season} на {day}: {entries}",
                    season=season,
                    day=day(taken.day, view.language),
                    entries=f"{qualifier_word(taken.qualifier, view.language)} {number(taken.entries, view.language)}".strip(),
                )
            )
    if any((found.name, season) in snapshots() for season in seasons_shown(found, view)):
        told.append(_("Снимки хода кампании показывают её на свой день, их не складывают"))
    return tuple(told)
