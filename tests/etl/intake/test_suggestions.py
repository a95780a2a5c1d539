"""Headings nobody declared: proposed by their words and their cells, confirmed by a person, remembered for the source."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.datasets import DATASETS
from etl.intake.checked import check
from etl.intake.headings.columns import match_headings
from etl.intake.headings.near_headings import nearest
from etl.intake.headings.suggestions import Proposal
from etl.problems import Refused
from etl.warehouse.tables import FACTS, data_version, journal
from tests.etl.loads.test_load import put
from tests.etl.registers import EVENTS, as_csv, event, events

TYPO = ("Мероприятия", "Дата начла", *EVENTS[2:6], "Рeгион участник", *EVENTS[7:])
STRANGE = ("Мероприятие", "Дата начала", *EVENTS[2:6], "Откуда приехали", *EVENTS[7:])


def refusal_of(headings: tuple[str, ...], *rows: tuple[str, ...], register: str = "") -> Refused:
    with pytest.raises(Refused) as refusal:
        check("а.csv", as_csv(headings, rows or (event("Пермский край"), event("Томская область"))), register)
    return refusal.value


def regions(engine: Engine) -> list[str]:
    table = FACTS["events"]
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(table.c.region).order_by(table.c.row)))


def test_a_misspelt_heading_is_proposed_and_not_applied() -> None:
    refusal = refusal_of(TYPO)
    assert refusal.code == "mapping_needed"
    register, proposals = service.proposed_by(refusal)
    assert register == "events"
    assert {one.heading: one.column for one in proposals} == {
        "Мероприятия": "event",
        "Дата начла": "date_start",
        "Рeгион участник": "region",
    }
    assert all(84 <= one.score < 100 for one in proposals)
    assert "«Регион-участник»" in refusal.sentence() and '--map "Дата начла=date_start"' in refusal.sentence()
    assert "needs the columns" in refusal.sentence("en")


def test_a_header_row_without_one_right_heading_is_found() -> None:
    refusal = refusal_of(("Мероприятия", "Дата начла", "Рeгион участник"), ("Форум", "12.03.2025", "Пермский край"))
    assert {one.column for one in service.proposed_by(refusal)[1]} == {"event", "region", "date_start"}


def test_a_column_of_regions_is_proposed_where_the_region_is_lacking() -> None:
    assert service.proposed_by(refusal_of(STRANGE))[1] == (Proposal("Откуда приехали", "region", 0),)


def test_two_columns_of_regions_are_not_guessed_between() -> None:
    rows = [(*event("Пермский край"), "Томская область"), (*event("Томская область"), "Пермский край")]
    refusal = refusal_of((*STRANGE, "Куда уехали"), *rows)
    assert (refusal.code, service.proposed_by(refusal)) == ("unknown_register", ("", ()))


def test_cells_of_another_kind_are_not_proposed_however_alike_the_heading() -> None:
    headings = (EVENTS[0], "Дата начла", *EVENTS[2:])
    rows = [(title, "скоро", *rest) for title, _, *rest in (event("Пермский край"), event("Томская область"))]
    assert refusal_of(headings, *rows).code == "unknown_register"


def test_a_named_register_is_asked_about_too() -> None:
    refusal = refusal_of(STRANGE, register="events")
    assert service.proposed_by(refusal)[1] == (Proposal("Откуда приехали", "region", 0),)
    assert refusal_of(STRANGE, register="competitions").code == "missing_columns"


def test_an_optional_heading_is_proposed_beside_the_rows() -> None:
    headings = (*EVENTS[:-1], "Учасники")
    checked = check("а.csv", as_csv(headings, [event("Пермский край", "12")]))
    assert checked.proposed_mapping == (Proposal("Учасники", "participants", checked.proposed_mapping[0].score),)
    assert checked.ignored == ("Учасники",)
    assert check("а.csv", events(event("Пермский край"))).proposed_mapping == ()


def test_a_column_of_people_is_never_proposed() -> None:
    for heading, proposed in (("Адреc страницы:", 1), ("Адрес странички", 0)):
        checked = check("а.csv", as_csv((*EVENTS, heading), [(*event("Пермский край", "12"), "a.ru")]))
        assert len(checked.proposed_mapping) == proposed


def test_what_a_person_says_is_applied_and_comes_before_what_is_known() -> None:
    content = as_csv((*STRANGE, "Регион"), [(*event("Пермский край"), "Томская область")])
    assert [read.texts for read in check("а.csv", content).batches[0].columns if read.column.name == "region"] == [
        ["Томская область"]
    ]
    checked = check("а.csv", content, mapping={"откуда  приехали": "region"})
    assert [read.heading for read in checked.batches[0].columns if read.column.name == "region"] == ["Откуда приехали"]
    assert checked.ignored == ("Регион",) and checked.mapping == {"Откуда приехали": "region"}


@pytest.mark.parametrize("column", ["region", "Регион-участник", "Region taking part"])
def test_a_column_is_named_as_people_name_it(column: str) -> None:
    assert check("а.csv", as_csv(STRANGE, [event("Пермский край")]), mapping={STRANGE[6]: column}).rows == 1


def test_a_heading_said_to_be_nothing_is_not_read() -> None:
    checked = check("а.csv", events(event("Пермский край", "12")), mapping={"Участники": ""})
    assert checked.ignored == ("Участники",) and checked.mapping == {"Участники": ""}


def test_a_header_row_is_found_by_what_was_said_alone() -> None:
    strange = ("Что", "Когда", "Кто приехал")
    rows = [("Отчёт", "", ""), strange, ("Форум", "12.03.2025", "Пермский край")]
    assert refusal_of(rows[0], *rows[1:]).code == "no_header"
    said = dict(zip(strange, ("event", "date_start", "region"), strict=True))
    checked = check("а.csv", as_csv(rows[0], rows[1:]), mapping=said)
    assert (checked.dataset.name, checked.rows, checked.quarantined) == ("events", 1, 0)


@pytest.mark.parametrize(
    ("mapping", "code", "said"),
    [({"Регионы": "region"}, "no_heading", "Регионы"), ({"Участники": "people"}, "no_such_column", "people")],
)
def test_a_mapping_of_what_is_not_there_is_refused(mapping: dict[str, str], code: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        check("а.csv", events(event("Пермский край")), mapping=mapping)
    assert refusal.value.code == code


def test_a_confirmed_mapping_is_remembered_for_its_source_only(warehouse: Engine) -> None:
    content = as_csv(STRANGE, [event("Пермский край")])
    checked = service.check_for(warehouse, "Пермь.csv", content, mapping={"Откуда приехали": "region"})
    service.load(warehouse, checked, by="Иванова")
    service.confirm_mapping(warehouse, "events", checked.source, {"Откуда приехали": "region"}, by="Иванова")
    newer = service.check_for(warehouse, "Пермь 2025-05-01.csv", as_csv(STRANGE, [event("Томская область")]))
    assert newer.mapping == {"Откуда приехали": "region"}
    service.load(warehouse, newer)
    assert regions(warehouse) == ["70"]
    with pytest.raises(Refused) as refusal:
        service.check_for(warehouse, "Томск.csv", content)
    assert refusal.value.code == "mapping_needed"
    with warehouse.connect() as connection:
        entry = connection.execute(sa.select(journal).where(journal.c.kind == "mapping")).one()
    assert (entry.by, entry.register, entry.source) == ("Иванова", "events", "Пермь")


def test_undo_and_rebuild_understand_each_load_by_its_own_mapping(warehouse: Engine) -> None:
    content = as_csv((*STRANGE, "Куда"), [(*event("Пермский край"), "Томская область")])
    for column in ("Откуда приехали", "Куда"):
        service.load(warehouse, service.check_for(warehouse, "Пермь.csv", content, mapping={column: "region"}))
    assert regions(warehouse) == ["70"]
    service.rebuild(warehouse)
    assert regions(warehouse) == ["70"]
    service.undo(warehouse, "Пермь")
    assert regions(warehouse) == ["59"]


def test_the_same_bytes_with_another_mapping_are_another_version(warehouse: Engine) -> None:
    content = as_csv((*STRANGE, "Куда"), [(*event("Пермский край"), "Томская область")])
    results = [
        service.load(warehouse, service.check_for(warehouse, "Пермь.csv", content, mapping={column: "region"})).status
        for column in ("Откуда приехали", "Откуда приехали", "Куда")
    ]
    assert results == ["loaded", "unchanged", "loaded"]


def test_a_mapping_can_be_taken_back(warehouse: Engine) -> None:
    service.confirm_mapping(warehouse, "events", "Пермь", {"Откуда приехали": "Регион-участник"}, by="Иванова")
    content = as_csv(STRANGE, [event("Пермский край")])
    assert service.check_for(warehouse, "Пермь.csv", content).rows == 1
    service.confirm_mapping(warehouse, "events", "Пермь", {"Откуда приехали": ""}, by="Иванова")
    with pytest.raises(Refused) as refusal:
        service.check_for(warehouse, "Пермь.csv", content)
    assert refusal.value.code == "unknown_register"


def test_what_is_remembered_already_is_not_written_again(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край")))
    service.confirm_mapping(warehouse, "events", "Пермь", {"Кто": "region"}, by="Иванова")
    version = data_version(warehouse)
    service.confirm_mapping(warehouse, "events", "Пермь", {"Кто": "region"}, by="Петров")
    assert data_version(warehouse) == version


@pytest.mark.parametrize(
    ("register", "mapping", "by", "code"),
    [
        ("events", {"Кто": "region"}, "", "who_needed"),
        ("events", {"Кто": "people"}, "Иванова", "no_such_column"),
        ("nothing", {"Кто": "region"}, "Иванова", "no_register"),
    ],
)
def test_a_mapping_that_means_nothing_is_not_remembered(
    warehouse: Engine, register: str, mapping: dict[str, str], by: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        service.confirm_mapping(warehouse, register, "Пермь", mapping, by)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("субьект рф", "region"),
        ("дата начала мероприятий", "date_start"),
        ("количество учасников", "participants"),
        ("город проведение", "city"),
        ("наименование мероприятий", "event"),
    ],
)
def test_the_nearest_known_heading_is_found(heading: str, column: str) -> None:
    assert nearest("events", heading)[0][0] == column


@pytest.mark.parametrize("heading", ["инн", "сумма", "широта", "примечание", "фамилия", "режим работы", "код"])
def test_a_heading_of_something_else_is_near_to_nothing(heading: str) -> None:
    assert nearest("events", heading) == ()


@pytest.mark.parametrize(
    ("register", "heading", "column"),
    [
        ("events", "Субъект Федерации", "region"),
        ("events", "Сроки проведения", "date_start"),
        ("events", "нас. пункт", "city"),
        ("activity", "1_Район", "municipality"),
        ("activity", "Наименование муниципального образования (МО)", "municipality"),
        ("competitions", "Дата регистрации", "submitted_on"),
        ("competitions", "0_Результат", "stage"),
    ],
)
def test_headings_of_real_registers_are_known(register: str, heading: str, column: str) -> None:
    assert match_headings(DATASETS[register], [heading]) == {0: column}
