"""What the journal keeps of a file: the columns of the register, and nothing that is only in the workbook."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from sqlalchemy.engine import Engine

from etl import service
from etl.intake.checked import check
from tests.etl.intake.test_people_removed import everything
from tests.etl.registers import EVENTS, as_csv, event
from tests.etl.warehouse_content import whole

SECRETS = ("Аграфена", "Долгорукова", "9123456789", "Тайна")
ROWS = [event("Пермский край", "5"), event("Атлантида", "7"), event("Томская область", "")]


def workbook() -> bytes:
    """Return a register whose workbook names people everywhere but in its columns."""
    book = openpyxl.Workbook()
    book.properties.creator, book.properties.lastModifiedBy = "Аграфена Долгорукова", "Долгорукова"
    book.defined_names["Тайна"] = DefinedName("Тайна", attr_text='"Аграфена Прокофьевна Долгорукова, тел. 9123456789"')
    sheet: Any = book.active
    sheet.title = "Лист"
    sheet.append([*EVENTS, "Примечание"])
    for row in ROWS:
        sheet.append([*row, "Тайна"])
    sheet["A2"].comment = Comment("Аграфена Прокофьевна, +7 912 345-67-89", "Долгорукова А.П.")
    sheet.oddFooter.center.text = "Аграфена Прокофьевна Долгорукова"
    hidden = book.create_sheet("Тайна")
    hidden.sheet_state = "hidden"
    hidden.append(["Тайна"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_nothing_that_is_only_in_the_workbook_is_kept(warehouse: Engine) -> None:
    service.load(warehouse, check("а.xlsx", workbook()))
    kept = everything(warehouse)
    assert [secret for secret in SECRETS if secret.encode() in kept] == []
    assert b"PK\x03\x04" not in kept


def test_the_same_rows_are_derived_from_what_is_kept(warehouse: Engine) -> None:
    service.load(warehouse, check("а.xlsx", workbook()))
    before = whole(warehouse)
    service.rebuild(warehouse)
    assert whole(warehouse) == before


def test_the_same_workbook_is_known_again(warehouse: Engine) -> None:
    service.load(warehouse, check("а.xlsx", workbook()))
    sent = workbook()
    service.load(warehouse, check("а.xlsx", sent))
    assert service.load(warehouse, check("а.xlsx", sent)).status == "unchanged"


@pytest.mark.parametrize("form", ["csv", "late csv"])
def test_columns_nobody_reads_are_not_kept(warehouse: Engine, form: str) -> None:
    rows = [(*row, "Тайна") for row in ROWS]
    text = (
        as_csv((*EVENTS, "Примечание"), rows)
        if form == "csv"
        else "Исполнитель: Тайна\n".encode() + as_csv(EVENTS, ROWS)
    )
    service.load(warehouse, check("а.csv", text))
    assert "Тайна".encode() not in everything(warehouse)


def test_the_workbook_for_the_sender_names_nobody() -> None:
    sent = workbook()
    answer: Any = openpyxl.load_workbook(BytesIO(service.sender_report(check("а.xlsx", sent), sent)))
    said = repr(answer.properties) + repr(dict(answer.defined_names.items()))
    for sheet in answer.worksheets:
        said += repr(sheet.oddFooter.center.text)
        said += "".join(
            f"{cell.comment.text} {cell.comment.author}" for row in sheet.iter_rows() for cell in row if cell.comment
        )
    assert [secret for secret in SECRETS[:3] if secret in said] == []
