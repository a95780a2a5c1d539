"""A map on a page in the form the reader chooses: with borders or as equal squares."""

from functools import partial

from dashboard.exhibits.common import standard
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from dashboard.screen import exhibit_box
from dashboard.screen.filters.page_choices import choose, current
from dashboard.screen.filters.region_picker import pick_region


def show_map(mapped: Exhibit, key: str) -> None:
    """Show a map of regions and the choice of its form; a click picks a region, a second one opens its passport."""
    _ = translator(mapped.language)
    forms = {"borders": _("Карта"), "tiles": _("Плитка")}
    exhibit = standard.tiles(mapped) if current("map", forms) == "tiles" else mapped
    exhibit_box.show(exhibit, key, on_select=pick_region, tools=partial(choose, "map", forms, _("Вид карты")))
