"""Invented exhibits of every kind, for tests that draw, show or save one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.figures.drawing.shapes import shapes
from dashboard.model.exhibit import Exhibit, Field, Identity, Kind, Shape
from dashboard.model.metrics import METRICS
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
    frame["axis_date"] = [day.replace(year=2025) for day in frame["date"]]
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


def indicators_exhibit(**more: Any) -> Exhibit:
    """Return three indicators: one above the median of its peers, one that is unknown, one whose base is small."""
    told = {
        "direction": 0,
        "judgement": 0,
        "previous": NAN,
        "decimals": 0,
        "day": date(2025, 9, 30),
        "change": "",
        "usual": "",
    }
    lines = [
        {
            "group": "События",
            "key": "events",
            "name": "Мероприятия",
            "value": 12.0,
            "state": "value",
            "text": "12",
            "usual": "8–14",
            "change": "+20,0 %",
            "direction": 1,
            "judgement": 1,
            "rank": "5–6",
            "among": 88,
            "peers": 8.0,
            "country": 10.0,
            "spread": (0.0, 8.0, 10.0, 12.0, 27.0),
            "trail": (1.0, NAN, 3.0, 4.0),
        },
        {"group": "События", "key": "acts", "name": "Действия", "value": NAN, "state": "no_data", "text": "нет данных"},
        {"group": "Конкурсы", "key": "places", "name": "Места", "value": NAN, "state": "no_base", "text": "2 из 5"},
    ]
    unknown = {"rank": "", "among": 0, "peers": NAN, "country": NAN, "spread": (), "trail": (NAN,) * 4}
    frame = pd.DataFrame([told | unknown | line for line in lines])
    fields = (
        Field("group", "Реестр"),
        Field("name", "Показатель"),
        Field("text", "Значение"),
        Field("value", "Число", Shape.NUMBER),
        Field("change", "Изменение"),
        Field("rank", "Место"),
        Field("day", "Данные по", Shape.DATE),
    )
    return exhibit(Kind.INDICATORS, frame, **({"fields": fields, "metric": None} | more))


def tiles_exhibit(**more: Any) -> Exhibit:
    return replace(map_exhibit(**more), name="tiles", kind=Kind.TILES)


def plan_exhibit(**more: Any) -> Exhibit:
    """Return bars with a plan: reached, missed, none."""
    rows = [
        ("59", "Пермский край", 96.0, "value", 90.0),
        ("16", "Татарстан", 88.0, "value", 120.0),
        ("01", "Адыгея", 3.0, "value", NAN),
    ]
    fields = (*FIELDS[:2], Field("target", "План", Shape.NUMBER))
    frame = pd.DataFrame(rows, columns=["key", "name", "value", "state", "target"])
    return exhibit(Kind.BAR, frame, **({"fields": fields} | more))


def campaign_exhibit(**more: Any) -> Exhibit:
    """Return two seasons by the day of their campaign."""
    now = [("2026", "current", day, 10.0 * day) for day in range(1, 8)]
    then = [("2025", "comparison", day, 8.0 * day) for day in range(1, 15)]
    frame = pd.DataFrame(now + then, columns=["series", "role", "step", "value"])
    fields = (
        Field("series", "Сезон"),
        Field("step", "День кампании", Shape.NUMBER),
        Field("value", "Заявки", Shape.NUMBER),
    )
    return exhibit(Kind.LINE, frame, **({"fields": fields} | more))


def scatter_exhibit(**more: Any) -> Exhibit:
    """Return a funnel: one point above the outer limit, one above the inner one, one below, one within."""
    points = [("59", "Пермский край", 100.0, 80.0), ("16", "Татарстан", 100.0, 62.0)]
    points += [("01", "Адыгея", 100.0, 10.0), ("66", "Свердловская область", 50.0, 50.0)]
    rows = [("point", *point) for point in points]
    for level, gap in (("95 %", 10.0), ("99,8 %", 20.0)):
        rows += [("lower", level, level, x, 50.0 - gap) for x in (0.0, 200.0)]
        rows += [("upper", level, level, x, 50.0 + gap) for x in (0.0, 200.0)]
    rows += [("centre", "", "Вся страна", x, 50.0) for x in (0.0, 200.0)]
    fields = (Field("name", "Регион"), Field("x", "Заявки", Shape.NUMBER), Field("y", "Доля", Shape.PERCENT, 1))
    frame = pd.DataFrame(rows, columns=["role", "key", "name", "x", "y"])
    return exhibit(Kind.SCATTER, frame, **({"fields": fields, "metric": METRICS["success_share"]} | more))


def multiples_exhibit(**more: Any) -> Exhibit:
    """Return two panels of three months, one compared with the year before, with a gap."""
    rows = []
    for panel, scale in (("Центральный", 1.0), ("Уральский", 4.0)):
        rows += [(panel, "2025", "current", date(2025, month, 1), scale * month) for month in (1, 2, 3)]
        rows += [(panel, "2024", "comparison", date(2024, month, 1), 2 * scale) for month in (1, 2, 3)]
    rows[1] = (*rows[1][:4], NAN)
    frame = pd.DataFrame(rows, columns=["panel", "series", "role", "date", "value"])
    frame["axis_date"] = [day.replace(year=2025) for day in frame["date"]]
    frame["whole"] = frame["panel"].map({"Центральный": 4.0, "Уральский": 24.0})
    fields = (
        Field("panel", "Округ"),
        Field("series", "Период"),
        Field("date", "Месяц", Shape.DATE),
        Field("value", "Заявки", Shape.NUMBER),
    )
    return exhibit(Kind.MULTIPLES, frame, **({"fields": fields} | more))
