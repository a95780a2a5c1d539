"""Invented acts of the regional associations."""

from collections.abc import Iterator

import numpy as np

from etl.datasets.activity import AGREEMENT, ANSWER, PRACTICE, TRAINING, VOTE
from etl.demo.words import PARTNERS, PROJECTS, TITLES, TRAINEES, flag_texts, project_texts, qualified
from etl.demo.world import Chunk, Floats, Ints, Texts, World, drawn, pick, texts

STAGE = 1
SHARES = {
    PRACTICE: 0.30,
    ANSWER: 0.24,
    TRAINING: 0.12,
    "консультация": 0.09,
    AGREEMENT: 0.07,
    "правовая экспертиза": 0.06,
    VOTE: 0.05,
    "собрание / съезд": 0.03,
    "публикация": 0.03,
    "доклад": 0.005,
    "конкурс": 0.005,
}
PARTNERS_OF_A_REGION = 3


def act_chunks(world: World, rows: int) -> Iterator[Chunk]:
    """Yield the register of acts chunk by chunk, in the order of the days."""
    rng = world.rng(STAGE)
    uneven = rng.lognormal(0.0, 0.3, world.activity.shape[1])
    allies = rng.integers(0, len(world.names), (len(world.names), PARTNERS_OF_A_REGION))
    for cells, _ in drawn(rng, world.activity * world.season[:, None] * uneven, rows):
        day, region = np.divmod(cells, len(world.names))
        yield _acts(world, rng, allies, day, region)


def _acts(world: World, rng: np.random.Generator, allies: Ints, day: Ints, region: Ints) -> Chunk:
    kind = pick(rng, SHARES, len(day))
    practical = np.isin(kind, (PRACTICE, AGREEMENT))
    place = world.municipalities.draw(rng, region)
    local = rng.random(len(day)) < np.where(kind == PRACTICE, 0.92, 0.25)
    due, answered = _terms(world, rng, kind, day, region)
    ally, partner = _other_side(world, rng, allies, kind, region)
    return {
        "region": world.names[region],
        "date": _dates(world, rng, day),
        "kind": kind,
        "title": _titles(rng, kind),
        "municipality": np.where(local, world.municipalities.written(place), ""),
        "quantity": _quantities(rng, kind),
        "national_project": np.where(practical, _projects(world, rng, day, region), ""),
        "intermunicipal": np.where(practical, flag_texts(rng, world.quality[region] * 0.4), ""),
        "concession": np.where(practical, flag_texts(rng, world.quality[region] * 0.12), ""),
        "partner_region": ally,
        "partner": partner,
        "due_date": due,
        "answered_on": answered,
        "completeness": _completeness(rng, kind, world.quality[region]),
        "source_url": _sources(rng, len(day)),
    }


def _dates(world: World, rng: np.random.Generator, day: Ints) -> Texts:
    """Return most dates to the day, the rest as a month, a quarter or a year."""
    exact = world.day_texts[day]
    rough = world.rough_texts[rng.choice(3, len(day), p=(0.7, 0.25, 0.05)), day]
    return np.where(rng.random(len(day)) < 0.85, exact, rough)


def _titles(rng: np.random.Generator, kind: Texts) -> Texts:
    titles = np.full(len(kind), "", dtype=object)
    for name, options in TITLES.items():
        among = kind == name
        titles[among] = texts(options)[rng.integers(0, len(options), int(among.sum()))]
    return titles


def _quantities(rng: np.random.Generator, kind: Texts) -> Texts:
    trained = np.minimum(rng.lognormal(3.4, 0.7, len(kind)).astype(np.int64) + 3, TRAINEES)
    usual = pick(rng, {"": 0.55, "1": 0.42, "2": 0.02, "3": 0.01}, len(kind))
    counted = np.where(kind == TRAINING, qualified(rng, trained, 0.12), usual)
    return np.where(kind == VOTE, texts([str(number) for number in range(TRAINEES + 1)])[trained], counted)


def _projects(world: World, rng: np.random.Generator, day: Ints, region: Ints) -> Texts:
    tied = np.clip(0.25 + 0.1 * (world.years[day] - world.first.year) + 0.4 * (world.quality[region] - 0.5), 0.05, 0.9)
    return project_texts(rng, tied, world.years[day] >= PROJECTS.renewed)


def _terms(world: World, rng: np.random.Generator, kind: Texts, day: Ints, region: Ints) -> tuple[Texts, Texts]:
    """Return when each answer was due and when it came; the better a region works, the earlier."""
    is_answer = kind == ANSWER
    due = day + rng.integers(10, 21, len(day))
    slowness = 1.6 - world.quality[region]
    answered = day + 2 + (rng.lognormal(2.2, 0.5, len(day)) * slowness).astype(np.int64)
    has_come = is_answer & (answered < len(world.season)) & (rng.random(len(day)) > 0.06)
    arrived = np.minimum(answered, len(world.season) - 1)
    return np.where(is_answer, world.day_texts[due], ""), np.where(has_come, world.day_texts[arrived], "")


def _other_side(world: World, rng: np.random.Generator, allies: Ints, kind: Texts, region: Ints) -> tuple[Texts, Texts]:
    """Return the other side of each agreement: one of the few regions it is tied to, or an organisation."""
    agreed = kind == AGREEMENT
    ally = allies[region, rng.integers(0, PARTNERS_OF_A_REGION, len(region))]
    between = agreed & (rng.random(len(region)) < 0.6) & (ally != region)
    organisations = texts(PARTNERS)[rng.integers(0, len(PARTNERS), len(region))]
    return np.where(between, world.names[ally], ""), np.where(agreed & ~between, organisations, "")


def _completeness(rng: np.random.Generator, kind: Texts, quality: Floats) -> Texts:
    score = np.clip(rng.normal(55 + 45 * quality, 8), 10, 100).round().astype(np.int64)
    stated = np.isin(kind, (ANSWER, PRACTICE)) & (rng.random(len(kind)) < 0.9)
    return np.where(stated, texts([str(number) for number in range(101)])[score], "")


def _sources(rng: np.random.Generator, size: int) -> Texts:
    number = rng.integers(0, 1000, size)
    addresses = texts([f"https://example.org/demo/{place}" for place in range(1000)])
    return np.where(rng.random(size) < 0.4, addresses[number], "")
