"""The gate: what leaves as an answer to a clerk of a region, from whatever a builder makes."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import pandas as pd

from dashboard.exhibits.foreign_names import without_foreign_names
from dashboard.exhibits.regions.peer_groups import Peers
from dashboard.exhibits.unnamed_strip import strip
from dashboard.language.formats import names
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.model.reader import narrowed, of_own_regions
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name
from etl.regions import REGION_BY_CODE

Make = Callable[[str, View], Exhibit]


class Reveals(StrEnum):
    """What an exhibit shows of regions; a clerk gets each kind in another form."""

    SUMS = "figures of the selection only"
    EACH_REGION = "a figure of every region"
    ROWS = "rows of a register, or figures of regions that only their own clerks read"
    PASSPORT = "everything about one region"
    DISTRICTS = "figures of a few regions together, from which one can be taken away"


# What is of own regions where others were asked for; a strip is of the country, and says itself what it does not name.
ON_OWN_REGIONS = (Reveals.SUMS, Reveals.ROWS, Reveals.PASSPORT)
LINE_KEYS = ("code", "key", "region", "name", "row")  # the first of these a frame has says whose a line is
# The median of a small group, or of one that a clerk puts together, is the figure of a region known by name.
LARGE_GROUPS = (Peers.SIMILAR, Peers.POPULATION, Peers.MUNICIPALITIES)


def answer(name: str, view: View, reveals: Reveals, whole: str, make: Make) -> Exhibit:
    """Return the exhibit as a clerk may read it; `whole` is the one with a value for every region, of which a strip is made."""
    view = replace(view, filters=narrowed(view.filters, view.reader))
    match reveals:
        case Reveals.SUMS:
            exhibit = make(name, view)
        case Reveals.EACH_REGION:
            exhibit = strip(make(whole, of_country(view)), view)
        case Reveals.ROWS if view.reader.regions:
            exhibit = own_rows(make(name, of_own(view)), view)
        case Reveals.PASSPORT if view.reader.regions:
            exhibit = own_passport(name, view, make)
        case _:
            exhibit = withheld(name, view)
    if reveals is not Reveals.ROWS:
        exhibit = without_foreign_names(exhibit, view.reader.regions)
    narrowed_note = narrowed_words(view) if view.is_narrowed and reveals in ON_OWN_REGIONS else ""
    return replace(exhibit, name=name, notes=tuple(filter(None, (*exhibit.notes, narrowed_note))), reader=view.reader)


def of_country(view: View) -> View:
    """Return the view over the whole country."""
    return replace(view, filters=replace(view.filters, regions=(), district=""))


def of_own(view: View) -> View:
    """Return the view in which there are no other regions than the reader's own."""
    return replace(view, filters=of_own_regions(view.filters, view.reader))


def own_rows(exhibit: Exhibit, view: View) -> Exhibit:
    """Return an exhibit without lines of other regions, which says so."""
    own, _ = view.reader.regions, view.words
    listed = names([region_name(code, view.language) for code in own], view.language, len(own))
    note = _("Здесь только ваши строки: {regions}.", regions=listed)
    full = None if exhibit.full is None else without_foreign_lines(exhibit.full, own)
    frame = without_foreign_lines(exhibit.frame, own)
    return replace(exhibit, frame=frame, full=full, notes=(*exhibit.notes, note))


def without_foreign_lines(frame: pd.DataFrame, own: tuple[str, ...]) -> pd.DataFrame:
    """Return the lines of a frame that are not of another region, told by its code or its name."""
    others = [region for code, region in REGION_BY_CODE.items() if code not in own]
    called = {name for region in others for name in (region.code, region.short_name, region.short_name_en)}
    keys = next((frame[name] for name in LINE_KEYS if name in frame), None)
    return frame if keys is None else frame[~keys.isin(called)]


def own_passport(name: str, view: View, make: Make) -> Exhibit:
    """Return the passport of the picked region, or of the only one, beside a group that is too large to tell one from."""
    picked = view.filters.regions or view.reader.regions
    kind = name.partition(".")[2]
    group = kind if kind in LARGE_GROUPS else Peers.SIMILAR.value
    passport = make(f"passport.{group}", replace(view, filters=replace(view.filters, regions=picked)))
    if "spread" not in passport.frame:
        return passport
    frame = passport.frame.copy()
    frame["spread"] = [tuple(sorted(values)) for values in frame["spread"]]  # their order was that of the regions
    return replace(passport, frame=frame)


def withheld(name: str, view: View) -> Exhibit:
    """Return an exhibit without rows in place of one that a clerk may not read."""
    _ = view.words
    title = _("Этот показатель говорит о других регионах: вам он не показывается")
    return Exhibit(name, Kind.TABLE, title, "", pd.DataFrame(), (), language=view.language)


def narrowed_words(view: View) -> str:
    """Return that only one's own is shown, and what that is."""
    _ = view.words
    if not view.reader.regions:
        return _("Показана вся страна: отдельные регионы и округа вам не показываются.")
    own = names([region_name(code, view.language) for code in view.filters.regions], view.language)
    return _("Показано только ваше: {regions}. Другие регионы и округа вам не показываются.", regions=own)
