"""The sentence in place of a comparison of regions that nobody's full sources allow."""

from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.queries.completeness import complete_regions
from dashboard.queries.sums import register_sums
from dashboard.queries.view import View


def nothing_to_compare(view: View, *registers: str) -> str:
    """Return why regions are not compared: no data, no full source, or too little in each region."""
    _, periods = view.words, {register: view.at(register).period for register in registers}
    if not any(register_sums.scope_sums(register, period) for register, period in periods.items()):
        return nothing(view)
    if not any(complete_regions(register, period) for register, period in periods.items()):
        return _("Сравнить регионы нельзя: полных источников за этот период нет")
    return _("Сравнить регионы нельзя: данных в каждом слишком мало")
