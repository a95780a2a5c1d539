"""Which regions and scopes the filters mean."""

import functools

from dashboard.model.filters import Filters
from etl.regions import DISTRICT, NATION, NO_REGION, QUARANTINE, REGION_BY_CODE, REGIONS, Region


def chosen_regions(filters: Filters) -> tuple[Region, ...]:
    """Return the regions of the selection: the picked ones, those of the district, or all."""
    if filters.regions:
        return tuple(REGION_BY_CODE[code] for code in filters.regions)
    return district_regions(filters)


def district_regions(filters: Filters) -> tuple[Region, ...]:
    """Return the regions a map or a ranking shows: those of the district, or all; picked ones only stand out."""
    return regions_of(filters.district, filters.only)


@functools.cache
def regions_of(district: str, only: tuple[str, ...]) -> tuple[Region, ...]:
    """Return the regions of a district, all without one; where there are `only` some, no other."""
    return tuple(
        region for region in REGIONS if district in ("", region.federal_district) and (not only or region.code in only)
    )


def scopes_of(filters: Filters) -> tuple[str, ...]:
    """Return the scopes that add up to the selection."""
    if own := filters.regions or filters.only:
        return own
    return (DISTRICT + filters.district,) if filters.district else (NATION,)


def single_scopes(filters: Filters) -> list[str]:
    """Return the scopes of the selection one by one, for things that their region and name tell apart."""
    regions = [region.code for region in chosen_regions(filters)]
    return [*regions, NO_REGION, QUARANTINE] if filters.is_whole_country else regions
