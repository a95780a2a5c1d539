"""The register «Активность ассоциаций»: one act of one regional association."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.dataset import Column, Dataset, Dimension, Distinct, Kind, Measure, Resolution, Term, Vocabulary
from etl.datasets.shared import CONCESSION, INTERMUNICIPAL, MUNICIPALITY, NATIONAL_PROJECT, REGION, SOURCE_URL
from etl.regions import REGION_BY_CODE
from etl.sameness import SameRow
from etl.words import Text

if TYPE_CHECKING:
    import pandas as pd

PRACTICE, ANSWER, AGREEMENT, TRAINING, VOTE = (
    "практика в доклад",
    "ответ на запрос",
    "соглашение",
    "обучение",
    "голосование / опрос",
)

KINDS = Vocabulary(
    "kind",
    (
        Term(Text(PRACTICE, "practice for the report"), ("практика", "лучшая практика", "практика для доклада")),
        Term(Text(ANSWER, "answer to a request"), ("ответ", "запрос", "ответ на запрос вармсу")),
        Term(
            Text(AGREEMENT, "agreement"),
            ("соглашение о сотрудничестве", "договор", "межмуниципальное соглашение", "меморандум"),
        ),
        Term(Text(TRAINING, "training"), ("семинар", "повышение квалификации", "вебинар", "курсы")),
        Term(Text("собрание / съезд", "assembly or congress"), ("собрание", "съезд", "общее собрание", "съезд смо")),
        Term(Text(VOTE, "vote or survey"), ("голосование", "опрос", "анкетирование")),
        Term(Text("правовая экспертиза", "legal review"), ("экспертиза", "экспертиза нпа")),
        Term(Text("консультация", "consultation"), ("консультации",)),
        Term(Text("публикация", "publication"), ("публикации", "сми")),
        Term(Text("доклад", "report"), ("отчёт", "отчет")),
        Term(Text("конкурс", "contest"), ("региональный конкурс",)),
    ),
)

COLUMNS = (
    REGION,
    Column(
        "date",
        Kind.DATE,
        Text("Дата", "Date"),
        Text(
            "День, месяц, квартал или год; точность сохраняется", "Day, month, quarter or year; the precision is kept"
        ),
        ("дата события", "период", "отчетный период", "дата активности", "дата проведения", "дата подписания", "date"),
        required=True,
        example="III квартал 2025",
    ),
    Column(
        "kind",
        Kind.VOCABULARY,
        Text("Вид активности", "Kind of act"),
        Text("Что сделала ассоциация", "What the association did"),
        ("вид", "вид деятельности", "тип активности", "активность", "kind"),
        required=True,
        vocabulary=KINDS,
        example=PRACTICE,
    ),
    Column(
        "title",
        Kind.TEXT,
        Text("Название", "Title"),
        Text("О чём речь", "What it was"),
        ("наименование", "содержание", "описание", "тема", "title"),
        example="Благоустройство набережной",
    ),
    MUNICIPALITY,
    Column(
        "quantity",
        Kind.COUNT,
        Text("Количество", "Quantity"),
        Text("Сколько; пусто — 1", "How many; empty means 1"),
        ("кол-во", "число", "количество, ед.", "quantity"),
        default="1",
        example="1",
    ),
    NATIONAL_PROJECT,
    INTERMUNICIPAL,
    CONCESSION,
    Column(
        "partner_region",
        Kind.REGION,
        Text("Регион-партнёр", "Partner region"),
        Text("Регион другой стороны соглашения", "The region of the other side of an agreement"),
        ("регион партнёра", "субъект-партнёр", "регион второй стороны", "partner region"),
        example="Луганская Народная Республика",
    ),
    Column(
        "partner",
        Kind.TEXT,
        Text("Партнёр", "Partner"),
        Text("Другая сторона соглашения", "The other side of an agreement"),
        ("вторая сторона", "партнёр по соглашению", "partner"),
    ),
    Column(
        "due_date",
        Kind.DATE,
        Text("Срок ответа", "Due date"),
        Text("К какому дню ждали ответ на запрос", "The day an answer was due"),
        ("срок", "срок представления", "срок исполнения", "due date"),
        example="15.03.2025",
    ),
    Column(
        "answered_on",
        Kind.DATE,
        Text("Дата ответа", "Answered on"),
        Text("Когда ответили", "The day of the answer"),
        ("дата представления", "ответ получен", "дата исполнения", "answered on"),
        example="12.03.2025",
    ),
    Column(
        "completeness",
        Kind.NUMBER,
        Text("Полнота", "Completeness"),
        Text(
            "Доля заполненных обязательных полей, %, или оценка документа экспертом",
            "Share of mandatory fields filled, %, or an expert's score of the document",
        ),
        ("полнота ответа", "полнота, %", "полнота заполнения", "оценка", "completeness"),
        example="95",
    ),
    SOURCE_URL,
)


def each(facts: pd.DataFrame) -> pd.Series:
    """Return 1.0 for each row."""
    return facts["kind"].notna().astype(float)  # a text has no gaps, it may be empty


def is_kind(facts: pd.DataFrame, kind: str) -> pd.Series:
    """Return 1.0 for each row of that kind of act."""
    return (facts["kind"] == kind).astype(float)


def quantity_of(facts: pd.DataFrame, kind: str) -> pd.Series:
    """Return how many the acts of that kind stand for, row by row."""
    return facts["quantity"].where(facts["kind"] == kind, 0.0).fillna(0.0)


def practices(facts: pd.DataFrame) -> pd.Series:
    """Return how many practices each row stands for."""
    return quantity_of(facts, PRACTICE)


def answered_in_time(facts: pd.DataFrame) -> pd.Series:
    """Return 1.0 for each answer that came by its due date."""
    return is_kind(facts, ANSWER).where(facts["answered_on"] <= facts["due_date"], 0.0)


def answered_late(facts: pd.DataFrame) -> pd.Series:
    """Return 1.0 for each answer that came after its due date."""
    return is_kind(facts, ANSWER).where(facts["answered_on"] > facts["due_date"], 0.0)


def is_unanswered(facts: pd.DataFrame) -> pd.Series:
    """Return whether a row is a request with a due date and without an answer."""
    return (facts["kind"] == ANSWER) & facts["due_date"].notna() & facts["answered_on"].isna()


def is_tie(facts: pd.DataFrame) -> pd.Series:
    """Return whether a row is an agreement between two different regions."""
    other = facts["partner_region"].astype(str) != facts["region"].astype(str)
    return (facts["kind"] == AGREEMENT) & facts["partner_region"].isin(REGION_BY_CODE) & other


def intermunicipal_practices(facts: pd.DataFrame) -> pd.Series:
    """Return how many inter-municipal practices each row stands for."""
    return practices(facts).where(facts["intermunicipal"] == 1, 0.0)


def cooperation(facts: pd.DataFrame) -> pd.Series:
    """Return how many agreements and inter-municipal practices each row stands for."""
    return quantity_of(facts, AGREEMENT) + intermunicipal_practices(facts)


ACTIVITY = Dataset(
    "activity",
    Text("Активность ассоциаций", "Association activity"),
    Text("одно действие одной региональной ассоциации", "one act of one regional association"),
    COLUMNS,
    date=("date",),
    region="region",
    measures=(
        Measure("acts", each),
        Measure("practices", practices),
        Measure(
            "project_practices", lambda facts: practices(facts).where(~facts["national_project"].isin(("", "нет")), 0.0)
        ),
        Measure("project_stated", lambda facts: practices(facts).where(facts["national_project"] != "", 0.0)),
        Measure("intermunicipal_practices", intermunicipal_practices),
        Measure("intermunicipal_stated", lambda facts: practices(facts).where(facts["intermunicipal"].notna(), 0.0)),
        Measure("concession_practices", lambda facts: practices(facts).where(facts["concession"] == 1, 0.0)),
        Measure("concession_stated", lambda facts: practices(facts).where(facts["concession"].notna(), 0.0)),
        Measure("agreements", lambda facts: quantity_of(facts, AGREEMENT)),
        Measure("agreements_between", lambda facts: quantity_of(facts, AGREEMENT).where(is_tie(facts), 0.0)),
        Measure("cooperation", cooperation),
        Measure("cooperating_named", lambda facts: ((cooperation(facts) > 0) & (facts["municipality"] != "")) * 1.0),
        Measure(
            "trained", lambda facts: quantity_of(facts, TRAINING).where(facts["quantity_unit"].isin(("", "чел.")), 0.0)
        ),
        Measure("votes", lambda facts: is_kind(facts, VOTE)),
        Measure("ballots", lambda facts: quantity_of(facts, VOTE)),
        Measure("answers_due", lambda facts: is_kind(facts, ANSWER).where(facts["due_date"].notna(), 0.0)),
        Measure("answers_in_time", answered_in_time),
        Measure("answers_late", answered_late),
        Measure("answers_open", lambda facts: is_unanswered(facts).astype(float)),
        Measure(
            "completeness_sum",
            lambda facts: facts["completeness"].where(facts["kind"].isin((ANSWER, PRACTICE)), 0.0).fillna(0.0),
        ),
        Measure(
            "completeness_rows",
            lambda facts: (facts["completeness"].notna() & facts["kind"].isin((ANSWER, PRACTICE))).astype(float),
        ),
    ),
    distincts=(
        Distinct(
            "active_municipalities",
            ("region", "municipality"),
            lambda facts: facts["municipality"] != "",
            over_time=True,
        ),
        Distinct(
            "cooperating_municipalities",
            ("region", "municipality"),
            lambda facts: (cooperation(facts) > 0) & (facts["municipality"] != ""),
            over_time=True,
        ),
    ),
    dimensions=(
        Dimension("kind", Text("Вид активности", "Kind of act"), ("kind",), resolution=Resolution.DAYS_OF_NATION),
        Dimension("national_project", Text("Нацпроект", "National project"), ("national_project",)),
        Dimension("partner_region", Text("Регион-партнёр", "Partner region"), ("partner_region",), is_tie),
        Dimension("survey", Text("Опрос", "Survey"), ("title",), lambda facts: facts["kind"] == VOTE),
        Dimension("due_date", Text("Срок ответа", "Due date"), ("due_date",), is_unanswered),
    ),
    same_row=SameRow(
        ("region", "kind", "day", "day_precision"),
        title="title",
        untitled=("municipality", "quantity"),
        words=("kind", "municipality"),
    ),
    absence=Text("акта или практики", "act or practice"),
)
