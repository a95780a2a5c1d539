"""What happens to a load happens to nothing else: kills, full disks, locks, rivals, hostile files; the whole way."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl import service
from etl.database import create_engine
from tests.etl.registers import event, events
from tests.etl.survival_files import large
from tests.etl.survival_processes import Ended, asked, at_once, content, end, lock_held, run, start, wait_until

ROWS = 60_000
TOO_MUCH = (10_000, "Форум", 500)  # rows that a disk of 6 MB does not hold
SMALL = events(event("Пермский край"), event("Атлантида"))
LOADED = "загружено строк: "
UNCHANGED = "без изменений: эта версия уже загружена"
MEGABYTE = 1 << 20


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh warehouse, once on SQLite and once on PostgreSQL."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a newer version of the source «Мероприятия» that takes seconds to write."""
    path = tmp_path_factory.mktemp("big") / "Мероприятия v2.csv"
    path.write_bytes(large(ROWS, width=500))
    return path


def put(folder: Path, name: str, made: bytes) -> Path:
    path = folder / name
    path.write_bytes(made)
    return path


def load(url: str, name: str, made: bytes) -> service.Loaded:
    """Load a file in this process."""
    engine = create_engine(url)
    loaded = service.load(engine, service.check(name, made), by="Иванова")
    engine.dispose()
    return loaded


def filled(url: str) -> dict[str, list[str]]:
    """Load a small register into a warehouse; return all that it then holds."""
    load(url, "Мероприятия.csv", SMALL)
    return content(url)


def goes_on(url: str) -> bool:
    """Return whether a newer version of the source loads and stands alone in its place."""
    loaded = load(url, "Мероприятия v3.csv", large(100))
    return asked(url, "SELECT load_id, count(*) FROM fact_events GROUP BY 1") == [(loaded.load_id, 100)]


def writes_rows(url: str, path: Path) -> Callable[[], bool]:
    """Return what tells whether the rows of a file are being written: past its bytes, that the journal keeps first."""
    if url.startswith("postgresql"):
        told = "SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 1000"
        return lambda: bool(asked(url, told))
    log = Path(url.removeprefix("sqlite:///") + "-wal")
    return lambda: log.exists() and log.stat().st_size > path.stat().st_size + 8 * MEGABYTE


def test_a_load_killed_in_the_middle_leaves_the_old_state_whole(address: str, big: Path) -> None:
    before = filled(address)
    process = start(address, "load", big)
    wait_until(writes_rows(address, big), process)
    process.kill()
    assert end(process, 0).code == -9
    assert content(address) == before
    assert goes_on(address)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 6 MB, made of memory; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no small disk can be made here ({made.stderr.strip()}); the limit of a file's size stands for it")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def limit_files() -> None:
    """Let no file of this process grow over 6 MB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (6 * MEGABYTE, 6 * MEGABYTE))


def test_a_full_disk_is_one_sentence_and_the_old_state_stays(small_disk: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{small_disk / 'warehouse.db'}"
    before = filled(url)
    full = run(url, "load", put(tmp_path, "Мероприятия v2.csv", large(*TOO_MUCH)))
    assert (full.code, full.err) == (2, "На диске нет места: database or disk is full. Ничего не изменилось.\n")
    assert content(url) == before
    assert goes_on(url)


def test_a_file_that_may_not_grow_is_one_sentence_and_the_old_state_stays(sqlite: str, tmp_path: Path) -> None:
    before = filled(sqlite)
    full = run(sqlite, "load", put(tmp_path, "Мероприятия v2.csv", large(*TOO_MUCH)), before=limit_files)
    assert (full.code, len(full.err.splitlines())) == (2, 1), full
    assert content(sqlite) == before


def test_a_warehouse_locked_by_another_process_is_one_sentence_and_nothing_changes(sqlite: str, tmp_path: Path) -> None:
    before = filled(sqlite)
    with lock_held(sqlite):
        refused = run(sqlite, "load", put(tmp_path, "Мероприятия v2.csv", large(10)))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "База занята другой загрузкой. Подождите и повторите: ничего не изменилось.\n"
    assert content(sqlite) == before


@pytest.mark.postgresql
def test_a_load_into_postgresql_waits_for_the_one_before_it(postgresql: str, tmp_path: Path) -> None:
    before = filled(postgresql)
    waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with lock_held(postgresql):
        process = start(postgresql, "load", put(tmp_path, "Мероприятия v2.csv", large(10)))
        wait_until(lambda: bool(asked(postgresql, waiting)), process)
        assert content(postgresql) == before
    assert end(process, 0).code == 0
    assert asked(postgresql, "SELECT count(*) FROM fact_events") == [(10,)]


def outcome(ended: Ended) -> str:
    """Return what a load says it did; a trace or a refusal is not it."""
    assert (ended.code, ended.err) == (0, "")
    return UNCHANGED if UNCHANGED in ended.out else LOADED if LOADED in ended.out else ended.out


def test_two_loads_of_one_source_at_once_both_finish_and_one_wins(address: str, tmp_path: Path) -> None:
    rows = {"Съезд": 1500, "Форум": 2000}
    paths = [put(tmp_path, f"Мероприятия v{count}.csv", large(count, title)) for title, count in rows.items()]
    both = at_once(address, *(("load", path) for path in paths))
    assert [outcome(one) for one in both] == [LOADED, LOADED]
    [(winner, name)] = asked(address, "SELECT load_id, file_name FROM current_source")
    found = asked(address, "SELECT substr(event, 1, 5), load_id, count(*) FROM fact_events GROUP BY 1, 2")
    assert winner == 2
    assert found in [[(title, 2, count)] for title, count in rows.items() if f"v{count}." in str(name)]
    mixed = content(address, "journal")
    service.rebuild(create_engine(address))
    assert content(address, "journal") == mixed, "the summaries are those of the winner alone"


def test_the_same_file_twice_and_at_once_loads_once(address: str, tmp_path: Path) -> None:
    path = put(tmp_path, "Мероприятия.csv", large(1000))
    assert sorted(map(outcome, at_once(address, ("load", path), ("load", path)))) == sorted([LOADED, UNCHANGED])
    before = content(address)
    assert len(before["journal"]) == 1
    assert load(address, path.name, path.read_bytes()).status == "unchanged"
    assert content(address) == before
