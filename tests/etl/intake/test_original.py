"""The bytes of a file in the journal: smaller than they were sent, and given back as they were sent."""

import os
from hashlib import sha256

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.intake.original import Original, deflated, original
from etl.warehouse.tables import source_file
from tests.etl.registers import EVENTS, event, events
from tests.etl.survival_files import workbook

MANY = events(*(event("Пермский край", str(people)) for people in range(200)))


@pytest.mark.parametrize("content", [MANY, b"a", b"", os.urandom(4_000), workbook([event("Пермский край")], EVENTS)])
def test_what_was_sent_comes_back(content: bytes) -> None:
    kept = deflated(original(content))
    assert (kept.content, kept.mark, kept.size) == (content, sha256(content).hexdigest(), len(content))
    assert len(kept.stored) <= len(content)


def test_a_text_file_takes_a_fraction_of_its_size() -> None:
    assert len(deflated(original(MANY)).stored) * 5 < len(MANY)


def test_a_file_kept_as_it_was_sent_is_read_as_before(warehouse: Engine) -> None:
    checked = service.check("Мероприятия.csv", MANY)
    as_sent = Original(checked.original.mark, len(MANY), MANY)
    service.load(warehouse, checked)
    with warehouse.begin() as connection:
        connection.execute(sa.update(source_file).values(content=as_sent.stored))
    service.rebuild(warehouse)
    assert service.load(warehouse, checked).status == "unchanged"
    assert service.sources(warehouse)[0].loaded == 200
