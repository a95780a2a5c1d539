"""What confirmed names of regions, and the regions of a clerk, make of a file that is judged already."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from etl.datasets.dataset import Kind
from etl.intake.checked import Checked
from etl.intake.headings.columns import NOTHING as NOTHING_SAID
from etl.intake.headings.suggestions import explained_by
from etl.intake.judged import aliases_used, judged
from etl.intake.people.removed import Piece
from etl.normalise.columns import read_column
from etl.normalise.validate import Batch, validate
from etl.problems import Problem
from etl.regions import normalise_name

NOTHING: Mapping[str, str] = MappingProxyType({})


def understood_by(checked: Checked, aliases: Mapping[str, str]) -> Checked:
    """Return the file judged by the names confirmed now: some may have been confirmed since it was read.

    A list of people is counted again; elsewhere a name only takes away what was wrong with it.
    """
    waiting = {normalise_name(problem.value) for problem in checked.problems if is_of_region(problem)}
    if not checked.aliases and not aliases.keys() & waiting:
        return checked
    if not checked.aliases and not counts_people(checked) and not any(batch.own for batch in checked.batches):
        clear = (batch.without_problems(lambda problem: is_explained(problem, aliases)) for batch in checked.batches)
        return replace(checked, batches=tuple(clear), aliases=frozenset(aliases.keys() & waiting))
    explained = explained_by([checked.dataset], checked.mapping, NOTHING_SAID)
    pieces = [Piece(batch.table, batch.members, batch.people, batch.own) for batch in checked.batches]
    batches = tuple(judged(piece, checked.dataset, explained, aliases) for piece in pieces)
    return replace(checked, batches=batches, aliases=aliases_used(batches, aliases))


def is_of_region(problem: Problem) -> bool:
    """Return whether a problem is a name of a region that is not understood."""
    return problem.code.startswith("region_")


def is_explained(problem: Problem, aliases: Mapping[str, str]) -> bool:
    """Return whether a problem is a name of a region that a person explained."""
    return is_of_region(problem) and normalise_name(problem.value) in aliases


def without_texts(checked: Checked) -> Checked:
    """Return a file without its bytes, enough to show it and to judge it by names; a list of people stays as it is."""
    if counts_people(checked):
        return checked
    bytes_left = replace(checked.original, stored=b"")
    return replace(checked, original=bytes_left, batches=tuple(batch.without_texts() for batch in checked.batches))


def without_names(checked: Checked) -> Checked:
    """Return the file as it is understood by itself, without the names people confirmed; lists of people stay as they are.

    People are counted by their regions: under other names a list of them has other rows.
    """
    if not checked.aliases or counts_people(checked):
        return checked
    return replace(checked, batches=tuple(map(without_names_in, checked.batches)), aliases=frozenset())


def counts_people(checked: Checked) -> bool:
    """Return whether rows of the file were counted into fewer: they depend on the names people confirmed."""
    return any(batch.people for batch in checked.batches)


def without_names_in(batch: Batch) -> Batch:
    """Return the rows of a table judged without the names people confirmed."""
    columns = [
        read_column(read.column, read.heading, read.texts, NOTHING) if read.column.kind is Kind.REGION else read
        for read in batch.columns
    ]
    return validate(batch.dataset, batch.table, columns, batch.members, batch.people, batch.own)


def of_own_regions(checked: Checked, own: tuple[str, ...]) -> Checked:
    """Return the file of a clerk: each row of another region than theirs is refused."""
    batches = (
        validate(batch.dataset, batch.table, batch.columns, batch.members, batch.people, own)
        for batch in checked.batches
    )
    return replace(checked, batches=tuple(batches))
