"""What cannot be is refused for its true reason; what is to come is a plan; what was called off was not held."""

from datetime import date, timedelta

import pytest

from etl.intake.checked import Checked, check
from etl.intake.plans import is_to_come
from tests.etl.registers import as_csv, event, events

TOMORROW, YESTERDAY = (date.today() + timedelta(days=step) for step in (1, -1))


def values(checked: Checked, column: str) -> list[object]:
    read = next(read for read in checked.batches[0].columns if read.column.name == column)
    return [read.readings[text].problem or read.readings[text].values[0] for text in read.texts]


@pytest.mark.parametrize("form", ["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"])
def test_an_event_to_come_without_a_status_is_a_plan(form: str) -> None:
    rows = [event("Пермский край", day=day.strftime(form)) for day in (TOMORROW, YESTERDAY)]
    checked = check("а.csv", events(*rows))
    assert values(checked, "status") == ["план", "проведено"]
    assert [remark.code for remark in checked.remarks] == ["plans_to_come"]


def test_a_status_that_is_said_stays() -> None:
    checked = check("а.csv", events(event("Пермский край", day=f"{TOMORROW:%d.%m.%Y}", status="отменено")))
    assert values(checked, "status") == ["отменено"]
    assert checked.remarks == ()


def test_a_file_without_the_column_gets_it() -> None:
    headings = ("Мероприятие", "Дата начала", "Регион-участник")
    checked = check("а.csv", as_csv(headings, [("Форум", f"{TOMORROW:%d.%m.%Y}", "Пермский край")]))
    assert values(checked, "status") == ["план"]


@pytest.mark.parametrize("text", ["2025", "12.03.2020", "", "н/д", "вчера"])
def test_what_is_past_or_no_day_is_not_to_come(text: str) -> None:
    assert not is_to_come(text, date(2026, 1, 1))


@pytest.mark.parametrize("status", ["отменён", "Отменено", "перенесено", "перенесена", "отложен", "не состоялось"])
def test_what_was_called_off_is_known_and_not_held(status: str) -> None:
    checked = check("а.csv", events(event("Пермский край", status=status), event("Пермский край", title="Съезд")))
    assert checked.proposals() == {}
    assert values(checked, "status")[0] in ("отменено", "перенесено")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("007", "count_code"),
        ("01.3", "count_code"),
        ("(200)", "count_in_brackets"),
        ("( 1 200 )", "count_in_brackets"),
        ("-5", "count_negative"),
        ("12.5", "count_fraction"),
        ("1000000000", "count_too_many"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_for_its_true_reason(text: str, problem: str) -> None:
    assert values(check("а.csv", events(event("Пермский край", text))), "participants") == [problem]


@pytest.mark.parametrize(("text", "kept"), [("0", 0), ("0 чел.", 0), ("12 (двенадцать)", 12), ("до 5 000", 5000)])
def test_a_figure_that_can_be_is_read(text: str, kept: int) -> None:
    assert values(check("а.csv", events(event("Пермский край", text))), "participants") == [kept]


@pytest.mark.parametrize(
    ("text", "millions"),
    [
        ("1,5 млн", 1.5),
        ("1.5 млн руб.", 1.5),
        ("500 тыс. руб.", 0.5),
        ("750 тыс.", 0.75),
        ("1 500 000 руб.", 1.5),
        ("300000 ₽", 0.3),
        ("0,5", 0.5),
        ("2", 2.0),
    ],
)
def test_a_prize_is_read_in_its_own_unit(text: str, millions: float) -> None:
    content = as_csv(("Конкурс", "Сезон", "Регион", "Премия, млн руб."), [("ЛМП", "2025", "Пермский край", text)])
    assert values(check("а.csv", content), "prize_mln") == [millions]


def test_an_event_of_ten_years_is_refused() -> None:
    headings = ("Мероприятие", "Дата начала", "Дата окончания", "Регион-участник")
    rows = [("Форум", "01.03.2015", end, "Пермский край") for end in ("01.03.2025", "01.02.2015", "03.03.2015")]
    assert [problem.code for problem in check("а.csv", as_csv(headings, rows)).problems] == [
        "ends_years_later",
        "ends_before_start",
    ]
