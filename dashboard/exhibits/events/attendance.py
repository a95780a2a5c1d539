"""Who came: regions by events, how many of the subjects each event reached, who comes again."""

from collections import Counter
from dataclasses import replace
from datetime import date
from math import nan

import pandas as pd

from dashboard.exhibits.common.row_tables import figures
from dashboard.exhibits.common.standard import exhibit, listing
from dashboard.language.formats import day, names, number, percent, period_text, sort_key
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, newest_rows, register_sums
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import DISTRICT_BY_CODE, View, place, region_name, short_district
from etl.datasets import EVENTS
from etl.regions import Region, regions_at

# The matrix looks at the newest events of the period and shows those with the most regions.
LOOKED_AT, SHOWN = 200, 30
TITLE_LENGTH = 34
# How often a region came: the lowest number of each group.
TIMES = (0, 1, 2, 4, 10)


def valid_regions(view: View, at: date) -> tuple[Region, ...]:
    """Return the regions of the district, or all, that were subjects on a day: the base of coverage."""
    return tuple(region for region in regions_at(at) if view.filters.district in ("", region.federal_district))


def rows_shown(view: View) -> pd.DataFrame:
    """Return the rows of held events that name a region shown, of the events with the most regions."""
    codes = [region.code for region in metric_values.district_regions(view.filters)]
    frame = newest_rows.attended(view.period, codes, LOOKED_AT, SHOWN)
    return frame[frame["held"] & frame["region"].isin(codes)]


def chosen_words(frame: pd.DataFrame, view: View) -> tuple[str, ...]:
    """Return which events are shown and how many are left out; nothing when none is."""
    _ = view.words
    whole = replace(view.filters, regions=(), district="")
    held = int(metric_values.sums(METRICS["events"], whole, view.period)["events"])
    shown = frame["identity"].nunique()
    if held <= shown:
        return ()
    told = _(
        "Показано мероприятий: {shown} из {held} — те, где больше всего регионов, среди {looked} последних; без названных регионов мероприятие не показано",
        shown=number(shown, view.language),
        held=number(held, view.language),
        looked=LOOKED_AT,
    )
    return (told,)


def short_title(title: str, at: date | None, view: View) -> str:
    """Return day and title of an event, short enough to head a column."""
    cut = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip(" :,—«(") + "…"
    return f"{day(at, view.language)} {cut}"


def event_columns(frame: pd.DataFrame, view: View) -> dict[int, tuple[str, date | None]]:
    """Return heading and day of each event, by its number; two events never share a heading."""
    columns: dict[int, tuple[str, date | None]] = {}
    headings: Counter[str] = Counter()
    for event in frame.drop_duplicates("identity")[["identity", "event", "day"]].to_dict("records"):
        heading = short_title(event["event"], event["day"], view)
        columns[event["identity"]] = (heading + "\u200b" * headings[heading], event["day"])
        headings[heading] += 1
    return columns


@at_end_of(EVENTS.name)
def matrix(view: View) -> Exhibit:
    """Return which regions came to which events: 1 came, 0 did not, no base before a region was a subject."""
    _ = view.words
    frame = rows_shown(view)
    columns = event_columns(frame, view)
    cells = matrix_cells(frame, columns, view) if columns else []
    made = listing(
        "attendance",
        matrix_title(frame, view),
        under_place(view),
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
        made,
        kind=Kind.MATRIX,
        metric=METRICS["regions_covered"],
        unit=_("участие"),
        selected=view.filters.regions,
        notes=(
            *chosen_words(frame, view),
            _("Регион считается участником, если назван в реестре у проведённого мероприятия; анонсы не считаются"),
        ),
    )


def place_words(view: View) -> str:
    """Return the district shown, or the country; picked regions only stand out."""
    return place(replace(view.filters, regions=()), view.language)


def matrix_cells(
    frame: pd.DataFrame, columns: dict[int, tuple[str, date | None]], view: View
) -> list[tuple[str, str, str, str, float, str]]:
    """Return a cell for every region and event, regions by district, those of a district by name."""
    came = set(frame[["region", "identity"]].itertuples(index=False, name=None))
    cells = []
    for district in DISTRICT_BY_CODE:
        regions = [
            region for region in metric_values.district_regions(view.filters) if region.federal_district == district
        ]
        group = short_district(district, view.language)
        for region in sorted(regions, key=lambda one: sort_key(region_name(one.code, view.language))):
            name = region_name(region.code, view.language)
            for event, (heading, at) in columns.items():
                value, state = cell(region, (region.code, event) in came, at)
                cells.append((region.code, name, group, heading, value, state.value))
    return cells


def cell(region: Region, came: bool, at: date | None) -> tuple[float, State]:
    """Return whether a region came to an event of that day; no base when it was no subject then and is not named."""
    if came:
        return 1.0, State.VALUE
    if region.valid_from and at and at < region.valid_from:
        return nan, State.NO_BASE
    return 0.0, State.ZERO


def matrix_title(frame: pd.DataFrame, view: View) -> str:
    """Return how many regions came to none of the events shown, or that each came to one at least."""
    _ = view.words
    events = frame["identity"].nunique()
    if not events:
        return _("За период нет ни одного мероприятия, в котором названы регионы")
    absent = {region.code for region in valid_regions(view, frame["day"].dropna().max())} - set(frame["region"])
    shown = _.many("{number} показанном мероприятии", "{number} показанных мероприятиях", events)
    if not absent:
        return _("Каждый регион был хотя бы раз на {events}", events=shown)
    silent = _.many("{number} региона", "{number} регионов", len(absent))
    return _("На {events} ни разу не было {regions}", events=shown, regions=silent)


@at_end_of(EVENTS.name)
def coverage(view: View) -> Exhibit:
    """Return how many of the subjects of its day each event reached, the newest first, and who was missing."""
    _ = view.words
    frame = rows_shown(view)
    reached = [coverage_row(event, view) for _key, event in frame.groupby("identity", sort=False)][::-1]
    table = pd.DataFrame(reached, columns=["key", "day", "event", "came", "of", "share", "people", "absent"])
    fields = (
        Field("day", _("Дата"), Shape.DATE),
        Field("event", _("Мероприятие")),
        Field("came", _("Регионов"), Shape.NUMBER),
        Field("of", _("из субъектов на дату"), Shape.NUMBER),
        Field("share", _("Доля, %"), Shape.PERCENT),
        Field("people", _("Участников")),
        Field("absent", _("Не были")),
    )
    made = listing("coverage", coverage_title(table, view), under_place(view), table, fields, view, EVENTS.name)
    return replace(made, metric=METRICS["regions_covered"], notes=chosen_words(frame, view))


def under_place(view: View) -> str:
    """Return the line under a title: period, and the district or the country."""
    return f"{period_text(view.period, view.language)} · {place_words(view)}"


def coverage_row(event: pd.DataFrame, view: View) -> tuple[object, ...]:
    """Return one event: how many of the subjects of its day came, and the names of the others."""
    first = event.iloc[0]
    subjects = [region.code for region in valid_regions(view, first["day"] or view.as_of)]
    came = set(event["region"])
    absent = sorted(region_name(code, view.language) for code in subjects if code not in came)
    present = len(came & set(subjects))
    share = 100 * present / len(subjects) if len(subjects) >= metric_values.SMALL_BASE else nan
    missing = names(absent, view.language) if absent else "—"
    return (
        str(first["identity"]),
        first["day"],
        first["event"],
        present,
        len(subjects),
        share,
        figures(event, view),
        missing,
    )


def coverage_title(table: pd.DataFrame, view: View) -> str:
    """Return the widest event and its coverage."""
    _ = view.words
    if table.empty:
        return _("За период нет ни одного мероприятия, в котором названы регионы")
    widest = table.sort_values("came", ascending=False, kind="stable").iloc[0]
    return _(
        "Шире всего — «{event}»: {came} из {all} регионов",
        event=widest["event"],
        came=int(widest["came"]),
        all=int(widest["of"]),
    )


def came_times(view: View, period: Period) -> pd.Series:
    """Return how many events each region that was a subject at the end of a period came to."""
    codes = [region.code for region in valid_regions(view, min(period.until, view.as_of))]
    return register_sums.by_scope(EVENTS.name, period)["events"].reindex(codes).fillna(0.0)


def grouped_times(times: pd.Series) -> list[int]:
    """Return how many regions came never, once, and in each larger group of times."""
    ends = (*TIMES[1:], float("inf"))
    return [int(((times >= low) & (times < high)).sum()) for low, high in zip(TIMES, ends, strict=True)]


@at_end_of(EVENTS.name)
def attendance_times(view: View) -> Exhibit:
    """Return how many regions came never, once, again; all of them together are the subjects of the period's end."""
    _ = view.words
    metric, times = METRICS["regions_covered"], came_times(view, view.period)
    frame = pd.DataFrame({"key": list(map(str, TIMES)), "name": times_words(view), "value": grouped_times(times)})
    if view.compared:
        frame["previous"] = grouped_times(came_times(view, view.compared))
    frame["state"] = [State.VALUE.value if value else State.ZERO.value for value in frame["value"]]
    fields = [Field("name", _("Сколько раз были")), Field("value", _("Регионов"), Shape.NUMBER)]
    if view.compared:
        fields.append(Field("previous", period_text(view.compared, view.language), Shape.NUMBER))
    made = exhibit(Kind.BAR, "attendance_times", metric, view, times_title(times, view), frame, fields)
    subtitle = " · ".join((_("Регионы по числу мероприятий, на которых были"), under_place(view)))
    return replace(made, name="attendance_times", subtitle=subtitle)


def times_words(view: View) -> list[str]:
    """Return the names of the groups of times."""
    _ = view.words
    return [_("ни разу"), _("1 раз"), _("2–3 раза"), _("4–9 раз"), _("10 раз и больше")]


def times_title(times: pd.Series, view: View) -> str:
    """Return how many of the regions that came at all came again; no percentage on a small base."""
    _ = view.words
    came, again = int((times >= 1).sum()), int((times >= 2).sum())
    if not came:
        return _("За период не был ни один регион")
    told = _("Были повторно {again} из {came} регионов", again=again, came=came)
    return told if came < metric_values.SMALL_BASE else f"{told} — {percent(100 * again / came, view.language, 0)}"
