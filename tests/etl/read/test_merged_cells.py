"""A figure merged over several rows is one figure: it is counted once, and is not known in the other rows."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from sqlalchemy.engine import Engine

from etl import service
from etl.intake.checked import Checked, check
from tests.etl.registers import COMPETITIONS, EVENTS, event
from tests.sums import nation


def merged(headings: Sequence[str], rows: Sequence[Sequence[str]], *columns: str) -> bytes:
    """Return an .xlsx where the cells of these columns are merged over all the rows."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Лист")
    sheet.write_row(0, 0, headings)
    for number, row in enumerate(rows, start=1):
        own = [
            text if number == 1 or heading not in columns else "" for heading, text in zip(headings, row, strict=True)
        ]
        sheet.write_row(number, 0, own)
    for column in columns:
        place = headings.index(column)
        sheet.merge_range(1, place, len(rows), place, rows[0][place])
    book.close()
    return out.getvalue()


def values(checked: Checked, column: str) -> list[object]:
    """Return the first stored value of a column, row by row."""
    read = next(read for read in checked.batches[0].columns if read.column.name == column)
    return [read.readings[text].values[0] for text in read.texts]


REGIONS = [event("Пермский край", "120"), event("Томская область", "120"), event("Омская область", "120")]


def test_people_merged_over_regions_are_counted_once(warehouse: Engine) -> None:
    service.load(warehouse, service.check_for(warehouse, "а.xlsx", merged(EVENTS, REGIONS, "Мероприятие", "Участники")))
    assert nation(warehouse, "events", "participants") == 120
    assert nation(warehouse, "events", "attendances") == 3


def test_the_other_rows_say_that_the_figure_is_not_known_and_keep_their_words() -> None:
    checked = check("а.xlsx", merged(EVENTS, REGIONS, "Мероприятие", "Участники"))
    assert values(checked, "participants") == [120, None, None]
    assert values(checked, "event") == ["Форум"] * 3
    assert checked.quarantined == 0


def test_a_number_merged_over_rows_is_one_number() -> None:
    row = ("ЛМП", "2025", "Пермский край", "Пермь", "победитель / призёр", "1", "50", "")
    checked = check("а.xlsx", merged(COMPETITIONS, [row, row], "Премия, млн руб."))
    assert values(checked, "prize_mln") == [50, None]
    assert values(checked, "quantity") == [1, 1]


def test_a_figure_written_in_every_row_counts_in_every_row() -> None:
    checked = check("а.xlsx", merged(EVENTS, REGIONS, "Мероприятие"))
    assert values(checked, "participants") == [120, 120, 120]


def test_a_figure_merged_over_people_is_one_figure_in_what_is_kept_too() -> None:
    headings = ("ФИО", *EVENTS)
    people = [("Ким А. П.", *event("Пермский край", "25")), ("Цой П. И.", *event("Пермский край", "25"))]
    checked = check("а.xlsx", merged(headings, people, "Участники"))
    assert values(checked, "participants") == [25, None]
    assert "н/д" in checked.original.content.decode("utf-8-sig")
