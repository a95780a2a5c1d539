"""Which sheets of a file are which register: the one named, or the one its headings fit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.intake.columns import Explained, missing_columns, recognise_register, recognised
from etl.intake.people.personal_data import masked
from etl.intake.suggestions import needed, recognised_loosely
from etl.problems import Refused
from etl.read import Sheet
from etl.read.table import Recognise, Table, find_table


def named_register(name: str) -> Dataset:
    """Return the register of that name; Refused with the names there are."""
    if name not in DATASETS:
        raise Refused("no_register", name=name, possible=", ".join(DATASETS))
    return DATASETS[name]


def choose(file: str, sheets: Sequence[Sheet], register: str, explained: Explained) -> tuple[Dataset, list[Table]]:
    """Return the register of a file and its tables; Refused when they do not fit, or only nearly."""
    named = named_register(register) if register else None
    try:
        tables = tables_of(file, sheets, explained)
        dataset = named or register_of(file, tables, explained)
        fitting = tables_for(file, tables, dataset, explained)
        if not fitting:
            raise missing(file, dataset, tables[0], explained)
    except Refused as refusal:
        if refusal.code == "several_registers":
            raise
        nearly = nearly_tables(sheets, explained)
        if (proposed := needed(file, nearly, [named] if named else DATASETS.values(), explained)) is not None:
            raise proposed from None
        raise
    return dataset, fitting


def tables_with_headings(sheets: Iterable[Sheet], recognise: Recognise) -> list[Table]:
    """Return the tables of the sheets that have more than one heading of a register."""
    tables = [table for sheet in sheets if (table := find_table(sheet, recognise)) is not None]
    return [without_people_in_headings(table) for table in tables if recognise(table.headings) > 1]


def without_people_in_headings(table: Table) -> Table:
    """Return a table whose headings name nobody: they are kept, quoted and explained."""
    return replace(table, headings=list(map(masked, table.headings)))


def tables_of(file: str, sheets: Iterable[Sheet], explained: Explained) -> list[Table]:
    """Return the tables of the sheets; Refused when no sheet has a row of known headings."""
    tables = tables_with_headings(sheets, partial(recognised, explained=explained))
    if not tables:
        register = next(iter(DATASETS.values()))
        examples = ", ".join(f"«{column.title.ru}»" for column in register.required())
        raise Refused("no_header", file=file, examples=examples, register=register.name)
    return tables


def nearly_tables(sheets: Sequence[Sheet], explained: Explained) -> list[Table]:
    """Return the tables whose headings are known, else those whose headings are nearly known."""
    tables = tables_with_headings(sheets, partial(recognised, explained=explained))
    return tables + tables_with_headings(sheets, partial(recognised_loosely, tuple(DATASETS)))


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
