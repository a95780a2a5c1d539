"""Everything that can be wrong has a sentence, in both languages, and the sentence is filled in where it is raised."""

import ast
import re
from collections.abc import Iterator
from inspect import getsource
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from etl.problems import SENTENCES, Problem, Refused, sentence
from etl.problems.file_sentences import REMARKS, WAITING
from etl.regions import names
from etl.warehouse.failures import CAUSES
from etl.warehouse.sqlite import hindrance
from etl.warehouse.state import REFUSALS

ETL = Path(__file__).resolve().parents[3] / "etl"
DASHBOARD = ETL.parent / "dashboard"
READERS = {
    "date": ("normalise/dates.py", "normalise/date_forms.py"),
    "count": ("normalise/counts.py",),
    "number": ("normalise/counts.py",),
}
# What these functions say of an absent figure is no refusal.
NO_REFUSAL = frozenset({"absence"})
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
QUOTED = re.compile("«[^»]*»|“[^”]*”|{[^}]*}|Пермский край|да, нет")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def strings(node: ast.AST) -> Iterator[str]:
    """Yield every text that an expression can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


def reasons(module: str) -> set[str]:
    """Return the reason codes a module of readers can give: refusals raised, refused readings, faults returned."""
    codes: set[str] = set()
    for function in ast.walk(ast.parse((ETL / module).read_text(encoding="utf-8"))):
        if isinstance(function, ast.Call):
            name = function.func.id if isinstance(function.func, ast.Name) else ""
            if name in ("DateRefused", "refuse"):
                codes |= {text for argument in function.args for text in strings(argument)}
            refused = any("refused" in set(strings(argument)) for argument in function.args)
            if name.endswith("Reading") and refused:
                codes |= {
                    text for keyword in function.keywords if keyword.arg == "reason" for text in strings(keyword.value)
                }
        if isinstance(function, ast.FunctionDef) and isinstance(function.returns, ast.Name):
            if function.returns.id == "str" and function.name not in NO_REFUSAL and "fault" in function.name:
                codes |= returned(function)
            if function.name == "_not_one_figure":
                codes |= returned(function)
    return codes - {""}


def returned(function: ast.FunctionDef) -> set[str]:
    """Return the texts a function can return."""
    return {
        text
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value
        for text in strings(node.value)
    }


def raised() -> list[tuple[str, int, str, set[str], bool]]:
    """Return every refusal of the code: file, line, code, the names it fills in, whether more may come by **."""
    refusals = []
    for path in sorted((*ETL.rglob("*.py"), *DASHBOARD.rglob("*.py"))):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Refused":
                given = {keyword.arg for keyword in call.keywords if keyword.arg}
                open_ended = any(keyword.arg is None for keyword in call.keywords)
                for argument in call.args[:1]:
                    refusals += [(path.name, call.lineno, code, given, open_ended) for code in strings(argument)]
    return refusals


def remarked() -> set[str]:
    """Return the codes of what is said of a file whose rows are well."""
    modules = ("intake/remarks.py", "intake/headings/said_region.py")
    trees = [ast.parse((ETL / module).read_text(encoding="utf-8")) for module in modules]
    return {text for tree in trees for node in ast.walk(tree) for text in strings(node) if text in REMARKS}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_said_in_both_languages_with_the_same_names(code: str) -> None:
    text = SENTENCES[code]
    assert placeholders(text.ru) == placeholders(text.en)
    assert CYRILLIC.search(text.ru)
    assert not CYRILLIC.search(QUOTED.sub("", text.en)), text.en
    assert text.ru.endswith(".") and text.en.endswith(".")


@pytest.mark.parametrize(("prefix", "module"), [(prefix, name) for prefix, names in READERS.items() for name in names])
def test_every_reason_a_reader_gives_has_its_sentence(prefix: str, module: str) -> None:
    codes = reasons(module)
    assert codes, "no reason was codes: does the reader say them in another way now?"
    assert {f"{prefix}_{reason}" for reason in codes} <= SENTENCES.keys()


def test_the_reasons_are_found_in_every_way_they_are_said() -> None:
    assert {"not_a_date", "no_such_day", "no_year", "wrong_weekday"} <= reasons("normalise/date_forms.py") | reasons(
        "normalise/dates.py"
    )
    assert {"not_a_number", "fraction", "interval", "several_lines", "too_long"} <= reasons("normalise/counts.py")


def test_every_status_of_a_region_that_is_no_answer_has_its_sentence() -> None:
    accepted = {"matched", "none", "empty"}
    for status in set(get_args(names.Status)) - accepted:
        assert f"region_{status}" in SENTENCES, status


def test_the_other_faults_of_a_cell_have_their_sentences() -> None:
    assert {"flag_unclear", "not_a_year", "required_empty", "ends_before_start"} <= SENTENCES.keys()


def test_every_refusal_of_the_code_fills_its_sentence_in() -> None:
    calls = raised()
    assert len(calls) > 30
    for file, line, code, given, open_ended in calls:
        assert code in SENTENCES, f"{file}:{line}"
        assert open_ended or placeholders(SENTENCES[code].ru) <= given, f"{file}:{line} {code}"


def test_no_sentence_for_a_file_or_a_command_is_left_unused() -> None:
    used = {code for _, _, code, _, _ in raised()} | {code for _, code in CAUSES} | set(REFUSALS.values())
    used |= returned(
        next(node for node in ast.walk(ast.parse(getsource(hindrance))) if isinstance(node, ast.FunctionDef))
    )
    used |= remarked() | set(WAITING)
    cells = {code for code in SENTENCES if "value}" in SENTENCES[code].ru} | {"required_empty"}
    assert SENTENCES.keys() - cells <= used


def test_a_problem_says_its_place_its_value_and_what_is_possible() -> None:
    details: dict[str, object] = {"candidates": "Омская область"}
    problem = Problem("Май", 7, "Регион", "Омска", "region_suggested", details)
    assert problem.sentence() == "Строка 7, «Регион»: «Омска» — нет такого региона. Возможно: Омская область."
    assert problem.sentence("en") == "Row 7, “Регион”: “Омска” is not a region. Perhaps: Омская область."


def test_a_value_with_braces_is_said_as_it_is() -> None:
    assert "«{file} {0}»" in Problem("Май", 7, "{x}", "{file} {0}", "count_not_a_number").sentence()


def test_a_refusal_is_its_sentence() -> None:
    refusal = Refused("no_such_file", file="а.csv")
    assert str(refusal) == refusal.sentence("ru") == "Нет файла «а.csv»."
    assert refusal.sentence("en") == "There is no file “а.csv”."


def test_a_sentence_without_its_details_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        sentence("no_such_file", {})
