"""The period and the places of a command line, applied to filters."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.model.filters import Comparison, Filters, Preset
from etl.problems import Refused
from etl.regions import DISTRICTS, REGION_BY_CODE

WHITES = " \t\n\r"


@dataclass(frozen=True, slots=True)
class Scope:
    """The days and the places as typed."""

    since: date | None
    until: date | None
    regions: str
    district: str

    def over(self, filters: Filters) -> Filters:
        """Return the filters with the period and the places of the command line, if it has any."""
        scoped = in_period(filters, self.since, self.until)
        if not self.regions.strip(WHITES + ",") and not self.district:
            return scoped
        codes = [region_code(name) for name in self.regions.split(",") if name.strip()]
        return replace(scoped, regions=tuple(dict.fromkeys(codes)), district=district_code(self.district))


def in_period(before: Filters, since: date | None, until: date | None) -> Filters:
    """Return the filters for these days, unchanged without any; half a period and a reversed one are refused."""
    if since is None and until is None:
        return before
    if since is None or until is None:
        raise Refused("period_half")
    if since > until:
        raise Refused("period_backwards", since=since.isoformat(), until=until.isoformat())
    comparison = before.comparison or Comparison.SAME_LAST_YEAR
    return replace(before, preset=Preset.CUSTOM, since=since, until=until, comparison=comparison)


def region_code(text: str) -> str:
    """Return the code of a region given by code or name; Refused when there is none."""
    folded = text.strip().casefold()
    for code, region in REGION_BY_CODE.items():
        names = (code, region.name, region.short_name, region.name_en, region.short_name_en)
        if folded in [name.casefold() for name in names]:
            return code
    raise Refused("place_unknown", given=text.strip())


def district_code(text: str) -> str:
    """Return the code of a federal district given by code or name, empty when none is given."""
    folded = text.strip().casefold()
    for district in DISTRICTS:
        if folded in [name.casefold() for name in (district.code, district.name, district.name_en)]:
            return district.code
    if folded:
        raise Refused("place_unknown", given=text.strip())
    return ""
