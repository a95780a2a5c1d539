"""The register «Конкурсные заявки»: one entry of a competition."""

from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Column, Dataset, Dimension, Distinct, Kind, Measure, Note, Term, Vocabulary, Whole
from etl.datasets.expressions import IS_LISTED, UNIT, WAITING_NAMES, WAITS, both, is_one_of, quoted
from etl.datasets.sameness import SameRow
from etl.datasets.shared import CONCESSION, INTERMUNICIPAL, MUNICIPALITY, NATIONAL_PROJECT, REGION, SOURCE_URL
from etl.regions import REGION_BY_CODE
from etl.words import Text, Unit

CATEGORIES = Vocabulary(
    "entry_category",
    (
        Term(Text("I", "I"), ("1", "i категория", "категория i", "первая", "і")),
        Term(Text("II", "II"), ("2", "ii категория", "категория ii", "вторая", "іі")),
    ),
)
FIRST_CATEGORY, SECOND_CATEGORY = CATEGORIES.names()
CHANNELS = Vocabulary(
    "channel",
    (
        Term(Text("региональный этап", "regional stage"), ("регион", "через регион", "региональный")),
        Term(Text("ассоциация", "association"), ("вармсу", "через ассоциацию", "смо")),
        Term(Text("прямая заявка", "direct entry"), ("прямая", "напрямую", "самостоятельно")),
    ),
)
REGIONAL_STAGE, ASSOCIATION, DIRECT = CHANNELS.names()
STAGES = Vocabulary(
    "stage",
    (
        Term(Text("подана", "filed"), ("заявка подана", "подано", "региональный этап", "зарегистрирована")),
        Term(Text("допущена", "admitted"), ("допущено", "принята")),
        Term(
            Text("направлена на федеральный этап", "sent to the federal stage"),
            ("федеральный этап", "направлена", "направлено на федеральный этап", "федеральный"),
        ),
        Term(Text("финалист", "finalist"), ("финал", "финалисты")),
        Term(Text("победитель / призёр", "winner"), ("победитель", "призёр", "призер", "лауреат", "победитель/призёр")),
    ),
    ordered=True,
)
FILED, ADMITTED, FEDERAL, FINALIST, WINNER = STAGES.names()

COLUMNS = (
    Column(
        "competition",
        Kind.TEXT,
        Text("Конкурс", "Competition"),
        Text("Название конкурса", "Name of the competition"),
        ("название конкурса", "наименование конкурса", "competition"),
        required=True,
        example="Лучшая муниципальная практика",
    ),
    Column(
        "season",
        Kind.YEAR,
        Text("Сезон", "Season"),
        Text("Год итогов сезона", "Year of the season's results"),
        ("год", "год конкурса", "сезон конкурса", "season"),
        required=True,
        example="2025",
    ),
    Column(
        "entry_no",
        Kind.TEXT,
        Text("Номер заявки", "Entry number"),
        Text("Номер, который дал конкурс", "The contest's own number"),
        ("№ заявки", "рег. номер", "регистрационный номер", "entry no"),
        example="ЛМП-0412",
        identifies=True,
    ),
    Column(
        "nomination",
        Kind.TEXT,
        Text("Номинация", "Nomination"),
        Text("Номинация конкурса", "Nomination of the competition"),
        ("наименование номинации", "nomination"),
        example="Умный город",
        identifies=True,
    ),
    Column(
        "category",
        Kind.VOCABULARY,
        Text("Категория", "Category"),
        Text(
            "I — округа и городские поселения, II — сельские поселения",
            "I: okrugs and urban settlements, II: rural settlements",
        ),
        ("категория участника", "категория мо", "category"),
        vocabulary=CATEGORIES,
        example=FIRST_CATEGORY,
        identifies=True,
    ),
    REGION,
    MUNICIPALITY,
    Column(
        "title",
        Kind.TEXT,
        Text("Практика", "Practice"),
        Text("Название практики", "Title of the practice"),
        ("название практики", "наименование практики", "проект", "название проекта", "title"),
        example="Школа молодого депутата",
    ),
    Column(
        "channel",
        Kind.VOCABULARY,
        Text("Канал", "Channel"),
        Text("Как заявка попала на конкурс", "How the entry came to the contest"),
        ("канал подачи", "способ подачи", "channel"),
        vocabulary=CHANNELS,
        example=REGIONAL_STAGE,
    ),
    Column(
        "submitted_on",
        Kind.DATE,
        Text("Дата подачи", "Submitted on"),
        Text("Когда подана", "The day it was submitted"),
        ("подана", "дата заявки", "дата подачи заявки", "дата поступления", "дата регистрации", "submitted on"),
        example="12.03.2025",
    ),
    Column(
        "decided_on",
        Kind.DATE,
        Text("Дата решения", "Decided on"),
        Text("Когда подведены итоги", "The day of the decision"),
        ("дата итогов", "решение от", "decided on"),
        example="13.11.2025",
    ),
    Column(
        "stage",
        Kind.VOCABULARY,
        Text("Стадия", "Stage"),
        Text(
            "Самая дальняя стадия, которой заявка достигла; пусто — подана",
            "The furthest stage reached; empty means filed",
        ),
        ("этап", "статус", "статус заявки", "стадия рассмотрения", "результат", "stage"),
        vocabulary=STAGES,
        default=FILED,
        example=FEDERAL,
    ),
    Column(
        "place",
        Kind.NUMBER,
        Text("Место", "Place"),
        Text("Призовое место", "Place in the final"),
        ("призовое место", "занятое место", "результат (место)", "place"),
        example="2",
        ordinal=True,
    ),
    Column(
        "prize_mln",
        Kind.NUMBER,
        Text("Премия, млн руб.", "Prize, million roubles"),
        Text("Размер премии в миллионах рублей", "Prize in million roubles"),
        (
            "премия",
            "сумма премии",
            "размер премии",
            "сумма премии, млн руб.",
            "размер премии, млн руб.",
            "премия млн руб",
            "prize",
        ),
        example="12,5",
    ),
    NATIONAL_PROJECT,
    INTERMUNICIPAL,
    CONCESSION,
    Column(
        "quantity",
        Kind.COUNT,
        Text("Количество заявок", "Number of entries"),
        Text(
            "Сколько заявок в строке, если это опубликованный итог; пусто — 1",
            "How many entries the row stands for; empty means 1",
        ),
        ("число заявок", "заявок", "количество", "quantity"),
        default="1",
    ),
    SOURCE_URL,
    COVERAGE,
)


SEASON = ("competition", "season")


def reached(stage: str) -> str:
    """Return the condition that an entry came at least as far as a stage."""
    return is_one_of("stage", STAGES.names()[STAGES.names().index(stage) :])


IS_FEDERAL, IS_WINNER = reached(FEDERAL), reached(WINNER)
# A season is decided when it has a winner, an entry when its season is or it has a decision of its own.
IS_DATED = both("submitted_on IS NOT NULL", "day_precision = 'day'")
OF_SEASON = Whole(
    SEASON,
    (
        ("season_sent", f"coalesce(bool_or({IS_FEDERAL}), false)"),
        ("season_decided", f"coalesce(bool_or({IS_WINNER}), false)"),
        ("season_opened", f"min(submitted_on) FILTER (WHERE {IS_DATED})"),
        ("season_closed", f"max(submitted_on) FILTER (WHERE {IS_DATED})"),
        ("season_entries", "coalesce(sum(quantity), 0)"),
        ("season_dated", f"coalesce(sum(quantity) FILTER (WHERE {IS_DATED}), 0)"),
        ("season_located", f"count(*) FILTER (WHERE {is_one_of('region', REGION_BY_CODE)})"),
    ),
    has_day=IS_DATED,
)
# A published total names one stage whatever happened to its entries later.
IS_ONE_ENTRY = "coalesce(quantity, 1) <= 1"
IS_DECIDED = "(coalesce(season_decided, false) OR coalesce(decided_on <= today, false))"


def of_season(column: str, title: Text) -> Dimension:
    """Return a column split within each season: a season is looked at whole, whatever period is chosen."""
    return Dimension(f"season_{column}", title, (*SEASON, column))


COMPETITIONS = Dataset(
    "competitions",
    Text("Конкурсные заявки", "Competition entries"),
    Text("одна заявка", "one entry"),
    COLUMNS,
    date=("submitted_on", "season"),
    region="region",
    municipality="municipality",
    measures=(
        Measure("entries", "quantity"),
        Measure("published", "quantity", "quantity > 1"),
        Measure("dated", "quantity", IS_DATED),
        Measure("with_municipality", where=IS_LISTED),
        Measure("admitted", "quantity", reached(ADMITTED)),
        Measure("federal", "quantity", reached(FEDERAL)),
        Measure("finalists", "quantity", reached(FINALIST)),
        Measure("winners", "quantity", reached(WINNER)),
        Measure("prize_mln", "prize_mln"),
        Measure("sent_on", "quantity", "season_sent"),
        Measure("results", where=f"{IS_DECIDED} OR {IS_WINNER} OR prize_mln IS NOT NULL"),
        Measure("federal_decided", where=both(IS_FEDERAL, IS_ONE_ENTRY, IS_DECIDED)),
        Measure("federal_concluded", "quantity", both(IS_FEDERAL, IS_DECIDED)),
        Measure("winners_decided", where=both(IS_WINNER, IS_ONE_ENTRY, IS_DECIDED)),
        Measure("federal_waiting", where=both(IS_FEDERAL, IS_ONE_ENTRY, f"NOT {IS_DECIDED}")),
        Measure("through_association", "quantity", f"channel = {quoted(ASSOCIATION)}"),
        Measure("with_channel", "quantity", "channel <> ''"),
    ),
    distincts=(
        Distinct("entering_municipalities", ("region", UNIT), IS_LISTED, over_time=True),
        Distinct(WAITING_NAMES, ("region", "municipality"), WAITS, over_time=True),
    ),
    dimensions=(
        Dimension("campaign", Text("Конкурс и сезон", "Competition and season"), SEASON),
        of_season("nomination", Text("Номинация сезона", "Nomination of a season")),
        of_season("category", Text("Категория сезона", "Category of a season")),
        of_season("channel", Text("Канал сезона", "Channel of a season")),
        Dimension(
            "season_winner",
            Text("Победитель сезона", "Winner of a season"),
            (*SEASON, UNIT, "municipality"),
            both(f"stage = {quoted(WINNER)}", "municipality <> ''"),
        ),
        Dimension("nomination", Text("Номинация", "Nomination"), ("nomination",)),
        Dimension("category", Text("Категория", "Category"), ("category",)),
        Dimension("channel", Text("Канал", "Channel"), ("channel",)),
        Dimension("stage", Text("Стадия", "Stage"), ("stage",)),
    ),
    same_row=SameRow(
        ("competition", "season", "region", "municipality"),
        title="title",
        untitled=("stage", "nomination"),
        number="entry_no",
        words=("competition", "season", "entry_no", "municipality", "stage", "nomination"),
    ),
    absence=Text("заявки", "entry"),
    notes=(
        Note(
            "winners_decided",
            "federal_waiting",
            Unit(
                (
                    "заявка федерального этапа ещё без решения: в доле её нет",
                    "заявки федерального этапа ещё без решения: в доле их нет",
                    "заявок федерального этапа ещё без решения: в доле их нет",
                ),
                (
                    "federal-stage entry awaits a decision and is not in the share",
                    "federal-stage entries await a decision and are not in the share",
                ),
            ),
        ),
    ),
    whole=OF_SEASON,
)
