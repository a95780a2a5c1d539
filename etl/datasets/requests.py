"""The register «Поручения»: one request, asked of one region."""

from dataclasses import replace

from etl.datasets.activity import ACTIVITY, IS_ANSWER
from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Column, Dataset, Dimension, Kind, Measure, Note, Term, Vocabulary
from etl.datasets.expressions import both, quoted
from etl.datasets.sameness import SameRow
from etl.datasets.shared import NATIONAL_PROJECT, REGION, SOURCE_URL, TOPIC
from etl.datasets.taken import Taken
from etl.words import Text, Unit

ISSUERS = Vocabulary(
    "issued_by",
    (
        Term(Text("Правление", "Board"), ("правление вармсу", "правление ассоциации")),
        Term(Text("исполнительная дирекция", "executive office"), ("исполнительный директор", "дирекция", "вармсу")),
        Term(
            Text("Администрация Президента", "Presidential Administration"),
            ("администрация президента рф", "администрация президента российской федерации", "ап рф"),
        ),
        Term(Text("Правительство", "Government"), ("правительство рф", "правительство российской федерации")),
        Term(Text("министерство", "ministry"), ("минстрой", "минэкономразвития", "минфин", "фоив", "ведомство")),
        Term(Text("Государственная Дума", "State Duma"), ("госдума", "гд", "комитет государственной думы")),
        Term(Text("Совет Федерации", "Federation Council"), ("сф", "комитет совета федерации")),
    ),
)
STATES = Vocabulary(
    "request_state",
    (
        Term(Text("новое", "new"), ("новый", "направлено", "не начато")),
        Term(Text("в работе", "in work"), ("исполняется", "на исполнении", "выполняется")),
        Term(Text("исполнено", "done"), ("выполнено", "отвечено", "ответ получен", "закрыто")),
        Term(Text("возвращено", "sent back"), ("на доработке", "возврат", "возвращено на доработку")),
        Term(Text("снято", "withdrawn"), ("снято с контроля", "отменено", "отозвано")),
    ),
    ordered=True,
)
NEW, IN_WORK, DONE, SENT_BACK, WITHDRAWN = STATES.names()

COLUMNS = (
    Column(
        "request",
        Kind.TEXT,
        Text("Поручение", "Request"),
        Text("Что запросили или поручили", "What was asked for"),
        (
            "запрос",
            "название запроса",
            "название поручения",
            "наименование поручения",
            "содержание поручения",
            "содержание запроса",
            "текст поручения",
            "суть поручения",
            "предмет запроса",
            "request",
        ),
        required=True,
        example="О лучших муниципальных практиках",
    ),
    Column(
        "issued_on",
        Kind.DATE,
        Text("Дата поручения", "Issued on"),
        Text("Когда запросили", "The day it was asked"),
        ("дата запроса", "дата направления", "дата выдачи", "дата письма", "направлено от", "запрошено", "issued on"),
        required=True,
        example="03.03.2025",
    ),
    Column(
        "due_on",
        Kind.DATE,
        Text("Срок", "Due on"),
        Text("К какому дню ждут ответ", "The day an answer is due"),
        (
            "срок исполнения",
            "срок ответа",
            "срок представления",
            "контрольный срок",
            "исполнить до",
            "ответить до",
            "плановая дата исполнения",
            "due on",
        ),
        required=True,
        example="14.03.2025",
    ),
    Column(
        "issued_by",
        Kind.VOCABULARY,
        Text("Кто поручил", "Issued by"),
        Text("Чьё это поручение", "Whose request it is"),
        ("кто запросил", "автор поручения", "инициатор", "заказчик", "от кого", "issued by"),
        vocabulary=ISSUERS,
        example="Правление",
    ),
    replace(
        REGION,
        meaning=Text(
            "Кого спросили; «все регионы» — каждый субъект, который был в перечне в день поручения",
            "Who is asked; “все регионы” is every subject that was on the list on the day of the request",
        ),
        headings=(*REGION.headings, "исполнитель", "кому", "адресат", "кому направлено"),
        every=True,
    ),
    TOPIC,
    NATIONAL_PROJECT,
    Column(
        "answered_on",
        Kind.DATE,
        Text("Дата ответа", "Answered on"),
        Text("Когда ответили", "The day of the answer"),
        ("дата исполнения", "ответ получен", "дата поступления ответа", "ответ от", "answered on"),
        example="12.03.2025",
    ),
    Column(
        "state",
        Kind.VOCABULARY,
        Text("Состояние", "State"),
        Text("Где поручение сейчас; пусто — видно по дате ответа", "Where it is now; empty: by the day of the answer"),
        ("статус", "статус поручения", "статус исполнения", "состояние исполнения", "отметка об исполнении", "state"),
        vocabulary=STATES,
        example=DONE,
    ),
    Column(
        "rounds",
        Kind.NUMBER,
        Text("Возвраты", "Times sent back"),
        Text(
            "Сколько раз ответ вернули на доработку; 0 — приняли сразу", "How often it was sent back; 0: taken at once"
        ),
        ("количество возвратов", "число возвратов", "раз возвращено", "доработки", "rounds"),
        example="0",
    ),
    Column(
        "completeness",
        Kind.NUMBER,
        Text("Полнота ответа", "Completeness of the answer"),
        Text(
            "Доля заполненных обязательных полей, %, или оценка ответа экспертом",
            "Share of mandatory fields filled, %, or an expert's score of the answer",
        ),
        ("полнота", "полнота, %", "оценка ответа", "оценка", "качество ответа", "completeness"),
        example="95",
    ),
    SOURCE_URL,
    COVERAGE,
)

STANDS = f"state <> {quoted(WITHDRAWN)}"
ANSWERED = f"answered_on IS NOT NULL AND state <> {quoted(SENT_BACK)}"
DONE_UNDATED = f"answered_on IS NULL AND state = {quoted(DONE)}"
IS_DUE = both(STANDS, "due_on <= data_end")
WAITS_FOR_ANSWER = both(STANDS, f"NOT ({ANSWERED})", f"NOT ({DONE_UNDATED})")
SCORED = both(STANDS, "completeness IS NOT NULL")
ROUNDED = both(STANDS, "rounds IS NOT NULL")

REQUESTS = Dataset(
    "requests",
    Text("Поручения", "Requests"),
    Text("одно поручение одному региону", "one request asked of one region"),
    COLUMNS,
    date=("issued_on",),
    region="region",
    measures=(
        Measure("requests", where=STANDS),
        Measure("withdrawn", where=f"state = {quoted(WITHDRAWN)}"),
        Measure("answers_due", where=IS_DUE),
        Measure("answers_timed", where=both(IS_DUE, f"NOT ({DONE_UNDATED})")),
        Measure("answers_in_time", where=both(IS_DUE, ANSWERED, "answered_on <= due_on")),
        Measure("answers_late", where=both(IS_DUE, ANSWERED, "answered_on > due_on")),
        Measure("answers_undated", where=both(IS_DUE, DONE_UNDATED)),
        Measure("answers_overdue", where=both(IS_DUE, WAITS_FOR_ANSWER)),
        Measure("answers_not_due", where=both(STANDS, "due_on > data_end")),
        Measure("rounds", "rounds", ROUNDED),
        Measure("rounds_known", where=ROUNDED),
        Measure("answer_score", "completeness", SCORED),
        Measure("answers_scored", where=SCORED),
    ),
    dimensions=(
        Dimension("state", Text("Состояние", "State"), ("state",), "state <> ''"),
        Dimension("issued_by", Text("Кто поручил", "Issued by"), ("issued_by",)),
        Dimension("topic", Text("Тема", "Topic"), ("topic",)),
        Dimension("national_project", Text("Нацпроект", "National project"), ("national_project",)),
    ),
    same_row=SameRow(
        ("region", "day", "day_precision", "due_on"), title="request", words=("issued_by", "topic", "due_on")
    ),
    # Who is asked has not done anything yet: a request makes no region an active one.
    counts_as_activity=False,
    known_by=("answered_on",),
    taken=(
        Taken(
            ACTIVITY.name,
            IS_ANSWER,
            (
                ("request", "title"),
                ("issued_on", "date"),
                ("due_on", "due_date"),
                ("region", "region"),
                ("national_project", "national_project"),
                ("answered_on", "answered_on"),
                ("completeness", "completeness"),
                ("source_url", "source_url"),
                ("coverage", "coverage"),
            ),
            same="due_on",
            title="request",
        ),
    ),
    notes=(
        Note(
            "answers_in_time",
            "answers_not_due",
            Unit(
                (
                    "запрос, срок которого ещё не наступил, в доле не участвует",
                    "запроса, срок которых ещё не наступил, в доле не участвуют",
                    "запросов, срок которых ещё не наступил, в доле не участвуют",
                ),
                ("request is not due yet and not in the share", "requests are not due yet and not in the share"),
            ),
        ),
    ),
)
