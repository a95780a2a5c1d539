"""What the invented registers say: titles, topics, organisations, national projects, counts with their qualifiers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.datasets.activity import AGREEMENT, ANSWER, PRACTICE, TRAINING, VOTE
from etl.datasets.shared import NO_PROJECT
from etl.demo.world import Floats, Ints, Texts, texts

TRAINEES = 400
TITLES: dict[str, tuple[str, ...]] = {
    PRACTICE: (
        "Благоустройство набережной",
        "Общественный центр в бывшей школе",
        "Раздельный сбор отходов",
        "Цифровой помощник главы",
        "Инициативное бюджетирование",
        "Маршрут выходного дня",
        "Уличное освещение по заявкам жителей",
        "Молодёжный совет при главе",
        "Тёплый двор",
        "Школа территориального самоуправления",
    ),
    ANSWER: (
        "О передаче полномочий",
        "О кадровом обеспечении",
        "О состоянии дорог",
        "О бюджетной обеспеченности",
        "О правилах благоустройства",
        "Об участии в национальных проектах",
    ),
    AGREEMENT: (
        "Соглашение о сотрудничестве",
        "Соглашение об обмене опытом",
        "Соглашение о шефской помощи",
        "Меморандум о взаимодействии",
    ),
    TRAINING: (
        "Школа муниципального депутата",
        "Противодействие коррупции",
        "Муниципальные закупки",
        "Работа с обращениями граждан",
        "Бюджет для неэкономистов",
    ),
    "консультация": ("По уставу муниципального образования", "По земельному контролю", "По муниципальной службе"),
    "правовая экспертиза": ("Проект устава", "Проект правил благоустройства", "Проект областного закона"),
    VOTE: (
        "Опрос о полномочиях",
        "Голосование за символику",
        "Анкета о кадрах",
        "Опрос о нацпроектах",
        "Анкета о межмуниципальном сотрудничестве",
    ),
    "собрание / съезд": ("Съезд совета муниципальных образований", "Заседание правления", "Собрание палаты"),
    "публикация": ("Вестник ассоциации", "Сборник практик", "Обзор судебной практики"),
    "доклад": ("Доклад о состоянии местного самоуправления",),
    "конкурс": ("Лучший орган территориального самоуправления", "Лучший староста"),
}
TOPICS = ("кадры", "нормативная база", "ЖКХ", "бюджет", "благоустройство", "цифровизация", "молодёжь", "дороги")
PARTNERS = (
    "Волонтёрский центр",
    "Государственный университет",
    "Торгово-промышленная палата",
    "Центр компетенций",
    "Общество «Знание»",
    "Областная библиотека",
)


@dataclass(frozen=True, slots=True)
class Projects:
    """The national projects before and since the year when the list was renewed."""

    renewed: int
    before: tuple[str, ...]
    since: tuple[str, ...]


PROJECTS = Projects(
    2025,
    (
        "Жильё и городская среда",
        "Образование",
        "Культура",
        "Демография",
        "Безопасные качественные дороги",
        "Малое и среднее предпринимательство",
    ),
    (
        "Инфраструктура для жизни",
        "Молодёжь и дети",
        "Семья",
        "Кадры",
        "Продолжительная и активная жизнь",
        "Туризм и гостеприимство",
        "Экологическое благополучие",
        "Экономика данных",
    ),
)


def project_texts(rng: np.random.Generator, tied: Floats, renewed: npt.NDArray[np.bool_]) -> Texts:
    """Return a project where chance allows the tie, otherwise an explicit «нет» or an empty cell."""
    before = _skewed(rng, PROJECTS.before, len(tied))
    since = _skewed(rng, PROJECTS.since, len(tied))
    untied = np.where(rng.random(len(tied)) < 0.6, NO_PROJECT, "").astype(object)
    return np.where(rng.random(len(tied)) < tied, np.where(renewed, since, before), untied)


def _skewed(rng: np.random.Generator, options: tuple[str, ...], size: int) -> Texts:
    return texts(options)[np.floor(len(options) * rng.random(size) ** 1.5).astype(np.int64)]


def flag_texts(rng: np.random.Generator, likely: Floats) -> Texts:
    """Return «да» as often as likely, otherwise «нет», and an empty cell in a sixth of the rows."""
    stated = rng.random(len(likely)) > 0.16
    return np.where(stated, np.where(rng.random(len(likely)) < likely, "да", "нет"), "").astype(object)


def qualified(rng: np.random.Generator, counts: Ints, share: float, unit: str = "чел.") -> Texts:
    """Return the counts as cells; that share of them has a unit, and half of these are «около» a round number."""
    size, largest = len(counts), int(counts.max(initial=0)) + 10
    numbers = texts([str(number) for number in range(largest + 1)])
    plain, with_unit = numbers[counts], numbers[counts] + f" {unit}"
    rounded = numbers[np.maximum(counts // 10 * 10, 5)]
    words = texts(["около ", "более ", "почти ", "до "])[rng.integers(0, 4, size)]
    chance = rng.random(size)
    return np.where(chance > share, plain, np.where(chance > share / 2, with_unit, words + rounded + f" {unit}"))
