"""The words of rows that a clerk may read in figures of the whole country: those of a vocabulary, which no row made up."""

from collections.abc import Iterable

from dashboard.engine import cache
from dashboard.engine.sums import BETWEEN
from dashboard.model.filters import Filters
from etl.datasets import DATASETS

OTHER = "другое"  # the member that the others are counted in


def untold(register: str, dimension: str, members: Iterable[str], filters: Filters) -> set[str]:
    """Return the members that the person who asks may not read: somebody wrote them into a row of another region.

    A dimension without a vocabulary is one of names that everybody knows, or its exhibits list own rows only.
    """
    if cache.reader().sees_all or not filters.is_whole_country:
        return set()
    split = DATASETS[register].dimension(dimension)
    column = next((column for column in DATASETS[register].columns if column.name == split.columns[-1]), None)
    if column is None or column.vocabulary is None:
        return set()
    readable = {"", *column.vocabulary.names()}
    return {member for member in members if member.rpartition(BETWEEN)[2] not in readable}
