"""Numbers on slides are those of the page: a deck of the demo warehouse is opened and compared with its exhibits."""

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.util import Inches

from dashboard.exhibits import catalogue
from dashboard.figures.drawing.look import LIGHT
from dashboard.figures.drawing.value_text import full_text, short_text
from dashboard.figures.kinds.line import Series, coloured
from dashboard.figures.kinds.region_map import painted
from dashboard.figures.table import writer
from dashboard.language.formats import MISSING, is_missing
from dashboard.model.exhibit import Exhibit, Shape
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import view
from dashboard.slides import Slide, deck
from dashboard.slides.drawing.colours import CATEGORIES
from dashboard.slides.kinds.line import colours
from tests.dashboard.slides.test_slides import description, walked
from tests.pages.warehouses import address, copy, demo, point


@pytest.fixture(autouse=True)
def warehouse() -> None:
    point(address(copy(demo())))


def built(name: str, *regions: str, preset: Preset = Preset.LAST_YEAR) -> Exhibit:
    return catalogue.build(name, view(Filters(preset=preset, regions=regions), "ru"))


def shapes(exhibit: Exhibit) -> list[Any]:
    presentation = pptx.Presentation(io.BytesIO(deck([Slide((exhibit,))])))
    return [shape for slide in presentation.slides for shape in walked(slide.shapes)]


def words(exhibit: Exhibit) -> set[str]:
    return {plain(description(shape)) for shape in shapes(exhibit)}


def plain(text: str) -> str:
    """Return the text with its unbreakable spaces as others: alt texts are read, not set."""
    return text.replace("\xa0", " ")


def books(exhibit: Exhibit) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of the workbook behind each chart."""
    for shape in shapes(exhibit):
        if shape.has_chart if hasattr(shape, "has_chart") else False:
            blob = shape.chart.part.chart_workbook.xlsx_part.blob
            yield list(openpyxl.load_workbook(io.BytesIO(blob)).worksheets[0].iter_rows(values_only=True))


def rows_of_tables(exhibit: Exhibit) -> list[list[str]]:
    tables = [shape.table for shape in shapes(exhibit) if getattr(shape, "has_table", False)]
    return [[cell.text for cell in row.cells] for table in tables for row in list(table.rows)[1:]]


@pytest.mark.parametrize("name", ["map.entries", "tiles.map.events"])
def test_every_region_tells_the_value_of_the_page(name: str) -> None:
    exhibit = built(name)
    _, regions = painted(exhibit, LIGHT)
    values = zip(exhibit.frame["name"], exhibit.frame["value"], exhibit.frame["state"], strict=True)
    expected = {plain(f"{name}: {full_text(exhibit, value, state)}") for name, value, state in values}
    assert len(regions) == len(expected)
    assert expected <= words(exhibit)


@pytest.mark.parametrize("name", ["ranking.acts", "breakdown.nomination.8.entries", "funnel.entries"])
def test_bars_have_the_values_of_the_page_in_their_workbook(name: str) -> None:
    exhibit = built(name)
    [[_head, *rows]] = books(exhibit)
    assert len(exhibit.frame) == len(rows) > 1
    for (text, value, *others), row in zip(rows, exhibit.frame.to_dict("records"), strict=True):
        assert text.startswith(row["name"])
        assert value == (pytest.approx(row["value"]) if row["value"] == row["value"] else None)
        if others:
            assert others[0] == (pytest.approx(row["previous"]) if row["previous"] == row["previous"] else None)


def test_lines_have_the_values_of_the_page_in_their_workbook() -> None:
    exhibit = built("trend.participants")
    [[head, *rows]] = books(exhibit)
    for place, series in enumerate(head[1:], start=1):
        expected = exhibit.frame.loc[exhibit.frame["series"] == series, "value"].dropna().tolist()
        assert expected
        assert [row[place] for row in rows if row[place] is not None] == pytest.approx(expected)


def test_panels_have_the_values_of_the_page_in_their_workbooks() -> None:
    exhibit = built("multiples.participants")
    current = exhibit.frame[exhibit.frame["role"] == "current"]
    sums = [sum(row[-1] or 0 for row in rows) for _head, *rows in books(exhibit)]
    assert sums == pytest.approx(current.groupby("panel", sort=False)["value"].sum().tolist())


def test_points_stand_where_the_page_has_them() -> None:
    exhibit = built("funnel_plot.deputies_share", preset=Preset.ALL)
    [rows] = books(exhibit)
    placed = {(row[0], row[1]) for row in rows if isinstance(row[0], int | float)}
    for x, y in exhibit.tabled[["x", "y"]].astype(float).itertuples(index=False):
        assert any(x == pytest.approx(at) and y == pytest.approx(height) for at, height in placed)


@pytest.mark.parametrize("name", ["place_table.equal.all", "contests"])
def test_a_table_writes_the_cells_of_the_page(name: str) -> None:
    exhibit = built(name)
    rows, column = rows_of_tables(exhibit), exhibit.fields[0].name
    assert rows
    assert len(rows) <= len(exhibit.frame)
    for place, field in enumerate(exhibit.fields):
        if field.shape in (Shape.NUMBER, Shape.PERCENT):
            values = [float(value) for value in exhibit.frame[field.name].head(len(rows))]
            texts = [MISSING if is_missing(value) else writer(field, exhibit.language)(value) for value in values]
            assert [plain(row[place]) for row in rows] == [plain(text) for text in texts], field.title
    if exhibit.fields[0].shape is Shape.TEXT:
        assert [plain(row[0]) for row in rows] == [plain(str(value)) for value in exhibit.frame[column].head(len(rows))]


def test_every_tie_tells_the_value_of_the_page() -> None:
    exhibit, compared = built("ties"), 0
    descriptions = words(exhibit)
    for name, other, value in exhibit.frame[["name", "other_name", "value"]].itertuples(index=False):
        if name != other:
            value_words = plain(full_text(exhibit, value))
            assert {f"{name} → {other}: {value_words}", f"{name} — {other}: {value_words}"} & descriptions
            compared += 1
    assert compared


def test_a_matrix_counts_what_the_page_counts() -> None:
    exhibit = built("attendance")
    attended = exhibit.frame[exhibit.frame["state"] == "value"].groupby("row")["column"].nunique()
    sums = {row[0].replace("\xa0", " "): row[-1] for row in rows_of_tables(exhibit)}
    for name, count in attended.items():
        cut = next(
            label for label in sums if label == name or (label.endswith("…") and str(name).startswith(label[:-1]))
        )
        assert sums[cut] == str(count)


def test_the_total_of_a_nomination_is_of_its_entries_and_the_empty_cell_has_the_word_of_the_page() -> None:
    exhibit = built("nominations.first", preset=Preset.ALL)
    totals = exhibit.frame.groupby("row")["value"].sum()
    sums = {row[0].replace("\xa0", " "): row[-1] for row in rows_of_tables(exhibit)}
    for name, total in totals.items():
        label = next(one for one in sums if one == name or (one.endswith("…") and str(name).startswith(one[:-1])))
        assert plain(sums[label]) == f"{total:.0f}", name
    texts = " ".join(shape.text_frame.text for shape in shapes(exhibit) if getattr(shape, "has_text_frame", False))
    assert exhibit.never in texts and "не участвовал" not in texts


def test_a_season_has_the_colour_of_the_page() -> None:
    lines = [
        Series(str(year), role, [], [], []) for year, role in ((2023, "other"), (2024, "comparison"), (2025, "current"))
    ]
    page = {line.name: shade for line, shade in coloured(lines, LIGHT)}
    slide = dict(zip([line.name for line in lines], colours(lines), strict=True))
    assert page["2023"] == LIGHT.categories[1] and slide["2023"] == CATEGORIES[1]


def test_a_passport_writes_the_values_places_and_changes_of_the_page() -> None:
    exhibit = built("passport.similar", "59")
    rows = {row[0].replace("\xa0", " "): row for row in rows_of_tables(exhibit)}
    for line in exhibit.frame.to_dict("records"):
        name = next(n for n in rows if n == line["name"] or (n.endswith("…") and line["name"].startswith(n[:-1])))
        assert rows[name][1].replace("\xa0", " ") == line["text"].replace("\xa0", " ")
        if line["rank"]:
            assert re.sub("[\xa0\u2060]", " ", rows[name][4]).startswith(line["rank"].partition("–")[0])


def test_a_card_writes_the_number_of_the_page() -> None:
    exhibit = built("card.events")
    texts = [shape.text_frame.text for shape in shapes(exhibit) if getattr(shape, "has_text_frame", False)]
    assert any(short_text(exhibit, exhibit.frame["value"].iloc[0]) in text for text in texts)


@pytest.mark.parametrize("name", ["map.events", "trend.entries", "silent"])
def test_a_slide_of_the_demo_carries_its_banner_source_and_size(name: str) -> None:
    exhibit = built(name)
    presentation = pptx.Presentation(io.BytesIO(deck([Slide((exhibit,))])))
    text = " ".join(shape.text_frame.text for shape in presentation.slides[0].shapes if shape.has_text_frame)
    assert exhibit.banner
    assert exhibit.banner in text
    assert "Источник" in text
    assert presentation.slide_width == Inches(13.333)
