"""One event: what is known about it, the regions and people who took part, their map, and the other events of its series."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.exhibits.common.row_tables import codes_to_names, figures, newest_first
from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.common.titles.member_titles import members_words
from dashboard.exhibits.common.titles.quiet_words import stated_words, unstated
from dashboard.exhibits.events.days_of_event import first_day, when
from dashboard.exhibits.events.presence import presence, regions_present, subjects_on
from dashboard.language.formats import names, number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import newest_rows
from dashboard.queries.scopes import district_regions
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import member_name, region_name
from etl.datasets import EVENTS
from etl.datasets.events import HELD, PLANNED
from etl.datasets.expressions import NO_UNIT, UNIT
from etl.regions import REGION_BY_CODE

IN_SERIES = 30
LONGEST_NUMBER = 19  # digits of a 64-bit whole number


def event_rows(code: str) -> pd.DataFrame:
    """Return the rows of the event with that number: of the held one, else of the announced one."""
    digits = code.removeprefix("-")
    frame = newest_rows.event(int(code) if digits.isdecimal() and len(digits) <= LONGEST_NUMBER else 0)
    return frame[frame["held"]] if frame["held"].any() else frame


def event_title(frame: pd.DataFrame, view: View) -> str:
    """Return the name of the event, or that there is no such event."""
    _ = view.words
    return str(frame["event"].iloc[0]) if len(frame) else _("Такого мероприятия в реестре нет")


def day_of(frame: pd.DataFrame, view: View) -> date:
    """Return the first day of the event, the last day of the data when it has none."""
    return (frame["day"].iloc[0] if len(frame) else None) or view.as_of


def event_exhibit(
    name: str, title: str, frame: pd.DataFrame, table: pd.DataFrame, fields: list[Field], view: View
) -> Exhibit:
    """Return an exhibit of one event; its parameters name the event, not the period of the filter bar."""
    _, event = view.words, event_title(frame, view)
    subtitle = f"{event} · {first_day(frame.iloc[0], view)}" if len(frame) else event
    exhibit = listing(name, title, subtitle, table, fields, view, EVENTS.name)
    parameters = ((_("Мероприятие"), event), (_("Данные по"), view.as_of.isoformat()))
    return replace(exhibit, parameters=parameters)


@at_end_of(EVENTS.name)
def facts(view: View, code: str) -> Exhibit:
    """Return what is known about the event, one fact per line; what no row states is left out."""
    _, frame = view.words, event_rows(code)
    lines = [(name, value) for name, value in fact_lines(frame, view) if value] if len(frame) else []
    table = pd.DataFrame(lines, columns=["name", "value"])
    fields = [Field("name", _("Что")), Field("value", _("Сведения"))]
    exhibit = event_exhibit(f"event.{code}", event_title(frame, view), frame, table, fields, view)
    return replace(exhibit, subtitle=fact_line(frame, view) if len(frame) else exhibit.subtitle)


def fact_line(frame: pd.DataFrame, view: View) -> str:
    """Return when, where and in which format an event is held, and its status."""
    first = frame.iloc[0]
    event_format = stated(frame.head(1), "format", view)
    status = member_name(EVENTS.name, "status", first["status"], view.language)
    return " · ".join(filter(None, (when(first, view), where(first, view), event_format, status)))


def fact_lines(frame: pd.DataFrame, view: View) -> list[tuple[str, str]]:
    """Return the name and words of every fact of an event; the words are empty when no row states it."""
    _, language, first = view.words, view.language, frame.iloc[0]
    subjects, present = len(regions_asked(frame, view)), len(regions_present(frame))
    return [
        (_("Когда"), when(first, view)),
        (_("Где"), where(first, view)),
        (_("Статус"), stated(frame.head(1), "status", view)),
        (_("Формат"), stated(frame, "format", view)),
        (_("Режим"), stated(frame, "mode", view)),
        (_("Серия"), stated(frame, "series", view)),
        (_("Тема"), stated(frame, "topic", view)),
        (
            _("Ваших регионов") if view.filters.only else _("Регионов"),
            _("{part} из {base}", part=present, base=subjects) if present else _("не названы"),
        ),
        (_("Муниципалитетов"), municipalities(frame, view)),
        (_("Участников"), figures(frame, view)),
        (_("Организации и партнёры"), names(distinct(frame["organisation"]), language, 8)),
        (_("Программы участников"), names(distinct(frame["programme"]), language, 8)),
    ]


def regions_asked(frame: pd.DataFrame, view: View) -> set[str]:
    """Return the subjects on the day of the event; of a clerk's own regions alone where a list is theirs."""
    everywhere = replace(view, filters=replace(view.filters, district=""))
    return {region.code for region in subjects_on(day_of(frame, view), everywhere)}


def where(first: pd.Series, view: View) -> str:
    """Return city and region of an event."""
    region = region_name(first["host_region"], view.language) if first["host_region"] in REGION_BY_CODE else ""
    return ", ".join(dict.fromkeys(filter(None, (first["city"], region))))


def distinct(column: pd.Series) -> list[str]:
    """Return the distinct words of a column in their order, without empty ones."""
    return [word for word in dict.fromkeys(column) if word]


def stated(frame: pd.DataFrame, column: str, view: View) -> str:
    """Return the distinct words the rows state in a column, as text."""
    words = [member_name(EVENTS.name, column, word, view.language) for word in distinct(frame[column])]
    return names(words, view.language)


def municipalities(frame: pd.DataFrame, view: View) -> str:
    """Return how many different municipalities of the directory are named, as text; empty when none is."""
    pairs = frame.loc[~frame[UNIT].isin(["", NO_UNIT]), ["region", UNIT]].drop_duplicates()
    return number(len(pairs), view.language) if len(pairs) else ""


@at_end_of(EVENTS.name)
def event_map(view: View, code: str) -> Exhibit:
    """Return the map of the regions that came; regions that were not subjects yet have no base."""
    _, frame = view.words, event_rows(code)
    held_on, present = day_of(frame, view), regions_present(frame)
    rows = [
        (region.code, region_name(region.code, view.language), *presence(region, region.code in present, held_on))
        for region in district_regions(replace(view.filters, district=""))
        if len(frame)
    ]
    table = pd.DataFrame(rows, columns=["code", "name", "value", "state"])
    fields = [Field("name", _("Регион")), Field("value", _("Участие"), Shape.NUMBER)]
    exhibit = event_exhibit(f"event_map.{code}", event_map_title(frame, view), frame, table, fields, view)
    scale = _("1 — участвовал, 0 — не назван")
    return replace(
        exhibit,
        subtitle=f"{exhibit.subtitle} · {scale}",
        kind=Kind.MAP,
        metric=METRICS["regions_covered"],
        unit=_("участие"),
        selected=view.filters.regions,
    )


def event_map_title(frame: pd.DataFrame, view: View) -> str:
    """Return how many of the subjects came, and the names of the first absent ones."""
    _ = view.words
    if frame.empty:
        return event_title(frame, view)
    present = regions_present(frame)
    if not present:
        return _("Регионы-участники не названы")
    subjects = regions_asked(frame, view)
    attendance = _("Регионы: {came} из {all}", came=len(present & subjects), all=len(subjects))
    absent = [region_name(code, view.language) for code in REGION_BY_CODE if code in subjects - present]
    if not absent:
        return attendance
    return _("{attendance}; не названы: {absent}", attendance=attendance, absent=names(absent, view.language))


@at_end_of(EVENTS.name)
def participants(view: View, code: str) -> Exhibit:
    """Return who took part, one line per region and category, figures with their qualifiers."""
    _, frame = view.words, event_rows(code)
    rows = [
        (region, category, municipalities(part, view), figures(part, view), part["source_url"].max())
        for (region, category), part in frame.groupby(["region", "category"], sort=False)
    ]
    table = pd.DataFrame(rows, columns=["region", "category", "municipalities", "people", "source_url"])
    table["region"] = codes_to_names(table["region"], view)
    table["category"] = [member_name(EVENTS.name, "category", word, view.language) for word in table["category"]]
    fields = [
        Field("region", _("Регион")),
        Field("category", _("Категория")),
        Field("municipalities", _("Муниципалитетов")),
        Field("people", _("Участников")),
        Field("source_url", _("Источник"), Shape.LINK),
    ]
    title = participants_title(frame, view)
    return event_exhibit(f"event_regions.{code}", title, frame, table.sort_values(["region", "category"]), fields, view)


def participants_title(frame: pd.DataFrame, view: View) -> str:
    """Return how many people took part, or that nobody says."""
    _ = view.words
    if frame.empty:
        return event_title(frame, view)
    if frame["participants"].isna().all():
        return _("Число участников не указано")
    return _("Участников: {figures}", figures=figures(frame, view))


@at_end_of(EVENTS.name)
def categories(view: View, code: str) -> Exhibit:
    """Return the people of the event by category, the largest first; no bars when no row states a category."""
    _, frame = view.words, event_rows(code)
    counted = frame[frame["people"].notna()] if frame["category"].any() else frame.head(0)
    sums = counted.groupby("category")["people"].sum().sort_values(ascending=False, kind="stable").astype(float)
    labels = [member_name(EVENTS.name, "category", str(word), view.language) for word in sums.index]
    table = pd.DataFrame({"key": list(map(str, sums.index)), "name": labels, "value": sums.to_list()})
    table["state"] = [State.VALUE.value if value else State.ZERO.value for value in table["value"]]
    fields = [Field("name", _("Категория")), Field("value", _("Участников"), Shape.NUMBER)]
    title = categories_title(frame, table, view)
    exhibit = event_exhibit(f"event_categories.{code}", title, frame, table, fields, view)
    metric = METRICS["participants"]
    return replace(exhibit, kind=Kind.BAR, metric=metric, unit=_.plural(5, metric.unit))


def categories_title(frame: pd.DataFrame, table: pd.DataFrame, view: View) -> str:
    """Return the category with the most people, or that several are equal."""
    _ = view.words
    if frame.empty:
        return event_title(frame, view)
    stated, metric, dimension = table[table["key"] != ""], METRICS["participants"], _("Категория участников")
    whole, every = float(stated["value"].sum()), float(table["value"].sum())
    if not whole:
        return unstated(dimension, view)
    if unknown := stated_words(dimension, whole, every, metric, view):
        return unknown
    held_on = day_of(frame, view)
    is_only_found = only_found(EVENTS.name, view, Period(held_on, held_on))
    return members_words(metric, dict(zip(stated["name"], stated["value"], strict=True)), whole, view, is_only_found)


@at_end_of(EVENTS.name)
def series(view: View, code: str) -> Exhibit:
    """Return the other events of the series, the newest first; `key` is the number an event is opened by."""
    _, frame = view.words, event_rows(code)
    name = next(iter(distinct(frame["series"])), "")
    events = newest_rows.series(name, IN_SERIES) if name else frame.head(0)
    rows = [
        (
            str(key),
            *part[["day", "day_end", "event"]].iloc[0],
            len(regions_present(part)),
            figures(part, view),
            status(part, view),
        )
        for key, part in events.groupby("identity", sort=False)
        if str(key) != code
    ]
    table = pd.DataFrame(rows, columns=["key", "day", "day_end", "event", "regions", "people", "status"])
    table = newest_first(table, view)
    fields = [
        Field("day", _("Дата"), Shape.DATE),
        Field("event", _("Мероприятие")),
        Field("regions", _("Регионов"), Shape.NUMBER),
        Field("people", _("Участников")),
        Field("status", _("Статус")),
    ]
    others = newest_rows.series_size(name) - 1 if name else 0
    return event_exhibit(f"event_series.{code}", series_title(name, others, view), frame, table, fields, view)


def status(frame: pd.DataFrame, view: View) -> str:
    """Return whether an event was held or is announced."""
    return member_name(EVENTS.name, "status", HELD if frame["held"].any() else PLANNED, view.language)


def series_title(name: str, others: int, view: View) -> str:
    """Return how many other events the series has."""
    _ = view.words
    if not name:
        return _("Серия не указана")
    if not others:
        return _("Других мероприятий серии «{series}» нет", series=name)
    event_words = _.many("{number} мероприятие", "{number} мероприятий", others)
    return _("В серии «{series}» ещё {events}", series=name, events=event_words)
