"""Every number the dashboard shows. A new metric is one entry here, over a measure its register declares.

Its title stands in `INDICATORS`: a plan calls its metric by it, and registers cannot look into the dashboard.
"""

from dashboard.model.metric import Aggregate, Metric
from etl.datasets import ACTIVITY, COMPETITIONS, EVENTS, INDICATORS
from etl.words import Text, Unit

EVENT = Unit(("мероприятие", "мероприятия", "мероприятий"), ("event", "events"))
PERSON = Unit(("участник", "участника", "участников"), ("participant", "participants"))
CONNECTION = Unit(("подключение", "подключения", "подключений"), ("connection", "connections"))
REGION = Unit(("регион", "региона", "регионов"), ("region", "regions"))
PERCENT = Unit(("%", "%", "%"), ("%", "%"))
ACT = Unit(("запись", "записи", "записей"), ("record", "records"))  # one may hold several practices or agreements
PRACTICE = Unit(("практика", "практики", "практик"), ("practice", "practices"))
AGREEMENT = Unit(("соглашение", "соглашения", "соглашений"), ("agreement", "agreements"))
TRAINEE = Unit(("обученный", "обученных", "обученных"), ("person trained", "people trained"))
VOTE = Unit(("опрос", "опроса", "опросов"), ("survey", "surveys"))
BALLOT = Unit(("анкета", "анкеты", "анкет"), ("form", "forms"))
COOPERATION = Unit(("случай", "случая", "случаев"), ("case", "cases"))
POINT = Unit(("балл", "балла", "баллов"), ("point", "points"))
ENTRY = Unit(("заявка", "заявки", "заявок"), ("entry", "entries"))
PLACE = Unit(("место", "места", "мест"), ("place", "places"))
MILLION = Unit(("млн руб.", "млн руб.", "млн руб."), ("million roubles", "million roubles"))

STATED = Text(
    "Пустая ячейка не значит «нет»: такие практики не входят ни в числитель, ни в знаменатель.",
    "An empty cell does not mean “no”: such practices are in neither the numerator nor the denominator.",
)
DIRECTORY = Text(
    "муниципалитеты верхнего уровня, действующие в периоде", "upper-level municipalities there in the period"
)
SMALL = Text("При знаменателе меньше 10 доля не показывается.", "No share is shown on a base under 10.")

_ALL = (
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
            "Это человеко-участия: один человек на двух мероприятиях — два. «Около», «более» и «почти» входят своим числом; подключения не складываются с людьми.",
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
    Metric(
        "acts",
        ACTIVITY.name,
        INDICATORS["acts"],
        ACT,
        Text("Записи реестра активности за период.", "Rows of the activity register in the period."),
        Text("количество строк реестра", "number of rows"),
        Text(
            "Разные по трудоёмкости действия считаются одинаково; в одной записи может быть несколько практик или соглашений.",
            "Acts of different effort count alike; one record may hold several practices or agreements.",
        ),
        Aggregate.TOTAL,
        "acts",
    ),
    Metric(
        "practices",
        ACTIVITY.name,
        INDICATORS["practices"],
        PRACTICE,
        Text("Практики, представленные ассоциацией в доклад.", "Practices an association put forward for the report."),
        Text(
            "сумма количества по виду «практика в доклад»", "sum of the quantity of the kind “practice for the report”"
        ),
        Text("Число практик не говорит об их качестве.", "Their number says nothing of their quality."),
        Aggregate.TOTAL,
        "practices",
    ),
    Metric(
        "project_share",
        ACTIVITY.name,
        INDICATORS["project_share"],
        PERCENT,
        Text("Доля практик, связанных с национальным проектом.", "Share of practices tied to a national project."),
        Text(
            "практики с нацпроектом ÷ практики, где нацпроект или «нет» указаны × 100",
            "practices with a project ÷ practices where a project or “none” is stated × 100",
        ),
        STATED,
        Aggregate.SHARE,
        "project_practices",
        "project_stated",
        Text("практики с ответом о нацпроекте", "practices that state it"),
        1,
        1,
        whole="practices",
    ),
    Metric(
        "intermunicipal_share",
        ACTIVITY.name,
        INDICATORS["intermunicipal_share"],
        PERCENT,
        Text(
            "Доля практик, в которых муниципалитеты действуют вместе.",
            "Share of practices in which municipalities work together.",
        ),
        Text(
            "практики с «да» ÷ практики, где указано «да» или «нет» × 100",
            "practices with “yes” ÷ practices with “yes” or “no” × 100",
        ),
        STATED,
        Aggregate.SHARE,
        "intermunicipal_practices",
        "intermunicipal_stated",
        Text("практики с ответом", "practices that state it"),
        1,
        1,
        whole="practices",
    ),
    Metric(
        "concession_share",
        ACTIVITY.name,
        INDICATORS["concession_share"],
        PERCENT,
        Text(
            "Доля практик с концессией или муниципально-частным партнёрством.",
            "Share of practices with a concession or a municipal-private partnership.",
        ),
        Text(
            "практики с «да» ÷ практики, где указано «да» или «нет» × 100",
            "practices with “yes” ÷ practices with “yes” or “no” × 100",
        ),
        STATED,
        Aggregate.SHARE,
        "concession_practices",
        "concession_stated",
        Text("практики с ответом", "practices that state it"),
        1,
        1,
        whole="practices",
    ),
    Metric(
        "agreements",
        ACTIVITY.name,
        INDICATORS["agreements"],
        AGREEMENT,
        Text(
            "Соглашения муниципалитетов и ассоциаций, подписанные в периоде.",
            "Agreements of municipalities and associations signed in the period.",
        ),
        Text("сумма количества по виду «соглашение»", "sum of the quantity of the kind “agreement”"),
        Text(
            "Считается за регионом, приславшим запись; вторая сторона видна в списке.",
            "Counted for the region of the row; the other side is in the list.",
        ),
        Aggregate.TOTAL,
        "agreements",
    ),
    Metric(
        "cooperation",
        ACTIVITY.name,
        INDICATORS["cooperation"],
        COOPERATION,
        Text(
            "Соглашения и практики, в которых муниципалитеты действуют вместе.",
            "Agreements and practices in which municipalities work together.",
        ),
        Text(
            "соглашения + практики межмуниципального сотрудничества",
            "agreements + inter-municipal practices",
        ),
        Text(
            "Практики, где сотрудничество не указано, не входят. Число зависит от того, сколько в регионе муниципалитетов: сравнивайте на 100.",
            "Practices that do not state it are left out. The number depends on how many municipalities a region has: compare per 100.",
        ),
        Aggregate.TOTAL,
        "cooperation",
    ),
    Metric(
        "cooperating_share",
        ACTIVITY.name,
        INDICATORS["cooperating_share"],
        PERCENT,
        Text(
            "Доля муниципалитетов с соглашением или практикой сотрудничества.",
            "Share of municipalities with an agreement or an inter-municipal practice.",
        ),
        Text(
            "разные муниципалитеты с соглашением или практикой сотрудничества ÷ муниципалитеты региона × 100",
            "different municipalities with an agreement or an inter-municipal practice ÷ municipalities of the region × 100",
        ),
        Text(
            "Соглашение, где муниципалитет не назван, не входит. Основание — справочник муниципалитетов на конец периода.",
            "An agreement that names no municipality is left out. The base is the directory of municipalities at the end of the period.",
        ),
        Aggregate.DISTINCT_SHARE,
        "cooperating_municipalities",
        "municipalities",
        DIRECTORY,
        1,
        1,
        evidence="cooperating_named",
    ),
    Metric(
        "trained",
        ACTIVITY.name,
        INDICATORS["trained"],
        TRAINEE,
        Text("Сколько человек обучено ассоциациями.", "How many people associations trained."),
        Text("сумма количества человек по виду «обучение»", "sum of the people of the kind “training”"),
        Text("Один человек на двух программах — два.", "One person on two programmes counts twice."),
        Aggregate.TOTAL,
        "trained",
    ),
    Metric(
        "votes",
        ACTIVITY.name,
        INDICATORS["votes"],
        VOTE,
        Text(
            "Голосования и опросы, в которых ассоциация участвовала.", "Votes and surveys an association took part in."
        ),
        Text("количество строк вида «голосование / опрос»", "number of rows of the kind “vote or survey”"),
        Text("Участие, а не число голосов.", "Taking part, not the number of ballots."),
        Aggregate.TOTAL,
        "votes",
    ),
    Metric(
        "voting_regions",
        ACTIVITY.name,
        INDICATORS["voting_regions"],
        REGION,
        Text("Сколько регионов ответили хотя бы на один опрос.", "How many regions answered at least one survey."),
        Text("регионы со строкой вида «голосование / опрос»", "regions with a row of the kind “vote or survey”"),
        Text(
            "Знаменатель — субъекты, существовавшие на конец периода.",
            "The base is the subjects that existed at the end of the period.",
        ),
        Aggregate.COVERAGE,
        "votes",
        "regions",
        base_title=Text("субъекты Федерации", "subjects of the Federation"),
    ),
    Metric(
        "ballots",
        ACTIVITY.name,
        INDICATORS["ballots"],
        BALLOT,
        Text(
            "Сколько голосов и анкет собрано в голосованиях и опросах.",
            "How many ballots and forms were gathered in votes and surveys.",
        ),
        Text("сумма количества по виду «голосование / опрос»", "sum of the quantity of the kind “vote or survey”"),
        Text("Пустое количество — одна анкета от ассоциации.", "An empty quantity is one form of the association."),
        Aggregate.TOTAL,
        "ballots",
    ),
    Metric(
        "answers_in_time",
        ACTIVITY.name,
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
            "Запрос без ответа, срок которого прошёл, — не в срок. Запросы без срока и те, чей срок ещё не наступил, не входят, даже если на них уже ответили.",
            "A request that is due and has no answer is late. Requests without a due date or not due yet are left out, even when answered.",
        ),
        Aggregate.SHARE,
        "answers_in_time",
        "answers_due",
        Text("запросы с наступившим сроком", "requests already due"),
        1,
        1,
    ),
    Metric(
        "completeness",
        ACTIVITY.name,
        INDICATORS["completeness"],
        POINT,
        Text(
            "Средняя полнота ответов и практик, по шкале до 100.",
            "Mean completeness of answers and practices, on a scale to 100.",
        ),
        Text(
            "сумма оценок полноты ÷ число документов с оценкой", "sum of the scores ÷ number of documents with a score"
        ),
        Text("Документы без оценки не входят.", "Documents without a score are left out."),
        Aggregate.MEAN,
        "completeness_sum",
        "completeness_rows",
        Text("документы с оценкой", "documents with a score"),
        1,
        1,
    ),
    Metric(
        "entries",
        COMPETITIONS.name,
        INDICATORS["entries"],
        ENTRY,
        Text(
            "Поданные заявки; опубликованные итоги входят своим числом.",
            "Entries filed; published totals count by their number.",
        ),
        Text("сумма столбца «Количество заявок»", "sum of the column “Number of entries”"),
        Text(
            "Заявка — не муниципалитет: один муниципалитет подаёт несколько. Без даты подачи заявка отнесена к началу года сезона.",
            "An entry is not a municipality. Without a submission day an entry is placed at the start of its season's year.",
        ),
        Aggregate.TOTAL,
        "entries",
    ),
    Metric(
        "entering_share",
        COMPETITIONS.name,
        INDICATORS["entering_share"],
        PERCENT,
        Text("Доля муниципалитетов, подавших хотя бы одну заявку.", "Share of municipalities with at least one entry."),
        Text(
            "разные муниципалитеты с заявкой ÷ муниципалитеты региона × 100",
            "different municipalities with an entry ÷ municipalities of the region × 100",
        ),
        Text(
            "Основание — справочник муниципалитетов на конец периода: поселений в нём нет, районы есть, хотя в «Лучшей муниципальной практике» они не участвуют.",
            "The base is the directory of municipalities at the end of the period: settlements are not in it, rayons are although some contests do not admit them.",
        ),
        Aggregate.DISTINCT_SHARE,
        "entering_municipalities",
        "municipalities",
        DIRECTORY,
        1,
        1,
        evidence="with_municipality",
    ),
    Metric(
        "federal_share",
        COMPETITIONS.name,
        INDICATORS["federal_share"],
        PERCENT,
        Text("Доля заявок, дошедших до федерального этапа.", "Share of entries that came to the federal stage."),
        Text(
            "заявки на федеральном этапе и дальше ÷ заявки сезонов, где такие есть × 100",
            "entries at the federal stage or further ÷ entries of seasons that sent any on × 100",
        ),
        Text(
            "Сезон, в котором на федеральный этап ещё никого не направили, не входит. Квоты регионов ограничивают числитель; опубликованные федеральные итоги входят целиком.",
            "A season that has sent no entry on yet is left out. Quotas of regions limit the numerator; published federal totals count in full.",
        ),
        Aggregate.SHARE,
        "federal",
        "sent_on",
        Text("заявки", "entries"),
        1,
        1,
        evidence="sent_on",
        awaits_results=True,
    ),
    Metric(
        "success_share",
        COMPETITIONS.name,
        INDICATORS["success_share"],
        PERCENT,
        Text(
            "Доля рассмотренных заявок федерального этапа, ставших призовыми.",
            "Share of the decided federal-stage entries that won a place.",
        ),
        Text(
            "призовые заявки ÷ заявки федерального этапа, по которым есть решение × 100",
            "winning entries ÷ federal-stage entries with a decision × 100",
        ),
        Text(
            "Решение есть, когда в сезоне назван победитель или у заявки стоит дата решения. Опубликованные итоги не входят: судьба их заявок неизвестна. При знаменателе меньше 10 доля не показывается.",
            "There is a decision when the season has a winner or the entry a day of decision. Published totals are left out: what became of their entries is unknown. No share is shown on a base under 10.",
        ),
        Aggregate.SHARE,
        "winners_decided",
        "federal_decided",
        Text("рассмотренные заявки федерального этапа", "decided federal-stage entries"),
        1,
        1,
        whole="federal_concluded",
        evidence="federal_decided",
        awaits_results=True,
    ),
    Metric(
        "places",
        COMPETITIONS.name,
        INDICATORS["places"],
        PLACE,
        Text("Призовые места победителей и призёров.", "Places of winners and prize-takers."),
        Text("заявки стадии «победитель / призёр»", "entries at the stage “winner”"),
        Text(
            "Место — не муниципалитет: один муниципалитет может занять два.",
            "A place is not a municipality: one may take two.",
        ),
        Aggregate.TOTAL,
        "winners",
        evidence="results",
        awaits_results=True,
    ),
    Metric(
        "prizes",
        COMPETITIONS.name,
        INDICATORS["prizes"],
        MILLION,
        Text("Сумма премий победителям.", "The sum of prizes."),
        Text("сумма столбца «Премия, млн руб.»", "sum of the column “Prize, million roubles”"),
        Text(
            "Шкала премий менялась между сезонами: сравнивайте осторожно.",
            "The scale of prizes changed between seasons: compare with care.",
        ),
        Aggregate.TOTAL,
        "prize_mln",
        decimals=1,
        evidence="results",
        awaits_results=True,
    ),
    Metric(
        "association_share",
        COMPETITIONS.name,
        INDICATORS["association_share"],
        PERCENT,
        Text("Доля заявок, выдвинутых ассоциацией.", "Share of entries put forward by an association."),
        Text(
            "заявки с каналом «ассоциация» ÷ заявки с указанным каналом × 100",
            "entries through the association ÷ entries with a stated channel × 100",
        ),
        Text("Заявки без канала не входят.", "Entries without a channel are left out."),
        Aggregate.SHARE,
        "through_association",
        "with_channel",
        Text("заявки с каналом", "entries with a channel"),
        0,
        1,
        whole="entries",
    ),
)

METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
