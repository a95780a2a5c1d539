"""How far entries get: the stages of a competition, each including those that went further, with the share that passed."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from math import nan

import pandas as pd

from dashboard.exhibits.common import standard
from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.exhibits.competitions.one_contest import season_exhibit, season_words
from dashboard.exhibits.competitions.season_sums import REGISTER, Contest, in_season
from dashboard.language.formats import NBSP, number, percent
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import Period
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.known_zeros import is_complete
from dashboard.queries.made_once import made_once
from dashboard.queries.scopes import scopes_of
from dashboard.queries.sums import amounts
from dashboard.queries.sums.published_totals import mostly_published_totals
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from etl.datasets import DATASETS

STAGES = ("entries", "admitted", "federal", "finalists", "winners")
FEDERAL = STAGES.index("federal")


class Parts(StrEnum):
    """What is known of the entries behind a number: each of them, those that were found, or published sums."""

    KNOWN = "known"
    FOUND = "found"
    TOTALS = "totals"


def parts_of(view: View, period: Period) -> Parts:
    """Return what is known of the entries of a season."""
    if mostly_published_totals(view.filters, period):
        return Parts.TOTALS
    return Parts.FOUND if only_found(REGISTER, view, period) else Parts.KNOWN


def passed(part: float, whole: float) -> float:
    """Return the part in per cent of the whole; NaN on a base under ten."""
    return amounts.share(part, whole).value


def stages(sums: Mapping[str, float] | pd.Series, parts: Parts, view: View) -> pd.DataFrame:
    """Return key, name, value, state, text of every stage, its share of the stage before and of the first one.

    Published totals have no shares, and neither has what was only found.
    """
    vocabulary = DATASETS[REGISTER].column("stage").vocabulary
    names = [term.name.of(view.language) for term in (vocabulary.terms if vocabulary else ())]
    reached = [float(sums[stage]) for stage in STAGES]
    of_before = [nan, *(passed(now, before) if parts is Parts.KNOWN else nan for before, now in pairwise(reached))]
    return pd.DataFrame(
        {
            "key": STAGES,
            "name": names,
            "value": reached,
            "state": [State.VALUE.value if value else State.ZERO.value for value in reached],
            "text": [stage_text(value, share, view) for value, share in zip(reached, of_before, strict=True)],
            "share": of_before,
            "of_first": [nan, *(passed(value, reached[0]) if parts is Parts.KNOWN else nan for value in reached[1:])],
        }
    )


def still_open(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the stages with those that no entry has reached yet as unknown, while the season is not decided.

    There are none where nothing is on record and nobody says that there was nothing.
    """
    if not (frame["value"].any() or is_complete(METRICS["entries"], view.filters, view.period)):
        return frame.head(0)
    if view.period.season is None or view.period.season.over:
        return frame
    waiting = frame["value"] == 0
    return frame.assign(
        value=frame["value"].where(~waiting),
        state=frame["state"].where(~waiting, State.NO_DATA.value),
        text=frame["text"].where(~waiting, unreached(view)),
        share=frame["share"].where(~waiting),
        of_first=frame["of_first"].where(~waiting),
    )


def unreached(view: View) -> str:
    """Return the words for a stage that no entry has reached yet."""
    return view.words("итогов ещё нет")


def stage_text(value: float, share: float, view: View) -> str:
    """Return the words beside a bar: the number, and the share of the stage before where there is one."""
    value_words = number(value, view.language)
    return value_words if share != share else f"{value_words} · {percent(share, view.language, 0)}"


def stage_fields(view: View) -> list[Field]:
    """Return the columns of the stages."""
    _ = view.words
    return [
        Field("name", _("Стадия")),
        Field("value", _("Заявки"), Shape.NUMBER),
        Field("share", _("От предыдущей стадии, %"), Shape.PERCENT, 1),
        Field("of_first", _("От поданных, %"), Shape.PERCENT, 1),
    ]


def stages_title(frame: pd.DataFrame, parts: Parts, view: View) -> str:
    """Return how many of the filed entries reached the federal stage, in per cent where the base allows."""
    _, reached = view.words, frame["value"].tolist()
    if not reached[0]:
        return nothing(view)
    filed, federal = (number(value, view.language) for value in (reached[0], reached[FEDERAL]))
    if not any(reached[1:]):
        return _("Подано {filed}, о дальнейших стадиях записей нет", filed=filed)
    if parts is Parts.FOUND or only_found(REGISTER, view):
        return _("Найдено: подано {filed}, на федеральном этапе {federal}", filed=filed, federal=federal)
    if parts is Parts.TOTALS:
        return _("Опубликовано: подано {filed}, на федеральном этапе {federal}", filed=filed, federal=federal)
    title = _("До федерального этапа дошли {federal} из {filed}", federal=federal, filed=filed)
    share = float(frame["of_first"].iloc[FEDERAL])
    return title if share != share else f"{title}{NBSP}({percent(share, view.language, 0)})"


def stages_notes(parts: Parts, view: View) -> tuple[str, ...]:
    """Return what the figures beside the bars mean."""
    _ = view.words
    if parts is Parts.FOUND:
        return (_("Каждая стадия включает прошедших дальше"), _("Показано найденное: долей нет"))
    if parts is Parts.TOTALS:
        return (
            _("Каждая стадия включает прошедших дальше"),
            _("Больше половины заявок — опубликованные итоги страны: стадии в них не разнесены, и долей нет"),
        )
    return (
        _("Каждая стадия включает прошедших дальше"),
        _("На основе меньше 10 доли нет"),
    )


def with_base(exhibit: Exhibit, view: View) -> Exhibit:
    """Return the funnel with the base of its shares in the subtitle, where it has shares."""
    if exhibit.frame["share"].isna().all():
        return exhibit
    base = view.words("рядом с числом — доля от предыдущей стадии")
    return replace(exhibit, subtitle=f"{exhibit.subtitle} · {base}")


@at_end_of()
@made_once
def funnel(metric: Metric, view: View) -> Exhibit:
    """Return how many entries of the season reached each stage."""
    view = view.absolute
    sums = metric_values.sums(metric, view.filters, view.period)
    parts = parts_of(view, view.period)
    frame = stages(sums, parts, view)
    title = stages_title(frame, parts, view)
    exhibit = standard.exhibit(Kind.BAR, "funnel", metric, view, title, still_open(frame, view), stage_fields(view))
    exhibit = with_base(exhibit, view)
    return replace(exhibit, notes=(*exhibit.notes, *stages_notes(parts, view)), never=unreached(view))


@in_season
def season_funnel(contest: Contest, view: View) -> Exhibit:
    """Return how many entries of a season reached each stage, beside the season before."""
    view = view.absolute
    _, metric, scopes = view.words, METRICS["entries"], scopes_of(view.filters)
    season = contest.season_shown(view)
    # Until a season is decided its stages are on their way, and those of the season before are not.
    decided = view.period.season is not None and view.period.season.over
    before = contest.season_before(season) if decided and view.compared else None
    parts = parts_of(view, view.period)
    frame = stages(contest.sums_of(season, scopes) if season else dict.fromkeys(STAGES, 0.0), parts, view)
    fields = stage_fields(view)
    if before:
        parts_before = parts_of(view, contest.period(before, view))
        earlier = stages(contest.sums_of(before, scopes), parts_before, view)
        frame = frame.assign(previous=earlier["value"], share_before=earlier["share"])
        fields += [
            Field("previous", season_words(before, view), Shape.NUMBER),
            Field("share_before", _("От предыдущей стадии, %, {season}", season=before), Shape.PERCENT, 1),
        ]
    when = _("сезон {season} к сезону {before}", season=season, before=before) if before else season_words(season, view)
    title, shown = stages_title(frame, parts, view), still_open(frame, view)
    exhibit = with_base(
        season_exhibit(Kind.BAR, "season_funnel", metric, contest, view, title, shown, fields, when), view
    )
    return replace(exhibit, notes=stages_notes(parts, view), never=unreached(view))
