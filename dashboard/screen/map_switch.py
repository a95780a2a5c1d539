"""A map on a page: as the reader wants it, by the borders or as equal squares."""

from functools import partial

from dashboard.exhibits.common import standard
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from dashboard.screen import exhibit_box
from dashboard.screen.filter_bar import pick_region
from dashboard.screen.page_choices import choose, current


def show_map(mapped: Exhibit, key: str) -> None:
    """Show a map of regions and the choice of its form; a click picks a region, a second one opens its passport."""
    _ = translator(mapped.language)
    forms = {"borders": _("Карта"), "tiles": _("Плитка")}
    shown = standard.tiles(mapped) if current("map", forms) == "tiles" else mapped
    exhibit_box.show(shown, key, on_select=pick_region, tools=partial(choose, "map", forms, _("Вид карты")))
