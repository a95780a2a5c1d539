"""One competition by season: its numbers against the season before, its map, its entries and what they divide into."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common import standard, titles
from dashboard.exhibits.common.change_words import change
from dashboard.exhibits.competitions.season_sums import REGISTER, Contest
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit, Field, Identity, Kind, Shape, State
from dashboard.model.filters import Normalisation
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, member_name, place, region_name
from etl.datasets import DATASETS
from etl.regions import NO_REGION, QUARANTINE

# How many of the newest seasons stand beside each other, and how many members of a season have their own colour.
SEASONS, MEMBERS = 4, 6


def season_words(season: int | None, view: View) -> str:
    """Return the name of a season, or that there is none."""
    _ = view.words
    return _("сезон {season}", season=season) if season else _("сезонов нет")


def season_exhibit(
    kind: Kind,
    name: str,
    metric: Metric,
    contest: Contest,
    view: View,
    title: str,
    frame: pd.DataFrame,
    fields: Sequence[Field],
    when: str,
) -> Exhibit:
    """Return an exhibit of a competition: its name and seasons replace the period of the filters in the subtitle."""
    _, language = view.words, view.language
    exhibit = standard.exhibit(kind, name, metric, view, title, frame, fields)
    where = (metric.title.of(language), contest.name, when, place(view.filters, language))
    parameters = (*exhibit.parameters, (_("Конкурс"), contest.name), (_("Сезон"), when))
    subtitle = " · ".join(filter(None, where))
    return replace(exhibit, name=f"{name}.{contest.code}", subtitle=subtitle, parameters=parameters, notes=())


def seasons_shown(contest: Contest, view: View) -> list[int]:
    """Return the newest seasons up to the one shown, in order."""
    last = contest.season_shown(view)
    return [season for season in contest.seasons if last and season <= last][-SEASONS:]


@at_end_of(REGISTER)
def season_card(metric: Metric, contest: Contest, view: View) -> Exhibit:
    """Return a headline number of a season with its change against the season before."""
    _, season = view.words, contest.season_shown(view)
    before = contest.season_before(season)
    now = contest.amount(metric, season, view.filters)
    was = contest.amount(metric, before, view.filters) if before else None
    frame = pd.DataFrame({"value": [now.value], "previous": [was.value if was else None]}, dtype=float)
    fields = standard.value_fields(metric, view)[:1]
    when = _("{season} к {before}", season=season, before=before) if before else season_words(season, view)
    trail = [contest.amount(metric, earlier, view.filters).value for earlier in seasons_shown(contest, view)]
    exhibit = season_exhibit(
        Kind.NUMBER,
        f"season_card.{metric.name}",
        metric,
        contest,
        view,
        metric.title.of(view.language),
        frame.assign(part=now.part, base=now.base),
        fields,
        when,
    )
    return replace(
        exhibit,
        change=change(metric, now, was, _),
        trail=tuple(value for value in trail if value == value),
        context=card_context(metric, now, when, view),
    )


def card_context(metric: Metric, now: metric_values.Amount, when: str, view: View) -> str:
    """Return the line under the number of a season: what a share is taken of, and the seasons."""
    _, language = view.words, view.language
    if now.state is State.NO_DATA:
        return _("нет данных за сезон")
    if not metric.is_percent:
        return when
    basis = _("{part} из {base}", part=number(now.part, language), base=number(now.base, language))
    if now.state is State.NO_BASE:
        basis = (
            _("опубликованные итоги: доли нет")
            if now.base >= metric_values.SMALL_BASE
            else f"{basis} · {_('мало для доли')}"
        )
    return f"{basis} · {when}"


@at_end_of(REGISTER)
def season_map(metric: Metric, contest: Contest, view: View) -> Exhibit:
    """Return the map of a season, with the identity of its total."""
    _, season = view.words, contest.season_shown(view)
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    if season is None:
        frame = pd.DataFrame(columns=["code", "name", "value", "state"])
    else:
        frame = contest.by_region(metric, season, view.filters)
        frame.insert(1, "name", [region_name(code, view.language) for code in frame["code"]])
    fields = [Field("name", _("Регион")), *standard.value_fields(metric, view)]
    title = titles.map_title(metric, frame, view) if len(frame) else titles.nothing(view)
    when = season_words(season, view)
    exhibit = season_exhibit(
        Kind.MAP, f"season_map.{metric.name}", metric, contest, everywhere, title, frame, fields, when
    )
    return replace(exhibit, selected=view.filters.regions, identity=identity(metric, contest, season, view))


def identity(metric: Metric, contest: Contest, season: int | None, view: View) -> Identity | None:
    """Return how the total of a season divides into mapped and unmapped entries; None for what does not add up over regions."""
    filters = view.filters
    if season is None or metric.aggregate is not Aggregate.TOTAL or filters.normalisation is not Normalisation.ABSOLUTE:
        return None
    codes = [region.code for region in metric_values.district_regions(filters)]
    outside = [NO_REGION, QUARANTINE] if not filters.district else []
    rest = contest.by_scope(season, outside)[metric.measure]
    return Identity(
        float(contest.sums_of(season, codes)[metric.measure]),
        float(rest.get(NO_REGION, 0.0)),
        float(rest.get(QUARANTINE, 0.0)),
    )


def by_season(metric: Metric, contest: Contest, view: View) -> pd.DataFrame:
    """Return key, name, value and state of a total in every season that has any."""
    scopes = metric_values.scopes(view.filters)
    amounts = {str(season): float(contest.sums_of(season, scopes)[metric.measure]) for season in contest.seasons}
    amounts = {season: amount for season, amount in amounts.items() if amount}
    frame = pd.DataFrame({"key": list(amounts), "name": list(amounts), "value": list(amounts.values())})
    return frame.assign(state=State.VALUE.value)


@at_end_of(REGISTER)
def season_entries(contest: Contest, view: View) -> Exhibit:
    """Return the entries of every season on record, the one shown standing out."""
    view = view.absolute
    _, metric, season = view.words, METRICS["entries"], contest.season_shown(view)
    frame = by_season(metric, contest, view)
    by_key = frame.set_index("key")["value"]
    title = titles.nothing(view)
    if str(season) in by_key:
        value = titles.value_words(metric, float(by_key[str(season)]), view)
        most = len(by_key) > 1 and by_key.idxmax() == str(season)
        title = _("{value} в сезоне {season}", value=value, season=season) + (_(", больше не было") if most else "")
    fields = [Field("name", _("Сезон")), Field("value", _("Заявки"), Shape.NUMBER)]
    exhibit = season_exhibit(Kind.BAR, "season_entries", metric, contest, view, title, frame, fields, _("по сезонам"))
    return replace(exhibit, selected=(str(season),))


@at_end_of(REGISTER)
def season_parts(dimension: str, contest: Contest, view: View) -> Exhibit:
    """Return the entries of each season by category or channel, in shares unless a season is small."""
    view = view.absolute
    _, metric = view.words, METRICS["entries"]
    frame = contest.member_sums(dimension, metric_values.scopes(view.filters))
    frame = frame[frame["season"].isin(seasons_shown(contest, view))]
    sums = frame.groupby(["season", "member"], as_index=False)["entries"].sum()
    sums = sums[(sums["entries"] > 0) & (sums["member"] != "")]
    largest = sums.groupby("member")["entries"].sum().sort_values(ascending=False).index[:MEMBERS]
    members = [part_name(dimension, member, view) if member in largest else _("прочие") for member in sums["member"]]
    rows = sums.assign(member=members, row=sums["season"].astype(str), value=sums["entries"])
    rows = rows.groupby(["row", "member"], as_index=False, sort=False)["value"].sum()
    split = next(split for split in DATASETS[REGISTER].dimensions if split.name == dimension)
    fields = [
        Field("row", _("Сезон")),
        Field("member", split.title.of(view.language)),
        Field("value", _("Заявки"), Shape.NUMBER),
    ]
    exhibit = season_exhibit(
        Kind.STACKED,
        f"season_parts.{dimension}",
        metric,
        contest,
        view,
        parts_title(rows, split.title.of(view.language), view),
        rows,
        fields,
        _("по сезонам"),
    )
    shares = metric_values.large_enough(rows.groupby("row")["value"].sum())
    return replace(exhibit, as_share=shares, notes=(_("Заявок, где это не указано, здесь нет"),))


def part_name(dimension: str, member: str, view: View) -> str:
    """Return the name of a category or a channel; categories are bare numbers, so the word is added."""
    _, name = view.words, member_name(REGISTER, dimension, member, view.language)
    return _("{number} категория", number=name) if dimension == "category" else name


def parts_title(rows: pd.DataFrame, dimension: str, view: View) -> str:
    """Return whose share moved most, or that nothing is stated."""
    return titles.structure_title(rows, view) if len(rows) else titles.unstated(dimension, view)
