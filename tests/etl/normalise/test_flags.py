import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.cli.value_explainer import HEADINGS, explain_column
from etl.normalise.flags import FlagReading, read_flag


@pytest.mark.parametrize(
    "text", ["да", "Да.", "ДА", "+", "1", "1.0", "есть", "v", "V", "✓", "имеется", "Yes", "true", "в наличии"]
)
def test_yes_is_read(text: str) -> None:
    assert read_flag(text) == FlagReading("ok", True)


@pytest.mark.parametrize("text", ["нет", "НЕТ", "-", "–", "0", "отсутствует", "не имеется", "no", "false"])
def test_no_is_read(text: str) -> None:
    assert read_flag(text) == FlagReading("ok", False)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_an_empty_cell_is_neither(text: str) -> None:
    assert read_flag(text) == FlagReading("empty")


@pytest.mark.parametrize("text", ["в", "наверное", "2", "н/д", "да/нет", "частично", "да" + " " * 200 + "нет"])
def test_any_other_word_is_refused(text: str) -> None:
    assert read_flag(text) == FlagReading("refused", reason="not_a_flag")


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    reading = read_flag(text)

    assert (reading.status == "ok") == (reading.value is not None)


@pytest.mark.parametrize(
    ("kind", "text", "row"),
    [
        ("region", "ЯНАО", ("matched", "89", "Ямало-Ненецкий автономный округ", "")),
        ("region", "Новгород", ("ambiguous", "", "", "52;53")),
        ("region", "без региона", ("empty", "", "", "")),
        ("date", "16–17 октября 2025", ("ok", "2025-10-16", "2025-10-17", "range")),
        ("date", "дата неизвестна", ("unknown", "", "", "unknown")),
        ("date", "31.02.2026", ("refused", "", "", "")),
        ("count", "более 48 тыс. чел.", ("ok", "48000", "более", "чел.")),
        ("count", "1 234,5", ("ok", "1234.5", "точно", "")),
        ("count", "нет", ("empty", "", "", "")),
        ("flag", "есть", ("ok", "1")),
        ("flag", "нет", ("ok", "0")),
        ("flag", "?", ("refused", "")),
    ],
)
def test_a_value_is_explained_in_one_row(kind: str, text: str, row: tuple[str, ...]) -> None:
    assert list(explain_column([text], kind)) == [(text, *row)]
    assert len(HEADINGS[kind]) == 1 + len(row)


def test_a_column_has_as_many_rows_out_as_in_and_in_order() -> None:
    values = ["да", "", "да", "нет", ""]

    assert [row[0] for row in explain_column(values, "flag")] == values


def test_a_column_uses_confirmed_aliases() -> None:
    rows = list(explain_column(["Самарский край"], "region", {"самарский край": "63"}))

    assert rows == [("Самарский край", "matched", "63", "Самарская область", "")]
