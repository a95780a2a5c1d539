"""The columns of a part hold what Arrow itself would make of the values, without pandas in a load."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.rows.arrays import MOST_WORDS, WORDS, column_of
from tests.etl.registers import EVENTS, as_csv, event

VALUES: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.int32(): st.integers(-(2**31), 2**31 - 1),
    pa.int8(): st.integers(-128, 127),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.float64(): st.floats(allow_nan=False),
    pa.date32(): st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat),
    WORDS: st.text(st.characters(exclude_categories=["Cs"]), max_size=2),
}


def straight(values: list[Any], kind: pa.DataType) -> list[Any]:
    """Return the values as Arrow holds them."""
    return [date.fromisoformat(value) if value else None for value in values] if kind == pa.date32() else values


@pytest.mark.parametrize("kind", VALUES, ids=str)
@given(data=st.data())
def test_a_column_holds_its_values_in_the_order_wanted(kind: pa.DataType, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | VALUES[kind]))
    order = data.draw(st.permutations(range(len(values))))
    column = column_of(values, kind, np.array(order, np.intp))
    column.validate(full=True)
    assert column.type == kind and column.null_count == values.count(None)
    assert column.to_pylist() == [straight(values, kind)[place] for place in order]


@pytest.mark.parametrize(("different", "kind"), [(MOST_WORDS, WORDS), (MOST_WORDS + 1, pa.string())])
def test_texts_of_many_different_values_are_written_plain(different: int, kind: pa.DataType) -> None:
    values = [None, *map(str, range(different)), "0"]
    column = column_of(values, WORDS, np.arange(len(values)))
    assert column.type == kind and column.to_pylist() == values


def test_a_load_does_without_pandas(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.csv" for name in ("Первый", "Второй")]
    for file in files:
        file.write_bytes(as_csv(EVENTS, [event("Пермский край"), event("Атлантида")]))
    command = f"import sys; from etl.cli.app import main; main(['load', *{list(map(str, files))}]); assert 'pandas' not in sys.modules"
    address = {"DATABASE_URL": f"sqlite:///{tmp_path / 'warehouse.db'}"}
    ended = subprocess.run([sys.executable, "-c", command], env=address, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stderr
    assert "загрузка № 2" in ended.stdout
