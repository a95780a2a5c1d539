"""The numbers of events and of who took part in them."""

from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics.units import CONNECTION, DIRECTORY, EVENT, PERCENT, PERSON, REGION
from etl.datasets import EVENTS, INDICATORS
from etl.words import Text

EVENT_METRICS = (
    Metric(
        "events",
        EVENTS.name,
        INDICATORS["events"],
        EVENT,
        Text(
            "Число проведённых мероприятий с датой начала в периоде. Для региона — мероприятия, в которых он участвовал.",
            "Events held that start in the period. For a region: the events it took part in.",
        ),
        Text(
            "количество разных мероприятий со статусом «проведено»", "number of different events with the status “held”"
        ),
        Text(
            "Мероприятие с участием многих регионов считается один раз, поэтому сумма по регионам больше итога. Анонсы не входят.",
            "An event with many regions is counted once, so regions add up to more than the total. Announcements are left out.",
        ),
        Aggregate.TOTAL,
        "events",
    ),
    Metric(
        "participants",
        EVENTS.name,
        INDICATORS["participants"],
        PERSON,
        Text("Сумма участников проведённых мероприятий.", "The sum of participants of events held."),
        Text(
            "сумма столбца «Участники» с единицей «человек»",
            "sum of the column “Participants” where the unit is people",
        ),
        Text(
            "Это человеко-участия: один человек на двух мероприятиях — два. «Около», «более», «почти» и «до» входят своим числом; подключения не складываются с людьми.",
            "Attendances, not different people. Qualified figures count by their number; connections are never added to people.",
        ),
        Aggregate.TOTAL,
        "participants",
        evidence="counted",
    ),
    Metric(
        "connections",
        EVENTS.name,
        INDICATORS["connections"],
        CONNECTION,
        Text("Подключения к видеосвязи проведённых мероприятий.", "Connections to the video calls of events held."),
        Text(
            "сумма столбца «Участники» с единицей «подключения»",
            "sum of the column “Participants” where the unit is connections",
        ),
        Text(
            "За одним подключением может сидеть и один человек, и целый зал.",
            "One connection may be one person or a full room.",
        ),
        Aggregate.TOTAL,
        "connections",
    ),
    Metric(
        "regions_covered",
        EVENTS.name,
        INDICATORS["regions_covered"],
        REGION,
        Text(
            "Сколько регионов участвовало хотя бы в одном мероприятии.", "Regions that took part in at least one event."
        ),
        Text(
            "регионы с участием в периоде; знаменатель — число субъектов на последний день периода",
            "regions with participation in the period; the base is the number of subjects on the last day of the period",
        ),
        Text("До октября 2022 года субъектов было 85.", "There were 85 subjects before October 2022."),
        Aggregate.COVERAGE,
        "attendances",
        "regions",
        Text("субъекты на дату", "subjects at the date"),
    ),
    Metric(
        "municipalities_covered",
        EVENTS.name,
        INDICATORS["municipalities_covered"],
        PERCENT,
        Text(
            "Доля муниципалитетов верхнего уровня, участвовавших хотя бы раз.",
            "Share of upper-level municipalities that took part at least once.",
        ),
        Text(
            "разные муниципалитеты с участием ÷ муниципалитеты региона × 100",
            "different municipalities taking part ÷ municipalities of the region × 100",
        ),
        Text(
            "Муниципалитет — строка справочника: округа, районы и внутригородские территории, действующие в конце периода; объединённый считается тем, во что вошёл. Названия, которые не распознаны, и поселения не входят.",
            "A municipality is a row of the directory: okrugs, rayons and inner-city territories there at the end of the period; a merged one counts as its successor. Names not recognised, and settlements, are not in it.",
        ),
        Aggregate.DISTINCT_SHARE,
        "municipalities",
        "municipalities",
        DIRECTORY,
        1,
        1,
        evidence="with_municipality",
    ),
    Metric(
        "returning_share",
        EVENTS.name,
        INDICATORS["returning_share"],
        PERCENT,
        Text(
            "Доля муниципалитетов, пришедших на два мероприятия и больше, среди тех, кто пришёл хотя бы раз.",
            "Share of municipalities that came to two events or more among those that came at least once.",
        ),
        Text(
            "муниципалитеты с двумя и более мероприятиями в периоде ÷ муниципалитеты с одним и более × 100",
            "municipalities with two or more events in the period ÷ municipalities with one or more × 100",
        ),
        Text(
            "Чем короче период, тем меньше доля. Где муниципалитеты в реестре не названы, доля неизвестна.",
            "The shorter the period, the smaller the share. Where the register names no municipalities it is unknown.",
        ),
        Aggregate.REPEAT_SHARE,
        "returning_municipalities",
        "municipalities",
        Text("муниципалитеты, пришедшие хотя бы раз", "municipalities that came at least once"),
        1,
        1,
        evidence="with_municipality",
    ),
    Metric(
        "deputies_share",
        EVENTS.name,
        INDICATORS["deputies_share"],
        PERCENT,
        Text(
            "Доля депутатов и председателей представительных органов среди участников.",
            "Share of deputies and chairs of representative bodies among participants.",
        ),
        Text(
            "участники-депутаты ÷ участники с указанной категорией × 100",
            "deputies ÷ participants with a stated category × 100",
        ),
        Text("Участники без категории не входят в расчёт.", "Participants without a category are left out."),
        Aggregate.SHARE,
        "deputies",
        "with_category",
        Text("участники с категорией", "participants with a category"),
        1,
        1,
        whole="participants",
    ),
    Metric(
        "online_share",
        EVENTS.name,
        INDICATORS["online_share"],
        PERCENT,
        Text("Доля участников онлайн и смешанных мероприятий.", "Share of participants of online and mixed events."),
        Text(
            "участники онлайн и смешанных ÷ участники с указанным режимом × 100",
            "participants of online and mixed events ÷ participants with a stated mode × 100",
        ),
        Text(
            "В смешанных мероприятиях считаются все участники, и очные тоже.",
            "At mixed events all participants are counted, those in the room too.",
        ),
        Aggregate.SHARE,
        "online",
        "with_mode",
        Text("участники с режимом", "participants with a mode"),
        0,
        1,
        whole="participants",
    ),
)
