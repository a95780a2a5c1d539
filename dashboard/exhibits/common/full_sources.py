"""The sentence in place of a comparison of regions that nobody's full sources allow."""

from dashboard.exhibits.common import titles
from dashboard.queries import register_sums
from dashboard.queries.view import View


def nothing_to_compare(view: View, *registers: str) -> str:
    """Return that there are no data, or that there are some but none from a full source, so that regions are not compared."""
    has_rows = any(register_sums.scope_sums(register, view.at(register).period) for register in registers)
    if not has_rows:
        return titles.nothing(view)
    return view.words("Сравнить регионы нельзя: полных источников за этот период нет")
