"""Decks without a page: their order, their code in the journal, the ready sets, the slides made of them."""

import io
import json
from collections.abc import Iterator
from datetime import date

import openpyxl
import pptx
import pytest

from dashboard.decks import passport_files, rebuild
from dashboard.decks.presentation import MOST_SLIDES, READY, Deck, Item, decode, encode, ready_set
from dashboard.exhibits import catalogue
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Kind
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import view
from dashboard.slides.pdf import pdf
from etl.problems import Refused
from tests.pages.warehouses import address, copy, demo, point

LAST_YEAR = Filters(preset=Preset.LAST_YEAR)
RU = translator("ru")


@pytest.fixture(autouse=True, scope="module")
def warehouse() -> None:
    point(address(copy(demo())))


def deck_of(*names: str, filters: Filters = LAST_YEAR) -> Deck:
    return Deck(tuple(Item((name,), filters) for name in names))


def order(deck: Deck) -> list[str]:
    return [item.names[0] for item in deck.items]


def test_a_slide_moves_both_ways_and_goes() -> None:
    deck = deck_of("a", "b", "c")
    assert order(deck.moved(2, 0)) == ["c", "a", "b"]
    assert order(deck.moved(0, 2)) == ["b", "c", "a"]
    assert order(deck.without(1)) == ["a", "c"]


def test_a_deck_holds_a_slide_only_under_its_filters() -> None:
    deck = deck_of("a")
    assert deck.holds(["a"], LAST_YEAR) and not deck.holds(["a"], Filters())
    assert deck.under(Filters()).holds(["a"], Filters())


def test_a_deck_has_an_end() -> None:
    deck = deck_of(*"a" * MOST_SLIDES)
    assert len(deck.added(Item(("b",), LAST_YEAR)).items) == MOST_SLIDES


def test_what_is_kept_comes_back_as_it_was() -> None:
    filters = Filters(preset=Preset.LAST_YEAR, district="ПФО", regions=("59", "66"))
    deck = Deck((Item(("map.acts", "card.acts"), filters, "Свой", "Слово", "events"), *deck_of("ties").items))
    assert decode(json.loads(json.dumps(encode(deck))), RU) == (deck, ())


@pytest.mark.parametrize(
    "value", [None, {}, "deck", 5, [None], [{"names": [], "filters": {}}], [{"names": [1], "filters": {}}]]
)
def test_what_is_no_deck_is_never_a_fault(value: object) -> None:
    deck, refused = decode(value, RU)
    assert deck == Deck() and len(refused) == (len(value) if isinstance(value, list) else 0)


def test_a_slide_of_a_region_that_is_no_more_does_not_become_one_of_the_country() -> None:
    deck, refused = decode([{"names": ["map.acts"], "filters": {"region": "777"}}], RU)
    assert deck == Deck() and "777" in refused[0]


@pytest.mark.parametrize("name", ["year", "YEAR ", "Итоги года", "Results of the year"])
def test_a_ready_set_answers_to_its_code_and_its_titles(name: str) -> None:
    assert ready_set(name) is READY["year"]


@pytest.mark.parametrize("code", READY)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_exhibit_of_a_ready_set_can_be_made(code: str, language: str) -> None:
    filters = Filters(preset=Preset.LAST_YEAR, regions=("59",) if code == "passport" else ())
    slides, skipped = rebuild.rebuild(READY[code].deck(filters), language)
    assert not skipped and len(slides) == len(READY[code].slides)
    assert rebuild.pptx(slides, "Набор").startswith(b"PK")


def test_a_name_nobody_knows_is_left_out_in_a_sentence() -> None:
    slides, skipped = rebuild.rebuild(deck_of("map", "nothing.events", "map.acts", "breakdown.x.y.z"), "ru")
    assert [slide.place for slide in slides] == [2] and len(skipped) == 3
    assert "nothing.events" in skipped[1]


def numbers(presentation: bytes) -> Iterator[tuple[str, list[float]]]:
    """Yield the title of each slide with a chart and the numbers in the workbook behind it."""
    for slide in pptx.Presentation(io.BytesIO(presentation)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                rows = book.worksheets[0].iter_rows(min_row=2, min_col=2, values_only=True)
                yield (
                    slide.shapes.title.text,
                    [float(cell) for row in rows for cell in row if isinstance(cell, int | float)],
                )


@pytest.mark.parametrize("name", ["trend.participants", "ranking.acts", "breakdown.kind.8.acts"])
def test_the_numbers_behind_a_slide_are_those_of_the_exhibit(name: str) -> None:
    slides, _ = rebuild.rebuild(deck_of(name), "ru")
    exhibit = catalogue.build(name, view(LAST_YEAR, "ru"))
    ((title, there),) = numbers(rebuild.pptx(slides, "Набор"))
    expected = exhibit.frame["value"].dropna()
    assert title == exhibit.title
    assert not set(expected.round(6)) - {round(number, 6) for number in there}


def test_notes_lead_back_to_the_page_with_its_filters() -> None:
    item = Item(("map.acts",), Filters(preset=Preset.LAST_YEAR, regions=("59",)), page="associations")
    assert rebuild.address(item, "https://example.org/app/") == (
        "https://example.org/app/associations?period=last-year&compare=year-ago&show=total&region=59"
    )
    assert rebuild.address(item, "") == ""


def test_nothing_to_show_is_refused() -> None:
    with pytest.raises(Refused, match="ни одного показателя"):
        rebuild.pptx([], "Набор")
    early, _ = rebuild.rebuild(deck_of("map.acts", "silent", filters=early_days()), "ru")
    with pytest.raises(Refused, match="данных нет"):
        rebuild.xlsx(early)


def early_days() -> Filters:
    first = LAST_YEAR.period(view(LAST_YEAR, "ru").as_of).since.replace(year=2001)
    return Filters(Preset.CUSTOM, first, first)


def test_a_passport_is_one_slide_and_the_archive_has_one_a_region() -> None:
    last_year, regions = view(LAST_YEAR, "ru"), list[str]()
    archive = passport_files.archive(("59", "66"), last_year, progress=lambda region, share: regions.append(region))
    assert regions == ["Пермский край", "Свердловская область"] and archive.startswith(b"PK")
    passport = catalogue.build("passport.similar", view(Filters(preset=Preset.LAST_YEAR, regions=("59",)), "ru"))
    (slide,) = pptx.Presentation(io.BytesIO(passport_files.one_pager("59", last_year))).slides
    assert passport.kind is Kind.INDICATORS and slide.shapes.title.text == passport.title
    assert len(passport_files.every_region(last_year)) == 89


@pytest.mark.office
def test_a_presentation_becomes_a_pdf(office: str) -> None:
    slides, _ = rebuild.rebuild(deck_of("trend.events"), "ru")
    assert pdf(rebuild.pptx(slides, "Набор")).startswith(b"%PDF")


@pytest.mark.office
def test_an_office_that_takes_too_long_is_refused(office: str) -> None:
    with pytest.raises(Refused, match="не справился"):
        pdf(b"PK", seconds=0.01)


def test_without_an_office_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match="нет LibreOffice"):
        pdf(b"PK")


def test_a_slide_without_anything_to_show_is_left_out_and_named() -> None:
    region = Filters(preset=Preset.LAST_YEAR)
    long_ago = Filters(preset=Preset.CUSTOM, since=date(2012, 1, 1), until=date(2012, 12, 31))
    deck = Deck((Item(("trend.events",), region), Item(("breakdown.format.8.events",), long_ago)))
    shown, _skipped = rebuild.rebuild(deck, "ru")
    kept, sentences = rebuild.without_empty(shown)
    assert [slide.place for slide in kept] == [0]
    assert len(sentences) == 1 and sentences[0].startswith("Слайд 2 «") and "данных нет" in sentences[0]


def test_a_deck_of_empty_slides_alone_is_refused() -> None:
    long_ago = Filters(preset=Preset.CUSTOM, since=date(2012, 1, 1), until=date(2012, 12, 31))
    shown, _skipped = rebuild.rebuild(Deck((Item(("breakdown.format.8.events",), long_ago),)), "ru")
    with pytest.raises(Refused):
        rebuild.without_empty(shown)


def test_a_cover_names_a_period_of_several_registers_only_where_it_tells_another() -> None:
    told, other = "Мероприятия, Поручения: 2025; Конкурсные заявки: сезон 2025", "Мероприятия: 2025; Обучение: 2024"
    assert rebuild.own_periods(["2025", told, "сезон 2025", "", "2025", "I кв. 2025", other]) == [
        "2025",
        "сезон 2025",
        "I кв. 2025",
        other,
    ]


def test_a_cover_says_how_far_the_data_of_each_register_reach() -> None:
    shown, _ = rebuild.rebuild(deck_of("card.events"), "ru")
    assert " · последние данные — " in rebuild.cover(shown, "Итоги").subtitle
