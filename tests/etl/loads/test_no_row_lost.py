"""Whatever a file holds, it is loaded or refused with a sentence, and each of its rows is somewhere afterwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from etl import read, service
from etl.intake.checked import Checked
from etl.problems import Refused
from etl.read.workbook.spreadsheet import read_workbook
from etl.warehouse.database import create_engine
from etl.warehouse.state import prepare
from etl.warehouse.tables import FACTS, current_source, data_version, quarantine
from tests.etl.registers import ACTIVITY, COMPETITIONS, EVENTS, as_csv
from tests.etl.survival_files import large, workbook

bounded = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
few = settings(bounded, max_examples=8)

Row = tuple[str, ...]

GOOD_ROWS: dict[Row, Row] = {
    EVENTS: ("Форум", "12.03.2025", "форум", "очно", "Серия", "", "Пермский край", "Пермь", "глава МО", "10"),
    ACTIVITY: ("Пермский край", "III квартал 2025", "практика в доклад", "Сквер", "2", "нет", "", "", "90"),
    COMPETITIONS: ("ЛМП", "2025", "Пермский край", "Пермь", "подана", "1", "0,5", "2"),
}
WORDS = st.sampled_from(
    [
        "",
        "Пермский край",
        "Атлантида",
        "г. Уфа",
        "12.03.2025",
        "31.02.2025",
        "март 2025",
        "дата неизвестна",
        "12",
        "около 500",
        "почти 19 тыс.",
        "-5",
        "0,5",
        "н/д",
        "нет",
        "+",
        "форум",
        "Итого",
        "без региона",
        "1",
        "2025",
        "=1+1",
        " ",
    ]
)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a warehouse of this module: every example is a newer version of its source."""
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('rows') / 'warehouse.db'}")
    prepare(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def common(postgresql: str) -> Iterator[Engine]:
    """Return a warehouse on PostgreSQL."""
    engine = create_engine(postgresql)
    prepare(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read workbooks in this process: a process an example would take most of the time."""
    monkeypatch.setattr(read, "read_isolated", read_workbook)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file, and the numbers of the rows under its headings that hold any text, as a person would count them."""

    name: str
    content: bytes
    filled: frozenset[int]


def sent_as(headings: Row, rows: Sequence[Row], kind: str) -> Sent:
    """Return the rows as a file of a kind."""
    content = as_csv(headings, rows) if kind == "csv" else workbook(rows, headings)
    filled = frozenset(number for number, row in enumerate(rows, start=2) if any(map(str.strip, row)))
    return Sent(f"Реестр.{kind}", content, filled)


def rows_of(headings: Row) -> st.SearchStrategy[list[Row]]:
    """Return rows as people write them: good, faulty, totals, numbering, headings again, footnotes, empty."""
    good, width = GOOD_ROWS[headings], len(headings)
    alone = st.sampled_from(
        ["* по данным на 1 марта", "Примечание: оценка", "Итого", "Приволжский федеральный округ", "5"]
    )
    row = st.one_of(
        st.just(good),
        st.builds(lambda at, text: (*good[:at], text, *good[at + 1 :]), st.integers(0, width - 1), WORDS),
        st.tuples(*[WORDS] * width),
        st.builds(lambda text: (text, *[""] * (width - 1)), alone),
        st.sampled_from(["Итого", "Всего по округу:", "ИТОГО"]).map(lambda text: (text, *["7"] * (width - 1))),
        st.just(tuple(map(str, range(1, width + 1)))),
        st.just(headings),
        st.sampled_from([("",) * width, (" ",) * width]),
    )
    return st.lists(row, max_size=12).map(lambda rows: [good, *rows])


KINDS = st.sampled_from(["csv", "xlsx"])
FILES = st.sampled_from([EVENTS, ACTIVITY, COMPETITIONS]).flatmap(
    lambda headings: st.builds(sent_as, st.just(headings), rows_of(headings), KINDS)
)


def loaded(engine: Engine, checked: Checked) -> tuple[set[int], set[int], int]:
    """Load a file; return the numbers of its rows that count and that wait, and how many were dropped."""
    load_id = service.load(engine, checked).load_id
    facts, held = FACTS[checked.dataset.name], quarantine.c
    with engine.connect() as connection:
        rows = connection.execute(sa.select(facts.c.row, facts.c.quarantined).where(facts.c.load_id == load_id)).all()
        waiting = set(connection.scalars(sa.select(held.row).where(held.load_id == load_id)))
        line = connection.execute(sa.select(current_source).where(current_source.c.load_id == load_id)).one()
    counted = {row for row, waits in rows if not waits}
    assert len(rows) == len(counted) + len(waiting) == line.loaded + line.quarantined
    assert {row for row, waits in rows if waits} == waiting
    return counted, waiting, line.dropped


@bounded
@given(sent=FILES)
def test_every_row_of_a_file_is_loaded_or_quarantined_or_dropped(sent: Sent, at_hand: None, embedded: Engine) -> None:
    checked = service.check(sent.name, sent.content)
    counted, waiting, dropped = loaded(embedded, checked)
    out = {drop.row for drop in checked.dropped}
    assert len(counted) + len(waiting) + dropped == len(sent.filled)
    assert counted | waiting | out == sent.filled


@pytest.mark.postgresql
@few
@given(sent=FILES)
def test_no_row_is_lost_in_postgresql_either(sent: Sent, at_hand: None, common: Engine) -> None:
    counted, waiting, dropped = loaded(common, service.check(sent.name, sent.content))
    assert len(counted) + len(waiting) + dropped == len(sent.filled)


def judged(engine: Engine, name: str, content: bytes) -> None:
    """Check and load a file; AssertionError when it is refused without a sentence or changes something all the same."""
    before = data_version(engine)
    try:
        checked = service.check(name, content)
        result = service.load(engine, checked)
    except Refused as refused:
        assert refused.sentence("ru") != refused.sentence("en")
        assert data_version(engine) == before
    else:
        assert result.good + checked.quarantined == checked.rows > 0


@bounded
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_no_bytes_make_a_load_raise_anything_but_a_refusal(content: bytes, embedded: Engine) -> None:
    judged(embedded, "Реестр.csv", content)


@bounded
@given(damage=st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=3)), min_size=1, max_size=6))
def test_no_damage_to_a_register_makes_a_load_raise_anything_but_a_refusal(
    damage: list[tuple[int, bytes]], embedded: Engine
) -> None:
    content = large(20)
    for place, piece in damage:
        at = place % len(content)
        content = content[:at] + piece + content[at + 1 :]
    judged(embedded, "Реестр.csv", content)


# What a cell of a spreadsheet can hold: any letter but the halves of one, and figures that no number type holds.
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("0123456789.,-+eE% ", max_size=40),
    st.text("0123456789./- гкварталпомесяц", max_size=20),
    st.sampled_from(["9" * 400, "1e400", "-1e400", "nan", "inf", "0" * 30, "\u202e", "\x0b", "ﬁ" * 20, "١٢٣", "𝟙𝟚"]),
)


@bounded
@given(data=st.data())
def test_no_text_of_a_cell_makes_a_load_raise_anything_but_a_refusal(
    data: st.DataObject, at_hand: None, embedded: Engine
) -> None:
    judged(embedded, *any_cells(data))


@pytest.mark.postgresql
@few
@given(data=st.data())
def test_no_text_of_a_cell_makes_postgresql_raise_either(data: st.DataObject, at_hand: None, common: Engine) -> None:
    judged(common, *any_cells(data))


def any_cells(data: st.DataObject) -> tuple[str, bytes]:
    """Return a register whose rows hold anything in one column."""
    headings = data.draw(st.sampled_from(list(GOOD_ROWS)))
    good, place = GOOD_ROWS[headings], data.draw(st.integers(0, len(headings) - 1))
    texts = data.draw(st.lists(CELLS, min_size=1, max_size=6))
    sent = sent_as(headings, [good, *((*good[:place], text, *good[place + 1 :]) for text in texts)], data.draw(KINDS))
    return sent.name, sent.content
