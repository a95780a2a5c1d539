"""Weights of the index: what is taken and what is refused in a sentence, and their code in an address."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exhibits.rating import weights
from dashboard.exhibits.rating.index import COMPONENTS
from dashboard.language.phrases import translator

_ = translator("ru")
NAMES = [component.metric for component in COMPONENTS]


def test_a_component_that_was_not_named_weighs_nothing() -> None:
    taken, refused = weights.checked({"events": 3, "agreements": 0.5}, _)
    assert (taken["events"], taken["agreements"], sum(taken.values()), refused) == (3.0, 0.5, 3.5, ())


def test_an_unknown_component_is_dropped_with_a_sentence() -> None:
    taken, refused = weights.checked({"events": 1, "beauty": 5}, _)
    assert "beauty" not in taken and sum(taken.values()) == 1
    assert refused == ("Составляющей «beauty» в индексе нет: её вес не учтён.",)


@pytest.mark.parametrize("wrong", [-1, nan, inf, 101, "2", None, True, [1]])
def test_what_is_no_weight_is_dropped_with_a_sentence(wrong: object) -> None:
    taken, refused = weights.checked({"events": wrong, "agreements": 1}, _)
    assert taken["events"] == 0
    assert refused == ("Вес «Мероприятия» — не число от 0 до 100: он не учтён.",)


def test_weights_that_add_up_to_nothing_are_the_default_and_it_is_said() -> None:
    assert weights.checked({"events": 0}, _) == (
        weights.DEFAULT,
        ("Все веса нулевые: показан индекс с равными весами.",),
    )


def test_the_code_names_the_weights_that_are_not_one() -> None:
    assert weights.code_of(weights.DEFAULT) == "equal"
    assert weights.code_of(weights.equal()) == "ev1", (
        "equal weights of all are a choice too, where the default leaves some out"
    )
    assert weights.code_of(weights.equal() | {"entering_share": 2.5, "agreements": 0}) == "en2,5-ag0"


@given(st.lists(st.integers(0, 10000).map(lambda whole: whole / 100), min_size=8, max_size=8).filter(any))
def test_a_code_is_read_as_the_weights_it_stands_for(numbers: list[float]) -> None:
    given_weights = dict(zip(NAMES, numbers, strict=True))
    assert weights.from_code(weights.code_of(given_weights)) == given_weights
    assert "." not in weights.code_of(given_weights)


@pytest.mark.parametrize(
    "code", ["", "equal", "zz5", "ev", "ev-1", "<script>", "ev0-mu0-en0-su0-pr0-co0-ag0-an0", "ev9999"]
)
def test_a_code_that_says_nothing_is_the_default(code: str) -> None:
    assert weights.from_code(code) == weights.DEFAULT


def test_weights_are_said_as_shares_of_the_whole() -> None:
    assert weights.words(weights.equal(), _) == "равные"
    text = weights.words(dict.fromkeys(NAMES, 0.0) | {"events": 3.0, "completeness": 1.0}, _).replace("\u00a0", " ")
    assert text == "Мероприятия 75 %, Полнота документов 25 %, остальные по 0 %"
    different = dict(zip(NAMES, [8, 7, 6, 5, 4, 3, 2, 1], strict=True))
    assert weights.words(different, _).count(",") == 7 and "остальные" not in weights.words(different, _)
