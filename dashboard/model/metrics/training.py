"""The numbers of training: who applied, was admitted, finished, defended a project, was appointed; never who they are."""

from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics.units import LEARNER, PERCENT, PROJECT
from etl.datasets import INDICATORS, TRAINING
from etl.words import Text

UNSTATED = Text(
    "Пустая ячейка — не ноль: поток, где число не указано, в сумму не входит. Человек на двух программах — два.",
    "An empty cell is not zero: a stream that does not state the number adds nothing. One person on two programmes is two.",
)
COMPARED = Text(
    "Потоки, где указано только одно из чисел, не входят. При знаменателе меньше 10 доля не показывается.",
    "Streams that state only one of the numbers are left out. No share is shown on a base under 10.",
)
ADDED = Text(
    "сумма столбца по потокам, начавшимся в периоде", "sum of the column over streams that start in the period"
)

TRAINING_METRICS = (
    Metric(
        "applicants",
        TRAINING.name,
        INDICATORS["applicants"],
        LEARNER,
        Text("Сколько человек подали заявки на программы.", "How many people applied to programmes."),
        ADDED,
        UNSTATED,
        Aggregate.TOTAL,
        "applied",
        evidence="applied_known",
    ),
    Metric(
        "admitted",
        TRAINING.name,
        INDICATORS["admitted"],
        LEARNER,
        Text("Сколько человек зачислено на программы.", "How many people were admitted to programmes."),
        ADDED,
        UNSTATED,
        Aggregate.TOTAL,
        "admitted",
        evidence="admitted_known",
    ),
    Metric(
        "graduates",
        TRAINING.name,
        INDICATORS["graduates"],
        LEARNER,
        Text("Сколько человек окончили программы.", "How many people finished programmes."),
        ADDED,
        UNSTATED,
        Aggregate.TOTAL,
        "finished",
        evidence="finished_known",
    ),
    Metric(
        "projects_defended",
        TRAINING.name,
        INDICATORS["projects_defended"],
        PROJECT,
        Text("Сколько проектов защитили слушатели.", "How many projects were defended."),
        ADDED,
        Text(
            "Проект — не человек: его могут защищать вместе. Пустая ячейка — не ноль.",
            "A project is not a person: several may defend one. An empty cell is not zero.",
        ),
        Aggregate.TOTAL,
        "projects_defended",
        evidence="projects_defended_known",
    ),
    Metric(
        "appointed",
        TRAINING.name,
        INDICATORS["appointed"],
        LEARNER,
        Text("Сколько выпускников назначено на должности.", "How many of those trained were appointed to offices."),
        ADDED,
        UNSTATED,
        Aggregate.TOTAL,
        "appointed",
        evidence="appointed_known",
    ),
    Metric(
        "finish_share",
        TRAINING.name,
        INDICATORS["finish_share"],
        PERCENT,
        Text(
            "Доля окончивших среди зачисленных на потоки, которые уже завершились.",
            "Share of those admitted to streams that have ended who finished.",
        ),
        Text(
            "окончили ÷ зачислены × 100, по потокам с датой конца не позже конца данных",
            "finished ÷ admitted × 100, over streams that end by the end of the data",
        ),
        COMPARED,
        Aggregate.SHARE,
        "finished_of_admitted",
        "admitted_compared",
        Text("зачисленные на завершившиеся потоки", "those admitted to streams that have ended"),
        1,
        1,
        whole="admitted_ended",
        evidence="admitted_ended",
    ),
    Metric(
        "appointed_share",
        TRAINING.name,
        INDICATORS["appointed_share"],
        PERCENT,
        Text("Доля назначенных среди окончивших.", "Share of those who finished that were appointed."),
        Text("назначены ÷ окончили × 100", "appointed ÷ finished × 100"),
        COMPARED,
        Aggregate.SHARE,
        "appointed_of_finished",
        "finished_compared",
        Text("окончившие", "those who finished"),
        1,
        1,
        whole="finished",
        evidence="finished_known",
    ),
)
