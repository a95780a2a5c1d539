"""A map on a page: as the reader wants it, by the borders or as equal squares."""

from functools import partial

from dashboard import answers, exhibits
from dashboard.choices import choose, current
from dashboard.exhibit import Exhibit
from dashboard.language import translator
from dashboard.sidebar import pick_region


def show_map(mapped: Exhibit, key: str) -> None:
    """Show a map of regions and the choice of its form; a click picks a region, a second one opens its passport."""
    _ = translator(mapped.language)
    forms = {"borders": _("Карта"), "tiles": _("Плитка")}
    shown = answers.tiles(mapped) if current("map", forms) == "tiles" else mapped
    exhibits.show(shown, key, on_select=pick_region, tools=partial(choose, "map", forms, _("Вид карты")))
