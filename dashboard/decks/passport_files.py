"""The passports of regions as one-page files, for one region or for many in one archive."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dashboard.decks import rebuild
from dashboard.decks.presentation import Item
from dashboard.exhibits import catalogue
from dashboard.exhibits.regions.peer_groups import Peers
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name
from dashboard.slides import deck
from etl.problems import Refused
from etl.regions import regions_at

Progress = Callable[[str, float], None]


def silent(_region: str, _share: float) -> None:
    """Ignore the progress."""


def one_pager(code: str, view: View, template: bytes | None = None, base: str = "") -> bytes:
    """Return the passport of a region as a presentation."""
    own = replace(view, filters=replace(view.filters, regions=(code,), district=""))
    exhibit = catalogue.build(f"passport.{Peers.SIMILAR}", own)
    slide = rebuild.Shown(0, Item((exhibit.name,), own.filters, page="region"), (exhibit,))
    return deck(rebuild.slides([slide], base), template)


def archive(
    codes: Sequence[str],
    view: View,
    template: bytes | None = None,
    progress: Progress = silent,
    base: str = "",
) -> bytes:
    """Return a zip with the passport of each region; `progress` receives the region and the share done."""
    if not codes:
        raise Refused("deck_empty")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for done, code in enumerate(codes, start=1):
            name = region_name(code, view.language)
            file.writestr(f"{code} {name}.pptx", one_pager(code, view, template, base))
            progress(name, done / len(codes))
    return buffer.getvalue()


def every_region(view: View) -> tuple[str, ...]:
    """Return the codes of the selected regions, of a clerk's own, or of all that exist at the end of the period."""
    chosen, district = view.filters.regions, view.filters.district
    if own := chosen or view.reader.regions:
        return own
    if not view.reader.sees_all:
        return ()
    existing = regions_at(min(view.period.until, date.today()))
    return tuple(region.code for region in existing if district in ("", region.federal_district))
