"""Which regions came to which events, how many subjects each event reached, and how many regions came again."""

from collections import Counter
from dataclasses import replace
from datetime import date
from math import nan

import pandas as pd

from dashboard.exhibits.common import standard
from dashboard.exhibits.common.row_tables import figures, newest_first, under
from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.exhibits.events.presence import presence, subjects_on
from dashboard.language.formats import day, inexact_day, names, number, percent, period_text, sort_key
from dashboard.language.phrases import Words
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, newest_rows, scopes
from dashboard.queries.completeness import Completeness, completeness
from dashboard.queries.sums import amounts, register_sums
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import DISTRICT_BY_CODE, region_name, short_district
from etl.datasets import EVENTS

# The matrix looks at the newest events of the period and shows those with the most regions.
LOOKED_AT, SHOWN = 200, 30
TITLE_LENGTH = 34
# How many events a region came to: the lowest number of each group.
TIMES = (0, 1, 2, 4, 10)


def rows_shown(view: View) -> pd.DataFrame:
    """Return the rows that name a region of the district, or any, of the held events with the most regions."""
    codes = [region.code for region in scopes.district_regions(view.filters)]
    frame = newest_rows.attended(view.period, codes, LOOKED_AT, SHOWN)
    return frame[frame["held"] & frame["region"].isin(codes)]


def left_out_notes(frame: pd.DataFrame, view: View) -> tuple[str, ...]:
    """Return which events are shown and how many are left out; nothing when all are shown."""
    _ = view.words
    country = replace(view.filters, regions=(), district="")
    held = int(metric_values.sums(METRICS["events"], country, view.period)["events"])
    event_count = frame["identity"].nunique()
    if held <= event_count:
        return ()
    note = _(
        "Показано мероприятий: {shown} из {held} — те, где больше всего регионов, среди {looked} последних; без названных регионов мероприятие не показано",
        shown=number(event_count, view.language),
        held=number(held, view.language),
        looked=LOOKED_AT,
    )
    return (note,)


def short_title(title: str, held_on: str) -> str:
    """Return the day and title of an event, short enough to head a column."""
    cut = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip(" :,—«(") + "…"
    return f"{held_on} {cut}"


def event_columns(frame: pd.DataFrame, view: View) -> dict[int, tuple[str, date | None]]:
    """Return the heading and day of each event by its number; two events never share a heading."""
    columns: dict[int, tuple[str, date | None]] = {}
    headings: Counter[str] = Counter()
    for event in frame.drop_duplicates("identity")[["identity", "event", "day", "day_end"]].to_dict("records"):
        inexact = inexact_day(event["day"], event["day_end"], view.language)
        heading = short_title(event["event"], inexact or day(event["day"], view.language))
        columns[event["identity"]] = (heading + "\u200b" * headings[heading], event["day"])
        headings[heading] += 1
    return columns


@at_end_of(EVENTS.name)
def matrix(view: View) -> Exhibit:
    """Return which regions came to which events: 1 for came, 0 for not, no base before a region was a subject."""
    _ = view.words
    frame = rows_shown(view)
    cells = matrix_cells(frame, event_columns(frame, view), view)
    exhibit = standard.listing(
        "attendance",
        matrix_title(frame, view),
        under(of_all_regions(view)),
        pd.DataFrame(cells, columns=["key", "row", "group", "column", "value", "state"]),
        (
            Field("group", _("Округ")),
            Field("row", _("Регион")),
            Field("column", _("Мероприятие")),
            Field("value", _("Участие"), Shape.NUMBER),
        ),
        view,
        EVENTS.name,
    )
    return replace(
        exhibit,
        kind=Kind.MATRIX,
        metric=METRICS["regions_covered"],
        unit=_("участие"),
        never=_("не назван") if is_found(view) else "",
        selected=view.filters.regions,
        notes=(
            *left_out_notes(frame, view),
            _("Регион считается участником, если назван в реестре у проведённого мероприятия; анонсы не считаются"),
        ),
    )


def is_found(view: View) -> bool:
    """Return whether who came is only what was found, so that a region that is not named may have come."""
    return only_found(EVENTS.name, of_all_regions(view))


def of_all_regions(view: View) -> View:
    """Return the view of the whole district, or country, in which picked regions only stand out."""
    return replace(view, filters=replace(view.filters, regions=()))


def matrix_cells(
    frame: pd.DataFrame, columns: dict[int, tuple[str, date | None]], view: View
) -> list[tuple[str, str, str, str, float, str]]:
    """Return a cell for every region and event, regions ordered by district and name."""
    present, districts = set(zip(frame["region"], frame["identity"], strict=True)), list(DISTRICT_BY_CODE)
    region_names = {region: region_name(region.code, view.language) for region in scopes.district_regions(view.filters)}
    cells = []
    for region in sorted(
        region_names, key=lambda region: (districts.index(region.federal_district), sort_key(region_names[region]))
    ):
        group = short_district(region.federal_district, view.language)
        for event, (heading, held_on) in columns.items():
            value, state = presence(region, (region.code, event) in present, held_on)
            cells.append((region.code, region_names[region], group, heading, value, state))
    return cells


def nobody(claim: str, view: View) -> str:
    """Return that nobody came; where the register has no data, that there are none."""
    return nothing(view) if completeness(EVENTS.name, view.filters, view.period) is Completeness.NONE else claim


def matrix_title(frame: pd.DataFrame, view: View) -> str:
    """Return how many regions came to none of the events shown, or that each came to at least one."""
    _ = view.words
    events = frame["identity"].nunique()
    if not events:
        return nobody(_("За период нет ни одного мероприятия, в котором названы регионы"), view)
    absent = {region.code for region in subjects_on(frame["day"].dropna().max(), view)} - set(frame["region"])
    event_words = _.many("{number} показанном мероприятии", "{number} показанных мероприятиях", events)
    if is_found(view):
        named = regions_words(frame["region"].nunique(), _)
        return _("На {events} найдено участие {regions}", events=event_words, regions=named)
    if not absent:
        return _("Каждый регион был хотя бы раз на {events}", events=event_words)
    return _("На {events} ни разу не было {regions}", events=event_words, regions=regions_words(len(absent), _))


@at_end_of(EVENTS.name)
def coverage(view: View) -> Exhibit:
    """Return how many of the subjects of its day each event reached and who was absent: the widest first, of equals the newest."""
    _ = view.words
    frame = rows_shown(view)
    rows = [coverage_row(event, view) for _key, event in frame.groupby("identity", sort=False)][::-1]
    table = pd.DataFrame(rows, columns=["key", "day", "day_end", "event", "came", "of", "share", "people", "absent"])
    table = newest_first(table, view).sort_values("came", ascending=False, kind="stable", ignore_index=True)
    fields = (
        Field("day", _("Дата"), Shape.DATE),
        Field("event", _("Мероприятие")),
        Field("came", _("Регионов"), Shape.NUMBER),
        Field("of", _("из субъектов на дату"), Shape.NUMBER),
        Field("share", _("Доля, %"), Shape.PERCENT),
        Field("people", _("Участников")),
        Field("absent", _("Не названы")),
    )
    exhibit = standard.listing(
        "coverage", coverage_title(table, view), under(of_all_regions(view)), table, fields, view, EVENTS.name
    )
    return replace(exhibit, metric=METRICS["regions_covered"], notes=left_out_notes(frame, view))


def coverage_row(event: pd.DataFrame, view: View) -> tuple[object, ...]:
    """Return the coverage of one event: how many of the subjects of its day came, and the names of the others."""
    first = event.iloc[0]
    subjects = [region.code for region in subjects_on(first["day"] or view.as_of, view)]
    came = set(event["region"])
    absent = sorted(region_name(code, view.language) for code in subjects if code not in came)
    present = len(came & set(subjects))
    is_share = len(subjects) >= amounts.SMALL_BASE and not is_found(view)
    share = 100 * present / len(subjects) if is_share else nan
    return (
        str(first["identity"]),
        first["day"],
        first["day_end"],
        first["event"],
        present,
        len(subjects),
        share,
        figures(event, view),
        names(absent, view.language) if absent else "—",
    )


def coverage_title(table: pd.DataFrame, view: View) -> str:
    """Return the event with the most regions and its coverage, or how many events reached as many."""
    _ = view.words
    if table.empty:
        return nobody(_("За период нет ни одного мероприятия, в котором названы регионы"), view)
    if is_found(view):
        event_words = _.many("{number} мероприятие", "{number} мероприятий", len(table))
        return _("Найдено: {events} с названными регионами", events=event_words)
    widest = table.iloc[0]
    equal = int((table["came"] == widest["came"]).sum())
    if equal > 1:
        return _.many(
            "{number} мероприятие с наибольшим охватом: регионов — по {came}",
            "{number} мероприятий с наибольшим охватом: регионов — по {came}",
            equal,
            came=int(widest["came"]),
        )
    return _(
        "Шире всего — «{event}»: {came} из {all} регионов",
        event=widest["event"],
        came=int(widest["came"]),
        all=int(widest["of"]),
    )


def events_by_region(period: Period, view: View) -> pd.Series:
    """Return how many events each region came to, of those that were subjects at the end of the period."""
    codes = [region.code for region in subjects_on(min(period.until, view.as_of), view)]
    return register_sums.by_scope(EVENTS.name, period)["events"].reindex(codes).fillna(0.0)


def group_sizes(times: pd.Series) -> list[int]:
    """Return how many regions never came, came once, and so on for each group of times."""
    ends = (*TIMES[1:], float("inf"))
    return [int(((times >= low) & (times < high)).sum()) for low, high in zip(TIMES, ends, strict=True)]


@at_end_of(EVENTS.name)
def attendance_times(view: View) -> Exhibit:
    """Return how many regions never came, came once or came again; together they are the subjects at the end of the period."""
    _ = view.words
    metric, times = METRICS["regions_covered"], events_by_region(view.period, view)
    frame = pd.DataFrame({"key": list(map(str, TIMES)), "name": group_names(view), "value": group_sizes(times)})
    if view.compared:
        frame["previous"] = group_sizes(events_by_region(view.compared, view))
    frame["state"] = [State.VALUE.value if value else State.ZERO.value for value in frame["value"]]
    if completeness(EVENTS.name, view.filters, view.period) is Completeness.NONE:
        frame = frame.head(0)
    fields = [Field("name", _("Сколько раз были")), Field("value", _("Регионов"), Shape.NUMBER)]
    if view.compared:
        fields.append(Field("previous", period_text(view.compared, view.language), Shape.NUMBER))
    exhibit = standard.exhibit(Kind.BAR, "attendance_times", metric, view, times_title(times, view), frame, fields)
    subtitle = " · ".join((_("Регионы по числу мероприятий, на которых были"), under(of_all_regions(view))))
    return replace(exhibit, name="attendance_times", subtitle=subtitle)


def group_names(view: View) -> list[str]:
    """Return the names of the groups of times."""
    _ = view.words
    never = _("не названы") if is_found(view) else _("ни разу")
    return [never, _("1 раз"), _("2–3 раза"), _("4–9 раз"), _("10 раз и больше")]


def regions_words(count: int, _: Words) -> str:
    """Return a number of regions in the genitive."""
    return _.many("{number} региона", "{number} регионов", count)


def times_title(times: pd.Series, view: View) -> str:
    """Return how many of the regions that came at all came again; no percentage on a small base."""
    _ = view.words
    came, again = int((times >= 1).sum()), int((times >= 2).sum())
    if not came:
        return (
            _("Регионы-участники не названы") if is_found(view) else nobody(_("За период не был ни один регион"), view)
        )
    if is_found(view):
        return _("Найдено участие {regions}, повторное — {again}", regions=regions_words(came, _), again=again)
    title = _("Были повторно {again} из {came} регионов", again=again, came=came)
    return title if came < amounts.SMALL_BASE else f"{title} — {percent(100 * again / came, view.language, 0)}"
