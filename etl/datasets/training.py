"""The register «Обучение и кадры»: a programme, its stream and a region; people are counted, and never named."""

from dataclasses import replace

from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Column, Dataset, Dimension, Kind, Measure
from etl.datasets.events import CATEGORIES, HEAD
from etl.datasets.expressions import both
from etl.datasets.sameness import SameRow
from etl.datasets.shared import REGION, SOURCE_URL
from etl.words import Text


def people(name: str, title: Text, meaning: Text, headings: tuple[str, ...], example: str) -> Column:
    """Return a column that counts people of a stream; an empty cell is unknown and no zero."""
    return Column(name, Kind.COUNT, title, meaning, headings, example=example)


COLUMNS = (
    Column(
        "programme",
        Kind.TEXT,
        Text("Программа обучения", "Training programme"),
        Text("Название программы", "Name of the programme"),
        ("программа", "название программы", "наименование программы", "образовательная программа", "programme"),
        required=True,
        example="Школа мэров",
    ),
    Column(
        "stream",
        Kind.TEXT,
        Text("Поток", "Stream"),
        Text("Поток или набор программы", "Stream or intake of the programme"),
        ("набор", "группа", "номер потока", "выпуск", "stream"),
        example="третий",
        identifies=True,
    ),
    Column(
        "date_start",
        Kind.DATE,
        Text("Начало обучения", "Start of training"),
        Text("Первый день потока", "First day of the stream"),
        ("дата начала обучения", "начало", "дата начала", "сроки обучения", "date start"),
        required=True,
        example="20.10.2025",
    ),
    Column(
        "date_end",
        Kind.DATE,
        Text("Конец обучения", "End of training"),
        Text("Последний день потока", "Last day of the stream"),
        ("дата окончания обучения", "окончание", "дата окончания", "дата выпуска", "date end"),
        example="05.06.2026",
    ),
    replace(
        REGION,
        meaning=Text(
            "Откуда слушатели: субъект Федерации; «без региона» — вся страна вместе",
            "Where those trained are from; “без региона” is the whole country together",
        ),
    ),
    Column(
        "category",
        Kind.VOCABULARY,
        Text("Категория слушателей", "Category of those trained"),
        Text("Кто учится", "Who is trained"),
        ("категория", "категория участников", "слушатели", "category"),
        vocabulary=CATEGORIES,
        example=HEAD,
        identifies=True,
    ),
    people(
        "applied",
        Text("Подали заявки", "Applied"),
        Text("Сколько человек подали заявки; людей не называйте", "How many applied; name nobody"),
        ("заявки", "подано заявок", "количество заявок на обучение", "заявлено", "applied"),
        "12",
    ),
    people(
        "admitted",
        Text("Зачислены", "Admitted"),
        Text("Сколько зачислено", "How many were admitted"),
        ("зачислено", "приняты", "принято", "количество зачисленных", "обучаются", "admitted"),
        "5",
    ),
    people(
        "finished",
        Text("Окончили", "Finished"),
        Text("Сколько окончили; пусто — ещё неизвестно", "How many finished; empty while it is unknown"),
        ("окончило", "выпускники", "завершили обучение", "выпущено", "количество выпускников", "finished"),
        "5",
    ),
    people(
        "projects_defended",
        Text("Защитили проекты", "Projects defended"),
        Text("Сколько проектов защищено", "How many projects were defended"),
        ("защищено проектов", "проекты", "количество проектов", "защищённые проекты", "projects defended"),
        "4",
    ),
    people(
        "appointed",
        Text("Назначены", "Appointed"),
        Text("Сколько выпускников назначено на должность", "How many of them were appointed to an office"),
        ("назначено", "назначены на должность", "получили назначение", "трудоустроены", "appointed"),
        "1",
    ),
    SOURCE_URL,
    COVERAGE,
)
COUNTED = ("applied", "admitted", "finished", "projects_defended", "appointed")
# Who states how many finished states that it ended, whatever the day.
HAS_ENDED = "(date_end <= data_end OR finished IS NOT NULL)"


def known(*columns: str) -> str:
    """Return the condition that a row states all of these numbers."""
    return both(*(f"{column} IS NOT NULL" for column in columns))


TRAINING = Dataset(
    "training",
    Text("Обучение и кадры", "Training and talent"),
    Text("программа, поток и регион", "a programme, its stream and a region"),
    COLUMNS,
    date=("date_start",),
    date_end="date_end",
    region="region",
    measures=(
        *(Measure(name, name) for name in COUNTED),
        *(Measure(f"{name}_known", where=known(name)) for name in COUNTED),
        # A share is of the streams that state both numbers.
        Measure("admitted_of_applied", "admitted", known("applied", "admitted")),
        Measure("applied_compared", "applied", known("applied", "admitted")),
        Measure("admitted_ended", "admitted", HAS_ENDED),
        Measure("finished_of_admitted", "finished", both(HAS_ENDED, known("admitted", "finished"))),
        Measure("admitted_compared", "admitted", both(HAS_ENDED, known("admitted", "finished"))),
        Measure("appointed_of_finished", "appointed", known("finished", "appointed")),
        Measure("finished_compared", "finished", known("finished", "appointed")),
    ),
    dimensions=(
        Dimension("programme", Text("Программа обучения", "Training programme"), ("programme",)),
        Dimension("category", Text("Категория слушателей", "Category of those trained"), ("category",)),
        Dimension("stream", Text("Поток", "Stream"), ("programme", "stream")),
    ),
    same_row=SameRow(
        ("region", "day", "day_precision"),
        compatible=("stream", "category"),
        title="programme",
        words=("stream", "category"),
    ),
    # A programme teaches people of a region: the region's association need not have done anything.
    counts_as_activity=False,
)
