"""Invented initiatives: what the regions proposed at forums, and what became of it."""

from collections.abc import Iterator

import numpy as np

from etl.datasets.initiatives import IN_WORK, REFUSED, SENT, SUBMITTED, TAKEN_UP
from etl.demo.world import Chunk, Ints, World, drawn, pick, texts

STAGE = 7
PROPOSALS = {
    "Упростить передачу имущества между уровнями власти": "земля и имущество",
    "Закрепить норматив на содержание дорог": "дороги",
    "Учесть стаж депутата при назначении на должность": "кадры",
    "Дать поселениям право на самообложение без схода": "бюджет",
    "Разрешить электронное заседание представительного органа": "нормативная база",
    "Ввести единый реестр муниципальных практик": "лучшие практики",
    "Расширить квоту на переподготовку участников СВО": "поддержка участников СВО",
    "Уточнить полномочия старосты": "полномочия",
}
FORUMS = {"Муниципальный диалог": 0.38, "Малая Родина — сила России": 0.24, "Заседание палаты": 0.2, "": 0.18}
AUDIENCES = {
    "главы": 0.34,
    "депутаты": 0.3,
    "муниципальные служащие": 0.14,
    "ассоциации": 0.14,
    "жители": 0.04,
    "": 0.04,
}
KINDS = {"предложение": 0.58, "поправка": 0.3, "законопроект": 0.12}
STATES = np.array([SUBMITTED, IN_WORK, SENT, TAKEN_UP, REFUSED], dtype=object)
# The longer ago, the further it came: of the last quarter, of the half-year before, of all earlier ones.
REACHED = np.cumsum([[0.55, 0.3, 0.1, 0.02, 0.03], [0.2, 0.35, 0.25, 0.1, 0.1], [0.08, 0.17, 0.25, 0.27, 0.23]], axis=1)
RECENT, OLD = 90, 270
LONGEST = 200  # days until a decision


def initiative_chunks(world: World, rows: int) -> Iterator[Chunk]:
    """Yield the register of initiatives chunk by chunk, in the order of the days."""
    rng = world.rng(STAGE)
    uneven = rng.lognormal(0.0, 0.5, world.activity.shape[1])
    for cells, _ in drawn(rng, world.activity * world.season[:, None] * uneven, rows):
        day, region = np.divmod(cells, len(world.names))
        yield _initiatives(world, rng, day, region)


def _initiatives(world: World, rng: np.random.Generator, day: Ints, region: Ints) -> Chunk:
    size, last = len(day), len(world.season) - 1
    age = (last - day > RECENT).astype(np.int64) + (last - day > OLD)
    state = STATES[(rng.random(size)[:, None] > REACHED[age][:, :-1]).sum(axis=1)]
    decided = np.minimum(day + rng.integers(20, LONGEST, size), last)
    proposal = texts(list(PROPOSALS))[rng.integers(0, len(PROPOSALS), size)]
    local = rng.random(size) < 0.6
    return {
        "proposal": proposal,
        "submitted_on": world.day_texts[day],
        "region": world.names[region],
        "municipality": np.where(local, world.municipalities.written(world.municipalities.draw(rng, region)), ""),
        "forum": pick(rng, FORUMS, size),
        "audience": pick(rng, AUDIENCES, size),
        "kind": pick(rng, KINDS, size),
        "state": state,
        "decided_on": np.where(np.isin(state, (TAKEN_UP, REFUSED)), world.day_texts[decided], ""),
        "topic": texts([PROPOSALS[words] for words in proposal]),
    }
