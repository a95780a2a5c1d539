"""Exhibits that every reader opens are made once for each set of arguments and data version."""

import pandas as pd
import pytest

from dashboard.engine import cache
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.queries.made_once import made_once


def test_an_exhibit_is_made_again_only_for_other_arguments_or_other_data(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    @made_once
    def build(title: str, most: int = 1) -> Exhibit:
        built.append((title, most))
        return Exhibit("sample", Kind.TABLE, title, "", pd.DataFrame(), ())

    monkeypatch.setattr(cache, "version", lambda: "one")
    assert [build("a").title, build("a", 1).title, build("a", most=1).title, build("b").title] == ["a", "a", "a", "b"]
    assert built == [("a", 1), ("b", 1)]
    monkeypatch.setattr(cache, "version", lambda: "two")
    build("a")
    assert built == [("a", 1), ("b", 1), ("a", 1)]
