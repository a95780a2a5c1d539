"""Wholes and the parts they divide into: practices by what they state, requests by when they were answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.model.metrics import METRICS
from etl.words import Text


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: its name, how to read its amount from a row of sums, and whether it is drawn grey."""

    name: Text
    amount: Callable[[pd.Series], float]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A whole and the parts that add up to it; the metric is the share of the first part.

    `basis` says what the metric is a share of when that is not the whole.
    """

    metric: str
    title: Text
    whole: Text
    parts: tuple[Part, ...]
    basis: Text | None = None

    @property
    def register(self) -> str:
        """Return the register the whole is of."""
        return METRICS[self.metric].register


def practice_theme(code: str, title: Text) -> Theme:
    """Return a theme that divides practices into yes, no and not stated."""
    yes, stated = f"{code}_practices", f"{code}_stated"
    return Theme(
        f"{code}_share",
        title,
        Text("практик", "practices"),
        (
            Part(Text("есть связь", "tied"), lambda row: row[yes]),
            Part(Text("прямо «нет»", "explicitly “no”"), lambda row: row[stated] - row[yes]),
            Part(Text("не указано", "not stated"), lambda row: row["practices"] - row[stated], quiet=True),
        ),
        Text("от указавших", "of those that state it"),
    )


THEMES: Mapping[str, Theme] = {
    "project": practice_theme("project", Text("Нацпроект", "National project")),
    "intermunicipal": practice_theme(
        "intermunicipal", Text("Межмуниципальное сотрудничество", "Inter-municipal cooperation")
    ),
    "concession": practice_theme("concession", Text("Концессия или МЧП", "Concession or partnership")),
    "answers": Theme(
        "answers_in_time",
        Text("Ответы на запросы", "Answers to requests"),
        Text("запросов со сроком", "requests with a due date"),
        (
            Part(Text("в срок", "on time"), lambda row: row["answers_in_time"]),
            Part(Text("с опозданием", "late"), lambda row: row["answers_late"]),
            Part(Text("исполнено, дата не указана", "done, day not stated"), lambda row: row["answers_undated"]),
            Part(Text("нет ответа, срок прошёл", "no answer, overdue"), lambda row: row["answers_overdue"]),
            Part(Text("срок ещё не наступил", "not due yet"), lambda row: row["answers_not_due"], quiet=True),
        ),
    ),
}
PRACTICE_THEMES = ("project", "intermunicipal", "concession")
