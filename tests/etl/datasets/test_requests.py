"""«Поручения»: what «все регионы» stands for, and one measure of what two registers tell."""

from datetime import date

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.intake.checked import check
from etl.regions import REGIONS, regions_at
from tests.etl.registers import activity, as_csv
from tests.sums import nation, summary

HEADINGS = (
    "Поручение",
    "Дата запроса",
    "Срок ответа",
    "Кто поручил",
    "Субъект РФ",
    "Дата ответа",
    "Статус",
    "Возвраты",
)
PRACTICES, BUDGET = "О лучших муниципальных практиках", "О бюджетной обеспеченности"


def requests(*rows: tuple[str, ...]) -> bytes:
    return as_csv(HEADINGS, rows)


def asked(
    region: str = "Пермский край", due: str = "14.03.2025", answered: str = "", state: str = "", title: str = BUDGET
) -> tuple[str, ...]:
    return (title, "03.03.2025", due, "Правление", region, answered, state, "")


def answer(title: str, due: str, answered: str, region: str = "Пермский край") -> tuple[str, ...]:
    return (region, "03.03.2025", "ответ на запрос", title, "", "", due, answered, "90")


def put(warehouse: Engine, name: str, content: bytes) -> None:
    service.load(warehouse, service.check(f"{name}.csv", content))


@pytest.mark.parametrize(("day", "subjects"), [("01.08.2022", 85), ("01.12.2022", 89)])
def test_all_regions_are_the_subjects_on_the_list_on_the_day_of_the_request(day: str, subjects: int) -> None:
    row = (PRACTICES, day, "26.12.2022", "Администрация Президента РФ", "Все регионы", "", "", "")
    checked = check("Поручения.csv", requests(row, asked()))
    assert checked.dataset.name == "requests" and checked.rows == subjects + 1 and not checked.problems
    [batch] = checked.batches
    codes = next(read for read in batch.columns if read.column.name == "region")
    written = [codes.readings[text].values[0] for text in codes.texts]
    assert written[:-1] == [region.code for region in regions_at(date.fromisoformat("-".join(day.split(".")[::-1])))]
    assert set(batch.table.row_numbers[:-1]) == {2}, "each knows the row of the file it is from"


def test_a_row_of_all_regions_with_a_fault_waits_as_the_one_row_it_is() -> None:
    checked = check("Поручения.csv", requests(asked("все субъекты РФ", due="31.02.2025"), asked()))
    assert (checked.rows, checked.quarantined) == (2, 1)
    assert [problem.code for problem in checked.problems] == ["date_no_such_day"]


def test_all_regions_are_kept_as_the_regions_they_were(warehouse: Engine) -> None:
    put(warehouse, "Поручения", requests(asked("Все регионы"), asked("Атлантида")))
    before = summary(warehouse, "requests", "", "59")["requests"].sum()
    service.rebuild(warehouse)
    assert before == summary(warehouse, "requests", "", "59")["requests"].sum() == 1
    assert nation(warehouse, "requests", "requests") == len(REGIONS) + 1


def test_a_word_that_other_registers_have_for_the_country_is_no_region_there() -> None:
    row = ("Все регионы", "03.03.2025", "ответ на запрос", PRACTICES, "", "", "", "", "")
    checked = check("Активность.csv", activity(row))
    assert [problem.code for problem in checked.problems] == ["region_aggregate"]


def test_where_each_request_is_when_the_data_end(warehouse: Engine) -> None:
    put(
        warehouse,
        "Поручения",
        requests(
            asked(answered="14.03.2025", state="исполнено"),
            asked(answered="15.03.2025"),
            asked(answered="10.03.2025", state="возврат"),
            asked(state="в работе"),
            asked(state="исполнено"),
            asked(state="снято с контроля"),
            asked(due="20.04.2025"),
        ),
    )
    sums = summary(warehouse, "requests", "", "59").sum(numeric_only=True)
    states = ("in_time", "late", "overdue", "undated", "not_due", "due", "timed")
    assert [sums[f"answers_{state}"] for state in states] == [1, 1, 2, 1, 1, 5, 4]
    assert (sums["requests"], sums["withdrawn"]) == (6, 1)


def test_the_data_reach_the_last_day_of_an_answer(warehouse: Engine) -> None:
    put(warehouse, "Поручения", requests(asked(), asked("Томская область", answered="13.03.2025")))
    assert nation(warehouse, "requests", "answers_due") == 0, "nobody knows what came on the 14th"
    put(warehouse, "Ещё", requests(asked("Омская область", answered="14.03.2025")))
    assert nation(warehouse, "requests", "answers_due") == 3


def test_answers_of_the_activity_register_are_the_same_measure_and_never_counted_twice(warehouse: Engine) -> None:
    own = asked(answered="12.03.2025", title=PRACTICES), asked(due="20.03.2025", answered="21.03.2025")
    put(warehouse, "Поручения", requests(*own))
    put(
        warehouse,
        "Активность",
        activity(
            # The same, its words in another order.
            answer("О лучших практиках муниципальных", "14.03.2025", "12.03.2025"),
            answer(PRACTICES, "14.03.2025", "12.03.2025", "Томская область"),
            answer(PRACTICES, "21.03.2025", ""),
            answer("О дорогах", "14.03.2025", "13.03.2025"),
            ("Пермский край", "30.04.2025", "соглашение", "Дружба", *[""] * 5),
        ),
    )
    assert nation(warehouse, "requests", "requests") == 5
    assert nation(warehouse, "requests", "answers_in_time") == 3
    assert nation(warehouse, "activity", "acts") == 5, "an answer stays an act"


def test_each_row_is_due_where_the_data_of_its_own_register_end(warehouse: Engine) -> None:
    put(warehouse, "Активность", activity(answer(PRACTICES, "14.04.2025", "")))
    put(warehouse, "Поручения", requests(asked(due="20.06.2025", answered="20.06.2025")))
    sums = summary(warehouse, "requests", "", "59").sum(numeric_only=True)
    assert (sums["answers_overdue"], sums["answers_not_due"], sums["answers_in_time"]) == (0, 1, 1)
