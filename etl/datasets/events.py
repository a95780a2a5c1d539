"""The register «Участие в мероприятиях»: event x region x participant category."""

from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Column, Dataset, Dimension, Distinct, Kind, Measure, Note, Term, Vocabulary
from etl.datasets.expressions import IS_LISTED, UNIT, WAITING_NAMES, WAITS, both, is_one_of, quoted
from etl.datasets.figures import CONNECTIONS, EXACT, PERSONS
from etl.datasets.figures import PLANNED as PLANNED_FIGURE
from etl.datasets.sameness import SameRow, SameThing
from etl.datasets.shared import MUNICIPALITY, SOURCE_URL
from etl.words import Text, Unit

FORMATS = Vocabulary(
    "format",
    (
        Term(Text("конференция", "conference"), ("научно-практическая конференция",)),
        Term(Text("селекторное совещание", "conference call"), ("селектор", "селекторное")),
        Term(Text("форум", "forum"), ("форум-выставка",)),
        Term(Text("съезд", "congress"), ("общее собрание", "учредительное собрание", "съезд (смешанный формат)")),
        Term(Text("заседание", "session"), ("заседание (вкс)", "заседание президиума", "заседание правления")),
        Term(
            Text("совещание", "meeting"),
            (
                "совещание (вкс)",
                "онлайн-совещание",
                "рабочее совещание",
                "семинар-совещание",
                "семинар-совещание (вкс)",
            ),
        ),
        Term(Text("круглый стол", "round table")),
        Term(Text("мастер-класс", "master class")),
        Term(Text("обучение", "training"), ("семинар", "вебинар", "курсы", "стажировка")),
        Term(Text("региональный день", "regional day"), ("региональный день форума", "региональные дни")),
        Term(Text("подписание соглашения", "signing of an agreement"), ("подписание соглашений",)),
        Term(Text("церемония", "ceremony"), ("награждение", "церемония награждения")),
        Term(Text("стратегическая сессия", "strategic session"), ("стратсессия",)),
        Term(Text("рабочий визит", "working visit"), ("визит",)),
        Term(Text("марафон", "marathon"), ("марафон (телемост)", "телемост")),
        Term(Text("пресс-конференция", "press conference")),
    ),
)
MODES = Vocabulary(
    "mode",
    (
        Term(Text("очно", "in person"), ("очный", "офлайн", "оффлайн")),
        Term(Text("онлайн", "online"), ("вкс", "дистанционно", "видеоконференция", "видео-конференц-связь")),
        Term(Text("смешанный", "mixed"), ("смешанно", "гибрид", "гибридный", "очно и онлайн", "очно-онлайн")),
    ),
)
IN_PERSON, ONLINE, MIXED = MODES.names()
STATUSES = Vocabulary(
    "status",
    (
        Term(Text("проведено", "held"), ("состоялось", "прошло", "факт", "завершено")),
        Term(Text("план", "planned"), ("запланировано", "планируется", "анонс", "будет")),
        Term(
            Text("отменено", "cancelled"),
            (
                "отмена",
                "отменён",
                "отменена",
                "отменены",
                "отменили",
                "не состоялось",
                "не проведено",
                "не проводилось",
            ),
        ),
        Term(
            Text("перенесено", "postponed"),
            ("перенос", "перенесён", "перенесена", "перенесены", "отложено", "отложен", "отложена"),
        ),
    ),
)
HELD, PLANNED, CANCELLED, POSTPONED = STATUSES.names()
CATEGORIES = Vocabulary(
    "category",
    (
        Term(
            Text("глава МО", "head of municipality"), ("глава", "главы мо", "главы", "глава муниципального образования")
        ),
        Term(Text("депутат", "deputy"), ("депутаты", "муниципальный депутат")),
        Term(
            Text("председатель представительного органа", "chair of representative body"),
            ("председатель думы", "председатель совета депутатов", "председатели представительных органов"),
        ),
        Term(Text("муниципальный служащий", "municipal officer"), ("служащий", "муниципальные служащие", "служащие")),
        Term(
            Text("исполнительный директор СМО", "executive director of association"),
            ("исполнительный директор", "исполнительные директора смо", "председатель смо"),
        ),
        Term(Text("орган власти", "public authority"), ("органы власти", "представитель органа власти")),
        Term(Text("эксперт", "expert"), ("эксперты",)),
        Term(Text("волонтёр", "volunteer"), ("волонтер", "волонтёры", "добровольцы")),
        Term(Text("партнёр", "partner"), ("партнер", "партнёры")),
    ),
)
HEAD, DEPUTY, CHAIR, *_ = CATEGORIES.names()
PEOPLE_UNITS = ("", PERSONS, "участники", "делегаты")  # older files hold the last two
DEPUTIES = (DEPUTY, CHAIR)

COLUMNS = (
    Column(
        "event",
        Kind.TEXT,
        Text("Мероприятие", "Event"),
        Text("Название мероприятия", "Title of the event"),
        ("название", "название мероприятия", "наименование мероприятия", "наименование события", "событие", "event"),
        required=True,
        example="Конференция «Муниципальный диалог»",
    ),
    Column(
        "date_start",
        Kind.DATE,
        Text("Дата начала", "Start date"),
        Text("День начала; диапазон «16–17 октября 2025» заполняет обе даты", "First day; a range fills both dates"),
        (
            "дата",
            "дата проведения",
            "дата мероприятия",
            "начало",
            "даты проведения",
            "сроки проведения",
            "срок проведения",
            "период проведения",
            "дата и время",
            "дата начала мероприятия",
            "дата начала проведения",
            "date start",
        ),
        required=True,
        example="16–17 октября 2025",
    ),
    Column(
        "date_end",
        Kind.DATE,
        Text("Дата окончания", "End date"),
        Text("Последний день", "Last day"),
        ("окончание", "дата завершения", "дата окончания мероприятия", "дата окончания проведения", "date end"),
    ),
    Column(
        "format",
        Kind.VOCABULARY,
        Text("Формат", "Format"),
        Text("Вид мероприятия", "Kind of event"),
        ("вид мероприятия", "тип мероприятия", "формат мероприятия", "format"),
        vocabulary=FORMATS,
        example="конференция",
    ),
    Column(
        "mode",
        Kind.VOCABULARY,
        Text("Режим", "Mode"),
        Text("Очно, онлайн или смешанный", "In person, online or mixed"),
        ("форма участия", "очно/онлайн", "форма проведения", "режим участия", "mode"),
        vocabulary=MODES,
        example=IN_PERSON,
    ),
    Column(
        "series",
        Kind.TEXT,
        Text("Серия", "Series"),
        Text("Проект или серия мероприятий", "Project or series the event belongs to"),
        ("проект", "проект / серия", "серия мероприятий", "series"),
        example="Муниципальный диалог",
    ),
    Column(
        "topic",
        Kind.TEXT,
        Text("Тема", "Topic"),
        Text("О чём", "What it is about"),
        ("тематика", "topic"),
        example="кадры",
    ),
    Column(
        "status",
        Kind.VOCABULARY,
        Text("Статус", "Status"),
        Text("Проведено или план; пусто — проведено", "Held or planned; empty means held"),
        ("состояние", "статус мероприятия", "status"),
        vocabulary=STATUSES,
        default=HELD,
        example=HELD,
    ),
    Column(
        "host_region",
        Kind.REGION,
        Text("Регион проведения", "Host region"),
        Text("Где проходило", "Where it was held"),
        ("регион места проведения", "место проведения (регион)", "принимающий регион", "host region"),
        example="Москва",
    ),
    Column(
        "city",
        Kind.TEXT,
        Text("Город", "City"),
        Text("Город проведения", "City where it was held"),
        ("место проведения", "город проведения", "место", "населённый пункт", "нас. пункт", "city"),
        example="Москва",
    ),
    Column(
        "region",
        Kind.REGION,
        Text("Регион-участник", "Region taking part"),
        Text("Субъект Федерации, который участвовал", "The subject of the Federation that took part"),
        (
            "регион",
            "субъект",
            "субъект рф",
            "субъект российской федерации",
            "субъект федерации",
            "регион рф",
            "регион участника",
            "наименование региона",
            "название региона",
            "наименование субъекта",
            "наименование субъекта рф",
            "наименование субъекта российской федерации",
            "region",
        ),
        required=True,
        example="Пермский край",
    ),
    MUNICIPALITY,
    Column(
        "category",
        Kind.VOCABULARY,
        Text("Категория", "Category"),
        Text("Категория участников", "Category of participants"),
        ("категория участников", "категория участника", "должность", "роль", "category"),
        vocabulary=CATEGORIES,
        example=HEAD,
        identifies=True,
    ),
    Column(
        "organisation",
        Kind.TEXT,
        Text("Организация", "Organisation"),
        Text("Организация или партнёр", "Organisation or partner"),
        (
            "партнёр",
            "организация / партнёр",
            "наименование организации",
            "место работы",
            "работодатель",
            "organisation",
        ),
    ),
    Column(
        "programme",
        Kind.TEXT,
        Text("Программа", "Programme"),
        Text("Программа участника", "The participant's programme"),
        ("программа участника", "programme"),
        example="Время героев",
    ),
    Column(
        "participants",
        Kind.COUNT,
        Text("Участники", "Participants"),
        Text(
            "Сколько человек; пусто — один человек на строку, «н/д» — неизвестно; «около 500» сохраняет оговорку",
            "How many people; empty means one a row, «н/д» unknown; qualifiers such as «около 500» are kept",
        ),
        (
            "количество участников",
            "число участников",
            "кол-во участников",
            "участников",
            "всего участников",
            "численность участников",
            "количество человек",
            "количество присутствующих",
            "участники, чел.",
            "participants",
        ),
        default="1",
        example="около 500 чел.",
    ),
    SOURCE_URL,
    COVERAGE,
)


# Announcements are not held, nor what was cancelled or postponed; connections, municipalities and planned figures are not people.
IS_HELD = f"status NOT IN ({', '.join(map(quoted, (PLANNED, CANCELLED, POSTPONED)))})"
PEOPLE = both(
    IS_HELD, is_one_of("participants_unit", PEOPLE_UNITS), f"participants_qualifier <> {quoted(PLANNED_FIGURE)}"
)
NAMES_MUNICIPALITY = both(IS_HELD, IS_LISTED)

EVENTS = Dataset(
    "events",
    Text("Участие в мероприятиях", "Event participation"),
    Text("мероприятие × регион × категория участников", "event × region × participant category"),
    COLUMNS,
    date=("date_start",),
    date_end="date_end",
    region="region",
    municipality="municipality",
    identity=("event", "date_start"),
    measures=(
        Measure("attendances", where=IS_HELD),
        Measure("participants", "participants", PEOPLE),
        Measure("counted", where=both(PEOPLE, "participants IS NOT NULL")),
        Measure("with_municipality", where=NAMES_MUNICIPALITY),
        Measure("approximate", where=both(PEOPLE, "participants > 0", f"participants_qualifier <> {quoted(EXACT)}")),
        Measure("connections", "participants", both(IS_HELD, f"participants_unit = {quoted(CONNECTIONS)}")),
        Measure("deputies", "participants", both(PEOPLE, is_one_of("category", DEPUTIES))),
        Measure("with_category", "participants", both(PEOPLE, "category <> ''")),
        Measure("online", "participants", both(PEOPLE, is_one_of("mode", (ONLINE, MIXED)))),
        Measure("with_mode", "participants", both(PEOPLE, "mode <> ''")),
    ),
    distincts=(
        Distinct("events", ("identity",), IS_HELD),
        Distinct("planned", ("identity",), is_one_of("status", (PLANNED,))),
        Distinct("municipalities", ("region", UNIT), NAMES_MUNICIPALITY, over_time=True),
        Distinct(
            "returning_municipalities",
            ("region", UNIT),
            NAMES_MUNICIPALITY,
            over_time=True,
            again="identity",
        ),
        Distinct(WAITING_NAMES, ("region", "municipality"), both(IS_HELD, WAITS), over_time=True),
    ),
    dimensions=(
        Dimension("format", Text("Формат", "Format"), ("format",)),
        Dimension("mode", Text("Режим", "Mode"), ("mode",)),
        Dimension("series", Text("Серия", "Series"), ("series",)),
        Dimension("topic", Text("Тема", "Topic"), ("topic",)),
        Dimension("category", Text("Категория участников", "Participant category"), ("category",)),
    ),
    happened="attendances",
    people_column="participants",
    same_row=SameRow(
        ("identity", "region", "category", "status"),
        compatible=("municipality",),
        words=("category", "status", "municipality"),
    ),
    same_thing=SameThing("event", days=1, compatible=("city", "series")),
    absence=Text("мероприятия", "event"),
    notes=(
        Note(
            "participants",
            "approximate",
            Unit(
                (
                    "цифра с оговоркой «около», «более», «почти» или «до»",
                    "цифры с оговоркой «около», «более», «почти» или «до»",
                    "цифр с оговоркой «около», «более», «почти» или «до»",
                ),
                (
                    "figure is qualified: “about”, “over”, “almost” or “at most”",
                    "figures are qualified: “about”, “over”, “almost” or “at most”",
                ),
            ),
        ),
    ),
)
