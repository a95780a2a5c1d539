"""What the register states: practices divided into yes, an explicit no and an empty cell; requests by when they were answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.associations.part_themes import PRACTICE_THEMES, THEMES, Theme
from dashboard.exhibits.common import breakdowns, standard
from dashboard.exhibits.common.titles.leaders import NAMED, lead
from dashboard.exhibits.common.titles.member_titles import member_title
from dashboard.exhibits.common.titles.quiet_words import stated_words
from dashboard.exhibits.common.titles.stated_shares import Shares, shares_of
from dashboard.exhibits.common.titles.value_words import course_words
from dashboard.language.formats import names, number, percent, period_text
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, scopes
from dashboard.queries.scopes import scopes_of
from dashboard.queries.sums import amounts, register_sums
from dashboard.queries.sums.amounts import SMALL_BASE
from dashboard.queries.time.last_quarters import last_quarters
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import member_name, place, region_name
from etl.datasets import ACTIVITY
from etl.datasets.shared import NO_PROJECT

REGIONS_SHOWN = 15


def selection(theme: Theme, period: Period, view: View) -> pd.Series:
    """Return the sums of the selection in the register of a theme."""
    frame = register_sums.by_scope(theme.register, period)
    return frame.reindex(scopes_of(view.filters)).fillna(0.0).sum()


def divided(theme: Theme, rows: Sequence[tuple[str, str, pd.Series]], view: View) -> pd.DataFrame:
    """Return key, row, member, value and quiet of every part of every row; empty rows and empty parts are left out."""
    parts = [
        (key, name, part.name.of(view.language), float(part.amount(sums)), part.quiet)
        for key, name, sums in rows
        for part in theme.parts
    ]
    frame = pd.DataFrame(parts, columns=["key", "row", "member", "value", "quiet"])
    row_sums, part_sums = (frame.groupby(name)["value"].transform("sum") for name in ("key", "member"))
    return frame[(row_sums > 0) & (part_sums > 0)].reset_index(drop=True)


def parts_title(theme: Theme, sums: pd.Series, view: View) -> str:
    """Return how the whole divides: in per cent, or in numbers when it is small."""
    _, language = view.words, view.language
    amounts = {part.name.of(language): float(part.amount(sums)) for part in theme.parts}
    whole = sum(amounts.values())
    if not whole:
        return _("{theme}: за этот период данных нет", theme=theme.title.of(language))
    small = whole < SMALL_BASE
    shares = [
        f"{name} — {number(amount, language) if small else percent(100 * amount / whole, language, 0)}"
        for name, amount in amounts.items()
        if amount
    ]
    return _("{theme}: {parts}", theme=theme.title.of(language), parts=", ".join(shares))


def parts_exhibit(name: str, theme: Theme, view: View, title: str, frame: pd.DataFrame, row: str, when: str) -> Exhibit:
    """Return the parts as stacked bars: in shares when every row is large enough, else in numbers."""
    _, metric, whole = view.words, METRICS[theme.metric], theme.whole.of(view.language)
    fields = (
        Field("row", row),
        Field("member", _("Что указано")),
        Field("value", _("Число {whole}", whole=whole), Shape.NUMBER),
    )
    exhibit = standard.exhibit(Kind.STACKED, name, metric, view, title, frame, fields)
    shares = amounts.large_enough(frame.groupby("key")["value"].sum())
    lead = _("Доли {whole}", whole=whole) if shares else _("Число {whole}", whole=whole)
    subtitle = " · ".join((lead, when, place(view.filters, view.language)))
    notes = (*exhibit.notes, parts_note(theme, bool(frame["quiet"].any()), view))
    return replace(exhibit, name=name, subtitle=subtitle, unit=whole, decimals=0, as_share=shares, notes=notes)


def parts_note(theme: Theme, shows_quiet: bool, view: View) -> str:
    """Return what a reader must know about the parts of a theme, whether those that say nothing are shown or not."""
    _ = view.words
    if theme is THEMES["answers"]:
        return _("Запрос без ответа просрочен, если его срок наступил к последнему дню данных")
    if shows_quiet:
        return _("Пустая ячейка — не «нет»: такие практики показаны отдельно")
    return _("Пустая ячейка — не «нет»: в доли такие практики не входят")


@at_end_of(ACTIVITY.name)
def parts_themes(view: View) -> Exhibit:
    """Return the practices of the period by whether they are tied to each of the themes."""
    _, project = view.words, THEMES["project"]
    sums = selection(project, view.period, view)
    parts = [
        divided(THEMES[code], [(code, THEMES[code].title.of(view.language), sums)], view) for code in PRACTICE_THEMES
    ]
    title, when = parts_title(project, sums, view), period_text(view.period, view.language)
    return parts_exhibit(
        "parts_themes", project, view, title, pd.concat(parts, ignore_index=True), _("С чем связаны"), when
    )


def parts_periods(code: str, view: View) -> Exhibit:
    """Return how the whole divided in each of the last quarters."""
    theme = THEMES[code]
    view = view.at(theme.register)
    _, quarters = view.words, last_quarters(view)
    by_quarter = {period_text(period, view.language): selection(theme, period, view) for period in quarters}
    shares = known_parts(theme, by_quarter, view)
    title = course_title(theme, by_quarter, view) or last_quarter_title(theme, by_quarter, shares, view)
    name, when = f"parts_periods.{code}", _("по кварталам")
    chart = parts_exhibit(name, theme, view, title, shares.frame, _("Период"), when)
    return replace(chart, notes=(*chart.notes, *shares.notes(view)))


def known_parts(theme: Theme, by_quarter: Mapping[str, pd.Series], view: View) -> Shares:
    """Return how what is stated or due divides in each quarter; a quarter that too few practices state is left out."""
    frame = divided(theme, [(name, name, sums) for name, sums in by_quarter.items()], view)
    if theme is THEMES["answers"]:  # what is not due yet is not unknown
        frame = frame[~frame["quiet"].astype(bool)]
    return shares_of(frame.assign(stated=~frame["quiet"].astype(bool)))


def last_quarter_title(theme: Theme, by_quarter: Mapping[str, pd.Series], shares: Shares, view: View) -> str:
    """Return how what is known of the last quarter shown divides, or that too little is known."""
    if shares.frame.empty:
        unknown = shares.unknown_words(theme.title.of(view.language), METRICS[theme.metric], view)
        return unknown or parts_title(theme, selection(theme, view.period, view).mul(0), view)
    quarter = str(shares.frame["row"].iloc[-1])
    shown = replace(theme, parts=tuple(part for part in theme.parts if not part.quiet))
    return f"{parts_title(shown, by_quarter[quarter], view)} ({quarter})"


def parts_regions(code: str, view: View) -> Exhibit:
    """Return how the whole divides in the regions with the largest wholes; picked regions are always among them."""
    theme = THEMES[code]
    view = view.at(theme.register)
    _, frame = view.words, register_sums.by_scope(theme.register, view.period)
    codes = [region.code for region in scopes.district_regions(view.filters) if region.code in frame.index]
    by_region = largest(theme, {code: frame.loc[[code]].iloc[0] for code in codes}, view)
    rows = [(code, region_name(code, view.language), sums) for code, sums in by_region.items()]
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    exhibit = parts_exhibit(
        f"parts_regions.{code}",
        theme,
        everywhere,
        regions_title(theme, by_region, view),
        divided(theme, rows, view),
        _("Регион"),
        period_text(view.period, view.language),
    )
    return replace(exhibit, selected=view.filters.regions)


def largest(theme: Theme, by_region: Mapping[str, pd.Series], view: View) -> dict[str, pd.Series]:
    """Return the sums of the regions with the largest wholes, largest first; picked regions are always among them."""
    wholes = {code: whole_of(theme, sums) for code, sums in by_region.items()}
    ordered = sorted(wholes, key=lambda code: -wholes[code])
    picked = [code for code in ordered if code in view.filters.regions]
    selected = {*ordered[: max(REGIONS_SHOWN - len(picked), 0)], *picked}
    return {code: by_region[code] for code in ordered if code in selected and wholes[code]}


def known_shares(theme: Theme, rows: Mapping[str, pd.Series]) -> dict[str, float]:
    """Return the share of the first part in each row whose base is large enough for a share."""
    shares = {name: metric_values.amount(METRICS[theme.metric], sums).value for name, sums in rows.items()}
    return {name: share for name, share in shares.items() if share == share}


def course_title(theme: Theme, by_quarter: Mapping[str, pd.Series], view: View) -> str:
    """Return the share of the first part in the last quarter that has one and how it lay in the others; empty for fewer than two."""
    shares = known_shares(theme, by_quarter)
    return course_words(metric_words(theme, view), shares, view) if len(shares) > 1 else ""


def metric_words(theme: Theme, view: View) -> str:
    """Return the name of a theme's metric, with what it is a share of when that is not the whole shown by the bars."""
    title = METRICS[theme.metric].title.of(view.language)
    return f"{title}, {theme.basis.of(view.language)}" if theme.basis else title


def regions_title(theme: Theme, by_region: Mapping[str, pd.Series], view: View) -> str:
    """Return which regions have the largest wholes, by which the bars stand, and how the whole of the first one divides."""
    _, language = view.words, view.language
    if not by_region:
        return _("{theme}: за этот период данных нет", theme=METRICS[theme.metric].title.of(language))
    wholes = {region_name(code, language): whole_of(theme, sums) for code, sums in by_region.items()}
    first = lead(wholes, 0)
    if only_found(theme.register, view) or first is None or first.is_flat or len(first.names) > NAMED:
        return _("{theme} по регионам", theme=theme.title.of(language))
    whole, value = theme.whole.of(language), number(first.value, language)
    leaders = names(first.names, language)
    if len(first.names) > 1:
        return _("Больше всего {whole}: {leaders}, по {value}", whole=whole, leaders=leaders, value=value)
    return _("Больше всего {whole} — {leaders}: {value}", whole=whole, leaders=leaders, value=value)


def whole_of(theme: Theme, sums: pd.Series) -> float:
    """Return the whole that the parts of a theme add up to."""
    return sum(float(part.amount(sums)) for part in theme.parts)


@at_end_of(ACTIVITY.name)
def tied_projects(view: View) -> Exhibit:
    """Return the practices tied to each national project; those that answer no or nothing are left out."""
    view = view.absolute
    _, exhibit = view.words, breakdowns.breakdown(METRICS["practices"], "national_project", view)
    untied = {member_name(ACTIVITY.name, "national_project", member, view.language) for member in ("", NO_PROJECT)}
    frame = exhibit.frame[~exhibit.frame["key"].isin(untied)].reset_index(drop=True)
    every = exhibit.full if exhibit.full is not None else frame
    tied, metric, stated = every[~every["member"].isin(("", NO_PROJECT))], METRICS["practices"], every["member"] != ""
    stated_amount, whole = float(every.loc[stated, "value"].sum()), float(every["value"].sum())
    title = _("Нацпроекты не названы")
    if len(frame):
        unknown = stated_words(_("Нацпроект"), stated_amount, whole, metric, view)
        title = unknown or member_title(metric, tied, view, adds_up=False)
    return replace(exhibit, name="tied_projects", title=title, frame=frame)
