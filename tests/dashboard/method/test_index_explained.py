"""The worked example of «Методика», computed here by hand: the page must come to the same numbers."""

from math import nan

import numpy as np
import pytest

from dashboard.exhibits.rating.index import COMPONENTS
from dashboard.exhibits.rating.place_intervals import rate
from dashboard.method import index_explained
from dashboard.model.metrics import METRICS

# By hand. Events 40, 25, 25, 10, 5 of five regions: Д has none below, so (0 + 1/2) / 5 = 10; Г 30; Б and В are equal
# with two below, (2 + 2/2) / 5 = 60; А 90. Entering 10, 30, 20, -, 40 of four: 12.5, 62.5, 37.5, -, 87.5.
# Agreements 3, 3, -, -, 1 of three: Д (0 + 1/2) / 3 = 16.67; А and Б (1 + 2/2) / 3 = 66.67.
SCORES = [
    [90, 12.5, 100 * 2 / 3],
    [60, 62.5, 100 * 2 / 3],
    [60, 37.5, nan],
    [30, nan, nan],
    [10, 87.5, 100 / 6],
]
# Weights 2, 1, 1. А (90*2 + 12.5 + 66.67) / 4; Б (60*2 + 62.5 + 66.67) / 4; В (60*2 + 37.5) / 3; Г knows 2 of 4, which is
# less than 60 %; Д (10*2 + 87.5 + 16.67) / 4.
INDEX = [64.7917, 62.2917, 52.5, nan, 31.0417]
KNOWN = [1, 1, 0.75, 0.5, 1]
PLACES = [1, 2, 3, nan, 4]


def test_the_worked_example_comes_out_as_by_hand() -> None:
    rated = rate(index_explained.VALUES, index_explained.WEIGHTS)
    np.testing.assert_allclose(rated.scores, SCORES)
    np.testing.assert_allclose(rated.places["index"], INDEX, atol=5e-5)
    np.testing.assert_allclose(rated.places["weight_known"], KNOWN)
    np.testing.assert_array_equal(rated.places["rank"], PLACES)


def test_the_page_shows_these_numbers_and_no_others() -> None:
    frame = index_explained.example("ru").frame
    np.testing.assert_allclose(frame["index"], INDEX, atol=5e-5)
    np.testing.assert_allclose(frame["score_agreements"], [line[2] for line in SCORES])
    assert list(frame["name"]) == list("АБВГД") and list(frame["weight_known"]) == [100, 100, 75, 50, 100]
    assert "Регион Г остался без места" in index_explained.example("ru").subtitle


def test_the_arithmetic_in_words_is_that_of_the_third_region() -> None:
    assert "(2 + 2 × ½) ÷ 5 × 100 = 60" in index_explained.steps("ru")
    assert "(60 × 2 + 37,5 × 1) ÷ (2 + 1) = 52,5" in index_explained.steps("ru")
    assert "(60 × 2 + 37.5 × 1) ÷ (2 + 1) = 52.5" in index_explained.steps("en")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_rules_name_every_component(language: str) -> None:
    sentences = " ".join(index_explained.rules(language))
    assert all(METRICS[component.metric].title.of(language) in sentences for component in COMPONENTS)
