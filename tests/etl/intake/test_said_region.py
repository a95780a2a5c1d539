"""A region that stands above the rows is proposed, and fills them once a person says so."""

import pytest

from etl.intake.checked import Checked, check
from etl.intake.hidden import Wanted
from etl.problems import Refused
from tests.etl.registers import as_csv

HEADINGS = ("Дата", "Вид активности", "Название")
ROW = ("01.03.2025", "практика", "Сквер")


def regions(checked: Checked) -> list[object]:
    read = next(read for read in checked.batches[0].columns if read.column.name == "region")
    return [read.readings[text].values[0] for text in read.texts]


@pytest.mark.parametrize(
    "section", ["Тульская область", "Республика Татарстан", "г. Москва", "Ямало-Ненецкий автономный округ"]
)
def test_rows_of_sections_are_regions_once_somebody_says_so(section: str) -> None:
    rows = [(section, "", ""), ROW, ROW, ("Пермский край", "", ""), ROW]
    content = as_csv(HEADINGS, rows)
    with pytest.raises(Refused) as refused:
        check("а.csv", content)
    assert refused.value.code == "region_in_sections"
    assert section in str(refused.value)
    found = regions(check("а.csv", content, wanted=Wanted(sections=True)))
    assert found[0] == found[1] != found[2] == "59"


def test_an_empty_column_of_regions_is_filled_from_sections() -> None:
    rows = [("Тульская область", "", "", ""), (*ROW, ""), (*ROW, "Омская область")]
    content = as_csv((*HEADINGS, "Регион"), rows)
    waiting = check("а.csv", content)
    assert [remark.code for remark in waiting.remarks] == ["region_sections"]
    assert waiting.quarantined == 1
    assert regions(check("а.csv", content, wanted=Wanted(sections=True))) == ["71", "55"]


def test_a_row_with_a_region_alone_in_its_column_is_no_section() -> None:
    checked = check(
        "а.csv", as_csv(("Регион", *HEADINGS), [("Тульская область", "", "", ""), ("Омская область", *ROW)])
    )
    assert (checked.rows, checked.quarantined, len(checked.dropped)) == (2, 1, 0)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("а.csv", "Реестр Тульской области"),
        ("а.csv", "Активность ассоциации, Тульская область, 2025"),
        ("Тульская область.csv", "Реестр активности"),
        ("Реестр_Тульская_область.csv", ""),
    ],
)
def test_a_region_of_the_title_is_proposed_for_all_rows(name: str, title: str) -> None:
    content = f"{title};;\r\n".encode() + as_csv(HEADINGS, [ROW, ROW], encoding="utf-8")
    with pytest.raises(Refused) as refused:
        check(name, content)
    assert (refused.value.code, refused.value.details["region_code"]) == ("region_in_title", "71")
    assert regions(check(name, content, wanted=Wanted(region="71"))) == ["71", "71"]


def test_two_regions_in_titles_propose_none() -> None:
    content = "Тульская область;;\r\nПермский край;;\r\n".encode() + as_csv(HEADINGS, [ROW], encoding="utf-8")
    with pytest.raises(Refused) as refused:
        check("а.csv", content)
    assert refused.value.code not in ("region_in_title", "region_in_sections")
