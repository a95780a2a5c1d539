"""Who may import whom, each rule shown to fail when broken; and every registry walked: declarations that hold together."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.engine.snapshot import open_snapshot
from dashboard.engine.sums import Question, sums
from dashboard.engine.things import Span, different
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.navigation import PAGES, PAGES_FOLDER, Page
from etl.datasets import DATASETS
from etl.datasets.dataset import Column, Dataset, Kind
from etl.datasets.expressions import UNIT
from etl.intake.checked import check
from etl.normalise.columns import reader
from etl.read.table import heading_text
from etl.warehouse.database import create_engine
from etl.warehouse.tables import FACTS
from etl.words import Text
from etl.workbooks.blank_form import blank_form, example_of
from tests.pages.warehouses import address, empty

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("dashboard", "etl", "pages")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

# What requirements.in asks for though no module imports it, and why.
NOT_IMPORTED: dict[str, str] = {}
# A contract, a module, and the line that breaks it.
UPON = "the rooms of the registers stand one upon another"
ROOMS = "the rooms of the dashboard stand one upon another"
SUBJECTS = "subjects of exhibits never import each other"
DOOR = "the dashboard knows the door of the registers, not what is behind it"
FRAME = "Streamlit stays in the frame"
BROKEN = (
    ("pages import the dashboard only", "pages/overview.py", "import etl.regions"),
    ("pages import the dashboard only", "pages/data.py", "from etl import service"),
    ("the registers import nothing of the dashboard", "etl/normalise/dates.py", "import dashboard.language.formats"),
    ("the registers import nothing of the dashboard", "etl/datasets/events.py", "import streamlit"),
    ("the registers import nothing of the dashboard", "etl/rows/write.py", "from plotly import graph_objects"),
    ("the registers import nothing of the dashboard", "etl/cli/app.py", "import pages"),
    (UPON, "etl/normalise/dates.py", "import etl.intake.checked"),
    (UPON, "etl/warehouse/journal.py", "from etl.rows import write"),
    (UPON, "etl/datasets/shared.py", "import etl.read"),
    (ROOMS, "dashboard/model/filters.py", "import dashboard.language.formats"),
    (ROOMS, "dashboard/engine/sums.py", "from dashboard.queries.sums import register_sums"),
    (ROOMS, "dashboard/exhibits/common/standard.py", "import dashboard.screen.drawers"),
    (SUBJECTS, "dashboard/exhibits/events/audience.py", "import dashboard.exhibits.regions.silence"),
    (SUBJECTS, "dashboard/exhibits/common/titles/region_titles.py", "import dashboard.exhibits.rating.places"),
    (DOOR, "dashboard/queries/metric_values.py", "from etl.rows import write"),
    (DOOR, "dashboard/sheets/cells.py", "import etl.normalise.columns"),
    (FRAME, "dashboard/queries/metric_values.py", "import streamlit"),
    (FRAME, "dashboard/figures/kinds/bar.py", "from streamlit import session_state"),
)


def requirements() -> set[str]:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    return {re.split(r"[\[<>=~! ;]", line)[0].lower() for line in lines if line.strip()}


def imports(path: Path) -> Iterator[str]:
    """Yield the first word of what a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_every_package_of_the_requirements_is_imported_or_has_a_reason() -> None:
    modules = [ROOT / "app.py", *(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
    owners = packages_distributions()
    used = {owner.lower() for path in modules for name in imports(path) for owner in owners.get(name, ())}
    assert requirements() - used == NOT_IMPORTED.keys(), "drop it, or take its reason off the list"


def contracts() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the packages and their contracts."""
    folder = tmp_path_factory.mktemp("copy")
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            place = folder / path.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def verdicts(folder: Path) -> tuple[int, dict[str, str]]:
    """Return the exit code of the linter and its word for every contract."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))


def test_every_contract_is_kept(copy: Path) -> None:
    code, found = verdicts(copy)
    assert (code, found) == (0, dict.fromkeys(contracts(), "KEPT"))


def test_every_contract_has_a_case_that_breaks_it() -> None:
    assert {name for name, _, _ in BROKEN} == contracts()


@pytest.mark.parametrize(("name", "module", "line"), BROKEN, ids=[f"{m}: {line}" for _, m, line in BROKEN])
def test_a_broken_contract_is_said_by_name(name: str, module: str, line: str, copy: Path) -> None:
    path = copy / module
    kept = path.read_text(encoding="utf-8")
    try:
        path.write_text(f"{kept}\n{line}\n", encoding="utf-8")
        code, found = verdicts(copy)
    finally:
        path.write_text(kept, encoding="utf-8")
    assert (code, {contract for contract, word in found.items() if word == "BROKEN"}) == (1, {name})


def said(text: Text) -> bool:
    """Return whether words are there in both languages, the English ones without a Russian letter outside quotes."""
    english = re.sub("«[^»]*»|“[^”]*”", "", text.en)
    return bool(text.ru.strip() and text.en.strip()) and not CYRILLIC.search(english)


registers = pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))
COLUMNS = [(dataset, column) for dataset in DATASETS.values() for column in dataset.columns]
columns = pytest.mark.parametrize(("dataset", "column"), COLUMNS, ids=[f"{d.name}.{c.name}" for d, c in COLUMNS])


@registers
def test_a_register_is_declared_under_its_name_with_different_columns(dataset: Dataset) -> None:
    assert DATASETS[dataset.name] is dataset
    names = [column.name for column in dataset.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z_]+", name) for name in (dataset.name, *names))
    assert said(dataset.title) and said(dataset.grain)
    for titles in ([column.title.ru for column in dataset.columns], [column.title.en for column in dataset.columns]):
        assert len(set(titles)) == len(titles)


@registers
def test_no_heading_means_two_columns_of_a_register(dataset: Dataset) -> None:
    meant: dict[str, set[str]] = {}
    for column in dataset.columns:
        for words in (column.title.ru, column.title.en, column.name.replace("_", " "), *column.headings):
            meant.setdefault(heading_text(words), set()).add(column.name)
    assert {heading: names for heading, names in meant.items() if len(names) > 1} == {}


@registers
def test_what_a_register_refers_to_is_there(dataset: Dataset) -> None:
    names = {UNIT, *(column.name for column in dataset.columns)}
    referred = {dataset.region, *dataset.date, *filter(None, [dataset.date_end]), *dataset.identity}
    referred |= set(filter(None, [dataset.municipality]))
    referred |= {name for dimension in dataset.dimensions for name in dimension.columns}
    referred |= {name for distinct in dataset.distincts for name in distinct.key if name != "identity"}
    assert referred <= names
    assert dataset.column(dataset.region).kind is Kind.REGION
    assert {dataset.column(name).kind for name in dataset.date} <= {Kind.DATE, Kind.YEAR}
    assert dataset.required()
    measures = {"rows", *(measure.name for measure in dataset.measures)}
    assert {dataset.happened, *(name for note in dataset.notes for name in (note.measure, note.counted))} <= measures


@registers
def test_what_makes_two_the_same_is_said_of_stored_columns(dataset: Dataset) -> None:
    stored = set(FACTS[dataset.name].columns.keys())
    row, thing = dataset.sameness(), dataset.same_thing
    referred = {*filter(None, [dataset.people_column]), *((thing.title, *thing.compatible) if thing else ())}
    if row:
        referred |= {*row.agree, *row.compatible, *row.untitled, *row.words, *filter(None, [row.title, row.number])}
        assert dataset.region in row.agree, "the rows of a pair are looked for by their region"
    assert referred <= stored
    assert bool(thing) == bool(dataset.identity)
    assert not dataset.people_column or dataset.column(dataset.people_column).kind is Kind.COUNT


@registers
def test_a_plan_is_no_activity_and_moves_no_end(dataset: Dataset) -> None:
    assert not (dataset.plan and (dataset.counts_as_activity or dataset.moves_data_end))
    assert dataset.absence is None or said(dataset.absence)


@registers
def test_no_two_amounts_of_a_register_share_a_name(dataset: Dataset) -> None:
    fixed = ["rows", "grain", "day", "scope", "dimension", "member"]
    names = [*fixed, *(m.name for m in dataset.measures), *(d.name for d in dataset.distincts)]
    assert len(set(names)) == len(names)
    assert len({dimension.name for dimension in dataset.dimensions}) == len(dataset.dimensions)
    assert all(said(dimension.title) for dimension in dataset.dimensions)
    assert FACTS.keys() == DATASETS.keys()


@registers
def test_every_sum_and_split_of_a_register_can_be_asked_even_of_no_rows(dataset: Dataset) -> None:
    snapshot = open_snapshot(create_engine(address(empty())))
    for dimension in ("", *(one.name for one in dataset.dimensions)):
        assert sums(snapshot, dataset, Question(step="month", dimension=dimension)) == []
    assert all(
        different(snapshot, dataset, one.name, Span(None)) == []
        for one in dataset.distincts
        if one not in dataset.once()
    )


@columns
def test_a_column_says_what_it_is(dataset: Dataset, column: Column) -> None:
    assert said(column.title) and said(column.meaning)
    assert (column.vocabulary is not None) == (column.kind is Kind.VOCABULARY)


@columns
def test_the_example_and_the_default_of_a_column_are_readable_by_its_own_reader(
    dataset: Dataset, column: Column
) -> None:
    assert column.example or not column.required
    for text in filter(None, (column.example, column.default)):
        reading = reader(column, {})(text)
        assert (reading.problem, reading.proposal) == ("", False)
        assert reading.values[0] not in (None, "")


@columns
def test_the_words_of_a_vocabulary_mean_one_thing_each(dataset: Dataset, column: Column) -> None:
    if column.vocabulary is None:
        return
    meant: dict[str, set[str]] = {}
    for term in column.vocabulary.terms:
        assert said(term.name)
        for words in (term.name.ru, term.name.en, *term.spellings):
            meant.setdefault(heading_text(words), set()).add(term.name.ru)
    assert {words: terms for words, terms in meant.items() if len(terms) > 1} == {}
    assert "" not in meant


@registers
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_form_filled_in_loads_back_with_every_column(dataset: Dataset, language: str) -> None:
    book = load_workbook(BytesIO(blank_form(dataset, language)))
    for place, column in enumerate(dataset.columns, start=1):
        book.worksheets[0].cell(2, place).value = example_of(column, language)
    out = BytesIO()
    book.save(out)
    checked = check("form.xlsx", out.getvalue())
    assert (checked.dataset.name, checked.rows, checked.problems, checked.ignored) == (dataset.name, 1, (), ())
    headings = {read.column.name: read.heading for read in checked.batches[0].columns}
    assert headings == {column.name: column.title.of(language) for column in dataset.columns}


metrics = pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))


@metrics
def test_a_metric_is_complete_in_both_languages(metric: Metric) -> None:
    assert METRICS[metric.name] is metric
    assert all(map(said, (metric.title, metric.definition, metric.formula, metric.caveat, metric.base_title)))
    assert all((*metric.unit.ru, *metric.unit.en))
    assert not CYRILLIC.search("".join(metric.unit.en))
    assert metric.polarity in (-1, 0, 1)
    assert metric.definition.ru.endswith(".") and metric.caveat.ru.endswith(".")


@metrics
def test_a_metric_stands_on_what_its_register_declares(metric: Metric) -> None:
    dataset = DATASETS[metric.register]
    summed = {"rows", *(m.name for m in dataset.measures), *(d.name for d in dataset.distincts if not d.over_time)}
    lasting = {distinct.name for distinct in dataset.distincts if distinct.over_time}
    bases = {
        Aggregate.TOTAL: {""},
        Aggregate.SHARE: summed,
        Aggregate.MEAN: summed,
        Aggregate.COVERAGE: {"regions"},
        Aggregate.DISTINCT_SHARE: {"municipalities"},
        Aggregate.REPEAT_SHARE: lasting,
    }
    assert metric.measure in (lasting if metric.counts_different else summed)
    assert metric.base in bases[metric.aggregate]
    assert metric.evidence in summed
    assert (metric.base_title.ru != "нет") == bool(metric.base)


def test_there_are_enough_metrics_and_no_two_are_called_alike() -> None:
    assert len(METRICS) >= 16
    for language in ("ru", "en"):
        titles = [metric.title.of(language) for metric in METRICS.values()]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_has_its_file_its_title_and_its_place(page: Page) -> None:
    assert page.file.is_file()
    assert said(page.title) and said(page.group)
    assert re.fullmatch(r":material/[a-z_]+:", page.icon)


def test_every_script_is_a_page_and_no_two_pages_share_a_name() -> None:
    scripts = {path.stem for path in PAGES_FOLDER.glob("*.py")} - {"__init__"}
    assert sorted(page.name for page in PAGES) == sorted(scripts)
    assert {page.title.ru for page in PAGES} >= {
        "Обзор",
        "Мероприятия",
        "Ассоциации",
        "Конкурсы",
        "Регион",
        "Данные",
        "Методика",
    }
