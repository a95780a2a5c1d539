"""The rows of a table, normalised and validated."""

from collections.abc import Iterable, Mapping

from etl.datasets.dataset import Dataset, Kind
from etl.intake.every_region import for_every_region
from etl.intake.headings.columns import Explained, match_headings
from etl.intake.people.removed import Piece, counted
from etl.intake.subtotals import without_subtotals
from etl.normalise.columns import normalise
from etl.normalise.validate import Batch, validate
from etl.regions import match_region, normalise_name

UNDERSTOOD = ("matched", "none", "empty")


def judged(piece: Piece, dataset: Dataset, explained: Explained, aliases: Mapping[str, str]) -> Batch:
    """Return the rows of one table, normalised and validated; people who are understood are counted."""
    batch = judged_rows(piece, dataset, explained, aliases)
    return judged_rows(counted(batch), dataset, explained, aliases) if piece.people else batch


def judged_rows(piece: Piece, dataset: Dataset, explained: Explained, aliases: Mapping[str, str]) -> Batch:
    """Return the rows of one table as they stand, normalised and validated."""
    matched = match_headings(dataset, piece.table.headings, explained)
    table = piece.table if piece.members else without_subtotals(piece.table, dataset, matched)
    columns = normalise(table, dataset, matched, aliases)
    return for_every_region(validate(dataset, table, columns, piece.members, piece.people, piece.own))


def aliases_used(batches: Iterable[Batch], aliases: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of the confirmed names without which some rows would not have been understood."""
    reads = [read for batch in batches for read in batch.columns if aliases and read.column.kind is Kind.REGION]
    names = {text for read in reads for text, reading in read.readings.items() if not reading.problem}
    keys = {normalise_name(name): name for name in names}
    return frozenset(key for key in keys.keys() & aliases.keys() if match_region(keys[key]).status not in UNDERSTOOD)
