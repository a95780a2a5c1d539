"""Wholes and the parts they divide into: practices by what they state, requests by when they were answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from etl.words import Text


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: its words, how much of it there is in a row of sums, and whether it says nothing yet."""

    name: Text
    amount: Callable[[pd.Series], float]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A whole and the parts that add up to it; the first part is the one a metric is the share of.

    `basis` says what the metric is a share of where that is not the whole.
    """

    metric: str
    title: Text
    whole: Text
    parts: tuple[Part, ...]
    basis: Text | None = None


def stated(metric: str, title: Text, yes: str, known: str, words: Text) -> Theme:
    """Return the theme of practices that say yes, that say no, and that say nothing."""
    return Theme(
        metric,
        title,
        Text("практик", "practices"),
        (
            Part(words, lambda row: row[yes]),
            Part(Text("прямо «нет»", "explicitly “no”"), lambda row: row[known] - row[yes]),
            Part(Text("не указано", "not stated"), lambda row: row["practices"] - row[known], quiet=True),
        ),
        Text("от указавших", "of those that state it"),
    )


THEMES: Mapping[str, Theme] = {
    "project": stated(
        "project_share",
        Text("Нацпроект", "National project"),
        "project_practices",
        "project_stated",
        Text("есть связь", "tied"),
    ),
    "intermunicipal": stated(
        "intermunicipal_share",
        Text("Межмуниципальное сотрудничество", "Inter-municipal cooperation"),
        "intermunicipal_practices",
        "intermunicipal_stated",
        Text("есть связь", "tied"),
    ),
    "concession": stated(
        "concession_share",
        Text("Концессия или МЧП", "Concession or partnership"),
        "concession_practices",
        "concession_stated",
        Text("есть связь", "tied"),
    ),
    "answers": Theme(
        "answers_in_time",
        Text("Ответы на запросы", "Answers to requests"),
        Text("запросов со сроком", "requests with a due date"),
        (
            Part(Text("в срок", "on time"), lambda row: row["answers_in_time"]),
            Part(Text("с опозданием", "late"), lambda row: row["answers_late"]),
            Part(Text("нет ответа, срок прошёл", "no answer, overdue"), lambda row: row["answers_overdue"]),
            Part(
                Text("срок ещё не наступил", "not due yet"),
                lambda row: row["answers_open"] - row["answers_overdue"],
                quiet=True,
            ),
        ),
    ),
}
PRACTICE_THEMES = ("project", "intermunicipal", "concession")
