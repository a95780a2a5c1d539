"""One event: what, when, where, who took part by region and category, on which map, and the others of its series."""

from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.common import titles
from dashboard.exhibits.common.row_tables import codes_to_names, figures
from dashboard.exhibits.common.standard import listing
from dashboard.language.formats import day, names, number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.queries import newest_rows
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, member_name, region_name
from etl.datasets import EVENTS
from etl.datasets.events import HELD, PLANNED
from etl.regions import REGION_BY_CODE, REGIONS, regions_at

IN_SERIES = 30


def event_rows(code: str, view: View) -> pd.DataFrame:
    """Return the rows of the event with that number, of one held or, when there is none, of one announced."""
    frame = newest_rows.event(int(code) if code.removeprefix("-").isdecimal() and len(code) < 20 else 0)
    return frame[frame["held"]] if frame["held"].any() else frame


def event_title(frame: pd.DataFrame, view: View) -> str:
    """Return the name of the event, or that there is none."""
    _ = view.words
    return str(frame["event"].iloc[0]) if len(frame) else _("Такого мероприятия в реестре нет")


def event_line(frame: pd.DataFrame, view: View) -> str:
    """Return the line under an exhibit of an event: its name and its day."""
    at = frame["day"].iloc[0] if len(frame) else None
    return f"{event_title(frame, view)} · {day(at, view.language)}" if len(frame) else event_title(frame, view)


def of_event(
    name: str, title: str, frame: pd.DataFrame, table: pd.DataFrame, fields: list[Field], view: View
) -> Exhibit:
    """Return an exhibit of one event: its parameters are the event, not the period of the filter bar."""
    _ = view.words
    made = listing(name, title, event_line(frame, view), table, fields, view, EVENTS.name)
    told = ((_("Мероприятие"), event_title(frame, view)), (_("Данные по"), view.as_of.isoformat()))
    return replace(made, parameters=told)


def came(frame: pd.DataFrame) -> set[str]:
    """Return the codes of the regions that are named."""
    return set(frame["region"]) & set(REGION_BY_CODE)


@at_end_of(EVENTS.name)
def facts(view: View, code: str) -> Exhibit:
    """Return what is known of the event, a line a thing; what no row states is left out."""
    _, frame = view.words, event_rows(code, view)
    told = [(name, value) for name, value in fact_lines(frame, view) if value] if len(frame) else []
    table = pd.DataFrame(told, columns=["name", "value"])
    fields = [Field("name", _("Что")), Field("value", _("Сведения"))]
    made = of_event(f"event.{code}", event_title(frame, view), frame, table, fields, view)
    return replace(made, subtitle=fact_line(frame, view) if len(frame) else made.subtitle)


def fact_line(frame: pd.DataFrame, view: View) -> str:
    """Return when, where and in which form an event was, or is announced."""
    first = frame.iloc[0]
    parts = (when(first, view), where(first, view), member_name(EVENTS.name, "format", first["format"], view.language))
    status = member_name(EVENTS.name, "status", first["status"], view.language)
    return " · ".join(filter(None, (*parts[:2], parts[2] if first["format"] else "", status)))


def fact_lines(frame: pd.DataFrame, view: View) -> list[tuple[str, str]]:
    """Return the names and words of all that is told of an event."""
    _, language, first = view.words, view.language, frame.iloc[0]
    subjects = len(regions_at(first["day"] or view.as_of))
    return [
        (_("Когда"), when(first, view)),
        (_("Где"), where(first, view)),
        (_("Статус"), member_name(EVENTS.name, "status", first["status"], language) if first["status"] else ""),
        (_("Формат"), stated(frame, "format", view)),
        (_("Режим"), stated(frame, "mode", view)),
        (_("Серия"), stated(frame, "series", view)),
        (_("Тема"), stated(frame, "topic", view)),
        (
            _("Регионов"),
            _("{part} из {base}", part=len(came(frame)), base=subjects) if came(frame) else _("не названы"),
        ),
        (_("Муниципалитетов"), municipalities(frame, view)),
        (_("Участников"), figures(frame, view)),
        (_("Организации и партнёры"), names(different(frame["organisation"]), language, 8)),
        (_("Программы участников"), names(different(frame["programme"]), language, 8)),
    ]


def when(first: pd.Series, view: View) -> str:
    """Return the day or days of an event."""
    since, until = first["day"], first["day_end"]
    if not since:
        return view.words("день не указан")
    return day(since, view.language) + (f" – {day(until, view.language)}" if until and until != since else "")


def where(first: pd.Series, view: View) -> str:
    """Return city and region of an event."""
    region = region_name(first["host_region"], view.language) if first["host_region"] in REGION_BY_CODE else ""
    return ", ".join(dict.fromkeys(filter(None, (first["city"], region))))


def different(column: pd.Series) -> list[str]:
    """Return the different words of a column, empty ones left out, in their order."""
    return [word for word in dict.fromkeys(column) if word]


def stated(frame: pd.DataFrame, column: str, view: View) -> str:
    """Return what the rows state in a column, each once."""
    return names(
        [member_name(EVENTS.name, column, word, view.language) for word in different(frame[column])], view.language
    )


def municipalities(frame: pd.DataFrame, view: View) -> str:
    """Return how many different municipalities are named, empty when none is."""
    named = frame[frame["municipality"] != ""]
    return number(len(named.drop_duplicates(["region", "municipality"])), view.language) if len(named) else ""


@at_end_of(EVENTS.name)
def event_map(view: View, code: str) -> Exhibit:
    """Return the map of the regions that came; those that were no subjects yet have no base."""
    _, frame = view.words, event_rows(code, view)
    present = came(frame)
    subjects = {region.code for region in regions_at((frame["day"].iloc[0] if len(frame) else None) or view.as_of)}
    table = pd.DataFrame({"code": [region.code for region in REGIONS if len(frame)]})
    table["name"] = [region_name(region, view.language) for region in table["code"]]
    table["value"] = [presence(region, present, subjects) for region in table["code"]]
    table["state"] = [presence_state(value) for value in table["value"]]
    fields = [Field("name", _("Регион")), Field("value", _("Участие"), Shape.NUMBER)]
    made = of_event(f"event_map.{code}", event_map_title(present, subjects, frame, view), frame, table, fields, view)
    scale = _("1 — участвовал, 0 — не назван")
    return replace(
        made,
        subtitle=f"{made.subtitle} · {scale}",
        kind=Kind.MAP,
        metric=METRICS["regions_covered"],
        unit=_("участие"),
        selected=view.filters.regions,
    )


def presence(code: str, present: set[str], subjects: set[str]) -> float:
    """Return 1 for a region that came, 0 for a subject that did not, NaN for what was no subject then."""
    return 1.0 if code in present else 0.0 if code in subjects else nan


def presence_state(value: float) -> str:
    """Return the state of a presence."""
    return State.NO_BASE.value if value != value else State.VALUE.value if value else State.ZERO.value


def event_map_title(present: set[str], subjects: set[str], frame: pd.DataFrame, view: View) -> str:
    """Return how many of the subjects came, and the names of the missing ones when they are few."""
    _ = view.words
    if frame.empty:
        return event_title(frame, view)
    if not present:
        return _("Регионы-участники не названы")
    told = _("Регионы: {came} из {all}", came=len(present & subjects), all=len(subjects))
    absent = [region_name(code, view.language) for code in REGION_BY_CODE if code in subjects - present]
    return _("{told}; не было: {absent}", told=told, absent=names(absent, view.language)) if absent else told


@at_end_of(EVENTS.name)
def participants(view: View, code: str) -> Exhibit:
    """Return who took part: a line for each region and category, figures with their qualifiers."""
    _, frame = view.words, event_rows(code, view)
    told = [
        (region, category, municipalities(part, view), figures(part, view), part["source_url"].max())
        for (region, category), part in frame.groupby(["region", "category"], sort=False)
    ]
    table = pd.DataFrame(told, columns=["region", "category", "municipalities", "people", "source_url"])
    table["region"] = codes_to_names(table["region"], view)
    table["category"] = [member_name(EVENTS.name, "category", word, view.language) for word in table["category"]]
    fields = [
        Field("region", _("Регион")),
        Field("category", _("Категория")),
        Field("municipalities", _("Муниципалитетов")),
        Field("people", _("Участников")),
        Field("source_url", _("Источник"), Shape.LINK),
    ]
    title = _("Участников: {figures}", figures=figures(frame, view)) if len(frame) else event_title(frame, view)
    return of_event(f"event_regions.{code}", title, frame, table.sort_values(["region", "category"]), fields, view)


@at_end_of(EVENTS.name)
def categories(view: View, code: str) -> Exhibit:
    """Return the people of the event by category, the largest first; no bar when no row states one."""
    _, frame = view.words, event_rows(code, view)
    known = frame[frame["people"].notna()] if frame["category"].any() else frame.head(0)
    sums = known.groupby("category")["people"].sum().sort_values(ascending=False, kind="stable").astype(float)
    labels = [member_name(EVENTS.name, "category", str(word), view.language) for word in sums.index]
    table = pd.DataFrame({"key": list(map(str, sums.index)), "name": labels, "value": sums.to_list()})
    table["state"] = [State.VALUE.value if value else State.ZERO.value for value in table["value"]]
    fields = [Field("name", _("Категория")), Field("value", _("Участников"), Shape.NUMBER)]
    title = categories_title(frame, table, view)
    made = of_event(f"event_categories.{code}", title, frame, table, fields, view)
    return replace(
        made, kind=Kind.BAR, metric=METRICS["participants"], unit=view.words.plural(5, METRICS["participants"].unit)
    )


def categories_title(frame: pd.DataFrame, table: pd.DataFrame, view: View) -> str:
    """Return the largest category."""
    _ = view.words
    if frame.empty:
        return event_title(frame, view)
    if table.empty:
        return titles.unstated(_("Категория участников"), view)
    largest = table.iloc[0]
    return _("Больше всего — «{name}»: {value}", name=largest["name"], value=number(largest["value"], view.language))


@at_end_of(EVENTS.name)
def series(view: View, code: str) -> Exhibit:
    """Return the other events of the series, the newest first; `key` is the number an event is opened by."""
    _, frame = view.words, event_rows(code, view)
    name = next(iter(different(frame["series"])), "")
    found = newest_rows.series(name, IN_SERIES) if name else frame.head(0)
    told = [
        (str(key), part["day"].iloc[0], part["event"].iloc[0], len(came(part)), figures(part, view), status(part, view))
        for key, part in found.groupby("identity", sort=False)
        if str(key) != code
    ]
    table = pd.DataFrame(told, columns=["key", "day", "event", "regions", "people", "status"])
    fields = [
        Field("day", _("Дата"), Shape.DATE),
        Field("event", _("Мероприятие")),
        Field("regions", _("Регионов"), Shape.NUMBER),
        Field("people", _("Участников")),
        Field("status", _("Статус")),
    ]
    table = table.sort_values("day", ascending=False, kind="stable")
    return of_event(f"event_series.{code}", series_title(name, table, view), frame, table, fields, view)


def status(frame: pd.DataFrame, view: View) -> str:
    """Return whether an event was held or is announced."""
    return member_name(EVENTS.name, "status", HELD if frame["held"].any() else PLANNED, view.language)


def series_title(name: str, table: pd.DataFrame, view: View) -> str:
    """Return how many other events the series has."""
    _ = view.words
    if not name:
        return _("Серия не указана")
    if table.empty:
        return _("Других мероприятий серии «{series}» нет", series=name)
    others = _.many("{number} мероприятие", "{number} мероприятий", len(table))
    return _("В серии «{series}» ещё {events}", series=name, events=others)
