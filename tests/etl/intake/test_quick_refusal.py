"""What is no register is refused in seconds, however wide, long or wordy it is."""

import random
from time import process_time

import pytest

from etl.intake.headings.register import choose
from etl.problems import Refused
from etl.read import Sheet

SECONDS = 6  # of the processor; each takes one or less, and took minutes
rng = random.Random(7)  # noqa: S311 (invented figures)


def words() -> str:
    return f"{rng.choice(['Численность', 'Показатель', 'Число', 'Дата ввода', 'Регион'])} {rng.choice('абвгде')} {rng.randint(1, 99_999)}"


def sheet(name: str, rows: int, columns: int) -> Sheet:
    return Sheet(
        name, [[words() if column % 2 else str(row * column) for column in range(columns)] for row in range(rows)]
    )


WIDE = Sheet("Л", [[f"показатель {column}" for column in range(16_000)], *([["текст", "7"] * 8_000] * 8)])
KINDS = {
    "wide": [WIDE],
    "many sheets": [sheet(f"Л{number}", 150, 25) for number in range(30)],
    "long": [sheet("Л", 6_000, 12)],
    "titles": [Sheet("Л", [[f"Отчёт № {row} по всем показателям", *[""] * 400] for row in range(300)])],
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_register_is_refused_quickly(kind: str) -> None:
    begun = process_time()
    with pytest.raises(Refused):
        choose("а.xlsx", KINDS[kind], "", {})
    assert process_time() - begun < SECONDS
