"""Invented exhibits of every kind, for tests that draw, show or save one."""

from datetime import date
from typing import Any

import pandas as pd

from dashboard.exhibit import Exhibit, Field, Identity, Kind, Shape
from dashboard.figures.shapes import shapes
from dashboard.metrics import METRICS
from etl.regions import REGIONS

NAN = float("nan")
FIELDS = (Field("name", "Регион"), Field("value", "2025", Shape.NUMBER), Field("previous", "2024", Shape.NUMBER))


def exhibit(kind: Kind, frame: pd.DataFrame, **more: Any) -> Exhibit:
    given: dict[str, Any] = {
        "title": "Заявок больше в Поволжье",
        "subtitle": "Заявки · 2025",
        "fields": FIELDS,
        "metric": METRICS["entries"],
    }
    return Exhibit(name=kind.value, kind=kind, frame=frame, **(given | more))


def map_exhibit(**more: Any) -> Exhibit:
    """Return a map of all regions: 49 has no data, 90 has no base, 01 is zero, the rest grow with their place."""
    states = {"49": "no_data", "90": "no_base", "01": "zero"}
    rows = []
    for place, code in enumerate(shapes()):
        state = states.get(code, "value")
        value = {"zero": 0.0, "value": float(place + 1)}.get(state, NAN)
        rows.append((code, f"Регион {code}", value, state))
    frame = pd.DataFrame(rows, columns=["code", "name", "value", "state"])
    told = {"fields": FIELDS[:2], "identity": Identity(1002, 12, 14), "source": "Заявки", "loaded": date(2025, 10, 2)}
    return exhibit(Kind.MAP, frame, **(told | more))


def bar_exhibit(**more: Any) -> Exhibit:
    rows = [
        ("59", "Пермский край", 96.0, "value", 75.0),
        ("16", "Татарстан", 88.0, "value", 84.0),
        ("01", "Адыгея", 0.0, "zero", 2.0),
        ("49", "Магаданская область", NAN, "no_data", NAN),
        ("90", "Запорожская область", NAN, "no_base", NAN),
    ]
    return exhibit(Kind.BAR, pd.DataFrame(rows, columns=["key", "name", "value", "state", "previous"]), **more)


def line_exhibit(**more: Any) -> Exhibit:
    now = [("2025", "current", date(2025, month, 1), 10.0 * month) for month in range(1, 10)]
    then = [("2024", "comparison", date(2024, month, 1), 9.0 * month) for month in range(1, 13)]
    frame = pd.DataFrame(now + then, columns=["series", "role", "date", "value"])
    fields = (Field("series", "Период"), Field("date", "Месяц", Shape.DATE), Field("value", "Заявки", Shape.NUMBER))
    return exhibit(Kind.LINE, frame, **({"fields": fields} | more))


def stacked_exhibit(members: int = 7, **more: Any) -> Exhibit:
    rows = [(row, f"часть {place}", float(place + 1)) for row in ("I кв.", "II кв.") for place in range(members)]
    frame = pd.DataFrame(rows, columns=["row", "member", "value"])
    fields = (Field("row", "Квартал"), Field("member", "Категория"), Field("value", "Заявки", Shape.NUMBER))
    return exhibit(Kind.STACKED, frame, **({"fields": fields} | more))


def number_exhibit(value: float = 1028.0, **more: Any) -> Exhibit:
    frame = pd.DataFrame({"value": [value], "previous": [NAN]})
    return exhibit(Kind.NUMBER, frame, **({"title": "Заявки", "trail": (3.0, 5.0, 4.0, 8.0)} | more))


def matrix_exhibit(columns: int = 4, **more: Any) -> Exhibit:
    """Return who came to what: every region of two districts, 59 everywhere, 49 without data, the rest to every third."""
    rows = []
    for place, region in enumerate(REGIONS):
        for column in range(columns):
            came = region.code == "59" or (place + column) % 3 == 0
            state = "no_data" if region.code == "49" else "value" if came else "zero"
            value = {"value": float(10 * place + column + 1), "zero": 0.0}.get(state, NAN)
            district = region.federal_district
            rows.append(
                (region.code, region.short_name, district, f"{column + 1:02}.03 Форум № {column}", value, state)
            )
    frame = pd.DataFrame(rows, columns=["key", "row", "group", "column", "value", "state"]).sort_values(
        "group", kind="stable"
    )
    fields = (
        Field("group", "Округ"),
        Field("row", "Регион"),
        Field("column", "Мероприятие"),
        Field("value", "Участники", Shape.NUMBER),
    )
    return exhibit(Kind.MATRIX, frame, **({"fields": fields, "metric": METRICS["participants"]} | more))


def ties_exhibit(**more: Any) -> Exhibit:
    """Return agreements: Ulyanovsk with Luhansk most, one inside Tatarstan, two more far away."""
    rows = [
        ("73", "94", "Ульяновская область", "ЛНР", 7.0),
        ("59", "93", "Пермский край", "ДНР", 2.0),
        ("16", "16", "Татарстан", "Татарстан", 3.0),
        ("14", "77", "Якутия", "Москва", 1.0),
        ("41", "39", "Камчатский край", "Калининградская область", 1.0),
    ]
    frame = pd.DataFrame(rows, columns=["code", "other", "name", "other_name", "value"])
    fields = (
        Field("name", "Регион"),
        Field("other_name", "С кем"),
        Field("value", "Соглашения", Shape.NUMBER),
    )
    given = {"fields": fields, "metric": METRICS["agreements"], "directed": True}
    return exhibit(Kind.TIES, frame, **(given | more))
