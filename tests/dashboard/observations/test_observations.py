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
from dashboard.observations.observation import MetricFacts, Observation
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


def facts_about(metric: str, now: Amount, before: Amount | None, **more: object) -> MetricFacts:
    optional = {"regions": {}, "regions_before": {}} | more
    return MetricFacts(METRICS[metric], VIEW, now, before, **optional)  # type: ignore[arg-type]


def said(rule: object, facts: MetricFacts) -> list[tuple[str, str]]:
    return [(sentence.point, sentence.numbers.replace("\u00a0", " ")) for sentence in rule(facts)]  # type: ignore[operator]


def plain(sentences: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(point.replace("\u00a0", " "), numbers) for point, numbers in sentences]


def test_a_total_that_grew_says_both_numbers_the_period_and_where_from() -> None:
    facts = facts_about(
        "participants",
        total(150),
        total(100),
        regions={"59": 90.0, "66": 40.0, "77": 20.0},
        regions_before={"59": 50.0, "66": 35.0, "77": 15.0},
    )
    assert plain(said(growth, facts)) == [
        (
            "Участие: рост на 50,0 %",
            "150 участников против 100 участников (2024), 80 % прироста — Приволжский федеральный округ",
        )
    ]
    (sentence,) = growth(facts)
    assert (sentence.rests_on, sentence.judgement) == ("trend.participants", 1)


@pytest.mark.parametrize(("now", "before"), [(150, 9), (104, 100), (0, 0), (NAN, 100)])
def test_nothing_is_said_of_a_small_base_a_small_change_or_nothing(now: float, before: float) -> None:
    assert said(growth, facts_about("participants", total(now), total(before))) == []


def test_a_total_that_fell_to_nothing_is_said() -> None:
    assert (
        plain(said(growth, facts_about("entries", total(0), total(40))))[0][0]
        == "Заявки на конкурсы: снижение на 100,0 %"
    )


def test_a_district_is_not_named_when_it_gave_less_than_two_fifths_or_more_than_all() -> None:
    spread = {"59": 10.0, "77": 10.0, "66": 10.0, "23": 10.0, "26": 10.0}
    (even,) = growth(facts_about("participants", total(150), total(100), regions=spread))
    (more,) = growth(
        facts_about("participants", total(150), total(100), regions={"59": 80.0}, regions_before={"77": 30.0})
    )
    assert "прироста" not in even.numbers + more.numbers


def test_a_share_is_said_when_it_moved_by_more_than_chance() -> None:
    facts = facts_about("deputies_share", share(270, 1000), share(110, 1000))
    assert plain(said(points, facts)) == [
        ("Доля депутатов: 27,0 %, +16,0 п. п.", "270 из 1 000 против 110 из 1 000 (2024)")
    ]
    assert (
        said(points, facts_about("deputies_share", share(4, 12), share(3, 12))) == []
    )  # 8 points, yet chance does that
    assert said(points, facts_about("deputies_share", share(275, 1000), share(270, 1000))) == []  # half a point


def test_the_test_of_two_shares_is_the_one_of_textbooks() -> None:
    """15 of 100 against 30 of 100: p = 0.225, error = 0.05906, z = -2.54."""
    from dashboard.observations.changes import deviation

    assert deviation(share(15, 100), share(30, 100)) == pytest.approx(-2.540, abs=0.001)
    assert deviation(share(1, 9), share(8, 9)) == 0.0


def test_coverage_says_how_many_regions_more() -> None:
    now, before = Amount(86.0, State.VALUE, 86, 89), Amount(80.0, State.VALUE, 80, 89)
    assert said(coverage, facts_about("regions_covered", now, before)) == [
        ("Охват регионов: 86 из 89", "+6 к 2024: было 80 из 89")
    ]
    assert said(coverage, facts_about("regions_covered", now, now)) == []


def test_silent_and_new_regions_are_named_with_both_periods() -> None:
    facts = facts_about(
        "acts",
        total(40),
        total(50),
        regions={"59": 30.0, "66": 10.0},
        regions_before={"59": 30.0, "49": 10.0, "87": 10.0},
    )
    assert said(silence, facts) == [
        ("Замолчали 2 региона", "Магаданская область, Чукотский АО — «Действия ассоциаций»: есть за 2024, нет за 2025")
    ]
    assert said(arrival, facts) == [
        ("Появился 1 регион", "Свердловская область — «Действия ассоциаций»: нет за 2024, есть за 2025")
    ]


def test_silence_is_not_said_on_a_small_base_of_one_region_or_when_a_whole_register_begins() -> None:
    gone = {"regions": {"59": 5.0}, "regions_before": {"66": 5.0}}
    assert said(silence, facts_about("acts", total(5), total(5), **gone)) == []
    one = replace(
        facts_about("acts", total(50), total(50), **gone), view=replace(VIEW, filters=Filters(regions=("59",)))
    )
    assert said(silence, one) == said(arrival, one) == []
    assert said(arrival, facts_about("acts", total(50), total(0), regions={"59": 50.0})) == []


def months(*amounts: float) -> tuple[tuple[date, float], ...]:
    first = shift_months(date(2026, 1, 1), -len(amounts))
    return tuple((shift_months(first, place), amount) for place, amount in enumerate(amounts))


def test_a_month_far_from_the_year_before_it_is_said() -> None:
    calm = (10.0, 12.0, 11.0, 9.0, 10.0, 12.0, 11.0, 10.0, 9.0, 11.0, 10.0, 12.0)
    assert said(unusual_month, facts_about("events", total(150), None, months=months(*calm, 40.0))) == [
        ("Мероприятия: дек 2025 — необычно много", "40 при обычных 11 в месяц (медиана 12 месяцев до него)")
    ]
    assert said(unusual_month, facts_about("events", total(150), None, months=months(*calm, 15.0))) == []
    assert said(unusual_month, facts_about("events", total(9), None, months=months(*[0.0] * 12, 9.0))) == []
    assert said(unusual_month, facts_about("events", total(9), None, months=months(10.0, 90.0))) == []


def test_three_quarters_one_way_are_a_run() -> None:
    rising = months(10, 10, 10, 12, 12, 12, 14, 14, 14, 16, 16, 16)
    assert said(run_of_quarters, facts_about("events", total(150), None, months=rising)) == [
        ("Мероприятия: рост 3 квартала подряд", "30 → 36 → 42 → 48")
    ]
    assert said(run_of_quarters, facts_about("events", total(150), None, months=rising[3:])) == []
    low = months(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
    assert said(run_of_quarters, facts_about("events", total(30), None, months=low)) == []


def test_a_region_with_a_fifth_of_the_total_is_said() -> None:
    facts = facts_about("entries", total(118), None, regions={"36": 60.0, "59": 58.0})
    assert plain(said(lead, facts)) == [("Воронежская область — 51 % от итога", "«Заявки на конкурсы»: 60 из 118")]
    assert said(lead, facts_about("entries", total(9), None, regions={"36": 9.0})) == []
    assert (
        said(lead, facts_about("events", total(118), None, regions={"36": 60.0})) == []
    )  # events are shared by regions


def test_the_member_whose_share_moved_most_is_said() -> None:
    now, before = {"депутат": 270.0, "глава МО": 730.0}, {"депутат": 110.0, "глава МО": 890.0}
    facts = facts_about("participants", total(1000), total(1000), members={"category": (now, before)})
    assert plain(said(shift, facts))[0][0] in ("«депутат»: 27 %, было 11 %", "«глава МО»: 73 %, было 89 %")
    small = facts_about("participants", total(9), total(9), members={"category": ({"депутат": 9.0}, {"глава МО": 9.0})})
    assert said(shift, small) == []


def test_the_weightiest_come_first_and_no_metric_speaks_more_than_twice() -> None:
    loud = facts_about(
        "entries",
        total(200),
        total(100),
        regions={"36": 150.0, "59": 50.0},
        regions_before={"59": 50.0, "66": 50.0},
        months=months(10, 10, 10, 12, 12, 12, 14, 14, 14, 16, 16, 16),
    )
    quiet = facts_about("acts", total(106), total(100))
    sentences = chosen([quiet, loud], 5)
    assert len([sentence for sentence in sentences if "entries" in sentence.rests_on]) == 2
    assert [sentence.weight for sentence in sentences] == sorted(
        (sentence.weight for sentence in sentences), reverse=True
    )
    assert chosen([quiet, loud], 1) == sentences[:1]


ALL = tuple(METRICS)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("warehouse", [empty, record, demo], ids=lambda sentence: sentence.__name__)
def test_every_sentence_carries_numbers_and_its_exhibit_can_be_opened(warehouse: object, language: str) -> None:
    point(address(copy(warehouse())))  # type: ignore[operator]
    here = view(Filters(preset=Preset.LAST_YEAR), language)
    sentences: list[Observation] = observations(ALL, here, 50)
    assert bool(sentences) == (warehouse is not empty)
    for sentence in sentences:
        assert any(sign.isdigit() for sign in sentence.point + sentence.numbers), sentence
        assert catalogue.build(sentence.rests_on, here).name == sentence.rests_on
        assert "nan" not in sentence.point + sentence.numbers


def test_every_rule_is_tried_above() -> None:
    assert set(RULES) == {growth, points, coverage, silence, arrival, unusual_month, run_of_quarters, lead, shift}


def test_a_total_that_nobody_knew_before_is_not_compared() -> None:
    assert said(growth, facts_about("participants", total(150), Amount(NAN, State.NO_DATA))) == []
