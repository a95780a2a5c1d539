"""The register «Планы»: whose plan, of what, for which calendar unit, and what it must not do to the other registers."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from dashboard.model.filters import Filters
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state
from dashboard.queries.view import view
from dashboard.screen.filters.freshness import reporting_regions
from etl import service
from etl.datasets import ACTIVITIES, DATASETS
from etl.datasets.targets import INDICATORS
from etl.warehouse.tables import FACTS
from tests.etl.registers import as_csv, event, events
from tests.pages.warehouses import ALL_OF_2025, shown

HEADINGS = ("Субъект РФ", "Наименование показателя", "Период", "Плановое значение", "Примечание")


def targets(*rows: tuple[str, ...]) -> bytes:
    return as_csv(HEADINGS, [(*row, "") for row in rows])


def stored(engine: Engine) -> list[tuple[object, ...]]:
    facts = FACTS["targets"].c
    with engine.connect() as connection:
        query = sa.select(facts.region, facts.indicator, facts.day_precision, facts.target, facts.quarantined)
        return [tuple(row) for row in connection.execute(query.order_by(facts.row))]


def test_the_indicators_are_the_metrics_of_the_dashboard_by_name_and_title() -> None:
    assert {metric.name: metric.title for metric in METRICS.values()} == INDICATORS


def test_a_file_of_plans_is_recognised_by_its_headings_and_keeps_the_precision_of_each_period() -> None:
    rows = [
        ("Пермский край", "Мероприятия", "2025", "40"),
        ("Вся страна", "events", "I полугодие 2025", "1 500"),
        ("г. Москва", "Участие", "III квартал 2025", "12,5"),
        ("Омская область", "Заявки на конкурсы", "март 2025", "0"),
    ]
    assert stored(shown(План=targets(*rows))) == [
        ("59", "Мероприятия", "year", 40.0, 0),
        ("**", "Мероприятия", "half", 1500.0, 0),
        ("77", "Участие", "quarter", 12.5, 0),
        ("55", "Заявки на конкурсы", "month", 0.0, 0),
    ]


def test_a_plan_of_a_day_without_a_number_or_of_nobody_waits_in_quarantine() -> None:
    rows = [
        ("Пермский край", "Мероприятия", "12.03.2025", "40"),
        ("Пермский край", "Мероприятия", "2025", "много"),
        ("Атлантида", "Мероприятия", "2025", "40"),
        ("", "Мероприятия", "2025", "40"),
    ]
    checked = service.check("План.csv", targets(*rows))
    assert checked.dataset == DATASETS["targets"]
    assert [problem.code for batch in checked.batches for problem in batch.problems] == [
        "date_no_period",
        "number_not_a_number",
        "region_unknown",
        "required_empty",
    ]
    assert all(quarantined for *_, quarantined in stored(shown(План=targets(*rows))))


def test_the_country_stands_only_where_a_column_may_speak_of_it() -> None:
    checked = service.check("Участие.csv", events(event("Вся страна")))
    assert checked.quarantined == 1


def test_a_plan_does_not_move_the_end_of_the_data_and_makes_no_region_report() -> None:
    plan = targets(("Омская область", "Мероприятия", "2030", "40"))
    perm = replace(ALL_OF_2025, regions=("59",))
    shown(perm, Участие=events(event("Пермский край", day="12.03.2025")), План=plan)
    assert data_state.data_reach().keys() == {"events"}
    assert reporting_regions(view(Filters(), "ru")) == {"59"}
    assert ACTIVITIES.keys() == DATASETS.keys() - {"targets"}


def test_a_load_of_plans_is_undone_like_any_other() -> None:
    first, second = (targets(("Пермский край", "Мероприятия", "2025", number)) for number in ("40", "50"))
    engine = shown(План=first)
    service.load(engine, service.check("План.csv", second))
    assert [row[3] for row in stored(engine)] == [50.0]
    service.undo(engine, "План", "targets")
    assert [row[3] for row in stored(engine)] == [40.0]
    service.undo(engine, "План", "targets")
    assert stored(engine) == []
