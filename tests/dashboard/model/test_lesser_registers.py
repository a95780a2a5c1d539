"""What was asked, proposed and taught, on registers small enough to count by hand; each tells who it is of by its headings."""

import os
from collections.abc import Iterator
from datetime import date
from math import isnan

import pytest

from dashboard.exhibits.catalogue import build
from dashboard.model.exhibit import State
from dashboard.model.filters import Comparison, Filters, Period, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.view import view
from etl.intake.checked import check
from tests.etl.registers import as_csv
from tests.pages.warehouses import ALL_OF_2025, shown

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "year")
NATION = Filters(preset=Preset.CUSTOM, since=YEAR.since, until=YEAR.until, comparison=Comparison.NONE)

REQUESTS = as_csv(
    ("Запрос", "Дата направления", "Контрольный срок", "Кому", "Ответ получен", "Статус", "Возвраты", "Оценка"),
    [
        *[("О кадрах", "03.03.2025", "14.03.2025", "Пермский край", "12.03.2025", "исполнено", "0", "90")] * 9,
        ("О кадрах", "03.03.2025", "14.03.2025", "Томская область", "20.03.2025", "исполнено", "3", "60"),
        ("О кадрах", "03.03.2025", "14.03.2025", "Омская область", "", "", "", ""),
    ],
)
INITIATIVES = as_csv(
    ("Предложение", "Дата предложения", "Субъект РФ", "Кто предложил", "Вид", "Результат", "Решение от"),
    [
        *[("О дорогах", "16.01.2025", "Пермский край", "депутаты", "поправка", "учтено", "20.05.2025")] * 8,
        *[("О сходах", "16.01.2025", "Томская область", "главы мо", "предложение", "отклонено", "20.05.2025")] * 4,
        ("О старостах", "17.01.2025", "Томская область", "главы", "предложение", "на рассмотрении", ""),
        ("О бюджете", "17.01.2025", "Омская область", "", "", "", ""),
    ],
)
TRAINING = as_csv(
    (
        "Программа",
        "Поток",
        "Начало",
        "Окончание",
        "Регион",
        "Заявки",
        "Зачислено",
        "Выпускники",
        "Проекты",
        "Назначено",
    ),
    [
        ("Школа мэров", "1", "10.02.2025", "05.06.2025", "Пермский край", "40", "20", "18", "17", "3"),
        ("Школа мэров", "1", "10.02.2025", "05.06.2025", "Томская область", "", "10", "н/д", "", ""),
        ("Школа мэров", "2", "01.09.2025", "20.12.2026", "Пермский край", "30", "12", "", "", ""),
    ],
)
COUNTRY: dict[str, tuple[State, float, float]] = {
    "requests": (State.VALUE, 11, 1),
    "answers_in_time": (State.VALUE, 9, 11),
    "overdue": (State.VALUE, 1, 1),
    "rounds": (State.VALUE, 3, 10),
    "answer_completeness": (State.VALUE, 870, 10),
    "initiatives": (State.VALUE, 14, 1),
    "initiatives_sent": (State.VALUE, 8, 1),
    "initiatives_taken": (State.VALUE, 8, 1),
    "taken_share": (State.VALUE, 8, 12),
    "proposing_regions": (State.VALUE, 3, 89),
    "applicants": (State.VALUE, 70, 1),
    "admitted": (State.VALUE, 42, 1),
    "graduates": (State.VALUE, 18, 1),
    "projects_defended": (State.VALUE, 17, 1),
    "appointed": (State.VALUE, 3, 1),
    "finish_share": (State.VALUE, 18, 20),
    "appointed_share": (State.VALUE, 3, 18),
}


@pytest.fixture(autouse=True, scope="module")
def warehouse_counted_by_hand() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(ALL_OF_2025, requests=REQUESTS, initiatives=INITIATIVES, training=TRAINING)
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def test_every_metric_of_the_smaller_registers_is_counted_by_hand() -> None:
    assert COUNTRY.keys() == {
        name for name, metric in METRICS.items() if metric.register in ("requests", "initiatives", "training")
    }


@pytest.mark.parametrize("name", COUNTRY)
def test_a_number_of_the_whole_country(name: str) -> None:
    total = metric_values.total(METRICS[name], NATION, YEAR)
    assert (total.state, total.part, total.base) == COUNTRY[name]


def test_a_stream_that_has_not_ended_or_says_nothing_is_no_zero() -> None:
    tomsk = Filters(regions=("70",))
    graduates, share = (metric_values.total(METRICS[name], tomsk, YEAR) for name in ("graduates", "finish_share"))
    assert graduates.state is State.NO_DATA and isnan(graduates.value)
    assert share.state is State.NO_BASE, "ten were admitted, and nobody said how many finished"


@pytest.mark.parametrize(
    ("content", "register"), [(REQUESTS, "requests"), (INITIATIVES, "initiatives"), (TRAINING, "training")]
)
def test_a_register_is_known_by_what_clerks_call_its_columns(content: bytes, register: str) -> None:
    checked = check("файл.csv", content)
    assert (checked.dataset.name, checked.ignored, checked.quarantined) == (register, (), 0)


def test_the_way_of_initiatives_counts_each_step_with_those_that_went_further() -> None:
    path = build("initiative_path", view(NATION, "ru"))
    assert dict(zip(path.frame["key"], path.frame["value"], strict=True)) == {
        "initiatives": 14,
        "considered": 13,
        "sent": 8,
        "taken_up": 8,
        "refused": 4,
    }
    assert path.title == "Подано 14, рассмотрено или в работе 13, направлено 8, учтено 8, отклонено 4"


def test_the_way_of_training_says_of_how_many_rows_a_number_is_known() -> None:
    path = build("training_path", view(NATION, "ru"))
    words = path.frame.set_index("key")[["text", "stated"]].T.to_dict("list")
    assert words["admitted"] == ["42", "в 3 из 3 строк"] and words["finished"] == ["18", "в 1 из 3 строк"]
    streams = build("stream_table", view(NATION, "ru"))
    table = streams.frame.set_index("stream")
    assert streams.title == "2 потока" and list(table.index) == ["Школа мэров · 1", "Школа мэров · 2"]  # by applicants
    assert table.loc["Школа мэров · 2", "finished"] == "—" and table.loc["Школа мэров · 1", "finished"] == "18"
