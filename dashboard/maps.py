"""A map on a page: as the reader wants it, by the borders or as equal squares."""

from dashboard import answers, exhibits
from dashboard.choices import choose
from dashboard.exhibit import Exhibit
from dashboard.language import translator
from dashboard.sidebar import pick_region


def show_map(mapped: Exhibit, key: str) -> None:
    """Show a map of regions under the choice of its form; a click picks a region, a second one opens its passport."""
    _ = translator(mapped.language)
    form = choose("map", {"borders": _("Карта"), "tiles": _("Плитка")}, _("Вид карты"))
    exhibits.show(answers.tiles(mapped) if form == "tiles" else mapped, key, on_select=pick_region)
