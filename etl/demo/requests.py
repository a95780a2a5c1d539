"""Invented requests: what the association and those above it asked of the regions, and how these answered."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.datasets.requests import DONE, IN_WORK, NEW, SENT_BACK, WITHDRAWN
from etl.demo.words import PROJECTS, project_texts
from etl.demo.world import Chunk, Ints, Texts, World, pick, texts
from etl.normalise.columns import EVERY_TITLE
from etl.regions import REGIONS

Flags = npt.NDArray[np.bool_]
STAGE = 6
ROWS_A_REQUEST = 36  # fewer than are asked on average, so that there are enough
ALL_REGIONS, ONE_DISTRICT = 0.4, 0.35
QUESTIONS = {
    "О лучших муниципальных практиках": "лучшие практики",
    "О кадровом обеспечении муниципальной службы": "кадры",
    "О передаче полномочий": "полномочия",
    "О бюджетной обеспеченности": "бюджет",
    "О правилах благоустройства": "благоустройство",
    "О состоянии муниципальных дорог": "дороги",
    "О предложениях в законодательство": "нормативная база",
    "О трудоустройстве участников СВО": "поддержка участников СВО",
    "О цифровых услугах муниципалитетов": "цифровизация",
}
ISSUERS = {
    "Правление": 0.34,
    "исполнительная дирекция": 0.26,
    "министерство": 0.16,
    "Администрация Президента": 0.12,
    "Государственная Дума": 0.08,
    "Совет Федерации": 0.04,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The requests themselves, one entry each, in the order of their days: issued, due, of whom."""

    day: Ints
    due: Ints
    title: Texts
    issuer: Texts


def request_chunks(world: World, rows: int) -> Iterator[Chunk]:
    """Yield the register of requests, so many rows; the last one is asked of all regions in a single row and still new."""
    if not rows:
        return
    rng = world.rng(STAGE)
    count = max(1, rows // ROWS_A_REQUEST)
    requests = _asked(world, rng, count)
    cells = [(number, region) for number in range(count) for region in _regions(world, rng, int(requests.day[number]))]
    places = np.sort(rng.choice(len(cells), min(rows - 1, len(cells)), replace=False))
    number, region = np.array([cells[place] for place in places], dtype=np.int64).reshape(-1, 2).T
    yield _answers(world, rng, requests, number, region)
    yield _to_everyone(world)


def _asked(world: World, rng: np.random.Generator, count: int) -> Asked:
    day = np.sort(rng.choice(len(world.season), count, p=world.season / world.season.sum()))
    title = texts(list(QUESTIONS))[rng.integers(0, len(QUESTIONS), count)]
    return Asked(day, day + rng.integers(7, 22, count), title, pick(rng, ISSUERS, count))


def _regions(world: World, rng: np.random.Generator, day: int) -> Ints:
    """Return who is asked: all subjects of the day, those of a district, or a few."""
    there = np.array([not region.valid_from or world.index(region.valid_from) <= day for region in REGIONS])
    districts = np.array([region.federal_district for region in REGIONS])
    breadth = rng.random()
    if breadth < ALL_REGIONS:
        return np.flatnonzero(there)
    if breadth < ALL_REGIONS + ONE_DISTRICT:
        return np.flatnonzero(there & (districts == rng.choice(districts)))
    return np.flatnonzero(there & (rng.random(len(there)) < 0.25))


def _answers(world: World, rng: np.random.Generator, asked: Asked, number: Ints, region: Ints) -> Chunk:
    """Return the rows of requests; a better region answers earlier, more fully and is sent back less, a silent one never."""
    size, day, due, quality = len(number), asked.day[number], asked.due[number], world.quality[region]
    answered = day + 1 + (rng.lognormal(2.15, 0.5, size) * (1.6 - quality)).astype(np.int64)
    arrived = np.minimum(answered, len(world.season) - 1)
    has_come = (answered < len(world.season)) & (rng.random(size) > 0.06) & (world.activity[arrived, region] > 0)
    state = _states(rng, has_come, due < len(world.season))
    is_done = state == DONE
    rounds = np.minimum(rng.poisson(0.9 * (1.2 - quality)), 4)
    score = np.clip(rng.normal(50 + 48 * quality - 6 * rounds, 8), 10, 100).round().astype(np.int64)
    answers = is_done | (state == SENT_BACK)
    return {
        "request": asked.title[number],
        "issued_on": world.day_texts[day],
        "due_on": world.day_texts[due],
        "issued_by": asked.issuer[number],
        "region": world.names[region],
        "topic": texts([QUESTIONS[title] for title in asked.title])[number],
        "national_project": project_texts(rng, np.full(size, 0.35), world.years[day] >= PROJECTS.renewed),
        "answered_on": np.where(answers, world.day_texts[arrived], ""),
        "state": state,
        "rounds": np.where(answers, _numbers(np.maximum(rounds, state == SENT_BACK)), ""),
        "completeness": np.where(is_done & (rng.random(size) < 0.9), _numbers(score), ""),
    }


def _states(rng: np.random.Generator, has_come: Flags, is_due: Flags) -> Texts:
    """Return where each request is: done or sent back where an answer came, in work or new where none did, few withdrawn."""
    chance = rng.random(len(has_come))
    open_state = np.where(is_due | (chance < 0.5), IN_WORK, NEW)
    state = np.where(has_come, np.where(chance < 0.04, SENT_BACK, DONE), open_state)
    return np.where(rng.random(len(has_come)) < 0.02, WITHDRAWN, state).astype(object)


def _numbers(values: Ints) -> Texts:
    return texts([str(number) for number in values])


def _to_everyone(world: World) -> Chunk:
    """Return a request of the last day, asked of all regions in one row."""
    last = len(world.season) - 1
    return {
        "request": texts(["О предложениях в план работы на год"]),
        "issued_on": world.day_texts[last : last + 1],
        "due_on": world.day_texts[last + 20 : last + 21],
        "issued_by": texts(["Правление"]),
        "region": texts([EVERY_TITLE.ru]),
        "state": texts([NEW]),
    }
