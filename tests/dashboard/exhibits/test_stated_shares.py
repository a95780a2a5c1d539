"""Which rows of a breakdown are shown as shares, and what is said of the others."""

import pandas as pd

from dashboard.exhibits.common.titles.stated_shares import Shares, shares_of
from dashboard.model.filters import Filters
from dashboard.model.metrics import METRICS
from dashboard.queries.view import view
from tests.pages.warehouses import address, copy, empty, point

COLUMNS = ["row", "member", "value", "stated"]


def shares(*rows: tuple[str, str, float], parts_of_one: bool = True) -> Shares:
    frame = pd.DataFrame([(*row, bool(row[1])) for row in rows], columns=COLUMNS)
    return shares_of(frame, parts_of_one)


def test_a_row_known_for_less_than_half_is_no_share() -> None:
    own = shares(("I", "глава", 30), ("I", "", 10), ("II", "глава", 20), ("II", "", 21))
    assert own.frame["row"].tolist() == ["I"] and own.are_solid
    assert own.left_out == {"II": (20, 41)}


def test_parts_of_a_whole_that_is_hardly_known_are_no_shares_and_wholes_of_their_own_are() -> None:
    rows = (("I", "глава", 30.0), ("II", "глава", 20.0), ("II", "", 2000.0))
    assert shares(*rows).frame.empty
    assert shares(*rows, parts_of_one=False).frame["row"].tolist() == ["I"]


def test_a_small_row_goes_while_there_are_others_and_is_a_number_alone() -> None:
    both = shares(("I", "глава", 30), ("II", "глава", 4))
    assert both.frame["row"].tolist() == ["I"] and both.are_solid
    alone = shares(("II", "глава", 4))
    assert alone.frame["value"].tolist() == [4] and not alone.are_solid


def test_what_is_left_out_is_said() -> None:
    point(address(copy(empty())))
    shown, metric = view(Filters(), "ru"), METRICS["participants"]
    own = shares(("I", "глава", 3), ("I", "", 10))
    assert own.unknown_words("Категория", metric, shown) == "Категория: известно для 3 из 13"
    assert own.notes(shown) == ("Мало для долей: I — известно для 3 из 13",)
    assert shares(("I", "", 10)).unknown_words("Категория", metric, shown) == "Категория: не указано ни в одной строке"
    assert shares().notes(shown) == ()
