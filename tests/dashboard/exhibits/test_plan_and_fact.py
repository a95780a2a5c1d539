"""Plan and fact: which plan a period is read against, who met it, and what is said where there is none."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.exhibits.common import plan_and_fact, plan_values
from dashboard.model.exhibit import Exhibit
from dashboard.model.filters import Comparison, Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.view import View, view
from tests.etl.datasets.test_targets import targets as register
from tests.etl.registers import event, events
from tests.pages.warehouses import shown

PEOPLE, EVENTS = METRICS["participants"], METRICS["events"]
HELD = (
    event("Пермский край", "120", day="12.03.2025"),
    event("Республика Татарстан", "30", day="12.03.2025"),
    event("г. Москва", "4", day="12.03.2025"),
    event("без региона", "7", day="12.03.2025"),
    event("Атлантида", "3", day="12.03.2025"),
    event("Пермский край", "1", day="30.06.2025"),
)
PLANS = (
    ("Пермский край", "Участие", "2025", "100"),
    ("Республика Татарстан", "Участие", "2025", "60"),
    ("г. Москва", "Участие", "2025", "5"),
    ("Омская область", "Участие", "2025", "50"),
    ("вся страна", "Участие", "2025", "1000"),
    ("Пермский край", "Участие", "I квартал 2025", "200"),
)


def loaded(*plans: tuple[str, ...]) -> None:
    files = {"Участие": events(*HELD)} | ({"План": register(*plans)} if plans else {})
    shown(**files)


def seen(**chosen: object) -> View:
    return view(replace(Filters(comparison=Comparison.NONE), **chosen), "ru")  # type: ignore[arg-type]


def rows(exhibit: Exhibit) -> pd.DataFrame:
    return exhibit.frame.set_index("name")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_year_to_date_is_read_against_the_whole_years_plan_and_says_so() -> None:
    loaded(*PLANS)
    exhibit = plan_and_fact.plan(PEOPLE, seen())
    assert plain(exhibit.title) == (
        "Выполнено 16,5 % плана страны на 2025, прошло 50 % срока; уже выполнили регионы: 1 из 4"
    )
    assert "план на 2025: вся страна 165 из 1 000" in plain(exhibit.subtitle)
    assert list(exhibit.frame["target"]) == [60.0, 5.0, 100.0, 50.0]
    assert rows(exhibit).loc["Пермский край", "progress"] == pytest.approx(121.0)


def test_a_quarter_is_read_against_its_own_plan_and_never_a_part_of_the_years() -> None:
    loaded(*PLANS)
    exhibit = plan_and_fact.plan(PEOPLE, seen(preset=Preset.LAST_QUARTER))
    assert list(exhibit.frame["target"]) == [200.0]
    assert "▼ не выполнен" in set(exhibit.frame["verdict"])
    assert plan_and_fact.plan(PEOPLE, seen(preset=Preset.MONTH)).frame.empty


def test_no_plan_is_not_zero_and_a_small_plan_has_no_per_cent() -> None:
    loaded(*PLANS)
    table = rows(plan_and_fact.plan_table(PEOPLE, seen()))
    assert table["target"].isna()["Тверская область"]
    assert table.loc["Тверская область", "verdict"] == "нет плана"
    assert table["progress"].isna()["Москва"] and table.loc["Москва", "text"] == "4 из 5"
    assert table.loc["Омская область", "verdict"] == "нет данных"
    assert (table.loc["Пермский край", "verdict"], table.loc["Татарстан", "verdict"]) == (
        "▲ уже выполнен",
        "идёт, с опережением темпа",
    )


def test_the_regions_of_the_table_the_rest_and_quarantine_add_up_to_the_total_of_the_country() -> None:
    loaded(*PLANS)
    exhibit = plan_and_fact.plan_table(PEOPLE, seen())
    assert exhibit.identity is not None
    regions = exhibit.frame[exhibit.frame["key"] != "**"]["value"].sum()
    assert (regions, exhibit.identity.without_region, exhibit.identity.quarantined) == (155.0, 7.0, 3.0)
    assert rows(exhibit).loc["вся страна", "value"] == exhibit.identity.total == 165.0
    assert metric_values.total(PEOPLE, Filters(), seen().period).value == 165.0


def test_the_country_has_no_plan_unless_a_row_states_it() -> None:
    loaded(*PLANS[:4])
    exhibit = plan_and_fact.plan_table(PEOPLE, seen())
    assert "**" not in set(exhibit.frame["key"])
    assert exhibit.title == "План есть у регионов: 4 из 89"
    assert plan_and_fact.plan(PEOPLE, seen()).title == "План ещё идёт; уже выполнили регионы: 1 из 4"


def test_of_two_plans_for_the_same_the_one_below_counts() -> None:
    loaded(PLANS[0], ("Пермский край", "Участие", "2025", "300"))
    assert list(plan_and_fact.plan(PEOPLE, seen()).frame["target"]) == [300.0]


def test_a_missing_plan_is_one_quiet_sentence() -> None:
    loaded()
    assert plan_and_fact.plan(EVENTS, seen()).title == "Планов в реестрах нет"
    loaded(*PLANS)
    exhibit = plan_and_fact.plan(EVENTS, seen())
    assert exhibit.frame.empty and exhibit.title.startswith("Мероприятия: плана нет · ")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_plan_is_missed_only_when_its_period_is_over(language: str) -> None:
    loaded(*PLANS)
    autumn = {"preset": Preset.CUSTOM, "since": date(2025, 1, 1), "until": date(2025, 3, 31)}
    chosen = view(replace(Filters(comparison=Comparison.NONE), **autumn), language)  # type: ignore[arg-type]
    year = plan_values.plan(PEOPLE, replace(chosen.period, until=date(2025, 12, 31)))
    assert year is not None and plan_values.is_running(year, chosen)
    assert year.time_passed(date(2025, 9, 17)) == pytest.approx(260 / 365)
    verdicts = [
        plan_and_fact.verdict(row, year, chosen)
        for row in plan_values.achieved(PEOPLE, year, chosen).dropna(subset=["met"]).to_dict("records")
    ]
    assert len(verdicts) == 3 and not any("▼" in verdict for verdict in verdicts)


def test_a_custom_span_inside_the_year_leaves_the_plan_of_the_year_under_way() -> None:
    loaded(*PLANS)
    exhibit = plan_and_fact.plan(PEOPLE, seen(preset=Preset.CUSTOM, since=date(2025, 1, 1), until=date(2025, 5, 10)))
    assert list(exhibit.frame["target"]) == [60.0, 5.0, 100.0, 50.0]
    assert "▼ не выполнен" not in set(exhibit.frame["verdict"])
    assert "прошло 36 % срока" in plain(exhibit.title), "130 days of 365"
    assert any("Темп" in note for note in exhibit.notes)


def test_a_share_that_is_at_its_plan_today_has_not_met_it_before_the_end() -> None:
    shares = ("Пермский край", "Участие онлайн", "2025", "0")
    loaded(*PLANS, shares)
    assert rows(plan_and_fact.plan_table(METRICS["online_share"], seen())).loc["Пермский край", "verdict"] == (
        "идёт, пока на уровне плана"
    )
