"""The reference pages: complete, and in step with the declarations."""

from pathlib import Path

import pytest

from dashboard.exhibits.rating.index import INDEX
from dashboard.method import docs_writer, index_explained
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset


@pytest.mark.parametrize("path", docs_writer.pages(), ids=lambda path: path.name)
def test_the_committed_page_is_what_the_declarations_say(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == docs_writer.pages()[path], "run: make docs"


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_the_glossary_says_everything_of_a_metric_in_both_languages(metric: Metric) -> None:
    page = docs_writer.glossary()
    for text in (metric.title, metric.definition, metric.formula, metric.caveat):
        assert docs_writer.cell(text.ru) in page
        assert docs_writer.cell(text.en) in page
    assert f"- Name: `{metric.name}`" in page
    assert metric.base_title.ru in page or not metric.base


def test_the_glossary_explains_the_index_with_every_rule() -> None:
    page = docs_writer.glossary()
    assert f"## {docs_writer.both(INDEX.title)}" in page and INDEX.definition.en in page
    assert all(rule in page for language in ("ru", "en") for rule in index_explained.rules(language))


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_the_dictionary_has_every_column_and_every_word(dataset: Dataset) -> None:
    page = docs_writer.dictionary()
    for column in dataset.columns:
        assert "| " + " | ".join(map(docs_writer.cell, docs_writer.column_row(column))) + " |" in page
        for term in column.vocabulary.terms if column.vocabulary else ():
            assert "| " + " | ".join(map(docs_writer.cell, docs_writer.term_row(term))) + " |" in page


def test_vocabularies_of_different_words_have_different_names() -> None:
    used = [column.vocabulary for dataset in DATASETS.values() for column in dataset.columns if column.vocabulary]
    assert all(vocabulary == docs_writer.vocabularies()[vocabulary.name] for vocabulary in used)


def test_a_bar_in_a_text_does_not_break_its_table() -> None:
    assert list(docs_writer.table(("a",), [("b|c",)])) == ["| a |", "| --- |", "| b\\|c |"]
