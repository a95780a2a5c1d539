"""Events differ only by what people would call different: the same title and day are one event, however they are typed."""

import unicodedata

import pytest

from etl.normalise.validate import identity

TITLE = "Форум «Малая Родина — сила России»: съёмка (Псков)"
SAME = [
    'Форум "Малая Родина - сила России": съёмка (Псков)',
    "Форум “Малая Родина – сила России”: съемка (Псков)",
    "Форум ‹Малая Родина — сила России›: съёмка (Псков)",
    "Форум Малая Родина-сила России : съемка(Псков).",
    "ФОРУМ «МАЛАЯ РОДИНА — СИЛА РОССИИ»: СЪЁМКА (ПСКОВ)",
    "Форум «Малая Родина — сила России»: съёмка (Псков)¹",
    "12. Форум «Малая Родина — сила России»: съёмка (Псков)",
    "Форум «Mалая Родина — сила Pоссии»: съёмка (Псков)",  # M and P of the other alphabet
    unicodedata.normalize("NFD", TITLE),
]


@pytest.mark.parametrize("title", SAME)
def test_marks_that_mean_nothing_do_not_part_an_event(title: str) -> None:
    assert identity(title, "2025-03-12") == identity(TITLE, "2025-03-12")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Семинар 1", "Семинар 2"), ("Часть1", "Часть2"), ("Семинар (1)", "Семинар (2)"), ("II форум", "III форум")],
)
def test_a_number_in_a_title_parts_two_events(one: str, other: str) -> None:
    assert identity(one, "2025-03-12") != identity(other, "2025-03-12")


def test_the_day_parts_two_events_of_one_title() -> None:
    assert len({identity(TITLE, day) for day in ("2025-03-12", "2025-03-13", None)}) == 3
