"""The dashboard and an oracle of its own say the same under any filters, on the record and on the invented set."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.export.addresses import answer
from dashboard.model.metrics import METRICS
from tests.oracle import comparison
from tests.oracle.cells import days_of, figure_of
from tests.oracle.comparison import disagreements
from tests.oracle.computing import Registers
from tests.oracle.definitions import DEFINITIONS
from tests.oracle.draws import contests, drawn_queries, exhibits, queries
from tests.oracle.sets import DAYS, INVENTED, RECORD, opened

DRAWS, SEED = 8, 1
SETTINGS = settings(
    max_examples=DRAWS,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class OpenSet:
    """A set of files by its name, as the oracle reads it; the dashboard reads it too."""

    name: str
    registers: Registers


@pytest.fixture(scope="module", params=[RECORD, INVENTED])
def files(request: pytest.FixtureRequest) -> Iterator[OpenSet]:
    """Open one set after the other: the dashboard reads a single one at a time."""
    before = os.environ.get("DATABASE_URL")
    with opened(request.param) as registers:
        yield OpenSet(request.param, registers)
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def names_of(files: OpenSet) -> dict[str, list[str]]:
    """Return the names of the exhibits of a set, by their kind: those of every contest it has too."""
    return exhibits(contests(files.registers))


def drawn(files: OpenSet) -> list[dict[str, str]]:
    """Return an address of every exhibit: not the first draw, which is the simplest one there is."""
    names = chain.from_iterable(names_of(files).values())
    return [drawn_queries(DAYS[files.name], exhibit, 2, SEED)[-1] for exhibit in names]


def test_every_exhibit_says_what_the_files_say(files: OpenSet) -> None:
    assert not [str(one) for query in drawn(files) for one in disagreements(files.registers, query)]


COUNTRY = ("card", "ranking", "trend", "list", "season_card", "season_entries", "season_funnel")


@pytest.mark.parametrize("period", ["all", "last-year"])
def test_every_card_and_list_over_the_country_says_what_the_files_say(files: OpenSet, period: str) -> None:
    names = [name for kind in COUNTRY for name in names_of(files)[kind]]
    queries_of_country = [{"period": period, "compare": "year-ago", "show": "total", "exhibit": name} for name in names]
    assert not [str(one) for query in queries_of_country for one in disagreements(files.registers, query)]


def differing(files: OpenSet, names: list[str]) -> str:
    """Return what differs on a draw on which anything does, made as simple as it can be."""
    said: list[str] = []

    @SETTINGS
    @given(query=queries(*DAYS[files.name], names))
    def compare(query: dict[str, str]) -> None:
        said[:] = map(str, disagreements(files.registers, query))
        assert not said

    with suppress(AssertionError):
        compare()
    return "\n".join(said)


@pytest.mark.parametrize("kind", exhibits())
def test_under_any_filters_the_dashboard_says_what_the_files_say(files: OpenSet, kind: str) -> None:
    assert not differing(files, names_of(files)[kind])


QUERY = {"period": "last-year", "compare": "year-ago", "show": "total"}


@pytest.mark.parametrize("files", [INVENTED], indirect=True)
@pytest.mark.parametrize(
    ("exhibit", "column", "where"),
    [
        ("card.acts", "value", ("value",)),
        ("card.acts", "previous", ("previous",)),
        ("card.project_share", "base", ("base",)),
        ("map.practices", "value", ("value", "01")),
        ("trend.acts", "value", ("comparison", "2023-01-01")),
        ("trend.places", "value", ("season", "2023")),
        ("breakdown.kind.8.acts", "value", ("value", "ответ на запрос")),
        ("ranking.acts", "previous", ("previous", "77")),
        ("structure.kind.acts", "value", ("0", "ответ на запрос")),
        ("season_entries.first", "value", ("value", "2023")),
        ("season_funnel.first", "previous", ("previous", "admitted")),
        ("campaign_days.first", "value", ("2023", "1")),
    ],
)
def test_one_wrong_value_is_named_with_the_rows_behind_it(
    files: OpenSet, monkeypatch: pytest.MonkeyPatch, exhibit: str, column: str, where: tuple[str, ...]
) -> None:
    query = QUERY | {"exhibit": exhibit}
    assert not disagreements(files.registers, query)
    reply = answer(comparison.address_of(query))
    wrong = next(row for row in reply["rows"] if where in comparison.shown(exhibit, {**reply, "rows": [row]}))
    true, wrong[column] = wrong[column], -1.0
    monkeypatch.setattr(comparison, "dashboard_answer", lambda address: reply)
    [told] = disagreements(files.registers, query)
    assert (told.where, told.dashboard) == (where, -1.0) and told.oracle == pytest.approx(true)
    assert told.rows and all(row.startswith("demo_") for row in told.rows)


def test_every_metric_has_a_definition_of_the_oracle() -> None:
    assert list(DEFINITIONS) == list(METRICS)
    assert all(METRICS[name].register == definition.register for name, definition in DEFINITIONS.items())


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("октябрь 2024", "2024-10-01", "2024-10-31"),
        ("III квартал 2025", "2025-07-01", "2025-09-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        (2025, "2025-01-01", "2025-12-31"),
        ("30.10.2021", "2021-10-30", "2021-10-30"),
    ],
)
def test_the_days_of_a_cell(cell: str | int, first: str, last: str) -> None:
    days = days_of(cell)
    assert (str(days.first)[:10], str(days.last)[:10], days.readable) == (first, last, True)


@pytest.mark.parametrize(("cell", "readable"), [("дата неизвестна", True), ("31.02.2025", False), ("Х", False)])
def test_a_cell_without_a_day_says_so_or_says_nonsense(cell: str, readable: bool) -> None:
    assert (days_of(cell).first, days_of(cell).readable) == (None, readable)


@pytest.mark.parametrize(
    ("cell", "number", "how", "unit"),
    [
        ("более 7 430 чел.", 7430.0, "более", "people"),
        ("89 делегатов", 89.0, "", "people"),
        ("почти 1 200 подключений", 1200.0, "почти", "connections"),
        ("более 19 000 МО", 19000.0, "более", "other"),
        ("план 5 чел.", 5.0, "план", "people"),
        ("около 50 180", 50180.0, "около", ""),
        ("н/д", None, "", ""),
        ("", 1.0, "", ""),
        (12, 12.0, "", ""),
    ],
)
def test_the_figure_of_a_cell(cell: str | int, number: float | None, how: str, unit: str) -> None:
    figure = figure_of(cell)
    assert (figure.number, figure.how, figure.unit) == (number, how, unit)
