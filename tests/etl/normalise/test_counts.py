import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.counts import LONGEST, CountReading, NumberReading, read_count, read_number

COUNTS: list[tuple[str, float, str, str]] = [
    ("12", 12, "точно", ""),
    ("1 234,5", 1234.5, "точно", ""),
    ("1\u00a0360", 1360, "точно", ""),
    ("1.234.567", 1234567, "точно", ""),
    ("1,234.5", 1234.5, "точно", ""),
    ("1.234,5", 1234.5, "точно", ""),
    ("2582,389", 2582.389, "точно", ""),
    ("−5", -5, "точно", ""),
    ("0", 0, "точно", ""),
    ("12 чел.", 12, "точно", "чел."),
    ("12чел", 12, "точно", "чел."),
    ("500 участников", 500, "точно", "чел."),
    ("около 500", 500, "около", ""),
    ("ок. 500 чел.", 500, "около", "чел."),
    ("~500", 500, "около", ""),
    ("порядка 400", 400, "около", ""),
    ("более 48 тыс.", 48000, "более", ""),
    ("свыше 1,5 млн человек", 1500000, "более", "чел."),
    ("не менее 30 подключений", 30, "более", "подключения"),
    ("500+", 500, "более", ""),
    ("100 и более", 100, "более", ""),
    ("почти 19 тысяч", 19000, "почти", ""),
    ("почти 80 регионов", 80, "почти", "субъекты"),
    ("до 500", 500, "до", ""),
    ("план 1 360 чел.", 1360, "план", "чел."),
    ("планируется около 200 чел.", 200, "план", "чел."),
    ("200 (план)", 200, "план", ""),
    ("около 200 (план)", 200, "план", ""),
    ("7,5 тысячи", 7500, "точно", ""),
    ("51,8 тысячи", 51800, "точно", ""),
    ("6 тысячное", 6000, "точно", ""),
    ("2 тыс.руб.", 2000, "точно", "руб."),
    ("88,2 млн рублей", 88200000, "точно", "руб."),
    ("96 %", 96, "точно", "%"),
    ("57 муниципальных образований", 57, "точно", "МО"),
    ("21 заявка", 21, "точно", "заявки"),
    ("3 экскурсии", 3, "точно", "экскурсии"),
    ("500 (пятьсот) чел.", 500, "точно", "чел."),
    ("120 (сто двадцать)", 120, "точно", ""),
    ("500 т.р.", 500000, "точно", "руб."),
    ("план - 500", 500, "план", ""),
    ("более, чем 500", 500, "более", ""),
    ("5*", 5, "точно", ""),
    ("18 5)", 18, "точно", ""),
]
REFUSED = {
    "20235)": "footnote",
    "2024 2": "several_figures",
    "5000-9999": "interval",
    "0 – 4": "interval",
    "от 100 до 200": "interval",
    "499 782 75 40": "several_figures",
    "41 823      10 2974)": "footnote",
    "12 чел. из 5 МО": "several_figures",
    "\n4 805": "several_lines",
    "12,345 чел.": "fraction",
    "(5)": "in_brackets",
    "много": "not_a_number",
    "5 не считая детей": "not_a_number",
    "1" * 201: "too_long",
}
EMPTY = {
    "": "blank",
    "-": "blank",
    "- ": "blank",
    "…": "blank",
    "н/д": "absent",
    "нет": "absent",
    "Нет.": "absent",
    "Нет данных": "absent",
    "X": "not_applicable",
    "х": "not_applicable",
}


@pytest.mark.parametrize(("text", "value", "qualifier", "unit"), COUNTS)
def test_a_count_keeps_its_value_qualifier_and_unit(text: str, value: float, qualifier: str, unit: str) -> None:
    assert read_count(text) == CountReading("ok", value, qualifier, unit)


def test_a_cell_longer_than_a_figure_can_be_is_a_text() -> None:
    assert read_count("12".ljust(LONGEST)) == CountReading("ok", 12, "точно", "")
    assert read_count("12".ljust(LONGEST + 1)) == CountReading("refused", reason="too_long")


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_not_one_figure_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert read_count(text) == CountReading("refused", reason=reason)


@pytest.mark.parametrize(("text", "reason"), EMPTY.items())
def test_an_absent_figure_is_empty_and_says_why(text: str, reason: str) -> None:
    assert read_count(text) == CountReading("empty", reason=reason)
    assert read_number(text) == NumberReading("empty", reason=reason)


@pytest.mark.parametrize(
    ("text", "value"),
    [("4,2", 4.2), ("881 195,2", 881195.2), ("-3351,1957", -3351.1957), ("2025.0", 2025), ("96 %", 96), ("1.0 8)", 1)],
)
def test_a_plain_number_is_read(text: str, value: float) -> None:
    assert read_number(text) == NumberReading("ok", value)


@pytest.mark.parametrize(
    "text", ["12 чел.", "около 5", "2024 2", "20235)", "5-6", "1 23", "\n7", "1e999", "12.03.2025"]
)
def test_anything_else_is_no_plain_number(text: str) -> None:
    assert read_number(text).status == "refused"


@given(st.integers(0, 10**9))
def test_grouped_thousands_are_read_back(number: int) -> None:
    text = f"{number:,}"

    assert read_count(text.replace(",", " ")) == CountReading("ok", number, "точно", "")
    assert read_count(f"более {text.replace(',', chr(0xA0))} чел.") == CountReading("ok", number, "более", "чел.")


@given(st.text(max_size=40) | st.text("0123456789 .,-–%около тыс)", max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    count, number = read_count(text), read_number(text)

    assert (count.status == "ok") == (count.value is not None)
    assert (number.status == "ok") == (number.value is not None)
    assert (count.status == "ok") != bool(count.reason)
