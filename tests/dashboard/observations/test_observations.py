"""What is said of changes, on constructed numbers: the right sentence, its numbers, and silence on a base under ten."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.exhibits import catalogue
from dashboard.model.exhibit import State
from dashboard.model.filters import Filters, Period, Preset, shift_months
from dashboard.model.metrics import METRICS
from dashboard.observations import RULES
from dashboard.observations.changes import coverage, growth, points, shift
from dashboard.observations.observation import Observation, Seen
from dashboard.observations.over_time import run_of_quarters, unusual_month
from dashboard.observations.regions import arrival, lead, silence
from dashboard.observations.watch import chosen, observations
from dashboard.queries.metric_values import Amount
from dashboard.queries.view import View, view
from tests.pages.warehouses import address, copy, demo, empty, point, record

YEAR, YEAR_BEFORE = (
    Period(date(2025, 1, 1), date(2025, 12, 31), "year"),
    Period(date(2024, 1, 1), date(2024, 12, 31), "year"),
)
VIEW = View(Filters(preset=Preset.LAST_YEAR), "ru", YEAR, YEAR_BEFORE, date(2025, 12, 31))
NAN = float("nan")


def total(value: float) -> Amount:
    return Amount(value, State.VALUE if value else State.ZERO, value, 1.0)


def share(part: float, base: float) -> Amount:
    return Amount(100 * part / base, State.VALUE, part, base)


def seen(metric: str, now: Amount, before: Amount | None, **more: object) -> Seen:
    given = {"regions": {}, "regions_before": {}} | more
    return Seen(METRICS[metric], VIEW, now, before, **given)  # type: ignore[arg-type]


def said(rule: object, what: Seen) -> list[tuple[str, str]]:
    return [(one.point, one.numbers.replace("\u00a0", " ")) for one in rule(what)]  # type: ignore[operator]


def plain(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(point.replace("\u00a0", " "), numbers) for point, numbers in told]


def test_a_total_that_grew_says_both_numbers_the_period_and_where_from() -> None:
    found = seen(
        "participants",
        total(150),
        total(100),
        regions={"59": 90.0, "66": 40.0, "77": 20.0},
        regions_before={"59": 50.0, "66": 35.0, "77": 15.0},
    )
    assert plain(said(growth, found)) == [
        (
            "Участие: рост на 50,0 %",
            "150 участников против 100 участников (2024), 80 % прироста — Приволжский федеральный округ",
        )
    ]
    (one,) = growth(found)
    assert (one.rests_on, one.judgement) == ("trend.participants", 1)


@pytest.mark.parametrize(("now", "before"), [(150, 9), (104, 100), (0, 0), (NAN, 100)])
def test_nothing_is_said_of_a_small_base_a_small_change_or_nothing(now: float, before: float) -> None:
    assert said(growth, seen("participants", total(now), total(before))) == []


def test_a_total_that_fell_to_nothing_is_said() -> None:
    assert plain(said(growth, seen("entries", total(0), total(40))))[0][0] == "Заявки на конкурсы: снижение на 100,0 %"


def test_a_district_is_not_named_when_it_gave_less_than_two_fifths_or_more_than_all() -> None:
    spread = {"59": 10.0, "77": 10.0, "66": 10.0, "23": 10.0, "26": 10.0}
    (even,) = growth(seen("participants", total(150), total(100), regions=spread))
    (more,) = growth(seen("participants", total(150), total(100), regions={"59": 80.0}, regions_before={"77": 30.0}))
    assert "прироста" not in even.numbers + more.numbers


def test_a_share_is_said_when_it_moved_by_more_than_chance() -> None:
    found = seen("deputies_share", share(270, 1000), share(110, 1000))
    assert plain(said(points, found)) == [
        ("Доля депутатов: 27,0 %, +16,0 п. п.", "270 из 1 000 против 110 из 1 000 (2024)")
    ]
    assert said(points, seen("deputies_share", share(4, 12), share(3, 12))) == []  # 8 points, yet chance does that
    assert said(points, seen("deputies_share", share(275, 1000), share(270, 1000))) == []  # half a point


def test_the_test_of_two_shares_is_the_one_of_textbooks() -> None:
    """15 of 100 against 30 of 100: p = 0.225, error = 0.05906, z = -2.54."""
    from dashboard.observations.changes import deviation

    assert deviation(share(15, 100), share(30, 100)) == pytest.approx(-2.540, abs=0.001)
    assert deviation(share(1, 9), share(8, 9)) == 0.0


def test_coverage_says_how_many_regions_more() -> None:
    now, before = Amount(86.0, State.VALUE, 86, 89), Amount(80.0, State.VALUE, 80, 89)
    assert said(coverage, seen("regions_covered", now, before)) == [
        ("Охват регионов: 86 из 89", "+6 к 2024: было 80 из 89")
    ]
    assert said(coverage, seen("regions_covered", now, now)) == []


def test_silent_and_new_regions_are_named_with_both_periods() -> None:
    found = seen(
        "acts",
        total(40),
        total(50),
        regions={"59": 30.0, "66": 10.0},
        regions_before={"59": 30.0, "49": 10.0, "87": 10.0},
    )
    assert said(silence, found) == [
        ("Замолчали 2 региона", "Магаданская область, Чукотский АО — «Действия ассоциаций»: есть за 2024, нет за 2025")
    ]
    assert said(arrival, found) == [
        ("Появился 1 регион", "Свердловская область — «Действия ассоциаций»: нет за 2024, есть за 2025")
    ]


def test_silence_is_not_said_on_a_small_base_of_one_region_or_when_a_whole_register_begins() -> None:
    gone = {"regions": {"59": 5.0}, "regions_before": {"66": 5.0}}
    assert said(silence, seen("acts", total(5), total(5), **gone)) == []
    one = replace(seen("acts", total(50), total(50), **gone), view=replace(VIEW, filters=Filters(regions=("59",))))
    assert said(silence, one) == said(arrival, one) == []
    assert said(arrival, seen("acts", total(50), total(0), regions={"59": 50.0})) == []


def months(*amounts: float) -> tuple[tuple[date, float], ...]:
    first = shift_months(date(2026, 1, 1), -len(amounts))
    return tuple((shift_months(first, place), amount) for place, amount in enumerate(amounts))


def test_a_month_far_from_the_year_before_it_is_said() -> None:
    calm = (10.0, 12.0, 11.0, 9.0, 10.0, 12.0, 11.0, 10.0, 9.0, 11.0, 10.0, 12.0)
    assert said(unusual_month, seen("events", total(150), None, months=months(*calm, 40.0))) == [
        ("Мероприятия: дек 2025 — необычно много", "40 при обычных 11 в месяц (медиана 12 месяцев до него)")
    ]
    assert said(unusual_month, seen("events", total(150), None, months=months(*calm, 15.0))) == []
    assert said(unusual_month, seen("events", total(9), None, months=months(*[0.0] * 12, 9.0))) == []
    assert said(unusual_month, seen("events", total(9), None, months=months(10.0, 90.0))) == []


def test_three_quarters_one_way_are_a_run() -> None:
    rising = months(10, 10, 10, 12, 12, 12, 14, 14, 14, 16, 16, 16)
    assert said(run_of_quarters, seen("events", total(150), None, months=rising)) == [
        ("Мероприятия: рост 3 квартала подряд", "30 → 36 → 42 → 48")
    ]
    assert said(run_of_quarters, seen("events", total(150), None, months=rising[3:])) == []
    low = months(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
    assert said(run_of_quarters, seen("events", total(30), None, months=low)) == []


def test_a_region_with_a_fifth_of_the_total_is_said() -> None:
    found = seen("entries", total(118), None, regions={"36": 60.0, "59": 58.0})
    assert plain(said(lead, found)) == [("Воронежская область — 51 % от итога", "«Заявки на конкурсы»: 60 из 118")]
    assert said(lead, seen("entries", total(9), None, regions={"36": 9.0})) == []
    assert said(lead, seen("events", total(118), None, regions={"36": 60.0})) == []  # events are shared by regions


def test_the_member_whose_share_moved_most_is_said() -> None:
    now, before = {"депутат": 270.0, "глава МО": 730.0}, {"депутат": 110.0, "глава МО": 890.0}
    found = seen("participants", total(1000), total(1000), members={"category": (now, before)})
    assert plain(said(shift, found))[0][0] in ("«депутат»: 27 %, было 11 %", "«глава МО»: 73 %, было 89 %")
    small = seen("participants", total(9), total(9), members={"category": ({"депутат": 9.0}, {"глава МО": 9.0})})
    assert said(shift, small) == []


def test_the_weightiest_come_first_and_no_metric_speaks_more_than_twice() -> None:
    loud = seen(
        "entries",
        total(200),
        total(100),
        regions={"36": 150.0, "59": 50.0},
        regions_before={"59": 50.0, "66": 50.0},
        months=months(10, 10, 10, 12, 12, 12, 14, 14, 14, 16, 16, 16),
    )
    quiet = seen("acts", total(106), total(100))
    told = chosen([quiet, loud], 5)
    assert len([one for one in told if "entries" in one.rests_on]) == 2
    assert [one.weight for one in told] == sorted((one.weight for one in told), reverse=True)
    assert chosen([quiet, loud], 1) == told[:1]


ALL = tuple(METRICS)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("warehouse", [empty, record, demo], ids=lambda one: one.__name__)
def test_every_sentence_carries_numbers_and_its_exhibit_can_be_opened(warehouse: object, language: str) -> None:
    point(address(copy(warehouse())))  # type: ignore[operator]
    here = view(Filters(preset=Preset.LAST_YEAR), language)
    told: list[Observation] = observations(ALL, here, 50)
    assert bool(told) == (warehouse is not empty)
    for one in told:
        assert any(sign.isdigit() for sign in one.point + one.numbers), one
        assert catalogue.build(one.rests_on, here).name == one.rests_on
        assert "nan" not in one.point + one.numbers


def test_every_rule_is_tried_above() -> None:
    assert set(RULES) == {growth, points, coverage, silence, arrival, unusual_month, run_of_quarters, lead, shift}


def test_a_total_that_nobody_knew_before_is_not_compared() -> None:
    assert said(growth, seen("participants", total(150), Amount(NAN, State.NO_DATA))) == []
