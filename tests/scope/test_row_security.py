"""On PostgreSQL the web role sees, in a clerk's transaction, own rows in every table, and nothing where nobody says who asks."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.principal import LOCAL
from etl.warehouse.access.row_security import reading_as
from etl.warehouse.database import ROOT, create_engine
from tests.etl.registers import activity, event, events
from tests.scope.test_own_sources import KAZAN, MIXED, OWN, PERM, load

pytestmark = pytest.mark.postgresql
SECURED = (
    "fact_events",
    "fact_activity",
    "change_events",
    "quarantine",
    "part",
    "current_source",
    "journal",
    "source_file",
)


@pytest.fixture
def owner(postgresql: str) -> Iterator[Engine]:
    """Return the engine of the owner of a warehouse in which the association and two regions loaded files."""
    first = create_engine(postgresql)
    load(first, "чужой", MIXED, KAZAN)
    load(first, "общий", events(event("Пермский край", "40"), event("Татарстан", "50"), event("Нечто")))
    load(first, "акты", activity(("Татарстан", "2025-03-01", "обучение", "Школа", "1", "", "", "", "")))
    load(first, "свой", OWN, PERM)
    service.confirm_alias(first, "Нечто", "59", "Админ")
    with first.begin() as connection:
        connection.exec_driver_sql((ROOT / "deploy" / "postgresql" / "row-security.sql").read_text().replace("%", "%%"))
    first.dispose()
    engine = create_engine(postgresql.replace("postgres@", "varmsu_owner@"))
    yield engine
    engine.dispose()


@pytest.fixture
def web(owner: Engine, postgresql: str) -> Iterator[Engine]:
    """Return the engine of the role the pages sign in as."""
    engine = create_engine(postgresql.replace("postgres@", "varmsu_web@"))
    yield engine
    engine.dispose()


def counts(engine: Engine, regions: str | None) -> dict[str, int]:
    """Return the rows of each table that a transaction of these regions sees; None says nothing of who asks."""
    with engine.connect() as connection:
        setting = "" if regions is None else regions
        connection.execute(sa.text("SELECT set_config('varmsu.regions', :regions, true)"), {"regions": setting})
        return {name: connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) or 0 for name in SECURED}  # noqa: S608


def test_a_transaction_that_does_not_say_whose_it_is_sees_no_row(web: Engine) -> None:
    assert set(counts(web, None).values()) == {0}


def test_a_clerks_transaction_sees_own_rows_in_every_table(web: Engine) -> None:
    with web.connect() as connection:
        connection.execute(sa.text("SELECT set_config('varmsu.regions', '59', true)"))
        rows = connection.execute(
            sa.text(
                "SELECT region, s.source, j.details FROM fact_events f JOIN current_source s USING (load_id) JOIN journal j ON j.id = load_id"
            )
        ).all()
        regions = set(connection.scalars(sa.text("SELECT DISTINCT region FROM fact_events WHERE quarantined <> 1")))
    assert regions == {"59"}
    assert {row.source for row in rows} == {"свой"} and all(row.details["regions"] == ["59"] for row in rows)
    own, every = counts(web, "59"), counts(web, "*")
    assert own["fact_activity"] == 0 < every["fact_activity"]
    assert (own["part"], own["current_source"], own["source_file"], own["journal"]) == (1, 1, 1, 1)
    assert every["part"] == every["current_source"] == 4
    assert 0 < own["quarantine"] < every["quarantine"]


def test_what_the_application_asks_for_a_person_says_whose_it_is(web: Engine) -> None:
    assert [source.source for source in service.sources(web, PERM)] == ["свой"]
    assert [entry["source"] for entry in service.history(web, principal=PERM)] == ["свой"]
    assert {row["source"] for row in service.quarantined_rows(web, 9, PERM)} == {"свой"}
    with reading_as(PERM), web.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM part")) == 1
    assert len(service.sources(web, LOCAL)) == 4


def test_the_web_role_owns_nothing_and_changes_no_table(web: Engine) -> None:
    with web.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM pg_tables WHERE tableowner = 'varmsu_web'")) == 0
        for statement in (
            "DROP TABLE part",
            "ALTER TABLE journal DISABLE ROW LEVEL SECURITY",
            "CREATE TABLE own (a int)",
        ):
            with pytest.raises(sa.exc.ProgrammingError):
                connection.execute(sa.text(statement))
            connection.rollback()


def test_a_clerk_loads_and_takes_back_through_the_web_role(web: Engine) -> None:
    loaded = load(web, "второй", MIXED, PERM)
    assert (loaded.good, loaded.checked.quarantined) == (1, 2)
    assert {source.source for source in service.sources(web, PERM)} == {"свой", "второй"}
    service.undo(web, "второй", by="Иванова", principal=PERM)
    assert {source.source for source in service.sources(web, PERM)} == {"свой"}


def test_a_rebuild_gives_the_new_tables_their_policies(owner: Engine, web: Engine) -> None:
    service.rebuild(owner, "администратор")
    assert set(counts(web, None).values()) == {0}
    assert counts(web, "59")["part"] == 1 and counts(web, "*")["part"] == 4
