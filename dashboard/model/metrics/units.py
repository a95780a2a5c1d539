"""What follows a number: its unit in every form of both languages; and words that several metrics share."""

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
REQUEST = Unit(("поручение", "поручения", "поручений"), ("request", "requests"))
INITIATIVE = Unit(("инициатива", "инициативы", "инициатив"), ("initiative", "initiatives"))
LEARNER = Unit(("человек", "человека", "человек"), ("person", "people"))
PROJECT = Unit(("проект", "проекта", "проектов"), ("project", "projects"))
TIMES = Unit(("раз", "раза", "раз"), ("time", "times"))
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
