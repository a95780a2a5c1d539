"""Events of days to come: they have no status yet, and are plans until they were held."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from etl.datasets.dataset import Dataset
from etl.datasets.events import PLANNED, STATUSES
from etl.normalise.dates import read_date
from etl.read.table import Table

STATUS = "status"
YEARS_AHEAD = 10


def with_plans(table: Table, dataset: Dataset, matched: Mapping[int, str], today: date) -> Table:
    """Return a table whose rows of days to come say that they are plans, where they say no status."""
    places = {name: place for place, name in matched.items()}
    status = next((one for one in dataset.columns if one.name == STATUS and one.vocabulary is STATUSES), None)
    if status is None or dataset.date[0] not in places:
        return table
    days = table.columns[places[dataset.date[0]]]
    coming = {text for text in dict.fromkeys(days) if is_to_come(text, today)}
    if not coming:
        return table
    before = table.columns[places[STATUS]] if STATUS in places else [""] * len(days)
    said = [PLANNED if day in coming and not word.strip() else word for day, word in zip(days, before, strict=True)]
    if STATUS in places:
        columns = [said if place == places[STATUS] else column for place, column in enumerate(table.columns)]
        return replace(table, columns=columns)
    number = max(table.column_numbers) + 1
    return replace(
        table,
        headings=[*table.headings, status.title.ru],
        columns=[*table.columns, said],
        column_numbers=[*table.column_numbers, number],
    )


def is_to_come(text: str, today: date) -> bool:
    """Return whether the day of a cell is to come; most cells show by their year that it is not."""
    if not any(
        str(year) in text or f".{year % 100}" in text for year in range(today.year, today.year + YEARS_AHEAD + 1)
    ):
        return False
    start = read_date(text).start
    return start is not None and start > today
