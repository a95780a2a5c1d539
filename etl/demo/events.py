"""Invented events and who took part in them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from etl.datasets.events import CATEGORIES, HELD, IN_PERSON, MIXED, ONLINE, PLANNED
from etl.demo.words import PARTNERS, TOPICS, qualified
from etl.demo.world import Chunk, Floats, Ints, Texts, World, drawn, pick, texts
from etl.regions import REGIONS

STAGE = 2
EVENTS_A_YEAR, AT_ROWS, GROWTH = 90, 8_000, 0.2
ROWS_AN_EVENT = 8
FORMATS = {
    "конференция": 0.12,
    "селекторное совещание": 0.12,
    "форум": 0.08,
    "съезд": 0.04,
    "заседание": 0.14,
    "совещание": 0.16,
    "круглый стол": 0.12,
    "мастер-класс": 0.06,
    "обучение": 0.10,
    "региональный день": 0.06,
}
SERIES = ("Муниципальный диалог", "Малая Родина — сила России", "Школа муниципального депутата", "", "", "")
TWO_DAYS = ("форум", "съезд", "конференция")
NATIONAL, DISTRICT = 0.35, 0.30
LARGEST_CROWD = 900
# The order of etl.datasets.events.CATEGORIES: heads, deputies, chairs, officers, directors, authorities, experts, ...
EARLIER = np.array([0.38, 0.11, 0.06, 0.22, 0.08, 0.06, 0.04, 0.03, 0.02])
LATELY = np.array([0.29, 0.24, 0.09, 0.16, 0.07, 0.05, 0.04, 0.04, 0.02])
PEOPLE = np.array([2.0, 3.0, 1.0, 2.5, 0.3, 1.0, 0.8, 4.0, 1.0])
CATEGORY_NAMES = texts(CATEGORIES.names())
OUTSIDE = ("орган власти", "эксперт", "партнёр", "исполнительный директор СМО")


@dataclass(frozen=True, slots=True)
class Programme:
    """The events themselves, one entry each, in the order of their days."""

    day: Ints
    title: Texts
    begins: Texts
    ends: Texts
    format: Texts
    mode: Texts
    series: Texts
    topic: Texts
    status: Texts
    host: Ints
    reach: Floats


def participation_chunks(world: World, rows: int) -> Iterator[Chunk]:
    """Yield the register of participation chunk by chunk, in the order of the events."""
    rng = world.rng(STAGE)
    programme = _programme(world, rng, events_in_all(rows))
    for cells, number in drawn(rng, programme.reach, rows):
        event, region = np.divmod(cells, len(world.names))
        yield _participation(world, rng, programme, event, region, number)


def events_in_all(rows: int) -> int:
    """Return the number of events for that many rows: more rows are mostly more municipalities an event."""
    three_years: float = 3 * EVENTS_A_YEAR * (max(rows, 1) / AT_ROWS) ** GROWTH
    return max(1, min(round(three_years), rows // ROWS_AN_EVENT))


def _programme(world: World, rng: np.random.Generator, count: int) -> Programme:
    day = np.sort(rng.choice(len(world.season), count, p=world.season / world.season.sum()))
    kind, series = pick(rng, FORMATS, count), texts(SERIES)[rng.integers(0, len(SERIES), count)]
    topic = texts(TOPICS)[rng.integers(0, len(TOPICS), count)]
    online = (kind == "селекторное совещание") | (rng.random(count) < 0.15)
    host = np.array([_host(rng, world.activity[place]) for place in day])
    long = np.isin(kind, TWO_DAYS) & (rng.random(count) < 0.6)
    return Programme(
        day,
        _titles(world, kind, series, topic, host),
        world.day_texts[day],
        np.where(long, world.day_texts[day + 1], ""),
        kind,
        np.where(online, ONLINE, pick(rng, {IN_PERSON: 0.7, MIXED: 0.25, "": 0.05}, count)),
        series,
        topic,
        pick(rng, {HELD: 0.86, "": 0.11, PLANNED: 0.03}, count),
        host,
        _reach(world, rng, day, host),
    )


def _host(rng: np.random.Generator, activity: Floats) -> int:
    return int(rng.choice(len(activity), p=activity / activity.sum()))


def _titles(world: World, kind: Texts, series: Texts, topic: Texts, host: Ints) -> Texts:
    """Return «Форум «Муниципальный диалог»: кадры (Казань)», without the series where there is none."""
    names = [f" «{name}»" if name else "" for name in series]
    towns = [REGIONS[place].centre for place in host]
    parts = zip(kind, names, topic, towns, strict=True)
    return texts([f"{form[0].upper()}{form[1:]}{name}: {about} ({town})" for form, name, about, town in parts])


def _reach(world: World, rng: np.random.Generator, day: Ints, host: Ints) -> Floats:
    """Return how many rows of each event fall to each region: all regions, a district, or the host's neighbours."""
    districts = np.array([region.federal_district for region in REGIONS])
    same_district = districts[host][:, None] == districts[None, :]
    own = host[:, None] == np.arange(len(REGIONS))[None, :]
    breadth = rng.random(len(day))[:, None]
    invited = own | (breadth < NATIONAL) | ((breadth < NATIONAL + DISTRICT) & same_district)
    came = own | (rng.random(own.shape) < 0.75)
    scale = rng.lognormal(0.0, 0.6, len(day))[:, None] * np.where(own, 3.0, 1.0)
    reach: Floats = invited * came * scale * world.activity[day]
    return reach


def _participation(
    world: World, rng: np.random.Generator, programme: Programme, event: Ints, region: Ints, number: Ints
) -> Chunk:
    category = _categories(world, rng, programme.day[event])
    programmed = (world.years[programme.day[event]] >= world.until.year) & (rng.random(len(event)) < 0.02)
    outside = np.isin(CATEGORY_NAMES[category], OUTSIDE)
    return {
        "event": programme.title[event],
        "date_start": programme.begins[event],
        "date_end": programme.ends[event],
        "format": programme.format[event],
        "mode": programme.mode[event],
        "series": programme.series[event],
        "topic": programme.topic[event],
        "status": programme.status[event],
        "host_region": world.names[programme.host[event]],
        "city": texts([place.centre for place in REGIONS])[programme.host[event]],
        "region": world.names[region],
        "municipality": np.where(outside, "", _municipality(world, event, region, number)),
        "category": np.where(rng.random(len(event)) < 0.97, CATEGORY_NAMES[category], ""),
        "organisation": np.where(outside, texts(PARTNERS)[rng.integers(0, len(PARTNERS), len(event))], ""),
        "programme": np.where(programmed, "Время героев", ""),
        "participants": _participants(rng, programme, event, region, category),
    }


def _categories(world: World, rng: np.random.Generator, day: Ints) -> Ints:
    """Return a category a row; the share of deputies grows in the last year."""
    shares = np.cumsum(np.stack([EARLIER, LATELY]), axis=1)
    lately = (world.years[day] >= world.until.year).astype(np.int64)
    chosen: Ints = (rng.random(len(day))[:, None] > shares[lately][:, :-1]).sum(axis=1)
    return chosen


def _municipality(world: World, event: Ints, region: Ints, number: Ints) -> Texts:
    """Return the next municipality of the region for each further row of an event, so that they seldom repeat."""
    # 7 only shifts where the next event begins, so that small events do not all take the first ones.
    place = (event * 7 + number) % world.municipalities.count[region]
    return world.municipalities.written(world.municipalities.start[region] + place)


def _participants(rng: np.random.Generator, programme: Programme, event: Ints, region: Ints, category: Ints) -> Texts:
    counts = 1 + rng.poisson(PEOPLE[category])
    crowds = np.clip(rng.lognormal(4.5, 0.8, len(event)), 20, LARGEST_CROWD).astype(np.int64)
    crowded = (programme.host[event] == region) & (rng.random(len(event)) < 0.03)
    people = np.where(crowded, qualified(rng, crowds, 0.9), qualified(rng, counts, 0.02))
    by_video = (programme.mode[event] == ONLINE) & (rng.random(len(event)) < 0.1)
    joined = qualified(rng, counts, 1.0, "подключений")
    unsaid = pick(rng, {"": 0.75, "н/д": 0.25}, len(event))
    attended = np.where(by_video, joined, np.where(rng.random(len(event)) < 0.04, unsaid, people))
    planned = texts([f"план {number} чел." for number in range(int(counts.max(initial=0)) + 1)])[counts]
    return np.where(programme.status[event] == PLANNED, planned, attended)
