"""What a reader may see of regions: every one of them, or one's own by name and the others without."""

from dataclasses import dataclass, replace

from dashboard.model.filters import Filters
from etl.principal import Action, Principal, may


@dataclass(frozen=True, slots=True)
class Reader:
    """What an answer depends on in who asks: people who may see the same share answers.

    `regions` are those of a clerk, whose rows are listed. `names_others` when the figures of the others go by name too.
    """

    sees_all: bool = True
    regions: tuple[str, ...] = ()
    names_others: bool = False

    def sees_rows_of(self, code: str) -> bool:
        """Return whether rows of a region are listed to this reader."""
        return self.sees_all or code in self.regions


EVERYTHING = Reader()


def reader_of(principal: Principal, see_each_other: bool = False) -> Reader:
    """Return what a person may see; `see_each_other` is the setting of the association for its clerks."""
    if may(principal, Action.OTHER_REGIONS):
        return EVERYTHING
    return Reader(False, tuple(sorted(principal.regions)), see_each_other)


def narrowed(filters: Filters, reader: Reader) -> Filters:
    """Return the filters within what a reader may see: the whole country, or own regions in place of any other choice.

    A clerk without a region is left with the whole country.
    """
    if reader.sees_all or not (filters.district or set(filters.regions) - set(reader.regions)):
        return filters
    asked = tuple(code for code in filters.regions if code in reader.regions)
    return replace(filters, district="", regions=asked or reader.regions)


def of_own_regions(filters: Filters, reader: Reader) -> Filters:
    """Return the filters over nothing but a reader's regions, in which picked ones stand out."""
    return replace(narrowed(filters, reader), only=reader.regions)
