"""A share counts what has an outcome: entries that are decided, requests that are due."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from dashboard.exhibits.common import standard
from dashboard.model.exhibit import State
from dashboard.model.filters import Filters, Period, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.sums import register_sums
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.view import view
from tests.etl.registers import activity, as_csv
from tests.pages.warehouses import shown

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "year")
SHARE, SENT, ANSWERS = METRICS["success_share"], METRICS["federal_share"], METRICS["answers_in_time"]
HEADINGS = ("Конкурс", "Сезон", "Регион", "Стадия", "Дата подачи", "Дата решения", "Количество заявок")
FEDERAL, WINNER = "направлена на федеральный этап", "победитель"


def entries(stage: str, count: int, *, season: str = "2025", decided: str = "", quantity: str = "1") -> list[list[str]]:
    return [["ЛМП", season, "Пермский край", stage, "01.03.2025", decided, quantity]] * count


def load(*rows: Sequence[list[str]]) -> None:
    shown(Конкурсы=as_csv(HEADINGS, [row for part in rows for row in part]))


def success() -> Amount:
    return metric_values.total(SHARE, Filters(), YEAR)


def test_entries_of_a_season_without_a_winner_are_in_no_share_of_success() -> None:
    load(entries(FEDERAL, 18), entries(WINNER, 2), entries(FEDERAL, 40, season="2026"))
    assert (success().part, success().base, success().value) == (2, 20, 10)
    [note] = [note for note in standard.notes(SHARE, view(Filters(preset=Preset.ALL), "ru")) if "решения" in note]
    assert note.startswith("40 заявок федерального этапа ещё без решения")


def test_a_decision_of_its_own_makes_an_entry_count_and_a_planned_one_does_not() -> None:
    planned = f"{date.today() + timedelta(days=30):%d.%m.%Y}"
    load(entries(FEDERAL, 12, decided="20.04.2025"), entries(FEDERAL, 5, decided=planned), entries("подана", 3))
    assert (success().state, success().part, success().base) == (State.ZERO, 0, 12)


def test_published_totals_are_no_entries_with_a_known_outcome() -> None:
    load(
        entries(FEDERAL, 18), entries(WINNER, 2), entries(FEDERAL, 1, quantity="500"), entries(WINNER, 1, quantity="9")
    )
    assert (success().part, success().base) == (2, 20)


def test_a_season_that_has_sent_no_entry_on_is_in_no_share_of_those_sent() -> None:
    load(entries("подана", 15), entries(FEDERAL, 5), entries("допущена", 80, season="2026"))
    sent = metric_values.total(SENT, Filters(), YEAR)
    assert (sent.part, sent.base, sent.value) == (5, 20, 25)


def request(due: str, answered: str = "") -> tuple[str, ...]:
    return ("Пермский край", "01.06.2025", "ответ на запрос", "", "", "", due, answered, "")


def test_a_request_not_due_by_the_end_of_the_data_is_neither_on_time_nor_late() -> None:
    due = [request("15.06.2025", "10.06.2025")] * 8 + [request("15.06.2025", "20.06.2025"), request("15.06.2025")]
    waiting = [request("15.07.2025")] * 4 + [request("15.07.2025", "12.06.2025")]
    last = ("Пермский край", "30.06.2025", "соглашение", *[""] * 6)
    shown(Активность=activity(*due, *waiting, last))
    share = metric_values.total(ANSWERS, Filters(), YEAR)
    assert (share.part, share.base, share.value) == (8, 10, 80), "answered early and not due yet: left out as well"
    sums = register_sums.scope_sums("requests", YEAR)["59"]
    parts = [sums[f"answers_{part}"] for part in ("in_time", "late", "overdue", "not_due")]
    assert parts == [8, 1, 1, 5]
    [note] = [note for note in standard.notes(ANSWERS, view(Filters(preset=Preset.YEAR), "ru")) if "срок" in note]
    assert note.startswith("5 запросов, срок которых ещё не наступил")


def test_a_request_falls_due_when_the_data_go_on() -> None:
    rows = [request("15.06.2025", "10.06.2025")] * 9 + [request("15.07.2025")]
    shown(Активность=activity(*rows, ("Пермский край", "14.07.2025", "соглашение", *[""] * 6)))
    assert metric_values.total(ANSWERS, Filters(), YEAR).state is State.NO_BASE, "nine are due"
    shown(Активность=activity(*rows, ("Пермский край", "15.07.2025", "соглашение", *[""] * 6)))
    assert metric_values.total(ANSWERS, Filters(), YEAR).value == pytest.approx(90)
