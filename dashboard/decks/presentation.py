"""A presentation as it is saved: slides with the names of their exhibits, and the ready sets. No input or output."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.language.phrases import Words
from dashboard.model.filters import Filters, from_query
from etl.regions import DISTRICTS, REGION_BY_CODE
from etl.words import Text

WHAT = "deck"
MOST_SLIDES, LONGEST_TITLE, LONGEST_COMMENT = 100, 200, 1000


@dataclass(frozen=True, slots=True)
class Item:
    """One slide: the names of its exhibits, their filters, and the reader's own title and comment.

    `page` is the page the slide was added from: its notes link back there.
    """

    names: tuple[str, ...]
    filters: Filters
    title: str = ""
    comment: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of a presentation, in order."""

    items: tuple[Item, ...] = ()

    def holds(self, names: Sequence[str], filters: Filters) -> bool:
        """Return whether a slide shows exactly these exhibits for these filters."""
        return any((item.names, item.filters) == (tuple(names), filters) for item in self.items)

    def added(self, item: Item) -> "Deck":
        """Return the deck with one more slide at its end."""
        return Deck((*self.items, item)[:MOST_SLIDES])

    def without(self, place: int) -> "Deck":
        """Return the deck without the slide at that place."""
        return Deck(self.items[:place] + self.items[place + 1 :])

    def moved(self, place: int, to: int) -> "Deck":
        """Return the deck with a slide at another place."""
        rest = self.without(place).items
        return Deck((*rest[:to], self.items[place], *rest[to:]))

    def retitled(self, place: int, title: str, comment: str) -> "Deck":
        """Return the deck with another title and comment of one slide."""
        return self._each(lambda at, item: replace(item, title=title, comment=comment) if at == place else item)

    def under(self, filters: Filters) -> "Deck":
        """Return the deck with these filters on every slide."""
        return self._each(lambda _, item: replace(item, filters=filters))

    def _each(self, change: Callable[[int, Item], Item]) -> "Deck":
        return Deck(tuple(change(at, item) for at, item in enumerate(self.items)))


@dataclass(frozen=True, slots=True)
class ReadySet:
    """A predefined deck: its title, and the names of the exhibits of each slide."""

    title: Text
    slides: tuple[tuple[str, ...], ...]

    def deck(self, filters: Filters) -> Deck:
        """Return the deck of the set for these filters."""
        return Deck(tuple(Item(names, filters) for names in self.slides))


READY: Mapping[str, ReadySet] = {
    "year": ReadySet(
        Text("Итоги года", "Results of the year"),
        (
            ("card.events", "card.participants", "card.regions_covered", "card.entries", "card.project_share"),
            ("map.events",),
            ("trend.participants",),
            ("structure.category.participants",),
            ("multiples.participants",),
            ("map.acts",),
            ("parts_themes",),
            ("ties",),
            ("map.entries",),
            ("funnel.entries",),
            ("places.equal.all",),
            ("silent",),
        ),
    ),
    "board": ReadySet(
        Text("К заседанию Правления", "For a meeting of the Board"),
        (
            ("card.events", "card.participants", "card.acts", "card.entries", "card.answers_in_time"),
            ("plan.events",),
            ("trend.participants",),
            ("coverage",),
            ("parts_regions.answers",),
            ("cooperation",),
            ("index_map.equal.all",),
            ("places.equal.all",),
            ("silence_map",),
            ("silent",),
        ),
    ),
    "passport": ReadySet(
        Text("Паспорт региона", "Passport of a region"),
        (
            ("passport.similar",),
            ("trend.participants",),
            ("trend.events",),
            ("funnel.entries",),
            ("events",),
            ("winners",),
        ),
    ),
    "contest": ReadySet(
        Text("Конкурс", "Competition"),
        (
            ("season_card.entries.first", "season_card.federal_share.first", "season_card.success_share.first"),
            ("season_map.entries.first",),
            ("season_funnel.first",),
            ("campaign_days.first",),
            ("nominations.first",),
            ("season_places.first",),
            ("season_prizes.first",),
            ("winners",),
        ),
    ),
}


def ready_set(name: str) -> ReadySet | None:
    """Return the ready set with that code or title, None when there is none."""
    folded = name.strip().casefold()
    titles = {title.casefold(): ready for ready in READY.values() for title in (ready.title.ru, ready.title.en)}
    return READY.get(folded) or titles.get(folded)


def encode(deck: Deck) -> list[dict[str, Any]]:
    """Return the deck as JSON values: stable codes, independent of the language."""
    return [
        {"names": list(item.names), "filters": item.filters.to_query()}
        | {name: text for name in ("title", "comment", "page") if (text := getattr(item, name))}
        for item in deck.items
    ]


def decode(value: Any, _: Words) -> tuple[Deck, tuple[str, ...]]:
    """Return the deck of a saved value, and a sentence for each slide that had to be skipped."""
    items, refused = [], []
    for place, entry in enumerate(value if isinstance(value, list) else [], start=1):
        item = read_item(entry)
        if item is None:
            refused.append(_("Слайд {place} записан неверно и пропущен.", place=place))
            continue
        unknown = unknown_places(entry["filters"])
        if unknown:
            codes = ", ".join(unknown)
            refused.append(_("Слайд {place} пропущен: региона «{code}» нет.", place=place, code=codes))
        else:
            items.append(item)
    return Deck(tuple(items[:MOST_SLIDES])), tuple(refused)


def read_item(entry: Any) -> Item | None:
    """Return the slide of a saved entry, None when the entry is malformed."""
    if not isinstance(entry, dict) or not isinstance(entry.get("filters"), dict):
        return None
    names = entry.get("names")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        return None
    query = {str(name): str(text) for name, text in entry["filters"].items()}
    filters = from_query(query, REGION_BY_CODE, [district.code for district in DISTRICTS])
    own = {name: str(entry.get(name, "")) for name in ("title", "comment", "page")}
    return Item(tuple(names), filters, own["title"][:LONGEST_TITLE], own["comment"][:LONGEST_COMMENT], own["page"])


def unknown_places(query: Mapping[str, Any]) -> list[str]:
    """Return the codes of regions and districts in saved filters that do not exist; dropping them would mean the whole country."""
    regions, district = str(query.get("region", "")).split(","), str(query.get("district", ""))
    unknown = [code for code in regions if code and code not in REGION_BY_CODE]
    return [*unknown, district] if district and district not in {each.code for each in DISTRICTS} else unknown
