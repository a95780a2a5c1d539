"""A new warehouse is what the migrations would make of it, and columns come back as they were handed to the driver."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from etl.rows.bulk import insert_columns, insert_packed
from etl.rows.file_rows import LoadRows
from etl.rows.packed import packed
from etl.rows.sqlite_insert import LONGEST_LITERAL, sqlite_insert
from etl.warehouse.database import writing
from etl.warehouse.state import prepare
from etl.warehouse.tables import JOURNAL, alembic_version, migrate

CONSTANTS: Mapping[str, Sequence[Any]] = {
    "figure": (0.0, -1.5, 1e300, None),
    "number": (0, 2**53 + 1, None),
    "words": ("", "д'Артаньян'); DROP TABLE probe; --", "две\nстроки", "?", "%s", "x" * (LONGEST_LITERAL + 1), None),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in CONSTANTS for value in CONSTANTS[name]])
def test_a_column_of_one_value_comes_back_as_it_went(warehouse: Engine, name: str, value: object) -> None:
    types = {"id": sa.Integer, "figure": sa.Float, "number": sa.BigInteger, "words": sa.Text}
    probe = sa.Table("probe", sa.MetaData(), *(sa.Column(column, kind) for column, kind in types.items()))
    with writing(warehouse) as connection:
        probe.create(connection)
        insert_columns(connection, probe, {"id": [1, 2, 3], name: [value] * 3})
        insert_columns(connection, probe, {"id": [4, 4], name: [value, None]})
        insert_columns(connection, probe, {"id": [], name: []})
        rows = connection.execute(sa.select(probe.c.id, probe.c[name]).order_by(probe.c.id))
        assert sorted(map(tuple, rows), key=str) == sorted(
            [(1, value), (2, value), (3, value), (4, value), (4, None)], key=str
        )


@pytest.mark.parametrize("repeats", [1, 2])
def test_packed_rows_come_back_as_they_went(warehouse: Engine, repeats: int, tmp_path: Path) -> None:
    names = ("number", "figure", "words", "constant", "missing")
    kinds = (sa.Integer, sa.Float, sa.Text, sa.Text, sa.Text)
    columns = (sa.Column("load_id", sa.Integer), *map(sa.Column, names, kinds))
    probe = sa.Table("probe", sa.MetaData(), *columns)
    values: list[list[Any]] = [[2**31 - 1, -1], [0.1, None], ["1", "две\nстроки"], ["7", "7"], [None, None]]
    rows = packed(LoadRows(dict(zip(names, values, strict=True)), ()), tmp_path / "rows.db")
    with writing(warehouse) as connection:
        probe.create(connection)
    for load_id in range(repeats):
        with writing(warehouse) as connection:
            insert_packed(connection, probe, load_id, rows)
    with warehouse.connect() as connection:
        found = connection.execute(sa.select(probe)).all()
    expected = list(zip(*values, strict=True))
    assert found == [(load_id, *row) for load_id in range(repeats) for row in expected]


def test_packed_rows_that_cannot_be_inserted_leave_a_connection_as_it_was(warehouse: Engine, tmp_path: Path) -> None:
    rows = packed(LoadRows({"number": [1, 1]}, ()), tmp_path / "rows.db")
    probe = sa.Table(
        "probe", sa.MetaData(), sa.Column("load_id", sa.Integer), sa.Column("number", sa.Integer, unique=True)
    )
    with writing(warehouse) as connection:
        probe.create(connection)
    for _ in range(2):
        with pytest.raises(IntegrityError), writing(warehouse) as connection:
            insert_packed(connection, probe, 1, rows)
    with warehouse.connect() as connection:
        assert connection.execute(sa.select(probe)).all() == []


def test_only_what_differs_is_handed_over() -> None:
    columns: dict[str, Sequence[Any]] = {
        "load_id": [7, 7],
        "row": [2, 3],
        "sheet": ["Лист 1", "Лист 1"],
        "city": ["а\nб", "а\nб"],
    }
    statement, handed = sqlite_insert("t", columns)
    assert statement == """INSERT INTO t ("load_id", "row", "sheet", "city") VALUES (7, ?, 'Лист 1', ?)"""
    assert handed == [[2, 3], ["а\nб", "а\nб"]]


def test_rows_that_are_all_the_same_are_handed_over_by_one_column() -> None:
    columns: dict[str, Sequence[Any]] = {"load_id": [7, 7], "sheet": ["Лист 1", "Лист 1"]}
    statement, handed = sqlite_insert("t", columns)
    assert (statement, handed) == ("""INSERT INTO t ("load_id", "sheet") VALUES (7, ?)""", [["Лист 1", "Лист 1"]])


def test_a_new_warehouse_is_as_the_migrations_make_it(warehouse: Engine) -> None:
    prepare(warehouse)
    expected = shape(warehouse)
    with writing(warehouse) as connection:
        JOURNAL.drop_all(connection)
        alembic_version.drop(connection)
    with writing(warehouse) as connection:
        migrate(connection)
    assert shape(warehouse) == expected


def shape(engine: Engine) -> list[object]:
    parts: list[object] = []
    inspector = sa.inspect(engine)
    for table in (*JOURNAL.tables, alembic_version.name):
        parts += [(table, column["name"], str(column["type"])) for column in inspector.get_columns(table)]
        parts += [(column["nullable"], column["default"]) for column in inspector.get_columns(table)]
        parts += [inspector.get_pk_constraint(table), inspector.get_indexes(table)]
    with engine.connect() as connection:
        return [*parts, connection.scalars(sa.select(alembic_version.c.version_num)).all()]
