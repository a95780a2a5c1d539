"""Who works with whom: agreements between regions as ties, cooperation rates, and how regions answered surveys."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common import standard
from dashboard.exhibits.common.row_tables import under
from dashboard.exhibits.common.titles.quiet_words import counted_words
from dashboard.language.formats import number, percent
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import Normalisation
from dashboard.model.metrics import METRICS
from dashboard.queries import known_zeros, metric_values, scopes
from dashboard.queries.sums import amounts, register_sums
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import member_name, region_name
from etl.datasets import ACTIVITY
from etl.regions import REGION_BY_CODE


@at_end_of(ACTIVITY.name)
def agreement_ties(view: View) -> Exhibit:
    """Return how many agreements each region reported with each other region; only those of the picked regions, if any."""
    view = view.absolute
    _, metric = view.words, METRICS["agreements"]
    frame = ties(view)
    for codes, names in (("code", "name"), ("other", "other_name")):
        frame[names] = [region_name(code, view.language) for code in frame[codes]]
    fields = (
        Field("name", _("Регион, приславший запись")),
        Field("other_name", _("Регион-партнёр")),
        Field("value", _("Соглашения"), Shape.NUMBER),
    )
    exhibit = standard.exhibit(Kind.TIES, "ties", metric, view, ties_title(frame, view), frame, fields)
    return replace(
        exhibit,
        name="ties",
        decimals=0,
        directed=True,
        selected=view.filters.regions,
        notes=(*exhibit.notes, *ties_notes(frame, view)),
    )


def ties(view: View) -> pd.DataFrame:
    """Return code, other and value of agreements between two regions, at least one of them selected, most first."""
    frame = register_sums.by_scope_and_member(ACTIVITY.name, view.period, "partner_region")
    frame = frame.rename(columns={"scope": "code", "member": "other", "agreements": "value"})
    selected = [region.code for region in scopes.chosen_regions(view.filters)]
    in_selection = frame["code"].isin(selected)
    if not view.filters.only:  # what another region wrote of a clerk's own is a row of that region
        in_selection |= frame["other"].isin(selected)
    frame = frame[frame["code"].isin(REGION_BY_CODE) & in_selection & (frame["value"] > 0)]
    return frame[["code", "other", "value"]].sort_values("value", ascending=False, kind="stable", ignore_index=True)


def ties_title(frame: pd.DataFrame, view: View) -> str:
    """Return how many agreements tie how many pairs of regions, and the closest tie when there is a single one."""
    _ = view.words
    if frame.empty:
        return _("Записей о соглашениях между регионами за период нет")
    pairs = {frozenset(pair) for pair in zip(frame["code"], frame["other"], strict=True)}
    agreements = _.many(
        "{number} соглашение между регионами", "{number} соглашений между регионами", int(frame["value"].sum())
    )
    pair_count = _.many("{number} пара", "{number} пар", len(pairs))
    best = frame[frame["value"] == frame["value"].iloc[0]]
    if len(best) > 1 or len(frame) == 1 or only_found(ACTIVITY.name, view):
        return counted_words(f"{agreements}, {pair_count}", ACTIVITY.name, view)
    closest = f"{best['name'].iloc[0]} → {best['other_name'].iloc[0]}"
    return _("{agreements}, {pairs}; чаще всего {closest}", agreements=agreements, pairs=pair_count, closest=closest)


def ties_notes(frame: pd.DataFrame, view: View) -> tuple[str, ...]:
    """Return what the direction of a tie means and how many agreements of the selection are not shown as ties."""
    _ = view.words
    sums = metric_values.sums(METRICS["agreements"], view.filters, view.period)
    between, total = float(sums["agreements_between"]), float(sums["agreements"])
    return (
        _("Стрелка идёт от региона, приславшего запись, к партнёру: если записали обе стороны, связей две"),
        _(
            "Всего соглашений {every}: с другим регионом {between}, внутри региона, с организацией или без второй стороны {rest}",
            every=number(total, view.language),
            between=number(between, view.language),
            rest=number(total - between, view.language),
        ),
    )


@at_end_of(ACTIVITY.name)
def cooperation_rate(view: View) -> Exhibit:
    """Return the regions by agreements and inter-municipal practices per 100 municipalities."""
    rated = replace(view, filters=replace(view.filters, normalisation=Normalisation.PER_MUNICIPALITIES))
    exhibit = standard.ranking(METRICS["cooperation"], rated)
    sums = register_sums.by_scope(ACTIVITY.name, view.period)[["agreements", "intermunicipal_practices"]]
    _ = view.words
    fields = (
        Field("agreements", _("Соглашения"), Shape.NUMBER),
        Field("intermunicipal_practices", _("Практики сотрудничества"), Shape.NUMBER),
    )
    full = None if exhibit.full is None else with_sums(exhibit.full, sums)
    frame = with_sums(exhibit.frame, sums)
    return replace(exhibit, name="cooperation", frame=frame, full=full, fields=(*exhibit.fields, *fields))


def with_sums(frame: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of regions with the sums of each region added."""
    return pd.concat([frame, sums.reindex(frame["key"]).fillna(0.0).reset_index(drop=True)], axis=1)


@at_end_of(ACTIVITY.name)
def survey_list(view: View) -> Exhibit:
    """Return the votes and surveys of the period: how many regions answered each, and how many forms they sent."""
    _ = view.words
    regions = [
        region.code for region in scopes.chosen_regions(view.filters) if known_zeros.existed(region, view.period)
    ]
    frame = register_sums.by_scope_and_member(ACTIVITY.name, view.period, "survey")
    frame = frame[frame["scope"].isin(regions) & (frame["votes"] > 0)]
    surveys = frame.groupby("member").agg(regions=("scope", "nunique"), ballots=("ballots", "sum")).reset_index()
    surveys["survey"] = [member_name(ACTIVITY.name, "survey", name, view.language) for name in surveys["member"]]
    surveys["asked"] = len(regions)
    surveys["response"] = [amounts.share(count, len(regions)).value for count in surveys["regions"]]
    surveys = surveys.sort_values(["regions", "ballots"], ascending=False, ignore_index=True)
    fields = (
        Field("survey", _("Голосование или опрос")),
        Field("regions", _("Ответили регионов"), Shape.NUMBER),
        Field("asked", _("Из регионов"), Shape.NUMBER),
        Field("response", _("Доля ответивших"), Shape.PERCENT, 0),
        Field("ballots", _("Голосов и анкет"), Shape.NUMBER),
    )
    title = survey_title(surveys, view)
    exhibit = standard.listing("surveys", title, under(view), surveys, fields, view, ACTIVITY.name)
    return replace(exhibit, metric=METRICS["voting_regions"], notes=(_("Опрос узнаётся по названию действия"),))


def survey_title(surveys: pd.DataFrame, view: View) -> str:
    """Return the survey that most regions answered, and its response rate where the base allows one."""
    _, language = view.words, view.language
    if surveys.empty:
        return _("Записей о голосованиях и опросах за период нет")
    if only_found(ACTIVITY.name, view):
        return _.many("Найден {number} опрос", "Найдено {number} опросов", len(surveys))
    best = surveys.iloc[0]
    equal = int((surveys["regions"] == best["regions"]).sum())
    if equal > 1:
        return _.many(
            "{number} опрос впереди: регионов ответило по {answered}",
            "{number} опросов впереди: регионов ответило по {answered}",
            equal,
            answered=number(best["regions"], language),
        )
    answered = _("{part} из {base}", part=number(best["regions"], language), base=number(best["asked"], language))
    share = f" ({percent(best['response'], language, 0)})" if best["response"] == best["response"] else ""
    return _("Больше всего ответов — «{survey}»: {answered}", survey=best["survey"], answered=answered + share)
