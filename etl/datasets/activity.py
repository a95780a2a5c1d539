"""The register «Активность ассоциаций»: one act of one regional association."""

from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Column, Dataset, Dimension, Distinct, Kind, Measure, Term, Vocabulary
from etl.datasets.expressions import IS_LISTED, UNIT, WAITING_NAMES, WAITS, both, is_one_of, quoted
from etl.datasets.figures import PERSONS
from etl.datasets.sameness import SameRow
from etl.datasets.shared import (
    CONCESSION,
    INTERMUNICIPAL,
    MUNICIPALITY,
    NATIONAL_PROJECT,
    NO_PROJECT,
    REGION,
    SOURCE_URL,
)
from etl.regions import REGION_BY_CODE
from etl.words import Text

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
    COVERAGE,
)


IS_PRACTICE, IS_ANSWER, IS_AGREEMENT, IS_TRAINING, IS_VOTE = (
    f"kind = {quoted(kind)}" for kind in (PRACTICE, ANSWER, AGREEMENT, TRAINING, VOTE)
)
INTERMUNICIPAL_PRACTICE = both(IS_PRACTICE, "intermunicipal = 1")
COOPERATES = f"({IS_AGREEMENT} OR {INTERMUNICIPAL_PRACTICE})"
BETWEEN_REGIONS = both(IS_AGREEMENT, is_one_of("partner_region", REGION_BY_CODE), "partner_region <> region")
SCORED = both(is_one_of("kind", (ANSWER, PRACTICE)), "completeness IS NOT NULL")
COOPERATING = both(COOPERATES, "quantity > 0", IS_LISTED)

ACTIVITY = Dataset(
    "activity",
    Text("Активность ассоциаций", "Association activity"),
    Text("одно действие одной региональной ассоциации", "one act of one regional association"),
    COLUMNS,
    date=("date",),
    region="region",
    municipality="municipality",
    measures=(
        Measure("acts"),
        Measure("practices", "quantity", IS_PRACTICE),
        Measure(
            "project_practices",
            "quantity",
            both(IS_PRACTICE, f"national_project <> '' AND national_project <> {quoted(NO_PROJECT)}"),
        ),
        Measure("project_stated", "quantity", both(IS_PRACTICE, "national_project <> ''")),
        Measure("intermunicipal_practices", "quantity", INTERMUNICIPAL_PRACTICE),
        Measure("intermunicipal_stated", "quantity", both(IS_PRACTICE, "intermunicipal IS NOT NULL")),
        Measure("concession_practices", "quantity", both(IS_PRACTICE, "concession = 1")),
        Measure("concession_stated", "quantity", both(IS_PRACTICE, "concession IS NOT NULL")),
        Measure("agreements", "quantity", IS_AGREEMENT),
        Measure("agreements_between", "quantity", BETWEEN_REGIONS),
        Measure("cooperation", "quantity", COOPERATES),
        Measure("cooperating_named", where=COOPERATING),
        Measure("trained", "quantity", both(IS_TRAINING, is_one_of("quantity_unit", ("", PERSONS)))),
        Measure("votes", where=IS_VOTE),
        Measure("ballots", "quantity", IS_VOTE),
        Measure("completeness_sum", "completeness", SCORED),
        Measure("completeness_rows", where=SCORED),
    ),
    distincts=(
        Distinct("active_municipalities", ("region", UNIT), IS_LISTED, over_time=True),
        Distinct("cooperating_municipalities", ("region", UNIT), COOPERATING, over_time=True),
        Distinct(WAITING_NAMES, ("region", "municipality"), WAITS, over_time=True),
    ),
    dimensions=(
        Dimension("kind", Text("Вид активности", "Kind of act"), ("kind",)),
        Dimension("national_project", Text("Нацпроект", "National project"), ("national_project",)),
        Dimension("partner_region", Text("Регион-партнёр", "Partner region"), ("partner_region",), BETWEEN_REGIONS),
        Dimension("survey", Text("Опрос", "Survey"), ("title",), IS_VOTE),
    ),
    same_row=SameRow(
        ("region", "kind", "day", "day_precision"),
        title="title",
        untitled=("municipality", "quantity"),
        words=("kind", "municipality"),
    ),
    absence=Text("акта или практики", "act or practice"),
)
