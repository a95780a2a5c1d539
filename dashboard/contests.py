"""One competition by season: its numbers against the season before, its map, its days of campaign, what it divides into."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard import answers, findings, values
from dashboard.campaigns import campaigns, snapshots
from dashboard.changes import change
from dashboard.exhibit import Exhibit, Field, Identity, Kind, Role, Shape, State
from dashboard.filters import Normalisation
from dashboard.formats import day, number, percent, signed
from dashboard.metric import Aggregate, Metric
from dashboard.metrics import METRICS
from dashboard.queries import NO_REGION, QUARANTINE
from dashboard.seasons import (
    REGISTER,
    Contest,
    change_of,
    entries_by_day,
    member_sums,
    opened,
    season_before,
    season_by_region,
    season_shown,
    season_total,
)
from dashboard.view import View, member_name, place, region_name
from etl.datasets import DATASETS

# So many seasons, the newest, stand beside each other; so many members of a season have a colour of their own.
SEASONS, MEMBERS = 4, 6


def season_words(season: int | None, view: View) -> str:
    """Return the name of a season, the year of its results; that there is none."""
    _ = view.words
    return _("сезон {season}", season=season) if season else _("сезонов нет")


def season_exhibit(
    kind: Kind,
    name: str,
    metric: Metric,
    found: Contest,
    view: View,
    title: str,
    frame: pd.DataFrame,
    fields: Sequence[Field],
    when: str,
) -> Exhibit:
    """Return an exhibit of a competition: its name and its seasons stand where the period of the filters would."""
    _, language = view.words, view.language
    made = answers.exhibit(kind, name, metric, view, title, frame, fields)
    where = (metric.title.of(language), found.name, when, place(view.filters, language))
    parameters = (*made.parameters, (_("Конкурс"), found.name), (_("Сезон"), when))
    subtitle = " · ".join(filter(None, where))
    return replace(made, name=f"{name}.{found.code}", subtitle=subtitle, parameters=parameters, notes=())


def seasons_shown(found: Contest, view: View) -> list[int]:
    """Return the newest seasons up to the one shown, in order."""
    last = season_shown(found, view)
    return [season for season in found.seasons if last and season <= last][-SEASONS:]


def season_card(metric: Metric, found: Contest, view: View) -> Exhibit:
    """Return a headline number of a season with its change against the season before."""
    _, season = view.words, season_shown(found, view)
    before = season_before(found, season)
    now = season_total(metric, found, season, view.filters)
    was = season_total(metric, found, before, view.filters) if before else None
    frame = pd.DataFrame({"value": [now.value], "previous": [was.value if was else None]}, dtype=float)
    fields = answers.value_fields(metric, view)[:1]
    when = _("{season} к {before}", season=season, before=before) if before else season_words(season, view)
    trail = [season_total(metric, found, each, view.filters).value for each in seasons_shown(found, view)]
    made = season_exhibit(
        Kind.NUMBER,
        f"season_card.{metric.name}",
        metric,
        found,
        view,
        metric.title.of(view.language),
        frame.assign(part=now.part, base=now.base),
        fields,
        when,
    )
    return replace(
        made,
        change=change(metric, now, was, _),
        trail=tuple(value for value in trail if value == value),
        context=card_context(metric, now, when, view),
    )


def card_context(metric: Metric, now: values.Amount, when: str, view: View) -> str:
    """Return the line under the number of a season: what a share rests on, and the seasons."""
    _, language = view.words, view.language
    if now.state is State.NO_DATA:
        return _("нет данных за сезон")
    if not metric.is_percent:
        return when
    return _("{part} из {base}", part=number(now.part, language), base=number(now.base, language)) + f" · {when}"


def season_map(metric: Metric, found: Contest, view: View) -> Exhibit:
    """Return the map of a season, with the identity of its total."""
    _, season = view.words, season_shown(found, view)
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    if season is None:
        frame = pd.DataFrame(columns=["code", "name", "value", "state"])
    else:
        frame = season_by_region(metric, found, season, view.filters)
        frame.insert(1, "name", [region_name(code, view.language) for code in frame["code"]])
    fields = [Field("name", _("Регион")), *answers.value_fields(metric, view)]
    title = findings.map_title(metric, frame, view) if len(frame) else findings.nothing(view)
    when = season_words(season, view)
    made = season_exhibit(Kind.MAP, f"season_map.{metric.name}", metric, found, everywhere, title, frame, fields, when)
    return replace(made, selected=view.filters.regions, identity=identity(metric, found, season, view))


def identity(metric: Metric, found: Contest, season: int | None, view: View) -> Identity | None:
    """Return where the total of a season is; None for what does not add up over regions."""
    filters = view.filters
    if season is None or metric.aggregate is not Aggregate.TOTAL or filters.normalisation is not Normalisation.ABSOLUTE:
        return None
    codes = [region.code for region in values.district_regions(filters)]
    outside = [NO_REGION, QUARANTINE] if not filters.district else []
    rest = found.regions(season, outside)[metric.measure]
    return Identity(
        float(found.of(season, codes)[metric.measure]),
        float(rest.get(NO_REGION, 0.0)),
        float(rest.get(QUARANTINE, 0.0)),
    )


def season_parts(dimension: str, found: Contest, view: View) -> Exhibit:
    """Return what the entries of each season divide into, in shares: categories or channels."""
    _, metric = view.words, METRICS["entries"]
    frame = member_sums(f"season_{dimension}", found.name)
    frame = frame[frame["scope"].isin(values.scopes(view.filters)) & frame["season"].isin(seasons_shown(found, view))]
    sums = frame.groupby(["season", "member"], as_index=False)["entries"].sum()
    sums = sums[(sums["entries"] > 0) & (sums["member"] != "")]
    largest = sums.groupby("member")["entries"].sum().sort_values(ascending=False).index[:MEMBERS]
    told = [
        member_name(REGISTER, dimension, member, view.language) if member in largest else _("прочие")
        for member in sums["member"]
    ]
    rows = sums.assign(member=told, row=sums["season"].astype(str), value=sums["entries"])
    rows = rows.groupby(["row", "member"], as_index=False, sort=False)["value"].sum()
    split = next(split for split in DATASETS[REGISTER].dimensions if split.name == dimension)
    fields = [
        Field("row", _("Сезон")),
        Field("member", split.title.of(view.language)),
        Field("value", _("Заявки"), Shape.NUMBER),
    ]
    made = season_exhibit(
        Kind.STACKED,
        f"season_parts.{dimension}",
        metric,
        found,
        view,
        parts_title(rows, split.title.of(view.language), view),
        rows,
        fields,
        _("по сезонам"),
    )
    return replace(made, as_share=True, notes=(_("Заявки, где это не указано, в доли не входят"),))


def parts_title(rows: pd.DataFrame, dimension: str, view: View) -> str:
    """Return whose share moved most; that nothing is stated."""
    return findings.structure_title(rows, view) if len(rows) else findings.unstated(dimension, view)


def campaign_days(found: Contest, view: View) -> Exhibit:
    """Return the entries of each season cumulated by the day of its campaign, the season shown in front."""
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
        sums = found.of(season, values.scopes(view.filters))
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
                    entries=f"{told_qualifier(taken.qualifier, view)} {number(taken.entries, view.language)}".strip(),
                )
            )
    if any((found.name, season) in snapshots() for season in seasons_shown(found, view)):
        told.append(_("Снимки хода кампании показывают её на свой день, их не складывают"))
    return tuple(told)


def told_qualifier(qualifier: str, view: View) -> str:
    """Return the word before an inexact figure, nothing before an exact one."""
    _ = view.words
    return {"более": _("более"), "около": _("около"), "почти": _("почти")}.get(qualifier, "")
