"""Invented entries of several competitions: campaigns, stages, places and prizes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from etl.datasets.activity import PRACTICE
from etl.datasets.competitions import ADMITTED, FEDERAL, FILED, FINALIST, WINNER
from etl.demo.words import PROJECTS, TITLES, flag_texts, project_texts
from etl.demo.world import Chunk, Floats, Ints, Texts, World, drawn, pick, texts

STAGE = 3
BEST_PRACTICE, SERVICE, VOLUNTEER = "Лучшая муниципальная практика", "Служение", "Доброволец России"
NUMBERED = {BEST_PRACTICE: "ЛМП", SERVICE: "СЛ", VOLUNTEER: "ДР"}
KEPT_NOMINATIONS = (
    "Модернизация городского хозяйства (Умный город)",
    "Градостроительная политика",
    "Укрепление межнационального мира и согласия",
)
OLD_NOMINATIONS = (
    "Обеспечение эффективной обратной связи с жителями, развитие ТОС",
    "Муниципальная экономическая политика и управление финансами",
)
NEW_NOMINATIONS = ("Повышение эффективности управления территорией", "Бренд территории")
NOMINATIONS = {
    SERVICE: ("Путь профессионала", "Информационная открытость", "Методическая поддержка", "Муниципальное единство"),
    VOLUNTEER: ("Наставник", "Добрый город", "Молодые инициативы"),
}
CHANNELS = {
    BEST_PRACTICE: {"региональный этап": 0.74, "ассоциация": 0.14, "прямая заявка": 0.04, "": 0.08},
    SERVICE: {"прямая заявка": 0.8, "ассоциация": 0.14, "": 0.06},
    VOLUNTEER: {"прямая заявка": 0.6, "региональный этап": 0.32, "": 0.08},
}
# Million roubles for places 1 to 5: a city and a village. The scale of data/reference/prize_scales.csv: lower in 2023.
PRIZES = (("50", "40", "30", "20", "10"), ("20", "15", "7", "5", "3"))
PRIZES_2023 = (("42,5", "34", "25,5", "17", "8,5"), ("17", "12,75", "5,95", "4,25", "2,55"))
PLACES = 5
ADMITTED_SHARE, FEDERAL_SHARE, FINALIST_SHARE, WINNER_SHARE = 0.72, 0.34, 0.06, 0.03
MOST_FINALISTS, MOST_WINNERS = 240, 60


@dataclass(frozen=True, slots=True)
class Campaign:
    """One season of a competition: when entries are taken, when it is decided, how large it is."""

    competition: str
    season: int
    opened: date
    closed: date
    decided: date
    size: float


def entry_chunks(world: World, rows: int) -> Iterator[Chunk]:
    """Yield the register of entries chunk by chunk, campaign after campaign, in the order of submission."""
    rng = world.rng(STAGE)
    campaigns = _campaigns(world)
    weights = [_weights(world, rng, campaign) for campaign in campaigns]
    sizes = np.array([weight.sum() for weight in weights])
    for campaign, weight, entries in zip(campaigns, weights, rng.multinomial(rows, sizes / sizes.sum()), strict=True):
        yield from _season(world, rng, campaign, weight, int(entries))


def _campaigns(world: World) -> list[Campaign]:
    """Return the seasons that opened within the world's years, in the order they opened."""
    years = range(world.first.year, world.until.year + 2)
    seasons = [season(year) for year in years for season in (_best_practice, _service, _volunteer)]
    opened = [season for season in seasons if world.first <= season.opened <= world.until]
    return sorted(opened, key=lambda season: season.opened)


def _best_practice(year: int) -> Campaign:
    return Campaign(BEST_PRACTICE, year, date(year, 2, 10), date(year, 7, 31), date(year, 11, 13), 1.0)


def _service(year: int) -> Campaign:
    """Return a season of the prize, whose dates move and which grows every year."""
    opened, closed = {
        2024: (date(2023, 11, 20), date(2024, 1, 20)),
        2025: (date(2024, 12, 17), date(2025, 2, 9)),
    }.get(year, (date(year - 1, 10, 22), date(year - 1, 11, 21)))
    return Campaign(SERVICE, year, opened, closed, date(year, 4, 20), max(0.15, 0.3 + 0.35 * (year - 2024)))


def _volunteer(year: int) -> Campaign:
    return Campaign(VOLUNTEER, year, date(year, 3, 1), date(year, 5, 15), date(year, 12, 5), 0.4)


def _weights(world: World, rng: np.random.Generator, campaign: Campaign) -> Floats:
    """Return how many entries come on each day from each region: some at once, most before the deadline."""
    last = min(world.index(campaign.closed), len(world.season) - 1)
    days = np.arange(world.index(campaign.opened), last + 1)
    length = (campaign.closed - campaign.opened).days + 1
    passed = (days - days[0] + 0.5) / length
    rush = (0.4 + 4.0 * passed**4) * (0.2 + world.season[days])
    uneven = rng.lognormal(0.0, 0.4, world.activity.shape[1])
    shares = rush[:, None] * world.activity[days] * uneven
    weights: Floats = campaign.size * shares / shares.sum() * min(1.0, len(days) / length)
    return weights


def _season(
    world: World, rng: np.random.Generator, campaign: Campaign, weights: Floats, entries: int
) -> Iterator[Chunk]:
    stages, places = _outcome(world, rng, campaign, entries)
    begin = 0
    for cells, _ in drawn(rng, weights, entries):
        day, region = np.divmod(cells, len(world.names))
        part = slice(begin, begin + len(cells))
        number = np.arange(part.start, part.stop)
        day = day + world.index(campaign.opened)
        yield _entries(world, rng, campaign, number, day, region, stages[part], places[part])
        begin = part.stop


def _outcome(world: World, rng: np.random.Generator, campaign: Campaign, entries: int) -> tuple[Ints, Ints]:
    """Return the furthest stage of each entry (0 filed to 4 winner) and the place of the winners, 0 for the others."""
    stages = (rng.random(entries)[:, None] < (ADMITTED_SHARE, FEDERAL_SHARE)).sum(axis=1)
    places = np.zeros(entries, dtype=np.int64)
    if campaign.closed > world.until:
        stages = np.minimum(stages, 1)
    elif campaign.decided <= world.until:
        # Places are as many as there are, however many entries come: most regions have 0 to 3 a year.
        finalists = rng.permutation(entries)[: min(MOST_FINALISTS, round(entries * FINALIST_SHARE))]
        winners = finalists[: min(MOST_WINNERS, round(entries * WINNER_SHARE))]
        stages[finalists], stages[winners] = 3, 4
        places[winners] = np.arange(len(winners)) % PLACES + 1
    return stages, places


def _entries(
    world: World,
    rng: np.random.Generator,
    campaign: Campaign,
    number: Ints,
    day: Ints,
    region: Ints,
    stage: Ints,
    place: Ints,
) -> Chunk:
    size = len(number)
    home = world.municipalities.draw(rng, region)
    village = world.municipalities.is_rayon[home]
    decided = campaign.decided.strftime("%d.%m.%Y")
    projects = project_texts(rng, np.full(size, 0.55), world.years[day] >= PROJECTS.renewed)
    return {
        "competition": np.full(size, campaign.competition, dtype=object),
        "season": np.full(size, str(campaign.season), dtype=object),
        "entry_no": texts([f"{NUMBERED[campaign.competition]}-{campaign.season}-{place + 1:05d}" for place in number]),
        "nomination": _nominations(rng, campaign, size),
        "category": np.where(village, "II", "I").astype(object),
        "region": world.names[region],
        "municipality": np.where(rng.random(size) < 0.97, world.municipalities.written(home), ""),
        "title": texts(TITLES[PRACTICE])[rng.integers(0, len(TITLES[PRACTICE]), size)],
        "channel": pick(rng, CHANNELS[campaign.competition], size),
        "submitted_on": world.day_texts[day],
        "decided_on": np.where(stage >= 3, decided, "").astype(object),
        "stage": texts([FILED, ADMITTED, FEDERAL, FINALIST, WINNER])[stage],
        "place": texts(["", *(str(number + 1) for number in range(PLACES))])[place],
        "prize_mln": _prizes(campaign, village.astype(np.int64), place),
        "national_project": projects,
        "intermunicipal": flag_texts(rng, np.full(size, 0.18)),
        "concession": flag_texts(rng, np.full(size, 0.06)),
    }


def _nominations(rng: np.random.Generator, campaign: Campaign, size: int) -> Texts:
    changed = NEW_NOMINATIONS if campaign.season >= 2025 else OLD_NOMINATIONS
    options = NOMINATIONS.get(campaign.competition, (*KEPT_NOMINATIONS, *changed))
    return texts(options)[rng.integers(0, len(options), size)]


def _prizes(campaign: Campaign, village: Ints, place: Ints) -> Texts:
    if campaign.competition != BEST_PRACTICE:
        return np.full(len(place), "", dtype=object)
    scale = PRIZES_2023 if campaign.season == 2023 else PRIZES
    return np.array([["", *prizes] for prizes in scale], dtype=object)[village, place]
