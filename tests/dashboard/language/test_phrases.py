import re

import pytest

from dashboard.language.phrases import (
    LANGUAGES,
    ROOT,
    entries,
    form,
    gathered,
    phrases,
    plurals,
    read_catalogue,
    translator,
)
from etl.words import Unit

PERSON = Unit(("участник", "участника", "участников"), ("participant", "participants"))


def names_in(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def test_phrases_of_both_kinds_are_found_in_the_code() -> None:
    of_the_code = [phrase for phrase, _file in phrases()]
    assert "нет данных" in of_the_code
    assert any(isinstance(phrase, tuple) for phrase in of_the_code)


def test_no_phrase_stands_where_it_is_not_gathered() -> None:
    """`translator(language)("…")` calls what `gathered` does not know by name: the phrase would stay Russian."""
    direct = re.compile(r"translator\([^()]*\)\(")
    assert [str(file) for file in (ROOT / "dashboard").rglob("*.py") if direct.search(file.read_text())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_code_is_translated(language: str) -> None:
    kept = dict(entries(read_catalogue(language)))
    missing = [key for key, _forms in entries(gathered(language)) if not all(kept.get(key, ("",)))]
    assert missing == [], "translate them after `python -m dashboard.language.phrases`"


def test_a_translation_keeps_the_names_of_its_phrase() -> None:
    for key, forms in entries(read_catalogue("en")):
        assert {frozenset(names_in(text)) for text in forms if text} <= {frozenset(names_in(key))}, key


def test_no_english_translation_is_in_russian() -> None:
    for key, forms in entries(read_catalogue("en")):
        assert not re.search("[а-яё]", "".join(forms), re.IGNORECASE), key


def test_a_russian_phrase_after_a_number_has_three_forms() -> None:
    assert plurals("ru")
    assert {len(forms) for forms in plurals("ru").values()} == {3}


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "участников"),
        (1, "участник"),
        (2, "участника"),
        (5, "участников"),
        (11, "участников"),
        (21, "участник"),
        (111, "участников"),
        (1001, "участник"),
        (2.0, "участника"),
        (1.5, "участника"),
        (-3, "участника"),
    ],
)
def test_a_russian_unit_agrees_with_its_number(number: float, word: str) -> None:
    assert translator("ru").plural(number, PERSON) == word


def test_an_english_unit_agrees_with_its_number() -> None:
    assert [translator("en").plural(number, PERSON) for number in (0, 1, 2, 1.5)] == [
        "participants",
        "participant",
        "participants",
        "participants",
    ]


def test_a_phrase_after_a_number_takes_its_form() -> None:
    sentences = [translator("ru").many("{number} регион", "{number} регионов", n) for n in (1, 3, 5)]
    assert sentences == ["1 регион", "3 региона", "5 регионов"]
    assert translator("en").many("{number} регион", "{number} регионов", 3) == "3 regions"


def test_words_are_filled_and_an_unknown_phrase_or_language_stays_russian() -> None:
    assert translator("en")("{names} и ещё {rest}", names="A, B", rest="5") == "A, B and 5 more"
    assert translator("en")("такой фразы нет {") == "такой фразы нет {"
    assert translator("de").language == "ru"
    assert form("en", 1) == 0
