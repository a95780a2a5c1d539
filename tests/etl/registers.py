"""Small registers as people send them, written for the tests that load them."""

import csv
import io
from collections.abc import Sequence

EVENTS = (
    "Мероприятие",
    "Дата начала",
    "Формат",
    "Режим",
    "Серия",
    "Статус",
    "Регион-участник",
    "Муниципалитет",
    "Категория",
    "Участники",
)


def as_csv(
    headings: Sequence[str], rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", delimiter: str = ";"
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def event(
    region: str,
    people: str = "10",
    title: str = "Форум",
    day: str = "12.03.2025",
    municipality: str = "",
    category: str = "глава МО",
    status: str = "",
) -> tuple[str, ...]:
    return (title, day, "форум", "очно", "Муниципальный диалог", status, region, municipality, category, people)


def events(*rows: tuple[str, ...]) -> bytes:
    return as_csv(EVENTS, rows)


ACTIVITY = (
    "Регион",
    "Дата",
    "Вид активности",
    "Название",
    "Количество",
    "Нацпроект",
    "Срок ответа",
    "Дата ответа",
    "Полнота",
)


def activity(*rows: tuple[str, ...]) -> bytes:
    return as_csv(ACTIVITY, rows)


COMPETITIONS = (
    "Конкурс",
    "Сезон",
    "Регион",
    "Муниципалитет",
    "Стадия",
    "Место",
    "Премия, млн руб.",
    "Количество заявок",
)


def competitions(*rows: tuple[str, ...]) -> bytes:
    return as_csv(COMPETITIONS, rows)
