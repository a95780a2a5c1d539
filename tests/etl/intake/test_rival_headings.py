"""Two headings of one column: the one with cells is meant; where both have cells a person says which."""

import pytest

from etl.intake.checked import Checked, check
from etl.problems import Refused
from etl.service import proposed_by
from tests.etl.registers import as_csv

FIRST = ("Форум", "01.03.2025", "Тульская область")


def checked(headings: tuple[str, ...], *cells: tuple[str, ...], mapping: dict[str, str] | None = None) -> Checked:
    rows = [(*FIRST, *row) for row in cells]
    content = as_csv(("Мероприятие", "Дата начала", "Регион-участник", *headings), rows)
    return check("а.csv", content, mapping=mapping or {})


def people(file: Checked) -> list[object]:
    read = next(read for read in file.batches[0].columns if read.column.name == "participants")
    return [read.readings[text].values[0] for text in read.texts]


@pytest.mark.parametrize(
    "headings",
    [
        ("Участники", "Участники"),
        ("Участники", "УЧАСТНИКИ"),
        ("Количество участников (очно)", "Количество участников (онлайн)"),
        ("Участники, чел.", "Участники, чел."),
    ],
)
def test_which_of_two_is_meant_is_asked(headings: tuple[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        checked(headings, ("10", "200"), ("20", "300"))
    assert refused.value.code == "equal_headings"
    register, proposals = proposed_by(refused.value)
    names = [proposal.heading for proposal in proposals]
    assert (register, len(set(names))) == ("events", 2)
    assert people(checked(headings, ("10", "200"), mapping={names[1]: "participants"})) == [200]
    assert people(checked(headings, ("10", "200"), mapping={names[1]: ""})) == [10]


@pytest.mark.parametrize(
    ("headings", "cells", "meant"),
    [
        (("Участники", "Участники"), [("", "200")], [200]),
        (("Участники", "Участники"), [("200", "")], [200]),
        (("Участники", "Участники"), [("10", "10"), ("5", "5")], [10, 5]),
        (("Участники", "Количество участников"), [("10", "200")], [10]),
        (("Количество участников (план)", "Количество участников (факт)"), [("10", "200")], [200]),
        (("Примечание", "Примечание", "Участники"), [("а", "б", "7")], [7]),
    ],
)
def test_where_one_is_plainly_meant_nothing_is_asked(
    headings: tuple[str, ...], cells: list[tuple[str, ...]], meant: list[int]
) -> None:
    assert people(checked(headings, *cells)) == meant
