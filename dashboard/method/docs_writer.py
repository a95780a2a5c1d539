"""The reference pages of docs/, written from the declarations in the code: `python -m dashboard.method.docs_writer`."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dashboard.exhibits.rating.index import INDEX
from dashboard.method import index_explained
from dashboard.method.glossary import metrics_of
from dashboard.model.metric import Aggregate, Metric
from etl.datasets import ACTIVITIES, DATASETS
from etl.datasets.dataset import Column, Dataset, Term, Vocabulary
from etl.words import Text, Unit

DOCS = Path(__file__).resolve().parents[2] / "docs"
WRITTEN_BY = "<!-- Written by `make docs` from the declarations in the code: change those, not this page. -->"
GLOSSARY_INTRODUCTION = (
    "The same words stand behind «Как посчитано», on the sheet «Определения» and on the page «Методика»."
)
DICTIONARY_INTRODUCTION = (
    "Headings are compared without case, quotes and footnote marks; the English heading is understood too."
)
VOCABULARIES_INTRODUCTION = "A word that is not here is kept as written and reported as new; it is no error."
COMPUTED = {
    Aggregate.TOTAL: "sum of `{measure}`",
    Aggregate.SHARE: "100 × sum of `{measure}` ÷ sum of `{base}`; no share on a base under 10",
    Aggregate.MEAN: "sum of `{measure}` ÷ sum of `{base}`",
    Aggregate.COVERAGE: "number of regions whose `{measure}` is above zero",
    Aggregate.DISTINCT_SHARE: "100 × different `{measure}` ÷ the municipalities of data/reference/municipalities.csv at the end of the period",
    Aggregate.REPEAT_SHARE: "100 × different `{measure}` ÷ different `{base}`; no share on a base under 10",
}
POLARITY = {1: "more is better", 0: "neither", -1: "less is better"}


def cell(text: str) -> str:
    """Return the text as one cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    titles = list(headings)
    for row in (titles, ["---"] * len(titles), *rows):
        yield "| " + " | ".join(map(cell, row)) + " |"


def both(text: Text) -> str:
    """Return the words in both languages."""
    return text.ru if text.ru == text.en else f"{text.ru} / {text.en}"


def forms(unit: Unit) -> str:
    """Return the forms of a unit in both languages, each once."""
    return " / ".join(", ".join(dict.fromkeys(words)) for words in (unit.ru, unit.en))


def explained(metric: Metric) -> Iterator[str]:
    """Yield the definition of a metric as a table in both languages."""
    rows = [("Definition", metric.definition), ("Formula", metric.formula), ("Caveat", metric.caveat)]
    if metric.base:
        rows.insert(2, ("Denominator", metric.base_title))
    yield from table(("", "Русский", "English"), ((name, text.ru, text.en) for name, text in rows))


def index_section() -> Iterator[str]:
    """Yield the lines that explain the activity index, with a row for each rule."""
    yield from (f"## {both(INDEX.title)}", "")
    yield from explained(INDEX)
    yield ""
    yield from table(("Русский", "English"), zip(index_explained.rules("ru"), index_explained.rules("en"), strict=True))
    yield ""


def metric_section(metric: Metric) -> Iterator[str]:
    """Yield the lines that explain a metric."""
    computed = COMPUTED[metric.aggregate].format(measure=metric.measure, base=metric.base)
    unknown = "there is no row" if metric.evidence == "rows" else f"the sum of `{metric.evidence}` is zero"
    yield from (f"### {both(metric.title)}", "")
    yield from explained(metric)
    yield from ("", f"- Name: `{metric.name}`; unit: {forms(metric.unit)}; {POLARITY[metric.polarity]}.")
    yield from (f"- Computed: {computed}. It says «нет данных» when {unknown}.", "")


def glossary() -> str:
    """Return the page of all metrics, register by register."""
    lines = [WRITTEN_BY, "# Glossary: every number", "", GLOSSARY_INTRODUCTION, ""]
    for dataset in ACTIVITIES.values():
        lines += [f"## {both(dataset.title)}", ""]
        for metric in metrics_of(dataset.name):
            lines += metric_section(metric)
    lines += index_section()
    return "\n".join(lines).rstrip() + "\n"


def kind_words(column: Column) -> str:
    """Return how a column is read, with a link to its vocabulary."""
    vocabulary = column.vocabulary
    return f"[{vocabulary.name}](#{vocabulary.name})" if vocabulary else column.kind.value


def column_row(column: Column) -> tuple[str, ...]:
    """Return the line of one column."""
    required = "yes" if column.required else ""
    return (
        f"`{column.name}`",
        both(column.title),
        kind_words(column),
        required,
        both(column.meaning),
        column.default,
        ", ".join(column.headings),
    )


def register_section(dataset: Dataset) -> Iterator[str]:
    """Yield the lines that explain a register and its columns."""
    headings = ("Column", "Heading", "Kind", "Required", "Meaning", "When empty", "Also understood as")
    yield from (f"## {both(dataset.title)}", "", f"Name: `{dataset.name}`. One row: {both(dataset.grain)}.", "")
    yield from table(headings, map(column_row, dataset.columns))
    yield ""


def vocabularies() -> Mapping[str, Vocabulary]:
    """Return every vocabulary by its name, in the order of the columns."""
    columns = (column for dataset in DATASETS.values() for column in dataset.columns)
    return {column.vocabulary.name: column.vocabulary for column in columns if column.vocabulary}


def term_row(term: Term) -> tuple[str, ...]:
    """Return the line of one value of a vocabulary."""
    return term.name.ru, term.name.en, ", ".join(term.spellings)


def vocabulary_section(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the lines that list a vocabulary."""
    yield from (f"### {vocabulary.name}", "")
    if vocabulary.ordered:
        yield from ("In this order, each value further than the one before.", "")
    yield from table(("Русский", "English", "Also understood as"), map(term_row, vocabulary.terms))
    yield ""


def dictionary() -> str:
    """Return the page of all registers, their columns and their vocabularies."""
    lines = [WRITTEN_BY, "# Data dictionary: every register and column", "", DICTIONARY_INTRODUCTION, ""]
    for dataset in DATASETS.values():
        lines += register_section(dataset)
    lines += ["## Vocabularies", "", VOCABULARIES_INTRODUCTION, ""]
    for vocabulary in vocabularies().values():
        lines += vocabulary_section(vocabulary)
    return "\n".join(lines).rstrip() + "\n"


def pages() -> dict[Path, str]:
    """Return the text of every page by its file."""
    return {DOCS / "glossary.md": glossary(), DOCS / "dictionary.md": dictionary()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(DOCS.parent))
