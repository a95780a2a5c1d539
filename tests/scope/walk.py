"""Requests drawn by lot for a person: every exhibit, any filters, through the data door, as CSV, as files."""

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from dashboard.decks import rebuild
from dashboard.decks.presentation import Deck, Item
from dashboard.engine import cache
from dashboard.export.addresses import answer, filters_of, read_address
from dashboard.export.data_csv import data_csv
from dashboard.export.exhibit_names import OBSERVATIONS
from dashboard.model.asking import pinned_principal
from dashboard.observations.watched_metrics import WATCHED_BY_PAGE
from dashboard.queries.time import seasons
from etl.principal import LOCAL, Principal
from tests.oracle.addresses import address as drawn_address
from tests.oracle.addresses import exhibits

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
XML_TEXT = re.compile(r">([^<>]+)<|(?:name|descr|title)=\"([^\"]+)\"")


def names(lot: random.Random) -> list[str]:
    """Return the names of all exhibits in an order drawn by lot, events and contests of the warehouse included."""
    with pinned_principal(LOCAL):
        events = sorted(str(row["key"]) for row in answer("/?period=all&exhibit=events")["rows"])
        every = [*exhibits(lot.sample(events, 6), (seasons.FIRST, *sorted(seasons.contests())[:2])), OBSERVATIONS]
    lot.shuffle(every)
    return every


def addresses(every: list[str], lot: random.Random, count: int) -> Iterator[str]:
    """Yield so many addresses: each builder as often as any other, since some have a hundred names."""
    by_builder: dict[str, list[str]] = {}
    for name in every:
        by_builder.setdefault(name.split(".")[0], []).append(name)
    builders = list(by_builder)
    for number in range(count):
        name = lot.choice(by_builder[builders[number % len(builders)]])
        page = f"&page={lot.choice(list(WATCHED_BY_PAGE))}" if name == OBSERVATIONS else ""
        language = f"&lang={lot.choice(('ru', 'en'))}"
        yield drawn_address(name, lot, FIRST, LAST) + page + language


def words_of(asked: str, asking: Principal) -> list[str]:
    """Return all that an address tells a person: the record with every cell, and the same as CSV."""
    with pinned_principal(asking), cache.pinned_version():
        reply = answer(asked)
        if "error" in reply:
            return [str(reply["error"])]
        table = data_csv(reply, "ru").decode("utf-8-sig") if "rows" in reply else ""
    # What the address itself names was written by whoever asks.
    return [json.dumps({name: value for name, value in reply.items() if name != "address"}, ensure_ascii=False), table]


def words_of_files(asked: list[str], asking: Principal) -> list[str]:
    """Return the texts of the presentation and the workbook of these exhibits."""
    read = [read_address(text) for text in asked]
    items = [Item((one.exhibit,), filters_of(one.query)) for one in read if one.exhibit != OBSERVATIONS]
    with pinned_principal(asking), cache.pinned_version():
        shown, skipped = rebuild.rebuild(Deck(tuple(items)), "ru")
        kept = [slide for slide in shown if any(map(rebuild.has_content, slide.exhibits))]
        files = [rebuild.pptx(kept, "Заголовок"), rebuild.xlsx(kept)] if kept else []
    return [*skipped, *(text for content in files for text in texts_in(content))]


def texts_in(content: bytes) -> Iterator[str]:
    """Yield the texts in the parts of an Office file, in those of files inside of it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for part in file.namelist():
            inner = file.read(part)
            if inner.startswith(b"PK"):
                yield from texts_in(inner)
            elif part.endswith((".xml", ".rels")):
                yield from (first or second for first, second in XML_TEXT.findall(inner.decode()))


def told(reply: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without its address."""
    return {name: value for name, value in reply.items() if name != "address"}
