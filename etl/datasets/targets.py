"""The register «Планы»: what a region, or the country, is to reach in a calendar period."""

from etl.datasets.dataset import Column, Dataset, Kind, Term, Vocabulary
from etl.datasets.shared import REGION, SOURCE_URL
from etl.words import Text

# The titles of the dashboard's metrics by their names: plans use them, and `METRICS` takes them from here.
INDICATORS: dict[str, Text] = {
    "events": Text("Мероприятия", "Events"),
    "participants": Text("Участие", "Participation"),
    "connections": Text("Подключения", "Connections"),
    "regions_covered": Text("Охват регионов", "Regions covered"),
    "municipalities_covered": Text("Охват муниципалитетов", "Municipalities covered"),
    "deputies_share": Text("Доля депутатов и председателей", "Share of deputies and chairs"),
    "online_share": Text("Участие онлайн", "Online participation"),
    "acts": Text("Действия ассоциаций", "Acts of associations"),
    "practices": Text("Практики в доклад", "Practices for the report"),
    "project_share": Text("Практики с нацпроектом", "Practices tied to a national project"),
    "intermunicipal_share": Text("Межмуниципальные практики", "Inter-municipal practices"),
    "concession_share": Text("Практики с концессией", "Practices with a concession"),
    "agreements": Text("Соглашения", "Agreements"),
    "trained": Text("Обучение", "Training"),
    "votes": Text("Голосования и опросы", "Votes and surveys"),
    "answers_in_time": Text("Ответы в срок", "Answers on time"),
    "completeness": Text("Полнота документов", "Completeness of documents"),
    "entries": Text("Заявки на конкурсы", "Competition entries"),
    "entering_share": Text("Муниципалитеты-участники", "Municipalities entering"),
    "federal_share": Text("Проходимость на федеральный этап", "Sent to the federal stage"),
    "success_share": Text("Результативность", "Success at the federal stage"),
    "places": Text("Призовые места", "Places won"),
    "prizes": Text("Премии", "Prize money"),
    "association_share": Text("Заявки через ассоциацию", "Entries through the association"),
    "returning_share": Text("Повторное участие", "Repeat participation"),
    "cooperation": Text("Межмуниципальная кооперация", "Inter-municipal cooperation"),
    "cooperating_share": Text("Муниципалитеты в кооперации", "Municipalities that cooperate"),
    "voting_regions": Text("Регионы в опросах", "Regions in surveys"),
    "ballots": Text("Голоса и анкеты", "Ballots and forms"),
    "initiatives": Text("Инициативы", "Initiatives"),
    "initiatives_sent": Text("Направленные инициативы", "Initiatives sent on"),
    "initiatives_taken": Text("Учтённые инициативы", "Initiatives taken up"),
    "taken_share": Text("Доля учтённых", "Share taken up"),
    "proposing_regions": Text("Регионы с инициативами", "Regions with initiatives"),
    "applicants": Text("Подали заявки", "Applied"),
    "admitted": Text("Зачислены", "Admitted"),
    "graduates": Text("Окончили", "Finished"),
    "projects_defended": Text("Защищённые проекты", "Projects defended"),
    "appointed": Text("Назначены", "Appointed"),
    "finish_share": Text("Доля окончивших", "Share that finished"),
    "appointed_share": Text("Доля назначенных", "Share appointed"),
    "requests": Text("Поручения", "Requests"),
    "overdue": Text("Просрочено", "Overdue"),
    "rounds": Text("Возвраты на доработку", "Times sent back"),
    "answer_completeness": Text("Полнота ответов", "Completeness of answers"),
}

# What plans of before call an indicator.
FORMER_NAMES = {"deputies_share": ("Доля депутатов",)}

COLUMNS = (
    Column(
        REGION.name,
        REGION.kind,
        REGION.title,
        Text(
            "Субъект Федерации по справочнику или «вся страна»",
            "Subject of the Federation, by the reference list, or “вся страна”: the whole country",
        ),
        REGION.headings,
        required=True,
        example=REGION.example,
        country=True,
    ),
    Column(
        "indicator",
        Kind.VOCABULARY,
        Text("Показатель", "Indicator"),
        Text(
            "Что планируется: название показателя, как на страницах", "What is planned: the metric as the pages call it"
        ),
        ("индикатор", "наименование показателя", "название показателя", "метрика", "metric", "indicator"),
        required=True,
        vocabulary=Vocabulary(
            "indicator", tuple(Term(title, (name, *FORMER_NAMES.get(name, ()))) for name, title in INDICATORS.items())
        ),
        example="Мероприятия",
    ),
    Column(
        "period",
        Kind.DATE,
        Text("Период", "Period"),
        Text(
            "Год, полугодие, квартал или месяц: план действует ровно на него",
            "A year, a half-year, a quarter or a month: the plan is for exactly that",
        ),
        ("плановый период", "отчетный период", "период планирования", "срок", "period"),
        required=True,
        example="2025",
        precisions=("year", "half", "quarter", "month"),
    ),
    Column(
        "target",
        Kind.NUMBER,
        Text("План", "Target"),
        Text("Сколько надо достичь, в единицах показателя", "How much is to be reached, in the metric's own unit"),
        ("плановое значение", "целевое значение", "цель", "значение плана", "план на период", "target value", "plan"),
        required=True,
        example="40",
    ),
    Column(
        "note",
        Kind.TEXT,
        Text("Примечание", "Note"),
        Text("Откуда взялась цифра плана", "Where the figure of the plan comes from"),
        ("комментарий", "основание", "note"),
        example="Решение съезда",
    ),
    SOURCE_URL,
)

TARGETS = Dataset(
    "targets",
    Text("Планы", "Targets"),
    Text(
        "план одного показателя для региона или страны на период", "the plan of one metric for a region or the country"
    ),
    COLUMNS,
    date=("period",),
    region="region",
    plan=True,
    same_row=None,  # of two plans for the same period the one loaded last is valid
    counts_as_activity=False,
    moves_data_end=False,
)
