"""A saved presentation rebuilt: its exhibits from the current data, and the files made of them."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from dashboard.decks.presentation import Deck, Item
from dashboard.exhibits import catalogue
from dashboard.language.formats import names
from dashboard.language.phrases import Words, translator
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.model.filters import Filters
from dashboard.navigation import PAGE_BY_NAME
from dashboard.queries import view
from dashboard.queries.scopes import scopes_of
from dashboard.queries.sums import register_sums
from dashboard.queries.wording import view_words
from dashboard.sheets.workbook import workbook
from dashboard.slides import Cover, Slide, deck
from etl.problems import Refused

log = logging.getLogger("dashboard")
# What the catalogue raises for a name it does not know, or whose arguments do not fit.
NOT_IN_CATALOGUE = (KeyError, TypeError, ValueError, IndexError)


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """A slide with its place in the deck and its exhibits."""

    place: int
    item: Item
    exhibits: tuple[Exhibit, ...]

    @property
    def title(self) -> str:
        """Return the reader's own title, else the finding, or the names of several numbers."""
        if self.item.title or len(self.exhibits) == 1:
            return self.item.title or self.exhibits[0].title
        titles = [
            exhibit.metric.title.of(exhibit.language) if exhibit.metric else exhibit.title for exhibit in self.exhibits
        ]
        return names(titles, self.exhibits[0].language)


def rebuild(saved: Deck, language: str) -> tuple[list[Shown], list[str]]:
    """Return the slides that the current data allow, and a sentence for each exhibit that cannot be built."""
    _, rebuilt, skipped = translator(language), [], []
    for place, item in enumerate(saved.items):
        slide_view = view.view(item.filters, language)
        built_exhibits = {name: built(name, slide_view) for name in item.names}
        exhibits = tuple(exhibit for exhibit in built_exhibits.values() if exhibit is not None)
        for name in (name for name, exhibit in built_exhibits.items() if exhibit is None):
            skipped.append(_("Слайд {place}: показателя «{name}» нет, он пропущен.", place=place + 1, name=name))
        if exhibits:
            rebuilt.append(Shown(place, item, exhibits))
    return rebuilt, skipped


def without_empty(rebuilt: Sequence[Shown]) -> tuple[list[Shown], list[str]]:
    """Return the slides without the exhibits that have nothing to show, and a sentence for each slide left out for it.

    Refused when nothing is left.
    """
    refuse_nothing(rebuilt)
    kept: list[Shown] = []
    sentences: list[str] = []
    for slide in rebuilt:
        if exhibits := tuple(exhibit for exhibit in slide.exhibits if has_content(exhibit)):
            kept.append(replace(slide, exhibits=exhibits))
        else:
            _ = translator(slide.exhibits[0].language)
            words = _("Слайд {place} «{title}» не вошёл: данных нет.", place=slide.place + 1, title=slide.title)
            sentences.append(words)
    if not kept:
        raise Refused("deck_without_data")
    return kept, sentences


def has_content(exhibit: Exhibit) -> bool:
    """Return whether an exhibit has a row to draw; a headline number without a value has none."""
    if exhibit.kind is Kind.NUMBER:
        return bool(exhibit.frame["value"].notna().any())
    return not exhibit.frame.empty


def built(name: str, slide_view: view.View) -> Exhibit | None:
    """Return the exhibit of that name, None when it cannot be built; the log says why."""
    try:
        return catalogue.build(name, slide_view)
    except NOT_IN_CATALOGUE:
        log.warning("no exhibit %r can be made", name, exc_info=True)
        return None


def slides(rebuilt: Sequence[Shown], base: str) -> list[Slide]:
    """Return the slides for the renderer; `base` is the address of the dashboard, for the notes."""
    return [Slide(slide.exhibits, slide.item.title, slide.item.comment, address(slide.item, base)) for slide in rebuilt]


def address(item: Item, base: str) -> str:
    """Return the address of the page the slide came from, with its filters; empty when page or base is unknown."""
    page = PAGE_BY_NAME.get(item.page)
    if not base or page is None:
        return ""
    return f"{base.rstrip('/')}/{page.path}?{urlencode(item.filters.to_query())}"


def pptx(rebuilt: Sequence[Shown], title: str, template: bytes | None = None, base: str = "") -> bytes:
    """Return the presentation; Refused when there is nothing to show or the template cannot be used."""
    refuse_nothing(rebuilt)
    return deck(slides(rebuilt, base), template, cover(rebuilt, title))


def xlsx(rebuilt: Sequence[Shown]) -> bytes:
    """Return the workbook of all exhibits; Refused when there is nothing to show."""
    refuse_nothing(rebuilt)
    return workbook([exhibit for slide in rebuilt for exhibit in slide.exhibits])


def refuse_nothing(rebuilt: Sequence[Shown]) -> None:
    """Refuse a deck without slides, or without data on any of them."""
    if not rebuilt:
        raise Refused("deck_empty")
    if not any(has_rows(filters) for filters in {slide.item.filters for slide in rebuilt}):
        raise Refused("deck_without_data")


def has_rows(filters: Filters) -> bool:
    """Return whether any register has a row for the filters; a list of silent regions alone is no presentation."""
    scopes, views = list(scopes_of(filters)), view.view(filters, "").each()
    reported = (register_sums.by_scope(name, each.period).reindex(scopes)["rows"].sum() for name, each in views.items())
    return any(rows > 0 for rows in reported)


def cover(rebuilt: Sequence[Shown], title: str) -> Cover:
    """Return the first slide: the title of the deck, its periods and places, and how far the data reach."""
    language = rebuilt[0].exhibits[0].language
    _, views = translator(language), [view.view(slide.item.filters, language) for slide in rebuilt]
    exhibits = [exhibit for slide in rebuilt for exhibit in slide.exhibits]
    periods = own_periods([dict(exhibit.parameters).get(_("Период"), "") for exhibit in exhibits])
    places = dict.fromkeys(view_words.place(slide_view.filters, language) for slide_view in views)
    reach = _("последние данные — {day}", day=view_words.reach_words(views[0]))
    parts = [names(periods, language), names(list(places), language), reach, view_words.banner(language)]
    return Cover(title, " · ".join(part for part in parts if part))


def own_periods(periods: Sequence[str]) -> list[str]:
    """Return the periods, each once; one that names several registers only where it tells what no other does."""
    once = list(dict.fromkeys(filter(None, periods)))

    def is_told(period: str) -> bool:
        parts = {part.rpartition(": ")[2] for part in period.split("; ")}
        return len(parts) > 1 and parts <= set(once)

    return [period for period in once if not is_told(period)]


def usual_title(_: Words) -> str:
    """Return the title of a deck that has none yet."""
    return _("Активность муниципального сообщества")


def file_stem(title: str, on: date) -> str:
    """Return the name of the deck's files without extension: title and day, no characters a file system refuses."""
    words = "".join(sign if sign.isalnum() or sign in " -_.,()№" else " " for sign in title)
    return f"{' '.join(words.split())[:80].strip('. ') or 'deck'} {on.isoformat()}"
