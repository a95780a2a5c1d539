"""What is said of changes, on constructed numbers: the right sentence, its usual range, and silence where chance does as much."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pytest

from dashboard.exhibits import catalogue
from dashboard.model.exhibit import State
from dashboard.model.filters import Comparison, Filters, Period, Preset
from dashboard.model.metrics import METRICS
from dashboard.model.reader import EVERYTHING
from dashboard.observations import RULES, Rule
from dashboard.observations.changes import coverage, growth, points, shift
from dashboard.observations.observation import Candidate, MetricFacts, Observation
from dashboard.observations.over_time import odd_month, run_of_quarters
from dashboard.observations.regions import arrival, silence
from dashboard.observations.watch import Findings, candidates, findings, observations, of_family, quiet_words
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.queries.view import View, view
from tests.pages.warehouses import address, copy, demo, empty, point, record

YEAR, YEAR_BEFORE = (
    Period(date(2025, 1, 1), date(2025, 12, 31), "year"),
    Period(date(2024, 1, 1), date(2024, 12, 31), "year"),
)
VIEW = View(Filters(preset=Preset.LAST_YEAR), "ru", YEAR, YEAR_BEFORE, date(2025, 12, 31), EVERYTHING)
FIRST = date(2023, 1, 1)
NAN = float("nan")


def months(*amounts: float) -> DailyAmounts:
    """Return three years with these amounts in the last months and ten in every other, spread evenly over the days."""
    days = np.arange(np.datetime64(FIRST), np.datetime64("2026-01-01"))
    month = days.astype("datetime64[M]").astype(int)
    by_month = np.array([10.0] * (36 - len(amounts)) + list(amounts))
    return DailyAmounts(FIRST, by_month[month - month[0]] / np.bincount(month - month[0])[month - month[0]])


def years(*amounts: float) -> DailyAmounts:
    """Return three years with these amounts, every month alike."""
    return months(*(amount / 12 for amount in amounts for _ in range(12)))


def total(value: float) -> Amount:
    return Amount(value, State.VALUE if value else State.ZERO, value, 1.0)


def share(part: float, base: float) -> Amount:
    return Amount(100 * part / base, State.VALUE, part, base)


def facts_about(metric: str, now: Amount, before: Amount | None, **more: object) -> MetricFacts:
    return replace(MetricFacts(METRICS[metric], VIEW, now, before), **more)  # type: ignore[arg-type]


def total_facts(metric: str, now: float, before: float, **more: object) -> MetricFacts:
    return facts_about(metric, total(now), total(before), **({"days": years(before, before, now)} | more))


def sentences(rule: Rule, facts: MetricFacts) -> list[Observation]:
    """Return what a rule writes when its test passes by itself."""
    return [candidate.write() for candidate in rule(facts) if candidate.write and candidate.p < 0.05]


def said(rule: Rule, facts: MetricFacts) -> list[tuple[str, str]]:
    spaces = str.maketrans("\u00a0", " ")
    return [(one.point.translate(spaces), one.numbers.translate(spaces)) for one in sentences(rule, facts)]


def test_a_total_that_grew_says_both_numbers_the_period_where_from_and_what_is_usual() -> None:
    facts = total_facts(
        "participants",
        150,
        100,
        regions={"59": 90.0, "66": 40.0, "77": 20.0},
        regions_before={"59": 50.0, "66": 35.0, "77": 15.0},
    )
    assert said(growth, facts) == [
        (
            "Участие: рост на 50,0 %",
            "150 участников против 100 участников (2024), 80 % прироста — Приволжский федеральный округ, обычно 75–127",
        )
    ]
    (sentence,) = sentences(growth, facts)
    assert (sentence.rests_on, sentence.judgement) == ("trend.participants", 0)


@pytest.mark.parametrize(("now", "before"), [(150, 9), (104, 100), (125, 100), (0, 0), (NAN, 100)])
def test_nothing_is_said_of_a_small_base_a_small_change_or_nothing(now: float, before: float) -> None:
    assert said(growth, total_facts("participants", now, before)) == []


def in_batches(*numbers: int) -> DailyAmounts:
    """Return three years with these numbers of batches of ten, each in a week in which no other year has one."""
    amounts = np.zeros(1096)
    for year, number in enumerate(numbers):
        start = 365 * year + 7 * year
        amounts[start : start + 21 * number : 21] = 10.0
    return DailyAmounts(FIRST, amounts)


def test_a_change_that_batches_explain_is_not_said() -> None:
    """100 against 50 is beyond chance when all come one by one, and is not when they come in batches of ten."""
    batches = in_batches(5, 5, 10)
    assert [batches.total(period) for period in (YEAR_BEFORE, YEAR)] == [50, 100]
    assert said(growth, facts_about("events", total(100), total(50), days=years(50, 50, 100)))
    assert said(growth, facts_about("events", total(100), total(50), days=batches)) == []


def test_a_total_that_fell_to_nothing_is_said() -> None:
    assert said(growth, total_facts("entries", 0, 40))[0][0] == "Заявки на конкурсы: снижение на 100,0 %"


def test_a_district_is_not_named_when_it_gave_less_than_two_fifths_or_more_than_all() -> None:
    spread = {"59": 10.0, "77": 10.0, "66": 10.0, "23": 10.0, "26": 10.0}
    (even,) = sentences(growth, total_facts("participants", 150, 100, regions=spread))
    (more,) = sentences(
        growth, total_facts("participants", 150, 100, regions={"59": 80.0}, regions_before={"77": 30.0})
    )
    assert "прироста" not in even.numbers + more.numbers


def share_facts(metric: str, now: tuple[float, float], before: tuple[float, float]) -> MetricFacts:
    parts, bases = (years(before[place], before[place], now[place]) for place in (0, 1))
    return facts_about(metric, share(*now), share(*before), days=parts, bases=bases)


def test_a_share_is_said_when_it_moved_by_more_than_chance() -> None:
    assert said(points, share_facts("deputies_share", (270, 1000), (110, 1000))) == [
        (
            "Доля депутатов и председателей: 27,0 %, +16,0 п. п.",
            "270 из 1 000 против 110 из 1 000 (2024), обычно 7–15 %",
        )
    ]
    assert said(points, share_facts("deputies_share", (4, 12), (3, 12))) == []  # 8 points, yet chance does that
    assert said(points, share_facts("deputies_share", (275, 1000), (270, 1000))) == []  # half a point


def test_a_share_is_better_and_a_volume_is_not() -> None:
    (answers,) = sentences(points, share_facts("answers_in_time", (90, 100), (50, 100)))
    (acts,) = sentences(growth, total_facts("acts", 200, 100))
    assert (answers.judgement, acts.judgement) == (1, 0)


def test_coverage_says_how_many_regions_more() -> None:
    codes = [str(code) for code in range(86)]
    now, before = Amount(86.0, State.VALUE, 86, 89), Amount(70.0, State.VALUE, 70, 89)
    present, fewer = dict.fromkeys(codes, 1.0), dict.fromkeys(codes[:70], 1.0)
    more = {"regions": present, "regions_before": fewer, "days": years(100, 100, 100)}
    assert said(coverage, facts_about("regions_covered", now, before, **more)) == [
        ("Охват регионов: 86 из 89", "+16 к 2024: было 70 из 89, обычно 61–79")
    ]
    assert said(coverage, facts_about("regions_covered", now, now, **more)) == []


def test_silent_and_new_regions_are_named_with_both_periods_and_their_usual_range() -> None:
    facts = total_facts(
        "acts",
        120,
        120,
        regions={"59": 100.0, "66": 20.0},
        regions_before={"59": 90.0, "49": 15.0, "87": 15.0},
        active_days={"59": 99, "66": 20, "49": 15, "87": 15},
    )
    assert said(silence, facts) == [
        (
            "Замолчали 2 региона",
            "Магаданская область (было 15, обычно 5–30), Чукотский АО (было 15, обычно 5–30) — «Действия ассоциаций»: есть за 2024, нет за 2025",
        )
    ]
    assert said(arrival, facts) == [
        (
            "Появился 1 регион",
            "Свердловская область (20, обычно 0–6) — «Действия ассоциаций»: нет за 2024, есть за 2025",
        )
    ]
    assert [one.judgement for rule in (silence, arrival) for one in sentences(rule, facts)] == [-1, 1]


def test_silence_is_not_said_on_a_small_base_of_one_region_or_when_a_whole_register_begins() -> None:
    gone = {"regions": {"59": 5.0}, "regions_before": {"66": 5.0}, "active_days": {"59": 5, "66": 5}}
    assert said(silence, total_facts("acts", 50, 50, **gone)) == []
    much = {"regions": {"59": 50.0}, "regions_before": {"66": 50.0}, "active_days": {"59": 50, "66": 50}}
    assert said(silence, total_facts("acts", 50, 50, **much)) != []
    one = replace(total_facts("acts", 50, 50, **much), view=replace(VIEW, filters=Filters(regions=("59",))))
    assert said(silence, one) == said(arrival, one) == []
    assert said(arrival, total_facts("acts", 50, 0, regions={"59": 50.0}, active_days={"59": 50})) == []


def test_a_region_of_one_day_is_not_silent() -> None:
    once = {"regions": {"59": 50.0}, "regions_before": {"59": 50.0, "66": 30.0}, "active_days": {"59": 60, "66": 1}}
    assert said(silence, total_facts("acts", 50, 80, **once)) == []


CALM_YEAR = (10.0, 12.0, 11.0, 9.0, 10.0, 12.0, 11.0, 10.0, 9.0, 11.0, 10.0)


def test_a_month_far_from_the_same_month_of_earlier_years_is_said() -> None:
    assert said(odd_month, facts_about("events", total(150), None, days=months(*CALM_YEAR, 40.0))) == [
        ("Мероприятия: дек 2025 — необычно много", "40, обычно 3–22 за этот месяц года")
    ]
    assert said(odd_month, facts_about("events", total(150), None, days=months(*CALM_YEAR, 15.0))) == []
    peak = (*CALM_YEAR, 40.0)
    assert said(odd_month, facts_about("events", total(150), None, days=months(*peak, *peak, *peak))) == []


def test_a_month_of_a_small_base_or_of_a_young_register_is_not_said() -> None:
    small = months(*[0.1] * 35, 9.0)
    assert said(odd_month, facts_about("events", total(9), None, days=small)) == []
    young = DailyAmounts(date(2025, 1, 1), months(*CALM_YEAR, 90.0).amounts[-365:])
    assert said(odd_month, facts_about("events", total(9), None, days=young)) == []


RISING = [quarter / 3 for quarter in (30, 60, 90, 120) for _ in range(3)]


def test_quarters_that_rise_beyond_their_season_are_a_run() -> None:
    assert said(run_of_quarters, facts_about("events", total(150), None, days=months(*RISING))) == [
        ("Мероприятия: рост 3 квартала подряд", "30 → 60 → 90 → 120; последний квартал обычно 31–98")
    ]
    assert said(run_of_quarters, facts_about("events", total(150), None, days=months(*RISING * 3))) == []
    low = months(*[each / 10 for each in RISING])
    assert said(run_of_quarters, facts_about("events", total(30), None, days=low)) == []


def test_the_member_whose_share_is_most_unusual_is_said() -> None:
    members = {"депутат": years(110, 110, 270), "глава МО": years(890, 890, 730)}
    facts = facts_about("participants", total(1000), total(1000), members={"category": members})
    ((point_words, numbers),) = said(shift, facts)
    assert (point_words, numbers) in [
        ("«депутат»: 27 %, было 11 %", "«Участие»: 270 из 1 000 указанных, обычно 7–15 %"),
        ("«глава МО»: 73 %, было 89 %", "«Участие»: 730 из 1 000 указанных, обычно 85–93 %"),
    ]
    few = {"депутат": years(0, 0, 9), "глава МО": years(9, 9, 0)}
    assert said(shift, facts_about("participants", total(9), total(9), members={"category": few})) == []


def candidate(p: float, size: float, words: str) -> Candidate:
    return Candidate(p, size, partial(Observation, words, "", ""))


def points_of(by_metric: Sequence[Sequence[Candidate]], most: int = 5) -> list[str]:
    return [one.point for one in of_family(by_metric, most).sentences]


def test_evidence_and_size_put_sentences_in_order_and_no_metric_speaks_more_than_twice() -> None:
    certain, large, slight = (
        candidate(1e-9, 0.5, "certain"),
        candidate(1e-3, 0.9, "large"),
        candidate(1e-3, 0.1, "slight"),
    )
    other = candidate(1e-4, 0.5, "other")
    assert points_of([[slight, large, certain], [other]]) == ["certain", "large", "other"]
    assert points_of([[slight, large, certain], [other]], 1) == ["certain"]


def test_a_page_is_one_family_and_what_has_no_sentence_counts_in_it() -> None:
    assert points_of([[candidate(0.03, 1.0, "alone")]]) == ["alone"]
    assert points_of([[candidate(0.03, 1.0, "one of many"), Candidate(0.6)], [Candidate(0.9)]]) == []


def test_what_is_not_comparable_says_nothing() -> None:
    facts = total_facts("acts", 300, 100)
    assert candidates(facts)
    assert candidates(replace(facts, comparable="2024 — только итоги")) == []
    assert candidates(replace(facts, comparable=False)) == []


def test_silence_of_a_page_says_whether_anything_was_compared() -> None:
    point(address(copy(empty())))
    nothing = replace(VIEW, compared=None, filters=replace(VIEW.filters, comparison=Comparison.NONE))
    assert quiet_words(ALL, Findings((), 12), VIEW) == "Изменений, отличимых от обычных колебаний, нет."
    assert quiet_words(ALL, Findings((), 0), nothing).startswith("Ничего не сравнивалось")
    assert quiet_words(ALL, Findings((), 0), VIEW).startswith("Сравнить не с чем")
    assert quiet_words(ALL, Findings((Observation("", "", ""),), 1), VIEW) == ""


ALL = tuple(METRICS)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("warehouse", [empty, record, demo], ids=lambda sentence: sentence.__name__)
def test_every_sentence_carries_numbers_its_usual_range_and_an_exhibit_that_opens(
    warehouse: object, language: str
) -> None:
    point(address(copy(warehouse())))  # type: ignore[operator]
    here = view(Filters(), language)
    usual = {"ru": "обычно", "en": "usually"}[language]
    for sentence in observations(ALL, here, 50):
        assert any(sign.isdigit() for sign in sentence.point), sentence
        assert usual in sentence.numbers
        assert catalogue.build(sentence.rests_on, here).name == sentence.rests_on
        assert "nan" not in sentence.point + sentence.numbers


def test_the_whole_record_is_compared_with_nothing() -> None:
    point(address(copy(demo())))
    whole = view(Filters(Preset.ALL, comparison=Comparison.SAME_LAST_YEAR), "ru")
    assert findings(ALL, whole) == Findings((), 0)


def test_every_rule_is_tried_above() -> None:
    assert set(RULES) == {growth, points, coverage, silence, arrival, odd_month, run_of_quarters, shift}


def test_a_total_that_nobody_knew_before_is_not_compared() -> None:
    assert said(growth, facts_about("participants", total(150), Amount(NAN, State.NO_DATA), days=years(1, 1, 9))) == []
