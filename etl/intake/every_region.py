"""«Все регионы» in the column of a region: the row stands for one of each subject that was on the list on its day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from etl.normalise.columns import EVERY_WORDS, ReadColumn, Reading
from etl.normalise.validate import Batch, validate
from etl.read.header_rows import heading_text
from etl.read.table import Table
from etl.regions import Region, regions_at

Places = Sequence[tuple[int, Region | None]]


def for_every_region(batch: Batch) -> Batch:
    """Return the rows with each understood one of «все регионы» as so many rows, in the order of the list of regions.

    They keep the number of the row of the file. A row with a fault stays one row until it is mended.
    """
    column = batch.dataset.column(batch.dataset.region)
    read = next(read for read in batch.columns if read.column == column)
    everywhere = {text for text in read.readings if column.every and heading_text(text) in EVERY_WORDS}
    if not everywhere:
        return batch
    places = [
        (place, region)
        for place, (row, text) in enumerate(zip(batch.table.row_numbers, read.texts, strict=True))
        for region in (asked(batch, place) if text in everywhere and row not in batch.quarantined else (None,))
    ]
    columns = [in_regions(own, places) if own is read else at_places(own, places) for own in batch.columns]
    return validate(batch.dataset, table_at(batch.table, places, read), columns, (), batch.people, batch.own)


def asked(batch: Batch, place: int) -> tuple[Region, ...]:
    """Return the subjects that were on the list on the day of a row."""
    day = batch.days[place][0]
    return regions_at(date.fromisoformat(day)) if day else ()


def at_places(read: ReadColumn, places: Places) -> ReadColumn:
    """Return a column with the texts of these rows, each as often as its row is there."""
    return replace(read, texts=[read.texts[place] for place, _ in places])


def in_regions(read: ReadColumn, places: Places) -> ReadColumn:
    """Return the column of regions, in which each row of all of them names one."""
    texts = [region.name if region else read.texts[place] for place, region in places]
    named = {region.name: Reading((region.code,)) for _, region in places if region}
    return replace(read, texts=texts, readings={**read.readings, **named})


def table_at(table: Table, places: Places, read: ReadColumn) -> Table:
    """Return a table with these rows; its column of regions names the one of each."""
    columns = [[column[place] for place, _ in places] for column in table.columns]
    of_regions = table.headings.index(read.heading)
    columns[of_regions] = [
        region.name if region else text for (_, region), text in zip(places, columns[of_regions], strict=True)
    ]
    return replace(table, columns=columns, row_numbers=[table.row_numbers[place] for place, _ in places])
