"""Which sheets of a file are which register: the one named, or the one its headings fit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.intake.headings.columns import Explained, missing_columns, recognise_register, recognised
from etl.intake.headings.near_headings import loosely
from etl.intake.headings.rivals import settled, told_apart
from etl.intake.headings.said_region import refuse_said_region, with_said_region
from etl.intake.headings.suggestions import needed
from etl.intake.hidden import NOTHING_HIDDEN, Wanted
from etl.intake.people.personal_data import masked
from etl.problems import Refused
from etl.read import Sheet
from etl.read.header_rows import searched_deep
from etl.read.table import Recognise, Table, find_table


def named_register(name: str) -> Dataset:
    """Return the register of that name; Refused with the names there are."""
    if name not in DATASETS:
        raise Refused("no_register", name=name, possible=", ".join(DATASETS))
    return DATASETS[name]


def choose(
    file: str, sheets: Sequence[Sheet], register: str, explained: Explained, wanted: Wanted = NOTHING_HIDDEN
) -> tuple[Dataset, list[Table]]:
    """Return the register of a file and its tables; Refused when they do not fit, or only nearly."""
    named = named_register(register) if register else None
    headed = tables_with_headings(sheets, partial(recognised, explained=explained))
    tables = [with_said_region(table, wanted) for table in headed]
    try:
        if not tables:
            raise no_header(file, sheets)
        dataset = named or register_of(file, tables, explained)
        fitting = tables_for(file, tables, dataset, explained)
        if not fitting:
            raise missing(file, dataset, tables[0], explained)
    except Refused as refusal:
        if refusal.code == "several_registers":
            raise
        near = tables_with_headings(sheets, loosely(sheets), deep=False)
        nearly = [*tables, *(with_said_region(table, wanted) for table in near)]
        if (proposed := needed(file, nearly, [named] if named else DATASETS.values(), explained)) is not None:
            raise proposed from None
        refuse_said_region(file, sheets, nearly, wanted)
        raise
    return dataset, [settled(file, table, dataset, explained) for table in fitting]


def tables_with_headings(sheets: Iterable[Sheet], recognise: Recognise, deep: bool = True) -> list[Table]:
    """Return the tables of the sheets that have more than one heading of a register."""
    tables = [table for sheet in sheets if (table := find_table(sheet, recognise, deep)) is not None]
    headed = [
        told_apart(table, lambda words: recognise([words]) > 0) for table in tables if recognise(table.headings) > 1
    ]
    return [*map(without_people_in_headings, headed)]


def without_people_in_headings(table: Table) -> Table:
    """Return a table whose headings name nobody: they are kept, quoted and explained."""
    return replace(table, headings=list(map(masked, table.headings)))


def no_header(file: str, sheets: Iterable[Sheet]) -> Refused:
    """Return the refusal of a file in which no sheet has a row of known headings."""
    register = next(iter(DATASETS.values()))
    examples = ", ".join(f"«{column.title.ru}»" for column in register.required())
    searched = max((searched_deep(sheet) + sheet.first_row - 1 for sheet in sheets), default=0)
    return Refused("no_header", file=file, examples=examples, register=register.name, searched=searched)


def register_of(file: str, tables: Sequence[Table], explained: Explained) -> Dataset:
    """Return the one register of a file's tables; Refused when none fits or several do."""
    fullest = max(tables, key=lambda table: recognised(table.headings, explained))
    dataset = recognise_register(file, fullest.headings, explained)
    complete = [table for table in tables if not lacks_all(table, explained)]
    titles = dict.fromkeys(recognise_register(file, table.headings, explained).title.ru for table in complete)
    if len(titles) > 1:
        raise Refused("several_registers", file=file, registers=", ".join(f"«{title}»" for title in titles))
    return dataset


def lacks_all(table: Table, explained: Explained) -> bool:
    """Return whether a table has the required columns of no register."""
    return all(missing_columns(dataset, table.headings, explained) for dataset in DATASETS.values())


def tables_for(file: str, tables: Iterable[Table], dataset: Dataset, explained: Explained) -> list[Table]:
    """Return the tables of a register: those that are its own before those that merely have its columns."""
    complete = [table for table in tables if not missing_columns(dataset, table.headings, explained)]
    own = [table for table in complete if recognise_register(file, table.headings, explained) is dataset]
    return own or complete


def missing(file: str, dataset: Dataset, table: Table, explained: Explained) -> Refused:
    """Return the refusal of a table that lacks required columns."""
    return Refused(
        "missing_columns",
        file=file,
        sheet=table.sheet,
        register=dataset.title.ru,
        missing=", ".join(f"«{title}»" for title in missing_columns(dataset, table.headings, explained)),
        headings=", ".join(f"«{heading}»" for heading in table.headings if heading.strip()),
    )
