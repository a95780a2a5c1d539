"""The register «Инициативы»: one proposal of a region, and what became of it."""

from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Column, Dataset, Dimension, Kind, Measure, Term, Vocabulary
from etl.datasets.expressions import is_one_of, quoted
from etl.datasets.shared import MUNICIPALITY, REGION, SOURCE_URL, TOPIC
from etl.words import Text

AUDIENCES = Vocabulary(
    "audience",
    (
        Term(Text("депутаты", "deputies"), ("муниципальные депутаты", "депутатский корпус", "представительные органы")),
        Term(Text("главы", "heads of municipalities"), ("главы мо", "главы муниципальных образований")),
        Term(Text("муниципальные служащие", "municipal officers"), ("служащие", "муниципальные служащие и депутаты")),
        Term(
            Text("ассоциации", "associations"), ("смо", "советы муниципальных образований", "исполнительные дирекции")
        ),
        Term(Text("жители", "residents"), ("население", "граждане", "тос")),
    ),
)
KINDS = Vocabulary(
    "initiative_kind",
    (
        Term(
            Text("законопроект", "bill"), ("проект закона", "проект федерального закона", "законодательная инициатива")
        ),
        Term(Text("поправка", "amendment"), ("поправки", "поправка к законопроекту", "изменение в закон")),
        Term(Text("предложение", "proposal"), ("инициатива", "обращение", "рекомендация")),
    ),
)
STATES = Vocabulary(
    "initiative_state",
    (
        Term(Text("подано", "submitted"), ("подана", "внесено", "поступило", "получено", "новое")),
        Term(Text("в работе", "in work"), ("рассматривается", "на рассмотрении", "прорабатывается")),
        Term(Text("направлено", "sent on"), ("направлена", "передано", "отправлено", "внесено в госдуму")),
        Term(Text("учтено", "taken up"), ("учтена", "принято", "реализовано", "поддержано")),
        Term(Text("отклонено", "refused"), ("отклонена", "не поддержано", "отказано", "снято")),
    ),
    ordered=True,
)
SUBMITTED, IN_WORK, SENT, TAKEN_UP, REFUSED = STATES.names()

COLUMNS = (
    Column(
        "proposal",
        Kind.TEXT,
        Text("Инициатива", "Initiative"),
        Text("Что предлагается", "What is proposed"),
        (
            "предложение",
            "суть предложения",
            "содержание инициативы",
            "содержание предложения",
            "наименование инициативы",
            "название инициативы",
            "законодательная инициатива",
            "proposal",
        ),
        required=True,
        example="Дать главам право вето на перенос остановок",
    ),
    Column(
        "submitted_on",
        Kind.DATE,
        Text("Дата подачи инициативы", "Submitted on"),
        Text("Когда прозвучала или поступила", "The day it was made or came in"),
        ("дата инициативы", "дата предложения", "дата поступления", "дата внесения", "дата подачи", "submitted on"),
        required=True,
        example="16.01.2025",
    ),
    REGION,
    MUNICIPALITY,
    Column(
        "forum",
        Kind.TEXT,
        Text("Где прозвучала", "Forum"),
        Text("Мероприятие, на котором её высказали", "The event at which it was made"),
        ("площадка", "мероприятие-площадка", "где высказано", "где предложено", "источник инициативы", "forum"),
        example="Конференция «Муниципальный диалог»",
    ),
    Column(
        "audience",
        Kind.VOCABULARY,
        Text("Чья инициатива", "Audience"),
        Text("Кто предложил: депутаты, главы и другие", "Who proposed it: deputies, heads and others"),
        ("аудитория", "авторы", "кто предложил", "от кого инициатива", "audience"),
        vocabulary=AUDIENCES,
        example="депутаты",
    ),
    Column(
        "kind",
        Kind.VOCABULARY,
        Text("Вид инициативы", "Kind of initiative"),
        Text("Законопроект, поправка или предложение", "A bill, an amendment or a proposal"),
        ("вид", "тип инициативы", "форма инициативы", "kind"),
        vocabulary=KINDS,
        example="поправка",
    ),
    Column(
        "state",
        Kind.VOCABULARY,
        Text("Состояние инициативы", "State of the initiative"),
        Text("Самое дальнее, чего она достигла; пусто — подано", "The furthest it came; empty means submitted"),
        ("состояние", "статус", "статус инициативы", "стадия", "результат рассмотрения", "результат", "state"),
        vocabulary=STATES,
        default=SUBMITTED,
        example=SENT,
    ),
    Column(
        "decided_on",
        Kind.DATE,
        Text("Дата решения", "Decided on"),
        Text("Когда учтено или отклонено", "The day it was taken up or refused"),
        ("дата рассмотрения", "решение от", "дата результата", "decided on"),
        example="20.05.2025",
    ),
    TOPIC,
    SOURCE_URL,
    COVERAGE,
)

DECIDED = is_one_of("state", (TAKEN_UP, REFUSED))

INITIATIVES = Dataset(
    "initiatives",
    Text("Инициативы", "Initiatives"),
    Text("одна инициатива", "one initiative"),
    COLUMNS,
    date=("submitted_on",),
    region="region",
    municipality="municipality",
    measures=(
        Measure("initiatives"),
        # Who refuses has considered.
        Measure("considered", where=is_one_of("state", (IN_WORK, SENT, TAKEN_UP, REFUSED))),
        Measure("sent", where=is_one_of("state", (SENT, TAKEN_UP))),
        Measure("taken_up", where=f"state = {quoted(TAKEN_UP)}"),
        Measure("refused", where=f"state = {quoted(REFUSED)}"),
        Measure("decided", where=DECIDED),
    ),
    dimensions=(
        Dimension("state", Text("Состояние инициативы", "State of the initiative"), ("state",)),
        Dimension("kind", Text("Вид инициативы", "Kind of initiative"), ("kind",)),
        Dimension("audience", Text("Чья инициатива", "Audience"), ("audience",)),
        Dimension("topic", Text("Тема", "Topic"), ("topic",)),
        Dimension("forum", Text("Где прозвучала", "Forum"), ("forum",)),
    ),
    absence=Text("инициативы", "initiative"),
    counts_as_activity=False,
    known_by=("decided_on",),
)
