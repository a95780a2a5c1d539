"""The numbers of what was asked of the regions: how much, answered when, how often sent back, how fully."""

from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics.units import PERCENT, POINT, REQUEST, TIMES
from etl.datasets import INDICATORS, REQUESTS
from etl.words import Text

BOTH_REGISTERS = Text(
    "«Ответы на запросы» реестра активности входят сюда же; записанное в обоих реестрах (тот же регион, срок и название) считается один раз.",
    "“Answers to requests” of the activity register are counted here too; what both registers hold (same region, due date and title) counts once.",
)

REQUEST_METRICS = (
    Metric(
        "requests",
        REQUESTS.name,
        INDICATORS["requests"],
        REQUEST,
        Text(
            "Сколько поручений и запросов получили регионы: одно на каждый спрошенный регион.",
            "Requests that regions were asked: one for each region asked.",
        ),
        Text("строки реестра без снятых", "rows of the register without the withdrawn ones"),
        BOTH_REGISTERS,
        Aggregate.TOTAL,
        "requests",
        polarity=0,
    ),
    Metric(
        "answers_in_time",
        REQUESTS.name,
        INDICATORS["answers_in_time"],
        PERCENT,
        Text(
            "Доля запросов с наступившим сроком, на которые ответили вовремя.",
            "Share of requests already due that were answered on time.",
        ),
        Text(
            "ответы не позже срока ÷ запросы, срок которых наступил к концу данных реестра × 100",
            "answers by the due date ÷ requests due by the end of the register's data × 100",
        ),
        Text(
            "Запрос без ответа или возвращённый, срок которого прошёл, — не в срок. Запросы без срока, снятые и те, чей срок ещё не наступил, не входят, даже если на них уже ответили; исполненные без даты — тоже. «Ответы на запросы» реестра активности входят.",
            "A request that is due and has no answer, or was sent back, is late. Requests without a due date, withdrawn or not due yet are left out, even when answered; so are those done without a date. “Answers to requests” of the activity register are in.",
        ),
        Aggregate.SHARE,
        "answers_in_time",
        "answers_timed",
        Text("запросы с наступившим сроком", "requests already due"),
        1,
        1,
        whole="answers_due",
    ),
    Metric(
        "overdue",
        REQUESTS.name,
        INDICATORS["overdue"],
        REQUEST,
        Text(
            "Сколько поручений без принятого ответа, хотя их срок наступил.",
            "Requests that are due and have no accepted answer.",
        ),
        Text(
            "поручения со сроком не позже конца данных реестра, без даты ответа или возвращённые",
            "requests due by the end of the register's data without a day of answer, or sent back",
        ),
        Text(
            "Считается на последний день данных реестра, а не на сегодня. Снятые не входят.",
            "As of the last day of the register's data, not of today. Withdrawn ones are left out.",
        ),
        Aggregate.TOTAL,
        "answers_overdue",
        polarity=-1,
        evidence="answers_due",
    ),
    Metric(
        "rounds",
        REQUESTS.name,
        INDICATORS["rounds"],
        TIMES,
        Text("Сколько раз в среднем ответ возвращали на доработку.", "How often, on average, an answer was sent back."),
        Text("сумма возвратов ÷ поручения, где их число указано", "sum of times sent back ÷ requests that state it"),
        Text(
            "Пустая ячейка — не ноль: такие поручения не входят. Ответы из реестра активности возвратов не сообщают.",
            "An empty cell is not zero: such requests are left out. Answers of the activity register state none.",
        ),
        Aggregate.MEAN,
        "rounds",
        "rounds_known",
        Text("поручения с числом возвратов", "requests that state it"),
        -1,
        2,
        evidence="rounds_known",
    ),
    Metric(
        "answer_completeness",
        REQUESTS.name,
        INDICATORS["answer_completeness"],
        POINT,
        Text("Средняя полнота ответов, по шкале до 100.", "Mean completeness of answers, on a scale to 100."),
        Text("сумма оценок полноты ÷ ответы с оценкой", "sum of the scores ÷ answers with a score"),
        Text(
            "Ответы без оценки не входят. Практики сюда не входят: их полнота — в «Полноте документов».",
            "Answers without a score are left out. So are practices: their completeness is in “Completeness of documents”.",
        ),
        Aggregate.MEAN,
        "answer_score",
        "answers_scored",
        Text("ответы с оценкой", "answers with a score"),
        1,
        1,
        evidence="answers_scored",
    ),
)
