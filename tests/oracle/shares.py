"""Which rows of shares may be shown: a share is said only where its base is known for at least half of the whole."""

from collections.abc import Mapping

SMALL = 10

Members = Mapping[str, float]


def shown_rows(rows: Mapping[str, Members], parts_of_one: bool) -> dict[str, dict[str, float]]:
    """Return the stated members of the rows of shares; the empty member is what is not stated.

    Rows known for less than half are left out, small ones where others are not, and all where the whole of which they
    are `parts_of_one` is known for less than half.
    """
    positive = {row: {name: value for name, value in own.items() if value and value > 0} for row, own in rows.items()}
    stated = {row: {name: value for name, value in own.items() if name} for row, own in positive.items()}
    wholes, parts = ({row: sum(own.values()) for row, own in lot.items()} for lot in (positive, stated))
    if parts_of_one and 2 * sum(parts.values()) < sum(wholes.values()):
        return {}
    known = [row for row in rows if parts[row] and 2 * parts[row] >= wholes[row]]
    solid = [row for row in known if parts[row] >= SMALL]
    return {row: stated[row] for row in solid or known}
