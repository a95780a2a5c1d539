"""Invented training: streams of programmes by region, in counts; nobody stands behind them."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from etl.demo.world import Chunk, Floats, Ints, Texts, World, pick, texts

STAGE = 8
# A programme: how often a stream begins, in days, how long it lasts, how large it is, and how many compete for a place.
PROGRAMMES = {
    "Школа мэров": (150, 120, 1.0, 2.6),
    "Время героев": (365, 300, 0.8, 6.0),
    "Школа депутата": (120, 20, 1.6, 1.3),
}
CATEGORIES = {"глава МО": 0.5, "муниципальный служащий": 0.3, "депутат": 0.2}
OF_PROGRAMME = {"Школа депутата": {"депутат": 0.85, "председатель представительного органа": 0.15}}
UNSTATED = 0.06
ORDINALS = ("первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый")


def training_chunks(world: World, rows: int) -> Iterator[Chunk]:
    """Yield the register of training stream by stream, in the order of their first days."""
    rng = world.rng(STAGE)
    streams = _streams(world)
    weights = np.array([PROGRAMMES[programme][2] for programme, _, _ in streams])
    for (programme, stream, begin), size in zip(streams, rng.multinomial(rows, weights / weights.sum()), strict=True):
        share = world.activity[min(begin, len(world.activity) - 1)]
        came = int(min(size, (share > 0).sum()))
        if came:
            region = np.sort(rng.choice(len(share), came, replace=False, p=share / share.sum()))
            yield _stream(world, rng, programme, stream, begin, region)


def _streams(world: World) -> list[tuple[str, str, int]]:
    """Return every stream that begins in the years of the world: its programme, its number and its first day."""
    last = len(world.season) - 1
    streams = [
        (programme, ORDINALS[number % len(ORDINALS)], begin)
        for programme, (every, _, _, _) in PROGRAMMES.items()
        for number, begin in enumerate(range(min(40, last), last + 1, every))
    ]
    return sorted(streams, key=lambda stream: stream[2])


def _stream(world: World, rng: np.random.Generator, programme: str, stream: str, begin: int, region: Ints) -> Chunk:
    _, length, _, contest = PROGRAMMES[programme]
    size, quality = len(region), world.quality[region]
    admitted = 1 + rng.poisson(1.8, size)
    applied = admitted + rng.poisson((contest - 1.0) * admitted)
    has_ended = begin + length < len(world.season)
    finished = rng.binomial(admitted, np.clip(0.82 + 0.15 * quality, 0, 1))
    defended = rng.binomial(finished, 0.9)
    appointed = rng.binomial(finished, 0.22)
    end = date.fromordinal(world.first.toordinal()) + timedelta(days=begin + length)
    return {
        "programme": np.full(size, programme, dtype=object),
        "stream": np.full(size, stream, dtype=object),
        "date_start": np.full(size, world.day_texts[begin], dtype=object),
        "date_end": np.full(size, end.strftime("%d.%m.%Y"), dtype=object),
        "region": world.names[region],
        "category": pick(rng, OF_PROGRAMME.get(programme, CATEGORIES), size),
        "applied": _stated(rng, applied, np.ones(size)),
        "admitted": _stated(rng, admitted, np.ones(size)),
        "finished": _stated(rng, finished, np.full(size, has_ended)),
        "projects_defended": _stated(rng, defended, np.full(size, has_ended)),
        "appointed": _stated(rng, appointed, np.full(size, has_ended)),
    }


def _stated(rng: np.random.Generator, counts: Ints, is_known: Floats) -> Texts:
    """Return the counts as cells, empty where nothing is known yet and where nobody said."""
    said = (rng.random(len(counts)) > UNSTATED) & (is_known > 0)
    return np.where(said, texts([str(number) for number in counts]), "")
