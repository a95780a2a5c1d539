"""What is stated and what is not: a whole divided into yes, an explicit no and an empty cell; answers by when they came."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.associations.part_themes import PRACTICE_THEMES, THEMES, Theme
from dashboard.exhibits.common import breakdowns, titles
from dashboard.exhibits.common.standard import exhibit
from dashboard.language.formats import names, number, percent, period_text
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, register_sums
from dashboard.queries.last_quarters import last_quarters
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, member_name, place, region_name
from etl.datasets import ACTIVITY
from etl.datasets.shared import NO_PROJECT

REGIONS_SHOWN = 15


def with_overdue(period: Period, view: View) -> pd.DataFrame:
    """Return the sums of every scope, with the requests that had no answer when the data end and were due before."""
    frame = register_sums.by_scope(ACTIVITY.name, period)
    waiting = register_sums.by_scope_and_member(ACTIVITY.name, period, "due_date")
    due = waiting[waiting["member"] < view.as_of.isoformat()].groupby("scope")["answers_open"].sum()
    return frame.assign(answers_overdue=due.reindex(frame.index).fillna(0.0))


def selection(period: Period, view: View) -> pd.Series:
    """Return the sums of the selection."""
    return with_overdue(period, view).reindex(metric_values.scopes(view.filters)).fillna(0.0).sum()


def divided(theme: Theme, rows: Sequence[tuple[str, str, pd.Series]], view: View) -> pd.DataFrame:
    """Return key, row, member, value and quiet of every part that any row has, of every row that has any part."""
    found = [
        (key, name, part.name.of(view.language), float(part.amount(sums)), part.quiet)
        for key, name, sums in rows
        for part in theme.parts
    ]
    frame = pd.DataFrame(found, columns=["key", "row", "member", "value", "quiet"])
    there = [frame.groupby(name)["value"].transform("sum") > 0 for name in ("key", "member")]
    return frame[there[0] & there[1]].reset_index(drop=True)


def parts_title(theme: Theme, sums: pd.Series, view: View) -> str:
    """Return how the whole divides: in per cent, or in numbers when it is small."""
    _, language = view.words, view.language
    amounts = {part.name.of(language): float(part.amount(sums)) for part in theme.parts}
    whole = sum(amounts.values())
    if not whole:
        return _("{theme}: за этот период данных нет", theme=theme.title.of(language))
    small = whole < metric_values.SMALL_BASE
    written = [
        f"{name} — {number(amount, language) if small else percent(100 * amount / whole, language, 0)}"
        for name, amount in amounts.items()
        if amount
    ]
    return _("{theme}: {parts}", theme=theme.title.of(language), parts=", ".join(written))


def parts_exhibit(name: str, theme: Theme, view: View, title: str, frame: pd.DataFrame, row: str, when: str) -> Exhibit:
    """Return the parts as stacked bars: in shares where every row is large enough for them, else in numbers."""
    _, metric, whole = view.words, METRICS[theme.metric], theme.whole.of(view.language)
    fields = (
        Field("row", row),
        Field("member", _("Что указано")),
        Field("value", _("Число {whole}", whole=whole), Shape.NUMBER),
    )
    made = exhibit(Kind.STACKED, name, metric, view, title, frame, fields)
    shares = metric_values.large_enough(frame.groupby("key")["value"].sum())
    lead = _("Доли {whole}", whole=whole) if shares else _("Число {whole}", whole=whole)
    subtitle = " · ".join((lead, when, place(view.filters, view.language)))
    notes = (*made.notes, told_of(theme, view))
    return replace(made, name=name, subtitle=subtitle, unit=whole, decimals=0, as_share=shares, notes=notes)


def told_of(theme: Theme, view: View) -> str:
    """Return what the reader must know of the parts."""
    _ = view.words
    if theme is THEMES["answers"]:
        return _("Запрос без ответа просрочен, если его срок раньше последнего дня данных")
    return _("Пустая ячейка — не «нет»: такие практики показаны отдельно и в долю не входят")


@at_end_of(ACTIVITY.name)
def parts_themes(view: View) -> Exhibit:
    """Return the practices of the period by each of the three things they may be tied to."""
    _, sums, project = view.words, selection(view.period, view), THEMES["project"]
    parts = [
        divided(THEMES[code], [(code, THEMES[code].title.of(view.language), sums)], view) for code in PRACTICE_THEMES
    ]
    title, when = parts_title(project, sums, view), period_text(view.period, view.language)
    return parts_exhibit(
        "parts_themes", project, view, title, pd.concat(parts, ignore_index=True), _("С чем связаны"), when
    )


@at_end_of(ACTIVITY.name)
def parts_periods(code: str, view: View) -> Exhibit:
    """Return how the whole divided in each of the last quarters."""
    _, theme, quarters = view.words, THEMES[code], last_quarters(view)
    found = [(period_text(period, view.language), selection(period, view)) for period in quarters]
    frame = divided(theme, [(name, name, sums) for name, sums in found], view)
    title = moved_title(theme, found, view) or parts_title(theme, selection(view.period, view), view)
    return parts_exhibit(f"parts_periods.{code}", theme, view, title, frame, _("Период"), _("по кварталам"))


@at_end_of(ACTIVITY.name)
def parts_regions(code: str, view: View) -> Exhibit:
    """Return how the whole divides in the regions that have most of it, the picked ones always among them."""
    _, theme, frame = view.words, THEMES[code], with_overdue(view.period, view)
    codes = [region.code for region in metric_values.district_regions(view.filters) if region.code in frame.index]
    found = {region: frame.loc[[region]].iloc[0] for region in codes}
    found = {region: found[region] for region in largest(theme, found, view)}
    rows = [(region, region_name(region, view.language), sums) for region, sums in found.items()]
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    made = parts_exhibit(
        f"parts_regions.{code}",
        theme,
        everywhere,
        regions_title(theme, found, view),
        divided(theme, rows, view),
        _("Регион"),
        period_text(view.period, view.language),
    )
    return replace(made, selected=view.filters.regions)


def largest(theme: Theme, found: Mapping[str, pd.Series], view: View) -> list[str]:
    """Return the regions with most of the whole, the picked ones always among them, the largest first."""
    sizes = {region: sum(float(part.amount(sums)) for part in theme.parts) for region, sums in found.items()}
    ordered = sorted(sizes, key=lambda region: -sizes[region])
    picked = [region for region in ordered if region in view.filters.regions]
    wanted = {*ordered[: max(REGIONS_SHOWN - len(picked), 0)], *picked}
    return [region for region in ordered if region in wanted and sizes[region]]


def moved_title(theme: Theme, found: Sequence[tuple[str, pd.Series]], view: View) -> str:
    """Return how the share of the first part moved between the first and the last quarter large enough for a share."""
    _, metric = view.words, METRICS[theme.metric]
    shares = [(name, metric_values.amount(metric, sums).value) for name, sums in found]
    known = [(name, value) for name, value in shares if value == value]
    if len(known) < 2:
        return ""
    (first, was), (last, now) = known[0], known[-1]
    return _(
        "{metric}: {now} ({last}) против {was} ({first})",
        metric=metric_words(theme, view),
        now=percent(now, view.language, 0),
        last=last,
        was=percent(was, view.language, 0),
        first=first,
    )


def metric_words(theme: Theme, view: View) -> str:
    """Return the metric of a theme, with what it is a share of where that is not the whole the bars show."""
    title = METRICS[theme.metric].title.of(view.language)
    return f"{title}, {theme.basis.of(view.language)}" if theme.basis else title


def regions_title(theme: Theme, found: Mapping[str, pd.Series], view: View) -> str:
    """Return who has the largest share of the first part, among the regions whose base allows a share."""
    _, metric = view.words, METRICS[theme.metric]
    if not found:
        return _("{theme}: за этот период данных нет", theme=metric.title.of(view.language))
    shares = {region: metric_values.amount(metric, sums).value for region, sums in found.items()}
    known = {region: value for region, value in shares.items() if value == value}
    if not known:
        return _("{metric}: ни в одном регионе нет десяти, доли не показать", metric=metric_words(theme, view))
    best = max(known.values())
    leaders = [region_name(region, view.language) for region, value in known.items() if value == best]
    return _(
        "{metric}: впереди {leaders}, {value}",
        metric=metric_words(theme, view),
        leaders=names(leaders, view.language, 3),
        value=percent(best, view.language, 0),
    )


@at_end_of(ACTIVITY.name)
def tied_projects(view: View) -> Exhibit:
    """Return the practices tied to each national project; those that say «нет» or nothing are parts of the whole above."""
    view = view.absolute
    _, made = view.words, breakdowns.breakdown(METRICS["practices"], "national_project", view)
    untied = {member_name(ACTIVITY.name, "national_project", member, view.language) for member in ("", NO_PROJECT)}
    frame = made.frame[~made.frame["key"].isin(untied)].reset_index(drop=True)
    title = titles.member_title(METRICS["practices"], frame, view) if len(frame) else _("Нацпроекты не названы")
    return replace(made, name="tied_projects", title=title, frame=frame)
