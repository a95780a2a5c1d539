"""Which regions were subjects on the day of an event, and which of them came."""

from datetime import date
from math import nan

import pandas as pd

from dashboard.model.exhibit import State
from dashboard.queries.scopes import district_regions
from dashboard.queries.view import View
from etl.regions import REGION_BY_CODE, Region, regions_at


def subjects_on(held_on: date, view: View) -> tuple[Region, ...]:
    """Return the regions of the district, or all, that were subjects on a day: the base of coverage."""
    asked = {region.code for region in district_regions(view.filters)}
    return tuple(region for region in regions_at(held_on) if region.code in asked)


def regions_present(frame: pd.DataFrame) -> set[str]:
    """Return the codes of the regions named in the rows of an event."""
    return set(frame["region"]) & set(REGION_BY_CODE)


def presence(region: Region, came: bool, held_on: date | None) -> tuple[float, str]:
    """Return 1 or 0 with its state: whether a region came; no base when it did not and was no subject on that day."""
    if came:
        return 1.0, State.VALUE.value
    if region.valid_from and held_on and held_on < region.valid_from:
        return nan, State.NO_BASE.value
    return 0.0, State.ZERO.value
