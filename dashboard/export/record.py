"""An exhibit as plain values for JSON, with all its rows."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd

from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Identity, Kind, Shape
from dashboard.model.metric import Aggregate

VALUES = ("value", "previous", "target", "part", "whole")


def record(exhibit: Exhibit) -> dict[str, Any]:
    """Return an exhibit as data: words, fields and rows, including rows the page leaves out."""
    frame = exhibit.frame if exhibit.full is None else exhibit.full
    return {
        "exhibit": exhibit.name,
        "title": exhibit.title,
        "subtitle": exhibit.subtitle,
        "notes": list(exhibit.notes),
        "identity": identity(exhibit.identity),
        "fields": [
            {"name": field.name, "title": field.title, "unit": unit(field, exhibit)} for field in exhibit.fields
        ],
        "rows": rows(frame),
    }


def identity(parts: Identity | None) -> dict[str, float] | None:
    """Return the parts of the total and the total."""
    if parts is None:
        return None
    return {name: json_value(getattr(parts, name)) for name in ("mapped", "without_region", "quarantined", "total")}


def unit(field: Field, exhibit: Exhibit) -> str:
    """Return the unit of a column, empty for words, days and plain numbers."""
    if field.shape is Shape.PERCENT:
        return "%"
    metric, is_part = exhibit.metric, field.name == "part"
    if field.shape is not Shape.NUMBER or field.name not in VALUES or (is_part and metric and metric.is_ratio):
        return ""
    if (
        metric and exhibit.kind is Kind.NUMBER and metric.aggregate is Aggregate.COVERAGE
    ):  # its card says «из 89» instead
        return translator(exhibit.language).plural(5, metric.unit)
    return exhibit.unit


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame with all its columns."""
    columns = {str(name): [json_value(value) for value in frame[name].tolist()] for name in frame}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def json_value(value: Any) -> Any:
    """Return a value of a frame for JSON: unknown values are null, days are ISO, sequences are lists."""
    match value:
        case None | str() | bool() | int():
            return value if value is None or type(value) in (str, bool, int) else plain(value)
        case float():
            return float(value) if math.isfinite(value) else None
        case _ if value is pd.NaT or value is pd.NA:
            return None
        case datetime():
            return day_or_moment(value)
        case date():
            return value.isoformat()
        case np.generic():
            return json_value(value.item())
        case Mapping():
            return {str(key): json_value(item) for key, item in value.items()}
        case Iterable():
            return [json_value(item) for item in value]
    return str(value)


def plain(value: str | int) -> str | int:
    """Return the plain string or number of a member of an enumeration."""
    return str(value) if isinstance(value, str) else int(value)


def day_or_moment(moment: datetime) -> str:
    """Return the day, or the moment when it has a time of day."""
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
