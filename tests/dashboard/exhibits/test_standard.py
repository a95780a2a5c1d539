"""What a page answers: titles that say the finding, frames with all they rest on, and honesty about what is not known."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import isnan

import pandas as pd
import pytest

from dashboard.exhibits.common import breakdowns, row_tables, standard
from dashboard.exhibits.common.titles import quiet_words
from dashboard.exhibits.competitions import stage_funnel
from dashboard.exhibits.regions.passport import passport
from dashboard.model.exhibit import Change, Exhibit, Kind, Role, State
from dashboard.model.filters import Comparison, Filters, Normalisation, Period, Preset
from dashboard.model.metric import Aggregate
from dashboard.model.metrics import METRICS
from dashboard.queries.time import seasons
from dashboard.queries.time.last_quarters import last_quarters
from dashboard.queries.view import View, view
from etl.datasets import DATASETS
from etl.regions import REGIONS
from tests.etl.registers import activity, as_csv, competitions, event, events
from tests.pages.warehouses import FROM_2024, address, demo, empty, point, shown

EVENTS, PEOPLE, ENTRIES, SHARE = (METRICS[name] for name in ("events", "participants", "entries", "project_share"))
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
LAST_DAY = date(2025, 10, 2)

ROWS = (
    event("Пермский край", "около 500", "Форум", "12.03.2025"),
    event("Республика Татарстан", "120", "Форум", "12.03.2025", category="депутат"),
    event("г. Москва", "30", "Съезд", "02.10.2025", category=""),
    event("без региона", "7", "Съезд", "02.10.2025"),
    event("Атлантида", "3", "Съезд", "02.10.2025"),
    event("Пермский край", "400", "Слёт", "12.03.2024"),
    event("Омская область", "50", "Слёт", "12.12.2024"),
)


def practice(region: str, quantity: str, project: str) -> tuple[str, ...]:
    return (region, "12.03.2025", "практика в доклад", "", quantity, project, "", "", "")


ACTS = (practice("Пермский край", "8", "Кадры"), practice("г. Москва", "12", "нет"))
BIDS = (
    ("ЛМП", "2025", "Пермский край", "", "подана", "", "", "90"),
    ("ЛМП", "2025", "Пермский край", "Пермь", "победитель", "1", "12,5", "10"),
    ("ЛМП", "2025", "г. Москва", "", "направлена на федеральный этап", "", "", "20"),
)


@pytest.fixture(autouse=True, scope="module")
def small_registers() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(FROM_2024, Участие=events(*ROWS), Работа=activity(*ACTS), Конкурсы=competitions(*BIDS))
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def seen(language: str = "ru", **chosen: object) -> View:
    return view(replace(Filters(), **chosen), language)  # type: ignore[arg-type]


def words(exhibit: Exhibit) -> str:
    return exhibit.title.replace("\u00a0", " ")


def test_a_view_knows_the_days_it_means_and_where_the_data_end() -> None:
    latest = seen()
    assert (latest.period, latest.as_of) == (Period(date(2025, 1, 1), LAST_DAY, "year"), LAST_DAY)
    assert latest.compared == Period(date(2024, 1, 1), date(2024, 10, 2), "year")
    assert not latest.incomplete and seen(preset=Preset.YEAR).incomplete and not seen(preset=Preset.ALL).incomplete


def test_a_card_says_number_unit_change_and_what_it_is_compared_with() -> None:
    card = standard.card(PEOPLE, seen())
    assert (card.kind, card.title, card.unit) == (Kind.NUMBER, "Участие", "участников")
    assert card.frame[["value", "previous"]].to_numpy().tolist() == [[660.0, 400.0]]
    assert card.change is not None
    assert (card.change.text.replace("\u00a0", " "), card.change.direction, card.change.judgement) == ("+65,0 %", 0, 0)
    assert sum(card.trail) == 660
    assert "2025" in card.context and "2024" in card.context


def test_a_card_without_a_comparison_has_no_change() -> None:
    card = standard.card(PEOPLE, seen(comparison=Comparison.NONE))
    assert card.change is None
    assert isnan(card.frame["previous"].iloc[0])
    assert [field.name for field in card.fields] == ["value"]


def test_a_card_of_a_share_says_what_it_is_made_of_and_when_that_is_too_little() -> None:
    card = standard.card(SHARE, seen())
    assert card.context == "8 из 20 · 01.01–12.03.2025 к 01.01–12.03.2024", "the acts end before the events"
    assert card.change == Change("не с чем сравнить")
    card = standard.card(SHARE, seen(regions=("59",)))
    assert card.context == "8 из 8 · мало для доли · 01.01–12.03.2025 к 01.01–12.03.2024"
    assert isnan(card.frame["value"].iloc[0])
    assert standard.card(SHARE, seen(regions=("55",))).context == "нет данных за период"


def test_a_card_of_coverage_says_of_how_many_and_is_never_a_rate() -> None:
    for normalisation in Normalisation:
        card = standard.card(METRICS["regions_covered"], seen(normalisation=normalisation))
        assert (card.frame["value"].iloc[0], card.unit, card.decimals) == (3.0, "из 89", 0)
        assert "муниципалитетов" not in card.subtitle and "жителей" not in card.subtitle


def test_a_map_has_every_region_the_parts_of_its_total_and_says_who_leads() -> None:
    exhibit = standard.region_map(PEOPLE, seen())
    assert list(exhibit.frame["code"]) == [region.code for region in REGIONS]
    assert words(exhibit) == "Больше всего — Пермский край: 500 участников"
    assert exhibit.identity is not None
    assert (exhibit.identity.mapped, exhibit.identity.without_region, exhibit.identity.quarantined) == (650, 7, 3)
    assert exhibit.identity.total == standard.card(PEOPLE, seen()).frame["value"].iloc[0] == 660
    assert any("1 цифра с оговоркой" in note for note in exhibit.notes)


def test_regions_picked_stand_out_on_the_map_and_do_not_empty_it() -> None:
    exhibit = standard.region_map(PEOPLE, seen(regions=("59",)))
    assert exhibit.selected == ("59",)
    assert len(exhibit.frame) == len(REGIONS)
    assert "вся страна" in exhibit.subtitle


def test_a_map_of_events_says_why_regions_add_up_to_more() -> None:
    exhibit = standard.region_map(EVENTS, seen())
    assert exhibit.identity is None
    assert any("а в итоге — один раз" in note for note in exhibit.notes)
    assert words(exhibit) == "Поровну: Татарстан, Пермский край, Москва — по 1"


def test_a_ranking_is_ordered_shows_the_picked_and_the_compared() -> None:
    exhibit = standard.ranking(PEOPLE, seen(regions=("77",)), most=2)
    assert list(exhibit.frame["key"]) == ["59", "16", "77"], "whoever the title names is drawn"
    assert exhibit.frame["previous"].tolist()[0] == 400
    assert words(exhibit) == "Впереди Пермский край, Татарстан, Москва; Москва — место 3 из 89"
    alone = standard.ranking(METRICS["places"], seen())
    assert words(alone).startswith("Только Пермский край: ")


def test_a_trend_lays_the_compared_days_under_the_current_ones() -> None:
    exhibit = standard.trend(PEOPLE, seen())
    current = exhibit.frame[exhibit.frame["role"] == Role.CURRENT]
    compared = exhibit.frame[exhibit.frame["role"] == Role.COMPARISON]
    assert (current["value"].sum(), compared["value"].sum()) == (660, 400)
    both = current.merge(compared, on="axis_date", suffixes=("", "_then"))
    assert [(now.month, then.year, then.month) for now, then in zip(both["date"], both["date_then"], strict=True)] == [
        (month, 2024, month) for month in range(1, 11)
    ], "full sources begin in January 2024"
    assert current.loc[current["cut"], "date"].tolist() == [pd.Timestamp(2025, 10, 1)]
    assert exhibit.subtitle.endswith("неполные: окт 2025")
    assert words(exhibit) == "Участие: 660 участников"


@pytest.mark.parametrize(
    ("regions", "title"),
    [
        (("77",), "Участие: 30 участников"),
        (("59",), "Участие: 500 участников"),
        (("55",), "Участие: без изменений, 0 участников"),
    ],
)
def test_the_title_of_a_trend_says_what_is_known(regions: tuple[str, ...], title: str) -> None:
    assert words(standard.trend(PEOPLE, seen(regions=regions))) == title


def test_a_fall_and_a_standstill_are_said() -> None:
    fall = seen(preset=Preset.CUSTOM, since=date(2024, 1, 1), until=date(2024, 12, 31), comparison=Comparison.NONE)
    fall = fall.at(PEOPLE.register)
    back = replace(fall, compared=Period(date(2025, 1, 1), LAST_DAY))
    assert words(standard.trend(PEOPLE, back)) == "Участие: 450 участников"
    same = replace(fall, compared=fall.period)
    assert words(standard.trend(PEOPLE, same)) == "Участие: без изменений, 450 участников"


def test_a_split_gathers_small_members_and_keeps_the_unstated_apart() -> None:
    headings = ("Мероприятие", "Дата начала", "Регион", "Формат", "Участники")
    rows = [("А", "12.03.2025", "Пермский край", f"вид {n}", str(10 * n)) for n in range(1, 7)]
    table = as_csv(headings, [*rows, ("А", "12.03.2025", "Пермский край", "", "5")])
    shown(events=table)
    found = breakdowns.breakdown(PEOPLE, "format", seen(), most=3)
    assert words(found) == "Найдено: «вид 6» — 60, «вид 5» — 50, «вид 4» — 40", "nobody said that this is all"
    shown(FROM_2024, events=table)
    exhibit = breakdowns.breakdown(PEOPLE, "format", seen(), most=3)
    assert exhibit.frame[["name", "value"]].to_numpy().tolist() == [
        ["вид 6", 60],
        ["вид 5", 50],
        ["вид 4", 40],
        ["прочие", 60],
        ["не указано", 5],
    ]
    assert words(exhibit) == "Чаще всего «вид 6»: 60 участников — 29 % от указанных"
    english = breakdowns.breakdown(PEOPLE, "format", seen("en"), most=3)
    assert english.frame["name"].tolist()[-2:] == ["others", "not stated"]
    shown(FROM_2024, Участие=events(*ROWS), Работа=activity(*ACTS), Конкурсы=competitions(*BIDS))


def test_a_split_that_no_row_states_says_so_and_draws_nothing() -> None:
    headings = ("Мероприятие", "Дата начала", "Регион", "Режим", "Участники")
    shown(events=as_csv(headings, [("А", "12.03.2025", "Пермский край", "", "5")]))
    exhibit = breakdowns.breakdown(PEOPLE, "mode", seen())
    assert exhibit.frame.empty
    assert words(exhibit) == "Режим: не указано ни в одной строке"
    shown(FROM_2024, Участие=events(*ROWS), Работа=activity(*ACTS), Конкурсы=competitions(*BIDS))


def test_a_ranking_and_a_split_keep_every_row_for_the_workbook() -> None:
    ranked = standard.ranking(PEOPLE, seen())
    assert ranked.full is not None and len(ranked.full) == len(REGIONS)
    assert ranked.full["value"].dropna().is_monotonic_decreasing
    split = breakdowns.breakdown(PEOPLE, "category", seen(), most=1)
    assert split.full is not None and split.full["value"].sum() == split.frame["value"].sum()


def test_a_structure_is_shares_of_several_periods() -> None:
    periods = (
        Period(date(2024, 1, 1), date(2024, 12, 31), "year"),
        Period(date(2025, 1, 1), date(2025, 12, 31), "year"),
    )
    exhibit = breakdowns.structure(PEOPLE, "category", seen(), periods)
    assert exhibit.as_share
    assert exhibit.frame.to_numpy().tolist() == [
        ["2024", "глава МО", 450.0],
        ["2025", "глава МО", 510.0],
        ["2025", "депутат", 120.0],
    ]
    assert words(exhibit) == "Больше всего — «глава МО»: 81 % (2025), в показанных периодах от 81 % до 100 %"


def test_the_last_quarters_are_those_of_the_period_the_data_reach() -> None:
    assert [period.since for period in last_quarters(seen())] == [date(2025, month, 1) for month in (1, 4, 7, 10)]
    month = seen(preset=Preset.MONTH)
    assert [period.since for period in last_quarters(month)] == [date(2025, 10, 1)]
    assert len(last_quarters(seen(preset=Preset.ALL))) == 4


def test_the_funnel_counts_every_entry_at_each_stage_it_passed() -> None:
    exhibit = stage_funnel.funnel(ENTRIES, seen())
    assert exhibit.frame["value"].tolist() == [120, 30, 30, 10, 10]
    assert words(exhibit) == "До федерального этапа дошли 30 из 120 (25 %)"
    assert exhibit.frame["text"].tolist() == ["120", "30 · 25\xa0%", "30 · 100\xa0%", "10 · 33\xa0%", "10 · 100\xa0%"]
    assert [None if isnan(share) else share for share in exhibit.frame["share"]] == [
        None,
        25.0,
        100.0,
        pytest.approx(100 / 3),
        100.0,
    ]
    assert words(stage_funnel.funnel(ENTRIES, seen(preset=Preset.LAST_YEAR))) == "За этот период данных нет"


def test_a_rate_names_what_it_is_per() -> None:
    exhibit = standard.region_map(PEOPLE, seen(normalisation=Normalisation.PER_MUNICIPALITIES))
    assert "на 100 муниципалитетов" in exhibit.subtitle
    assert "на 100 муниципалитетов" in words(exhibit)
    assert exhibit.decimals == PEOPLE.decimals + 1
    states = standard.region_map(PEOPLE, seen(normalisation=Normalisation.PER_POPULATION)).frame
    assert State.VALUE in set(states["state"])


def test_lists_have_each_thing_once_with_its_qualifier() -> None:
    listed = row_tables.event_list(seen())
    rows = listed.frame.to_dict("records")
    assert [(row["event"], row["day"], row["regions"]) for row in rows] == [
        ("Съезд", LAST_DAY, 1),
        ("Форум", date(2025, 3, 12), 2),
    ]
    assert rows[1]["people"].replace("\u00a0", " ") == "около 620"
    winners = row_tables.winner_list(seen())
    assert winners.frame["region"].tolist() == ["Пермский край"]
    assert winners.title == "1 призовая запись"  # one row is in no order
    assert row_tables.agreement_list(seen()).title == "Записей о соглашениях за период нет"


def every_exhibit(language: str, **chosen: object) -> Iterator[Exhibit]:
    """Yield an exhibit of every kind for every metric it fits."""
    shown_view = seen(language, **chosen)
    for metric in METRICS.values():
        yield standard.card(metric, shown_view)
        yield standard.trend(metric, shown_view)
        if metric.aggregate is not Aggregate.COVERAGE:
            yield standard.region_map(metric, shown_view)
            yield standard.ranking(metric, shown_view)
        if metric.aggregate in (Aggregate.TOTAL, Aggregate.SHARE, Aggregate.MEAN):
            for split in DATASETS[metric.register].dimensions:
                yield breakdowns.breakdown(metric, split.name, shown_view)
    yield stage_funnel.funnel(ENTRIES, shown_view)
    yield breakdowns.structure(PEOPLE, "category", shown_view, last_quarters(shown_view))
    yield passport(seen(language, **(chosen | {"regions": ("59",)})))
    yield from (
        row_tables.event_list(shown_view),
        row_tables.agreement_list(shown_view),
        row_tables.winner_list(shown_view),
    )


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("data", ["demo", "empty"])
def test_every_exhibit_says_something_and_shows_its_source(language: str, data: str) -> None:
    before = os.environ["DATABASE_URL"]
    point(address({"demo": demo, "empty": empty}[data]()))
    for exhibit in every_exhibit(language):
        assert exhibit.title.strip() and exhibit.subtitle.strip(), exhibit.name
        assert "{" not in exhibit.title + exhibit.subtitle + exhibit.context, exhibit.name
        assert not {"nan", "None"} & set(re.findall(r"\w+", exhibit.title + exhibit.subtitle + exhibit.context)), (
            exhibit.name
        )
        assert {field.name for field in exhibit.fields} <= set(exhibit.frame.columns), exhibit.name
        assert exhibit.parameters and all(name and value for name, value in exhibit.parameters), exhibit.name
        assert bool(exhibit.banner) == (data == "demo"), exhibit.name
        assert exhibit.source, exhibit.name
        if language == "en":
            own = exhibit.subtitle + "".join(field.title for field in exhibit.fields) + "".join(exhibit.notes)
            for contest in seasons.contests().values():  # a name that the register gives
                own = own.replace(contest, "")
            assert not CYRILLIC.search(own), (exhibit.name, own)
    point(before)


def test_an_empty_title_is_no_finding() -> None:
    assert quiet_words.nothing(seen()) == "За этот период данных нет"
    assert CYRILLIC.search(quiet_words.nothing(seen("en"))) is None
