"""What stands in the column `quarantined` of a row: whether it counts, waits, or is set aside."""

from collections.abc import Collection

# It counts; it waits and counts in the country, where it belongs for certain; it is set aside as a duplicate of another;
# it waits and counts in nothing, because it may be no row of the register at all.
COUNTED, WAITING, SET_ASIDE, HELD = 0, 1, 2, 3
UNCLEAR = (WAITING, HELD)


def state_of(row: int, quarantined: Collection[int], held: Collection[int]) -> int:
    """Return the state of a row of a file: its number is among those that wait, and those that may be no rows, or not."""
    return HELD if row in held else WAITING if row in quarantined else COUNTED
