import re
from urllib.parse import unquote

from dashboard.figures.kinds.cards import cards_html, trail_runs
from dashboard.model.exhibit import Change
from tests.dashboard.sample_exhibits import NAN, number_exhibit


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_a_card_says_number_unit_change_whether_it_is_good_and_context() -> None:
    card = cards_html([number_exhibit(change=Change("−14,3 %", -1, -1), context="сезон 2025")], dark=False)
    assert words(card) == "Заявки 1 028 заявок ▼ −14,3 % хуже сезон 2025"
    assert 'class="card-change bad"' in card


def test_a_card_in_english_is_in_english() -> None:
    card = cards_html([number_exhibit(1.0, language="en", title="Entries", change=Change("+1", 1, 1))], dark=False)
    assert words(card) == "Entries 1 entry ▲ +1 better"


def test_what_is_not_known_is_a_dash_and_its_reason() -> None:
    assert words(cards_html([number_exhibit(NAN, change=None)], dark=False)) == "Заявки — нет данных &nbsp;"


def test_there_is_no_trail_to_a_number_nobody_knows() -> None:
    assert "<img" not in cards_html([number_exhibit(NAN)], dark=False)


def test_words_of_the_data_are_never_markup() -> None:
    card = cards_html([number_exhibit(title='<b onclick="x">Заявки</b>', context="<script>")], dark=False)
    assert "<script>" not in card
    assert "onclick=&quot;" in card


def test_the_trail_is_a_line_in_the_accent_of_the_theme() -> None:
    drawings = [unquote(cards_html([number_exhibit()], dark)) for dark in (False, True)]
    assert ['stroke="#1F5FA8"' in drawings[0], 'stroke="#6FA8FF"' in drawings[1]] == [True, True]
    assert re.search('path d="M([^"]+)"', drawings[0]).group(1).count("L") == 3  # type: ignore[union-attr]


def test_a_trail_of_one_point_or_one_value_is_no_error() -> None:
    assert "<img" not in cards_html([number_exhibit(trail=(5.0,))], dark=False)
    assert "<img" in cards_html([number_exhibit(trail=(5.0, 5.0))], dark=False)


def test_a_trail_breaks_where_nothing_is_known() -> None:
    runs = trail_runs((1.0, 2.0, NAN, NAN, 3.0, NAN, 4.0, 5.0), 0, 10, 7, 10)
    assert [[x for x, _ in run] for run in runs] == [[0, 1], [4], [6, 7]]
    assert unquote(cards_html([number_exhibit(trail=(1.0, NAN, 3.0, 4.0))], dark=False)).count("M") == 3
