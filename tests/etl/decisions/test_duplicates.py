"""The same thing told twice is pointed out; a person decides; then it counts once, until the decision is taken back."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.decisions import decide
from etl.problems import Refused
from etl.rows.states import SET_ASIDE
from etl.warehouse.database import create_engine
from etl.warehouse.tables import FACTS, journal
from tests.etl.intake.test_checked import workbook
from tests.etl.loads.test_load import put
from tests.etl.registers import ACTIVITY, as_csv, event, events
from tests.sums import nation, summary

CITY = ("Мероприятие", "Дата начала", "Серия", "Город", "Регион-участник", "Муниципалитет", "Категория", "Участники")


def held(
    title: str, day: str, region: str = "Пермский край", people: str = "10", city: str = "Пермь", series: str = "",
    municipality: str = "",
) -> tuple[str, ...]:  # fmt: skip
    return (title, day, series, city, region, municipality, "глава МО", people)


def act(
    title: str, region: str = "Пермский край", day: str = "12.03.2025", kind: str = "консультация"
) -> tuple[str, ...]:
    return (region, day, kind, title, "", "", "", "", "")


ENTRY = ("Конкурс", "Сезон", "Номер заявки", "Регион", "Муниципалитет", "Практика", "Стадия")


def entry(title: str, number: str = "", municipality: str = "Пермь", stage: str = "подана") -> tuple[str, ...]:
    return ("Лучшая муниципальная практика", "2025", number, "Пермский край", municipality, title, stage)


def only(engine: Engine) -> service.Duplicate:
    pairs = service.possible_duplicates(engine)
    assert len(pairs) == 1, pairs
    return pairs[0]


def aside(engine: Engine, register: str = "events") -> list[tuple[str, int]]:
    """Return the source and the row of everything set aside."""
    table = FACTS[register]
    names = {source.load_id: source.source for source in service.sources(engine)}
    with engine.connect() as connection:
        chosen = sa.select(table.c.load_id, table.c.row).where(table.c.quarantined == SET_ASIDE)
        return sorted((names[row.load_id], row.row) for row in connection.execute(chosen))


def assert_a_rebuild_says_the_same(engine: Engine) -> None:
    for register in ("events", "activity", "competitions"):
        before, numbers = summary(engine, register), service.sources(engine)
        rows = aside(engine, register)
        service.rebuild(engine)
        assert (aside(engine, register), service.sources(engine)) == (rows, numbers)
        if len(before):
            assert summary(engine, register).equals(before)


TWO_EVENTS = [
    as_csv(CITY, [held("Форум «Малая Родина»", "12.03.2025"), held("Форум «Малая Родина»", "12.03.2025", "Томская область")]),
    as_csv(CITY, [held("Форум Малая родина!", "13.03.2025", people="12"), held("Форум Малая родина!", "13.03.2025", "Омская область")]),
]  # fmt: skip


def two_events(engine: Engine) -> service.Duplicate:
    put(engine, TWO_EVENTS[0], "А.csv")
    put(engine, TWO_EVENTS[1], "Б.csv")
    return only(engine)


def test_events_a_day_apart_with_similar_titles_are_pointed_out_and_both_count(warehouse: Engine) -> None:
    pair = two_events(warehouse)
    assert (pair.register, pair.kind, pair.first.source, pair.second.source) == ("events", "event", "А", "Б")
    assert (pair.first.day, pair.second.day, pair.first.words) == ("2025-03-12", "2025-03-13", {"city": "Пермь"})
    assert pair.score >= 85
    assert (nation(warehouse, "events", "events"), nation(warehouse, "events", "participants")) == (2, 42)


def test_an_event_is_shown_as_its_first_row_writes_it(warehouse: Engine) -> None:
    may = [CITY, held("Круглый стол", "01.02.2025"), held("Форум «Малая Родина»", "12.03.2025")]
    put(
        warehouse, workbook(Май=may, Июнь=[CITY, held("ФОРУМ МАЛАЯ РОДИНА", "12.03.2025", "Томская область")]), "А.xlsx"
    )
    put(warehouse, TWO_EVENTS[1], "Б.csv")
    pair = only(warehouse)
    assert (pair.first.title, pair.first.row, pair.second.title) == ("Форум «Малая Родина»", 3, "Форум Малая родина!")


def test_the_same_event_counts_once_and_a_cell_told_again_is_set_aside(warehouse: Engine) -> None:
    service.decide_duplicate(warehouse, two_events(warehouse), True, by="Иванова")
    assert nation(warehouse, "events", "events") == 1
    assert (nation(warehouse, "events", "participants"), aside(warehouse)) == (30, [("Б", 2)])
    numbers = {source.source: (source.loaded, source.dropped) for source in service.sources(warehouse)}
    assert numbers == {"А": (2, 0), "Б": (1, 1)}
    assert service.possible_duplicates(warehouse) == []
    assert_a_rebuild_says_the_same(warehouse)


def test_one_event_told_of_different_regions_is_one_and_nothing_is_set_aside(warehouse: Engine) -> None:
    put(warehouse, as_csv(CITY, [held("Форум", "31.12.2024")]), "А.csv")
    put(warehouse, as_csv(CITY, [held("Форум", "01.01.2025", "Томская область")]), "Б.csv")
    service.decide_duplicate(warehouse, only(warehouse), True, by="Иванова")
    table = FACTS["events"]
    with warehouse.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count(sa.distinct(table.c.identity)))) == 1
    assert (nation(warehouse, "events", "participants"), aside(warehouse)) == (20, [])
    assert nation(warehouse, "events", "events") == 1, "an event has one day, so months and years can be added"
    assert_a_rebuild_says_the_same(warehouse)
    service.withdraw_decision(warehouse, service.decided_duplicates(warehouse)[0][0].key, by="Иванова")
    assert nation(warehouse, "events", "events") == 2
    days = summary(warehouse, scope="**", dimension="", grain="day")["day"].astype(str)
    assert sorted(days) == ["2024-12-31", "2025-01-01"]


def test_one_event_on_two_days_of_a_month_counts_once(warehouse: Engine) -> None:
    put(warehouse, as_csv(CITY, [held("Форум", "12.03.2025"), held("Форум", "13.03.2025", "Томская область")]))
    service.decide_duplicate(warehouse, only(warehouse), True, by="Иванова")
    assert (nation(warehouse, "events", "events"), aside(warehouse)) == (1, [])


def test_a_joined_event_stands_at_its_day_when_the_first_source_is_gone(warehouse: Engine) -> None:
    service.decide_duplicate(warehouse, two_events(warehouse), True, by="Иванова")
    service.undo(warehouse, "А")
    assert (nation(warehouse, "events", "participants"), aside(warehouse)) == (22, [])
    days = summary(warehouse, scope="**", dimension="", grain="day")["day"].astype(str)
    assert list(days) == ["2025-03-13"]


def test_joined_events_are_not_changes_in_a_preview(warehouse: Engine) -> None:
    service.decide_duplicate(warehouse, two_events(warehouse), True, by="Иванова")
    preview = service.preview(warehouse, service.check_for(warehouse, "Б.csv", TWO_EVENTS[1]))
    assert (preview.new, preview.changed, preview.unchanged, preview.disappearing) == (0, 0, 2, 0)


def test_a_decision_taken_back_lets_both_count_again(warehouse: Engine) -> None:
    pair = two_events(warehouse)
    before = summary(warehouse)
    service.decide_duplicate(warehouse, pair, True, by="Иванова")
    service.withdraw_decision(warehouse, pair.key, by="Петров")
    assert summary(warehouse).equals(before)
    assert (only(warehouse), aside(warehouse)) == (pair, [])
    assert {source.dropped for source in service.sources(warehouse)} == {0}
    with warehouse.connect() as connection:
        entries = connection.execute(sa.select(journal.c.kind, journal.c.by).order_by(journal.c.id)).all()
    assert [tuple(row) for row in entries[-2:]] == [("decision", "Иванова"), ("decision", "Петров")]


def test_different_events_are_not_asked_about_again(warehouse: Engine) -> None:
    pair = two_events(warehouse)
    service.decide_duplicate(warehouse, pair, False, by="Иванова")
    assert service.possible_duplicates(warehouse) == []
    assert nation(warehouse, "events", "events") == 2
    ((decided, decision),) = service.decided_duplicates(warehouse)
    assert (decided, decision.same, decision.by) == (pair, False, "Иванова")
    service.withdraw_decision(warehouse, pair.key, by="Иванова")
    assert only(warehouse) == pair and service.decided_duplicates(warehouse) == []


@pytest.mark.parametrize(
    "other",
    [
        held("Форум «Малая Родина»", "14.03.2025"),
        held("Форум «Малая Родина»", "13.03.2025", city="Томск"),
        held("Форум «Малая Родина»", "13.03.2025", series="Муниципальный диалог"),
        held("Круглый стол о кадрах", "13.03.2025"),
    ],
    ids=["two days apart", "another city", "another series", "another title"],
)
def test_events_that_contradict_are_not_pointed_out(warehouse: Engine, other: tuple[str, ...]) -> None:
    put(warehouse, as_csv(CITY, [held("Форум «Малая Родина»", "12.03.2025", series="Малая Родина"), other]))
    assert service.possible_duplicates(warehouse) == []


def test_a_city_or_series_that_is_not_given_contradicts_nothing(warehouse: Engine) -> None:
    first, second = held("Форум", "12.03.2025", series="Диалог"), held("Форум", "13.03.2025", city="")
    put(warehouse, as_csv(CITY, [first, second]))
    assert only(warehouse).kind == "event"


def test_three_events_can_be_one(warehouse: Engine) -> None:
    for number, day in enumerate(("12.03.2025", "13.03.2025", "14.03.2025")):
        put(warehouse, as_csv(CITY, [held("Форум", day, people=str(number + 1))]), f"{number}.csv")
    for _ in range(2):
        pairs = service.possible_duplicates(warehouse)
        service.decide_duplicate(warehouse, pairs[-1], True, by="Иванова")
    assert nation(warehouse, "events", "events") == 1
    assert nation(warehouse, "events", "participants") in (1, 2, 3) and len(aside(warehouse)) == 2
    assert_a_rebuild_says_the_same(warehouse)


def cells(engine: Engine) -> service.Duplicate:
    put(engine, events(event("Пермский край", "10"), event("Томская область")), "А.csv")
    put(engine, events(event("Омская область"), event("Пермский край", "12")), "Б.csv")
    return only(engine)


def test_a_cell_of_an_event_told_by_two_sources_is_pointed_out(warehouse: Engine) -> None:
    pair = cells(warehouse)
    assert (pair.kind, pair.first.region, pair.first.words["category"]) == ("participation", "59", "глава МО")
    assert (pair.first.words["participants"], pair.second.words["participants"]) == ("10", "12")
    assert nation(warehouse, "events", "participants") == 42


def test_a_cell_decided_the_same_counts_as_the_first_source_tells_it(warehouse: Engine) -> None:
    service.decide_duplicate(warehouse, cells(warehouse), True, by="Иванова")
    assert (nation(warehouse, "events", "participants"), aside(warehouse)) == (30, [("Б", 3)])
    assert service.possible_duplicates(warehouse) == []
    assert_a_rebuild_says_the_same(warehouse)


def test_a_category_may_hold_any_sign(warehouse: Engine) -> None:
    for name in "АБ":
        put(warehouse, events(event("Пермский край", category="глава | депутат")), f"{name}.csv")
    service.decide_duplicate(warehouse, only(warehouse), True, by="Иванова")
    assert aside(warehouse) == [("Б", 2)]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Пермь", "Пермь", True),
        ("Пермь", "г. Пермь", True),
        ("Пермь", "Кунгур", False),
        ("Песьянка", "Култаево", False),
        ("с. Барда", "с. Култаево", False),
        ("Песьянка", "Пермь", False),
        ("", "Кунгур", True),
        ("Пермь", "", True),
    ],
)
def test_cells_of_two_municipalities_are_two(warehouse: Engine, first: str, second: str, alike: bool) -> None:
    put(warehouse, events(event("Пермский край", municipality=first)), "А.csv")
    put(warehouse, events(event("Пермский край", municipality=second)), "Б.csv")
    assert bool(service.possible_duplicates(warehouse)) is alike


def test_a_new_version_without_the_first_row_brings_the_second_back(warehouse: Engine) -> None:
    service.decide_duplicate(warehouse, cells(warehouse), True, by="Иванова")
    put(warehouse, events(event("Томская область")), "А v2.csv")
    assert (nation(warehouse, "events", "participants"), aside(warehouse)) == (32, [])
    service.undo(warehouse, "А")
    assert (nation(warehouse, "events", "participants"), aside(warehouse)) == (30, [("Б", 3)])


def test_a_new_version_of_the_second_source_stays_set_aside(warehouse: Engine) -> None:
    service.decide_duplicate(warehouse, cells(warehouse), True, by="Иванова")
    put(warehouse, events(event("Пермский край", "15"), event("Омская область")), "Б v2.csv")
    assert (nation(warehouse, "events", "participants"), aside(warehouse)) == (30, [("Б", 2)])
    source = next(source for source in service.sources(warehouse) if source.source == "Б")
    assert (source.loaded, source.quarantined, source.dropped) == (1, 0, 1)


def test_acts_of_two_sources_are_pointed_out_and_count_once(warehouse: Engine) -> None:
    put(warehouse, as_csv(ACTIVITY, [act("Консультация о бюджете"), act("О кадрах")]), "Акты А.csv")
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете консультация"), act("О кадрах", "Томская область")]), "Акты Б.csv")
    pair = only(warehouse)
    assert (pair.kind, pair.first.row, pair.second.row) == ("row", 2, 2)
    service.decide_duplicate(warehouse, pair, True, by="Иванова")
    assert (nation(warehouse, "activity", "acts"), aside(warehouse, "activity")) == (3, [("Акты Б", 2)])
    assert_a_rebuild_says_the_same(warehouse)
    service.withdraw_decision(warehouse, pair.key, by="Иванова")
    assert (nation(warehouse, "activity", "acts"), aside(warehouse, "activity")) == (4, [])


def test_equal_acts_are_paired_one_by_one(warehouse: Engine) -> None:
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете")]), "А.csv")
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете"), act("О бюджете")]), "Б.csv")
    service.decide_duplicate(warehouse, only(warehouse), True, by="Иванова")
    assert (nation(warehouse, "activity", "acts"), len(aside(warehouse, "activity"))) == (2, 1)
    assert service.possible_duplicates(warehouse) == []


def test_each_of_two_pairs_of_equal_acts_is_decided_for_itself(warehouse: Engine) -> None:
    for name in "АБ":
        put(warehouse, as_csv(ACTIVITY, [act("О бюджете"), act("О бюджете")]), f"{name}.csv")
    first, second = service.possible_duplicates(warehouse)
    service.decide_duplicate(warehouse, first, True, by="Иванова")
    assert (only(warehouse), len(aside(warehouse, "activity"))) == (second, 1)
    service.decide_duplicate(warehouse, second, False, by="Иванова")
    assert (nation(warehouse, "activity", "acts"), service.possible_duplicates(warehouse)) == (3, [])


def test_an_act_comes_back_when_the_other_source_no_longer_tells_of_it(warehouse: Engine) -> None:
    for name in "АБ":
        put(warehouse, as_csv(ACTIVITY, [act("О бюджете")]), f"{name}.csv")
    service.decide_duplicate(warehouse, only(warehouse), True, by="Иванова")
    put(warehouse, as_csv(ACTIVITY, [act("О дорогах")]), "А v2.csv")
    assert (nation(warehouse, "activity", "acts"), aside(warehouse, "activity")) == (2, [])


def test_a_month_is_not_its_first_day(warehouse: Engine) -> None:
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете", day="01.03.2025")]), "А.csv")
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете", day="март 2025")]), "Б.csv")
    assert service.possible_duplicates(warehouse) == []


def test_acts_of_three_sources_are_paired_with_the_first(warehouse: Engine) -> None:
    for name in "АБВ":
        put(warehouse, as_csv(ACTIVITY, [act("О бюджете")]), f"{name}.csv")
    pairs = service.possible_duplicates(warehouse)
    assert sorted((pair.first.source, pair.second.source) for pair in pairs) == [("А", "Б"), ("А", "В")]
    for pair in pairs:
        service.decide_duplicate(warehouse, pair, True, by="Иванова")
    assert nation(warehouse, "activity", "acts") == 1


@pytest.mark.parametrize(
    "other",
    [
        act("О бюджете", "Томская область"),
        act("О бюджете", day="13.03.2025"),
        act("О бюджете", day="март 2025"),
        act("О бюджете", kind="публикация"),
        act("О дорогах и мостах"),
        act(""),
    ],
    ids=["region", "day", "precision", "kind", "title", "no title"],
)
def test_acts_that_differ_are_not_pointed_out(warehouse: Engine, other: tuple[str, ...]) -> None:
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете")]), "А.csv")
    put(warehouse, as_csv(ACTIVITY, [other]), "Б.csv")
    assert service.possible_duplicates(warehouse) == []


def test_rows_of_one_source_are_not_duplicates_of_each_other(warehouse: Engine) -> None:
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете"), act("О бюджете")]))
    assert service.possible_duplicates(warehouse) == []


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        (entry("Умный двор"), entry("Двор умный"), True),
        (entry("Умный двор", "Л-1"), entry("Школа депутата", "Л-1"), True),
        (entry("Умный двор", "Л-1"), entry("Школа депутата", "Л-2"), False),
        (entry("Умный двор"), entry("Умный двор", municipality="Кунгур"), False),
        (entry("Умный двор"), entry("Умный двор", municipality="город Пермь"), True),
        (entry("Умный двор", municipality="Песьянка"), entry("Умный двор", municipality="Култаево"), False),
        (entry("", stage="подана"), entry("", stage="подана"), True),
        (entry("", stage="подана"), entry("", stage="финалист"), False),
    ],
)
def test_entries_are_alike_by_title_or_number(
    warehouse: Engine, first: tuple[str, ...], second: tuple[str, ...], alike: bool
) -> None:
    put(warehouse, as_csv(ENTRY, [first]), "А.csv")
    put(warehouse, as_csv(ENTRY, [second]), "Б.csv")
    assert bool(service.possible_duplicates(warehouse)) is alike
    if alike:
        service.decide_duplicate(warehouse, only(warehouse), True, by="Иванова")
        assert nation(warehouse, "competitions", "entries") == 1


def test_rows_in_quarantine_are_not_compared(warehouse: Engine) -> None:
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете", "Атлантида")]), "А.csv")
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете", "Атлантида")]), "Б.csv")
    assert service.possible_duplicates(warehouse) == []


def test_the_likeliest_pairs_come_first_and_no_more_than_asked_for(warehouse: Engine) -> None:
    put(warehouse, as_csv(ACTIVITY, [act("О бюджете края"), act("О кадрах", "Томская область")]), "А.csv")
    put(warehouse, as_csv(ACTIVITY, [act("О бюджетах края"), act("О кадрах", "Томская область")]), "Б.csv")
    assert [pair.first.title for pair in service.possible_duplicates(warehouse)] == ["О кадрах", "О бюджете края"]
    assert len(service.possible_duplicates(warehouse, most=1)) == 1


def test_who_decides_is_needed_and_only_a_decision_can_be_taken_back(warehouse: Engine) -> None:
    pair = cells(warehouse)
    with pytest.raises(Refused) as refusal:
        service.decide_duplicate(warehouse, pair, True, by=" ")
    assert refusal.value.code == "who_needed"
    with pytest.raises(Refused) as refusal:
        service.withdraw_decision(warehouse, pair.key, by="Иванова")
    assert refusal.value.code == "no_decision"


def test_a_failure_leaves_both_counting(warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = cells(warehouse)

    def fail(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(decide, "carry_out", fail)
    with pytest.raises(OSError, match="power cut"):
        service.decide_duplicate(warehouse, pair, True, by="Иванова")
    assert (only(warehouse), aside(warehouse)) == (pair, [])


def test_an_empty_warehouse_has_no_duplicates(sqlite: str) -> None:
    assert service.possible_duplicates(create_engine(sqlite)) == []
