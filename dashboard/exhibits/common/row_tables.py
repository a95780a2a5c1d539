"""The lists under the charts: the newest rows of a register as tables."""

from collections.abc import Iterable

import pandas as pd

from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.common.titles.quiet_words import counted_words
from dashboard.language.formats import inexact_day, number, period_text
from dashboard.model.exhibit import Exhibit, Field, Shape
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, newest_rows
from dashboard.queries.scopes import chosen_regions
from dashboard.queries.time.own_end import at_end_of, on_days
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import member_name, place, region_name
from etl.datasets import ACTIVITY, COMPETITIONS, EVENTS
from etl.datasets.activity import AGREEMENT
from etl.datasets.competitions import WINNER
from etl.datasets.events import PEOPLE_UNITS
from etl.datasets.figures import ABOUT, CONNECTIONS, EXACT, MUNICIPALITIES, PLANNED, SUBJECTS, qualifier_word
from etl.regions import NO_REGION, REGION_BY_CODE, REGIONS

LISTED = 200


def picked(view: View) -> list[str]:
    """Return the codes of the selected regions; none when the whole country is selected."""
    regions = chosen_regions(view.filters)
    return [] if len(regions) == len(REGIONS) else [region.code for region in regions]


def under(view: View) -> str:
    """Return the line under the title of a list: period and place."""
    return f"{period_text(view.period, view.language)} · {place(view.filters, view.language)}"


def codes_to_names(codes: pd.Series, view: View) -> list[str]:
    """Return the names of regions by their codes, «без региона» for rows without one."""
    _ = view.words
    without = _("без региона")
    return [
        region_name(code, view.language) if code in REGION_BY_CODE else without if code == NO_REGION else ""
        for code in codes
    ]


def days_in_words(frame: pd.DataFrame, view: View) -> list[str]:
    """Return the month, quarter or year of rows of which no more is known, empty where the day is."""
    return [
        inexact_day(since, until, view.language) for since, until in zip(frame["day"], frame["day_end"], strict=True)
    ]


def newest_first(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the rows with the words of their days: the newest first, a month or year after the exact days within it."""
    table = table.assign(day_words=days_in_words(table, view))
    ends = pd.to_datetime(table["day_end"].where(table["day_words"] != "", table["day"]))
    order = pd.DataFrame({"day": pd.to_datetime(table["day"]), "end": ends})
    return table.loc[order.sort_values(["day", "end"], ascending=[False, True]).index].reset_index(drop=True)


def count_words(value: float | None, qualifier: str | None, unit: str | None, view: View) -> str:
    """Return a figure with its qualifier: «около 500»; a dash when it is unknown."""
    if value is None or value != value:
        return "—"
    qualifier_text = qualifier_word(qualifier, view.language)
    return f"{qualifier_text} {number(value, view.language)} {unit or ''}".strip()


def figures(frame: pd.DataFrame, view: View) -> str:
    """Return the participants of several rows with qualifier and unit: «около 620», «120, 48 подключений»; a dash when unknown."""
    _ = view.words
    units = {CONNECTIONS: _("подключений"), MUNICIPALITIES: _("муниципалитетов"), SUBJECTS: _("регионов")}
    stated = came_or_planned(frame[frame["participants"].notna()])
    unit = stated["participants_unit"].where(~stated["participants_unit"].isin(PEOPLE_UNITS), "")
    counts = [
        count_words(
            part["participants"].sum(), joint_qualifier(part["participants_qualifier"]), units.get(name, name), view
        )
        for name, part in stated.groupby(unit)
    ]
    return ", ".join(counts) or "—"


def came_or_planned(stated: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of those who came; only where there is none, those that were planned, each called a plan."""
    is_planned = ~stated["held"] | (stated["participants_qualifier"] == PLANNED)
    return stated.assign(participants_qualifier=PLANNED) if is_planned.all() else stated[~is_planned]


def joint_qualifier(qualifiers: pd.Series) -> str:
    """Return the qualifier of a sum: that of a single figure or of several plans; «около» when any of several is inexact."""
    if len(qualifiers) == 1 or (qualifiers == PLANNED).all():
        return str(qualifiers.iloc[0])
    return EXACT if (qualifiers == EXACT).all() else ABOUT


def event_list_title(held: int, planned: int, view: View) -> str:
    """Return how many events there are: those held and, separately, those announced."""
    _ = view.words
    if not held + planned:
        return _("Записей о мероприятиях за период нет")
    events = _.many("{number} мероприятие", "{number} мероприятий", held) if held else ""
    if planned and held:
        events += " " + _.many("и {number} анонс", "и {number} анонсов", planned)
    elif planned:
        events = _.many("{number} анонс", "{number} анонсов", planned)
    return list_title(counted_words(events, EVENTS.name, view), held + planned, view)


def list_title(counted: str, every: int, view: View) -> str:
    """Return a count of everything a list is of, and how much of it the list shows; one row has no order to tell."""
    _ = view.words
    if every == 1:
        return counted
    if every <= LISTED:
        return _("{rows}, новые сверху", rows=counted)
    return _("{rows}; показаны {shown} последних", rows=counted, shown=number(LISTED, view.language))


def in_words(members: Iterable[str | None], register: str, dimension: str, view: View) -> list[str]:
    """Return members of a dimension as the reader's language names them, nothing where a row states none."""
    return [member_name(register, dimension, member or "", view.language) for member in members]


@at_end_of(EVENTS.name)
def event_list(view: View) -> Exhibit:
    """Return the events of the period, each once, the newest first; `key` is the number that opens an event."""
    _ = view.words
    frame = newest_rows.events(view.period, picked(view), LISTED)
    title = event_list_title(*newest_rows.count_events(view.period, picked(view)), view)
    frame["people"] = [
        count_words(value, mark, "", view)
        for value, mark in zip(frame["participants"], frame["qualifier"], strict=True)
    ]
    frame["day_words"] = days_in_words(frame, view)
    for column in ("format", "status"):
        frame[column] = in_words(frame[column], EVENTS.name, column, view)
    fields = (
        Field("day", _("Дата"), Shape.DATE),
        Field("event", _("Мероприятие")),
        Field("format", _("Формат")),
        Field("city", _("Город")),
        *([] if picked(view) else [Field("regions", _("Регионов"), Shape.NUMBER)]),
        Field("people", _("Участников")),
        Field("status", _("Статус")),
        Field("source_url", _("Источник"), Shape.LINK),
    )
    return listing("events", title, under(view), frame, fields, view, EVENTS.name)


@at_end_of(ACTIVITY.name)
def agreement_list(view: View) -> Exhibit:
    """Return the agreements of the period and their parties."""
    _ = view.words
    columns = ("day", "day_end", "region", "title", "municipality", "partner_region", "partner", "source_url")
    frame = newest_rows.rows(ACTIVITY.name, columns, view.period, picked(view), LISTED, kind=AGREEMENT)
    frame["day_words"] = days_in_words(frame, view)
    for column in ("region", "partner_region"):
        frame[column] = codes_to_names(frame[column], view)
    fields = (
        Field("day", _("Дата"), Shape.DATE),
        Field("region", _("Регион")),
        Field("municipality", _("Муниципалитет")),
        Field("partner_region", _("Регион-партнёр")),
        Field("partner", _("Партнёр")),
        Field("title", _("О чём")),
        Field("source_url", _("Источник"), Shape.LINK),
    )
    title = agreements_title(view) if len(frame) else _("Записей о соглашениях за период нет")
    return listing("agreements", title, under(view), frame, fields, view, ACTIVITY.name)


def agreements_title(view: View) -> str:
    """Return the number of agreements as the card has it, and the number of rows when a row stands for several."""
    _, metric = view.words, METRICS["agreements"]
    agreements = metric_values.total(metric, view.absolute.filters, view.period).value
    rows = newest_rows.count_rows(ACTIVITY.name, view.period, picked(view), kind=AGREEMENT)
    counted = _.many("{number} соглашение", "{number} соглашений", int(agreements))
    if rows != agreements:
        counted += ", " + _.many("в списке {number} запись", "в списке {number} записей", rows)
    return list_title(counted_words(counted, ACTIVITY.name, view), rows, view)


def winner_rows(view: View, period: Period, **condition: str | int) -> pd.DataFrame:
    """Return the prize-winning entries of a period that meet the conditions."""
    columns = [field.name for field in winner_fields(view)]
    frame = newest_rows.rows(COMPETITIONS.name, columns, period, picked(view), LISTED, stage=WINNER, **condition)
    return frame.assign(region=codes_to_names(frame["region"], view))


def winner_fields(view: View) -> tuple[Field, ...]:
    """Return the columns of a list of winners."""
    _ = view.words
    return (
        Field("season", _("Сезон")),
        Field("competition", _("Конкурс")),
        Field("region", _("Регион")),
        Field("municipality", _("Муниципалитет")),
        Field("nomination", _("Номинация")),
        Field("title", _("Практика")),
        Field("place", _("Место"), Shape.NUMBER),
        Field("prize_mln", _("Премия, млн руб."), Shape.NUMBER, 1),
        Field("source_url", _("Источник"), Shape.LINK),
    )


def winners_title(rows: int, view: View) -> str:
    """Return the number of winning entries."""
    _ = view.words
    if not rows:
        return _("Записей о призовых местах за период нет")
    counted = _.many("{number} призовая запись", "{number} призовых записей", rows)
    return list_title(counted_words(counted, COMPETITIONS.name, view), rows, view)


@on_days
@at_end_of(COMPETITIONS.name)
def winner_list(view: View) -> Exhibit:
    """Return the prize-winning entries of the period."""
    frame, fields = winner_rows(view, view.period), winner_fields(view)
    rows = newest_rows.count_rows(COMPETITIONS.name, view.period, picked(view), stage=WINNER)
    return listing("winners", winners_title(rows, view), under(view), frame, fields, view, COMPETITIONS.name)
