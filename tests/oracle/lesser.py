"""The rows of the smaller registers, of what was asked, proposed and taught, read by the columns that are named here."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from tests.oracle.cells import days_of, number_of, text_of, word_of
from tests.oracle.places import CODES, NOWHERE, UNKNOWN, existing, region_of

REQUESTS, INITIATIVES, TRAINING = "requests", "initiatives", "training"
KNOWN_BY = {"Поручение": REQUESTS, "Инициатива": INITIATIVES, "Программа обучения": TRAINING}
DAY = {REQUESTS: "Дата поручения", INITIATIVES: "Дата подачи инициативы", TRAINING: "Начало обучения"}
TEXTS = {
    REQUESTS: {"Поручение": "title"},
    INITIATIVES: {"Инициатива": "title", "Где прозвучала": "forum"},
    TRAINING: {"Программа обучения": "programme", "Поток": "stream"},
}
# The column, the name it has here, and that of its vocabulary.
WORDS = {
    REQUESTS: {
        "Кто поручил": ("issued_by", "issued_by"),
        "Тема": ("topic", "topic"),
        "Нацпроект": ("national_project", "national_project"),
        "Состояние": ("state", "request_state"),
    },
    INITIATIVES: {
        "Чья инициатива": ("audience", "audience"),
        "Вид инициативы": ("kind", "initiative_kind"),
        "Состояние инициативы": ("state", "initiative_state"),
        "Тема": ("topic", "topic"),
    },
    TRAINING: {"Категория слушателей": ("category", "category")},
}
OTHER_DAYS = {
    REQUESTS: {"Срок": "due", "Дата ответа": "answered"},
    INITIATIVES: {"Дата решения": "decided"},
    TRAINING: {"Конец обучения": "ends"},
}
NUMBERS = {
    REQUESTS: {"Возвраты": "rounds", "Полнота ответа": "score"},
    INITIATIVES: {},
    TRAINING: {
        "Подали заявки": "applied",
        "Зачислены": "admitted",
        "Окончили": "finished",
        "Защитили проекты": "projects_defended",
        "Назначены": "appointed",
    },
}
REQUIRED = {REQUESTS: ("title", "due"), INITIATIVES: ("title",), TRAINING: ("programme",)}
EVERYWHERE, ALIKE = "все регионы", 85
ANSWER = "ответ на запрос"
COLUMNS = ("row", "region", "first", "last", "exact", "day_readable", "coverage", "held_back", "placed", "file", "end")


def understood(register: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return what the rows of a table say, one for each region where all of them are asked."""
    days, regions = table[DAY[register]].map(days_of), table["Регион"].map(text_of)
    others = {name: table[heading].map(days_of) for heading, name in OTHER_DAYS[register].items()}
    rows: dict[str, Any] = {
        "row": table["row"],
        "region": regions.map(lambda text: [*CODES] if text == EVERYWHERE else [region_of(text)]),
        "first": days.map(lambda one: one.first),
        "last": days.map(lambda one: one.last),
        "exact": days.map(lambda one: one.first is not None and one.first == one.last),
        "day_readable": days.map(lambda one: one.readable),
        "coverage": table["Полнота источника"].map(text_of),
        "number": 1.0,
    }
    rows |= {name: table[heading].map(text_of) for heading, name in TEXTS[register].items()}
    rows |= {
        name: table[heading].map(lambda cell, words=words: word_of(cell, words))
        for heading, (name, words) in WORDS[register].items()
    }
    rows |= {name: table[heading].map(number_of) for heading, name in NUMBERS[register].items()}
    rows |= {name: cells.map(lambda one: one.first) for name, cells in others.items()}
    frame = pd.DataFrame(rows)
    unclear = [cells.map(lambda one: not one.readable) for cells in (days, *others.values())]
    frame["held_back"] = pd.concat(unclear, axis=1).any(axis=1)
    for name in REQUIRED[register]:
        frame["held_back"] |= frame[name].isna() | (frame[name] == "")
    frame = frame.explode("region", ignore_index=True)
    frame["held_back"] |= frame["region"] == UNKNOWN
    there = [
        code not in CODES or code in existing([code], day)
        for code, day in zip(frame["region"], frame["first"], strict=True)
    ]
    return frame[there].reset_index(drop=True)


def finished(register: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with their days as such, and whether they count in a region."""
    for name in ("first", "last", *OTHER_DAYS[register].values()):
        rows[name] = pd.to_datetime(rows[name])
    if register == TRAINING:
        rows["last"] = rows["ends"].where(rows["ends"].notna() & rows["first"].notna(), rows["last"])
    rows["placed"] = ~rows["held_back"] & (rows["region"] != NOWHERE)
    return rows.assign(listed="--", municipality="")


def nothing(register: str) -> pd.DataFrame:
    """Return no rows of a register."""
    names = [*TEXTS[register].values(), *(name for name, _ in WORDS[register].values()), *NUMBERS[register].values()]
    frame = pd.DataFrame(columns=[*dict.fromkeys((*COLUMNS, *names, *OTHER_DAYS[register].values(), "number"))])
    flags = dict.fromkeys(("exact", "day_readable", "held_back"), bool) | {"number": float}
    return frame.astype(flags | dict.fromkeys(NUMBERS[register].values(), float))


def with_answers(requests: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Return the requests with the answers the activity register tells of; what both tell of once."""
    answers = acts[acts["kind"] == ANSWER].assign(state="", issued_by="", topic="", rounds=float("nan"))
    again = [is_again(row, requests) for row in answers.itertuples()]
    rows = pd.concat([requests, answers[[not one for one in again]]], ignore_index=True)
    return rows.astype(dict.fromkeys(("exact", "day_readable", "held_back", "placed"), bool))


def is_again(answer: Any, requests: pd.DataFrame) -> bool:
    """Return whether a request of the same region and day is that of an answer."""
    near = requests[(requests["region"] == answer.region) & (requests["due"] == answer.due) & ~requests["held_back"]]
    return not answer.held_back and any(alike(answer.title, title) for title in near["title"])


def alike(one: str, other: str) -> bool:
    """Return whether two titles have nearly the same words; one that says nothing is like any."""
    words = [" ".join(text.casefold().replace("ё", "е").split()) for text in (one, other)]
    return not all(words) or fuzz.token_sort_ratio(*words) >= ALIKE


def last_known(register: str, rows: pd.DataFrame) -> pd.Timestamp | None:
    """Return the last day the rows of a register know of, up to today."""
    today = pd.Timestamp.today()
    days = [rows[name][rows[name] <= today].max() for name in ("first", *KNOWN_TO.get(register, ()))]
    return max((day for day in days if not pd.isna(day)), default=None)


KNOWN_TO: Mapping[str, tuple[str, ...]] = {REQUESTS: ("answered",), INITIATIVES: ("decided",)}
