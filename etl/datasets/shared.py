"""Columns and vocabularies that several registers share, declared once."""

from etl.datasets.dataset import Column, Kind, Term, Vocabulary
from etl.words import Text

NATIONAL_PROJECTS = Vocabulary(
    "national_project",
    (
        Term(Text("нет", "none"), ("не связан", "не связана", "без нацпроекта", "не относится")),
        Term(Text("Инфраструктура для жизни", "Infrastructure for Life")),
        Term(Text("Жильё и городская среда", "Housing and Urban Environment"), ("жилье и городская среда",)),
        Term(Text("Молодёжь и дети", "Youth and Children")),
        Term(Text("Семья", "Family")),
        Term(Text("Кадры", "Personnel")),
        Term(Text("Продолжительная и активная жизнь", "Long and Active Life")),
        Term(Text("Эффективная и конкурентная экономика", "Efficient and Competitive Economy")),
        Term(Text("Малое и среднее предпринимательство", "Small and Medium Enterprises"), ("мсп",)),
        Term(Text("Туризм и гостеприимство", "Tourism and Hospitality")),
        Term(Text("Экологическое благополучие", "Environmental Well-being"), ("экология",)),
        Term(Text("Экономика данных", "Data Economy"), ("экономика данных и цифровая трансформация государства",)),
        Term(Text("Культура", "Culture")),
        Term(Text("Образование", "Education")),
        Term(Text("Демография", "Demography")),
        Term(
            Text("Безопасные качественные дороги", "Safe and Quality Roads"),
            ("бкд", "безопасные и качественные дороги"),
        ),
    ),
)
NO_PROJECT, *_PROJECTS = NATIONAL_PROJECTS.names()

TOPICS = Vocabulary(
    "topic",
    (
        Term(Text("кадры", "personnel"), ("муниципальная служба", "подготовка кадров", "кадровое обеспечение")),
        Term(Text("нормативная база", "legislation"), ("законодательство", "нпа", "нормативные правовые акты")),
        Term(Text("полномочия", "powers"), ("передача полномочий", "разграничение полномочий")),
        Term(Text("лучшие практики", "best practices"), ("муниципальные практики", "практики")),
        Term(Text("ЖКХ", "utilities"), ("жилищно-коммунальное хозяйство", "коммунальное хозяйство")),
        Term(Text("бюджет", "budget"), ("финансы", "бюджетная обеспеченность", "межбюджетные отношения")),
        Term(Text("благоустройство", "public space"), ("городская среда",)),
        Term(Text("цифровизация", "digital services"), ("цифровая трансформация", "цифра")),
        Term(Text("молодёжь", "youth"), ("молодёжная политика",)),
        Term(Text("дороги", "roads"), ("дорожное хозяйство", "транспорт")),
        Term(Text("земля и имущество", "land and property"), ("имущество", "земельные отношения")),
        Term(Text("поддержка участников СВО", "support of veterans"), ("сво", "ветераны сво", "участники сво")),
    ),
)

REGION = Column(
    "region",
    Kind.REGION,
    Text("Регион", "Region"),
    Text("Субъект Федерации по справочнику", "Subject of the Federation, by the reference list"),
    (
        "субъект",
        "субъект рф",
        "субъект российской федерации",
        "субъект федерации",
        "регион рф",
        "наименование региона",
        "название региона",
        "наименование субъекта",
        "наименование субъекта рф",
        "наименование субъекта российской федерации",
        "регион заявителя",
        "region",
    ),
    required=True,
    example="Пермский край",
)
MUNICIPALITY = Column(
    "municipality",
    Kind.TEXT,
    Text("Муниципалитет", "Municipality"),
    Text("Муниципальное образование", "The municipality concerned"),
    (
        "муниципальное образование",
        "мо",
        "наименование мо",
        "наименование муниципального образования",
        "название муниципального образования",
        "муниципальный округ",
        "муниципальный район",
        "городской округ",
        "район",
        "municipality",
    ),
    example="город Пермь",
    identifies=True,
)
NATIONAL_PROJECT = Column(
    "national_project",
    Kind.VOCABULARY,
    Text("Нацпроект", "National project"),
    Text(
        "Национальный проект, с которым связано; «нет» и пустая ячейка — не одно и то же",
        "The national project it is tied to; an explicit “нет” differs from an empty cell",
    ),
    ("национальный проект", "связь с нацпроектом", "наименование нацпроекта", "national project"),
    vocabulary=NATIONAL_PROJECTS,
    example="Инфраструктура для жизни",
)
INTERMUNICIPAL = Column(
    "intermunicipal",
    Kind.FLAG,
    Text("Межмуниципальное сотрудничество", "Inter-municipal cooperation"),
    Text("Есть ли межмуниципальное сотрудничество: да или нет", "Whether municipalities work together: yes or no"),
    ("межмуниципальное", "межмуниципальная кооперация", "ммс", "inter-municipal"),
    example="да",
)
CONCESSION = Column(
    "concession",
    Kind.FLAG,
    Text("Концессия или МЧП", "Concession or partnership"),
    Text(
        "Есть ли концессия или муниципально-частное партнёрство: да или нет",
        "Whether there is a concession or a municipal-private partnership: yes or no",
    ),
    ("концессия", "мчп", "концессия / мчп", "муниципально-частное партнёрство", "концессия (мчп)", "concession"),
    example="нет",
)
TOPIC = Column(
    "topic",
    Kind.VOCABULARY,
    Text("Тема", "Topic"),
    Text("О чём", "What it is about"),
    ("тематика", "направление", "вопрос", "topic"),
    vocabulary=TOPICS,
    example="кадры",
)
SOURCE_URL = Column(
    "source_url",
    Kind.URL,
    Text("Источник", "Source"),
    Text("Откуда взята цифра: адрес страницы или документ", "Where the figure comes from: an address or a document"),
    (
        "ссылка",
        "ссылка на источник",
        "ссылка на публикацию",
        "ссылка на новость",
        "ссылка на проект",
        "источник информации",
        "адрес страницы",
        "url",
        "источник (ссылка)",
        "source",
    ),
    example="https://example.org/novost",
)
