"""Rows of a federal district or of the country beside the rows of its regions: sums of what is counted already."""

from collections.abc import Mapping
from dataclasses import replace

from etl.datasets.dataset import Dataset
from etl.read.table import Dropped, Table
from etl.regions.match import names_part_of_country, region_status

TOTAL = "total"


def without_subtotals(table: Table, dataset: Dataset, matched: Mapping[int, str]) -> Table:
    """Return a table without its subtotals: a row of a district or the country is one where single regions say the same.

    The same is what its other required cells say. Such a row without regions beside it may be all that is known, and stays.
    """
    columns = {name: table.columns[place] for place, name in matched.items()}
    if dataset.region not in columns:
        return table
    regions = columns[dataset.region]
    wholes = {text for text in dict.fromkeys(regions) if names_part_of_country(text)}
    if not wholes:
        return table
    keys = [
        *zip(
            *(
                columns[column.name]
                for column in dataset.required()
                if column.name in columns and column.name != dataset.region
            ),
            strict=True,
        )
    ]
    single = {text for text in dict.fromkeys(regions) if region_status(text) == "matched"}
    beside = {key for key, text in zip(keys, regions, strict=True) if text in single}
    gone = {place for place, text in enumerate(regions) if text in wholes and keys[place] in beside}
    return rows_left(table, gone) if gone else table


def rows_left(table: Table, gone: set[int]) -> Table:
    """Return a table without the rows at some places, which are named among the dropped ones."""
    kept = [place for place in range(len(table.row_numbers)) if place not in gone]
    dropped = [Dropped(table.row_numbers[place], TOTAL) for place in sorted(gone)]
    return replace(
        table,
        columns=[[column[place] for place in kept] for column in table.columns],
        row_numbers=[table.row_numbers[place] for place in kept],
        dropped=sorted((*table.dropped, *dropped), key=lambda row: row.row),
    )
