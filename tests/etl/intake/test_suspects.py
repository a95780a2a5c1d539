"""Texts worth a closer look are found in all texts at once as they are found in each alone."""

import random

from etl.intake.people.personal_data import suspects, suspicious

NAMING = (
    "тел. 8 912 345-67-89",
    "Иванов И.И.",
    "ivanov@example.org",
    "паспорт 4510 123456",
    "614000, Пермь",
    "8 (912) 345 67 89",
)
# «ß» is two letters without case, «İ» is two signs: places in a text without case are others.
PLAIN = ("Съезд", "12", "", "Straße", "2025-03-12", "Пермский край", "И.", "89123", "45678", "İstanbul", "ВМП")


def test_texts_are_found_together_as_each_alone() -> None:
    draw = random.Random(5)  # noqa: S311 - a draw that is the same each time
    for _ in range(300):
        texts = draw.choices(NAMING + PLAIN, k=draw.randrange(12))
        assert suspects(texts) == [text for text in texts if suspicious(text)]


def test_the_figures_of_two_texts_are_not_read_as_one_number() -> None:
    assert suspects(["89123", "45678"]) == []


def test_only_texts_with_a_sign_are_looked_at() -> None:
    assert suspects([*PLAIN, *NAMING]) == [*NAMING]
