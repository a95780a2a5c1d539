"""Who works with whom: agreements between regions as ties, and what an association asked its regions in surveys."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common.row_tables import under
from dashboard.exhibits.common.standard import exhibit, listing, ranking
from dashboard.language.formats import number, percent
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import Normalisation
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, register_sums
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, member_name, region_name
from etl.datasets import ACTIVITY
from etl.regions import REGIONS


@at_end_of(ACTIVITY.name)
def agreement_ties(view: View) -> Exhibit:
    """Return how many agreements each region reported with each other region; of picked regions only their own."""
    view = view.absolute
    _, metric = view.words, METRICS["agreements"]
    frame = ties(view)
    sides = zip(frame["code"], frame["other"], strict=True)
    named = [(region_name(code, view.language), region_name(other, view.language)) for code, other in sides]
    frame = frame.assign(name=[one for one, _other in named], other_name=[other for _one, other in named])
    fields = (
        Field("name", _("Регион, приславший запись")),
        Field("other_name", _("Регион-партнёр")),
        Field("value", _("Соглашения"), Shape.NUMBER),
    )
    made = exhibit(Kind.TIES, "ties", metric, view, ties_title(frame, view), frame, fields)
    return replace(
        made,
        name="ties",
        decimals=0,
        directed=True,
        selected=view.filters.regions,
        notes=(*made.notes, *ties_notes(frame, view)),
    )


def ties(view: View) -> pd.DataFrame:
    """Return code, other and value of the agreements between two regions of which one is in the selection, most first."""
    frame = register_sums.by_scope_and_member(ACTIVITY.name, view.period, "partner_region")
    frame = frame.rename(columns={"scope": "code", "member": "other", "agreements": "value"})
    every = {region.code for region in REGIONS}
    chosen = {region.code for region in metric_values.chosen_regions(view.filters)}
    mine = frame["code"].isin(chosen) | frame["other"].isin(chosen)
    found = frame[frame["code"].isin(every) & mine & (frame["value"] > 0)]
    return found[["code", "other", "value"]].sort_values("value", ascending=False, kind="stable", ignore_index=True)


def ties_title(frame: pd.DataFrame, view: View) -> str:
    """Return how many agreements tie how many pairs of regions, and the closest tie when it stands out."""
    _ = view.words
    if frame.empty:
        return _("Соглашений между регионами за период нет")
    pairs = {frozenset(pair) for pair in zip(frame["code"], frame["other"], strict=True)}
    told = _.many(
        "{number} соглашение между регионами", "{number} соглашений между регионами", int(frame["value"].sum())
    )
    tied = _.many("{number} пара", "{number} пар", len(pairs))
    best = frame[frame["value"] == frame["value"].iloc[0]]
    if len(best) > 1 or len(frame) == 1:
        return f"{told}, {tied}"
    closest = f"{best['name'].iloc[0]} → {best['other_name'].iloc[0]}"
    return _("{told}, {tied}; чаще всего {closest}", told=told, tied=tied, closest=closest)


def ties_notes(frame: pd.DataFrame, view: View) -> tuple[str, ...]:
    """Return what the direction means and where the other agreements of the selection are."""
    _ = view.words
    sums = metric_values.sums(METRICS["agreements"], view.filters, view.period)
    between, every = float(sums["agreements_between"]), float(sums["agreements"])
    return (
        _("Стрелка идёт от региона, приславшего запись, к партнёру: если записали обе стороны, связей две"),
        _(
            "Всего соглашений {every}: с другим регионом {between}, внутри региона, с организацией или без второй стороны {rest}",
            every=number(every, view.language),
            between=number(between, view.language),
            rest=number(every - between, view.language),
        ),
    )


@at_end_of(ACTIVITY.name)
def cooperation_rate(view: View) -> Exhibit:
    """Return the regions by agreements and inter-municipal practices per 100 municipalities."""
    rated = replace(view, filters=replace(view.filters, normalisation=Normalisation.PER_MUNICIPALITIES))
    made = ranking(METRICS["cooperation"], rated)
    sums = register_sums.by_scope(ACTIVITY.name, view.period)[["agreements", "intermunicipal_practices"]]
    _ = view.words
    fields = (
        Field("agreements", _("Соглашения"), Shape.NUMBER),
        Field("intermunicipal_practices", _("Практики сотрудничества"), Shape.NUMBER),
    )
    full = None if made.full is None else with_sums(made.full, sums)
    return replace(
        made, name="cooperation", frame=with_sums(made.frame, sums), full=full, fields=(*made.fields, *fields)
    )


def with_sums(frame: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of regions with the sums of each beside them."""
    return pd.concat([frame, sums.reindex(frame["key"]).fillna(0.0).reset_index(drop=True)], axis=1)


@at_end_of(ACTIVITY.name)
def survey_list(view: View) -> Exhibit:
    """Return the votes and surveys of the period: how many of the regions answered each, and how many forms came."""
    _ = view.words
    asked = [
        region.code
        for region in metric_values.chosen_regions(view.filters)
        if metric_values.existed(region, view.period)
    ]
    frame = register_sums.by_scope_and_member(ACTIVITY.name, view.period, "survey")
    frame = frame[frame["scope"].isin(asked) & (frame["votes"] > 0)]
    found = frame.groupby("member").agg(regions=("scope", "nunique"), ballots=("ballots", "sum")).reset_index()
    shares = [metric_values.share(count, len(asked)).value for count in found["regions"]]
    found = found.assign(
        survey=[member_name(ACTIVITY.name, "survey", member, view.language) for member in found["member"]],
        asked=len(asked),
        response=shares,
    ).sort_values(["regions", "ballots"], ascending=False, ignore_index=True)
    fields = (
        Field("survey", _("Голосование или опрос")),
        Field("regions", _("Ответили регионов"), Shape.NUMBER),
        Field("asked", _("Из регионов"), Shape.NUMBER),
        Field("response", _("Доля ответивших"), Shape.PERCENT, 0),
        Field("ballots", _("Голосов и анкет"), Shape.NUMBER),
    )
    made = listing("surveys", survey_title(found, len(asked), view), under(view), found, fields, view, ACTIVITY.name)
    return replace(made, metric=METRICS["voting_regions"], notes=(_("Опрос узнаётся по названию действия"),))


def survey_title(found: pd.DataFrame, asked: int, view: View) -> str:
    """Return the survey that most regions answered, and its response rate where the base allows one."""
    _, language = view.words, view.language
    if found.empty:
        return _("Голосований и опросов за период нет")
    best = found.iloc[0]
    answered = _("{part} из {base}", part=number(best["regions"], language), base=number(asked, language))
    share = f" ({percent(best['response'], language, 0)})" if best["response"] == best["response"] else ""
    return _("Больше всего ответов — «{survey}»: {answered}", survey=best["survey"], answered=answered + share)
