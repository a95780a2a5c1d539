"""Several files: each is understood while the one before is written."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from etl.cli import read_ahead as read_ahead_module
from etl.cli.read_ahead import AHEAD, READERS, Outcome, Steps, by_length, read_ahead
from etl.datasets import DATASETS
from etl.intake.by_names import understood_by
from etl.intake.checked import NOTHING_CONFIRMED, Checked, Confirmed, Opened, opened, understand
from etl.problems import Refused
from etl.regions import normalise_name
from etl.rows.packed import PackedRows, unpacked

EVENTS = "Мероприятие,Дата начала,Регион-участник\n{name},12.03.2025,Пермский край\n"
ALIAS = "Прикамье наше"


def marked_as_read(path: Path) -> Opened:
    path.with_suffix(".read").write_text(str(os.getpid()), encoding="ascii")
    return opened(path.name, path.read_bytes())


def understood(file: Opened, confirmed: Confirmed) -> Checked:
    return understand(file, confirmed=confirmed)


def killed(_path: Path) -> Opened:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def steps(read: Callable[[Path], Opened] = marked_as_read, confirmed: Confirmed = NOTHING_CONFIRMED) -> Steps:
    return Steps(read, understood, lambda: confirmed)


@pytest.fixture
def large_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be too large to be read ahead beyond the number that always is."""
    monkeypatch.setattr(read_ahead_module, "AHEAD_BYTES", 0)


def written(folder: Path, *texts: str) -> Sequence[Path]:
    paths = [folder / f"file{number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def titles(outcome: Outcome) -> Sequence[str]:
    """Return the titles that a load would write."""
    _, prepared = outcome()
    assert prepared
    assert isinstance(prepared.rows, PackedRows)
    place = ["load_id", *prepared.rows.names].index("event")
    return [row[place] for row in unpacked(prepared.rows, 1)]


def packed_file(outcome: Outcome) -> Path:
    """Return the file of the rows that a load would write."""
    _, prepared = outcome()
    assert prepared
    assert isinstance(prepared.rows, PackedRows)
    assert prepared.rows.file.exists()
    return prepared.rows.file


def test_every_file_has_its_own_outcome_in_order(tmp_path: Path) -> None:
    paths = written(tmp_path, EVENTS.format(name="Съезд"), "ничего,знакомого\n1,2\n", EVENTS.format(name="Форум"))
    with read_ahead(paths, steps()) as files:
        (_, first), (path, refused), (_, last) = files
        assert titles(first) == ["Съезд"]
        assert titles(last) == ["Форум"]
        with pytest.raises(Refused) as refusal:
            refused()
    assert path == paths[1] and refusal.value.code == "no_header"


def test_a_register_comes_back_from_another_process_as_itself(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in ("Съезд", "Форум")))
    with read_ahead(paths, steps()) as files:
        assert [outcome()[0].dataset == DATASETS["events"] for _, outcome in files] == [True, True]
    readers = {path.with_suffix(".read").read_text(encoding="ascii") for path in paths}
    assert readers and str(os.getpid()) not in readers


def test_the_rows_of_a_file_are_gone_with_the_next_one(tmp_path: Path) -> None:
    with read_ahead(written(tmp_path, *(EVENTS.format(name=name) for name in "абв")), steps()) as files:
        places = [packed_file(outcome) for _, outcome in files]
        assert [place.exists() for place in places] == [False] * 3
        assert places[0].parent.exists()
    assert not places[0].parent.exists()


def test_where_rows_find_no_room_a_file_is_understood_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead_module, "packed_at", lambda _folder, _place: tmp_path / "absent" / "rows.db")
    with read_ahead(written(tmp_path, *(EVENTS.format(name=name) for name in "аб")), steps()) as files:
        answers = [outcome() for _, outcome in files]
    assert [(checked.rows, prepared) for checked, prepared in answers] == [(1, None)] * 2


@pytest.mark.usefixtures("large_files")
def test_no_more_files_are_read_ahead_than_may_wait(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in "абвгде"))
    with read_ahead(paths, steps()) as files:
        for place, (_, outcome) in enumerate(files):
            outcome()
            assert not any(path.with_suffix(".read").exists() for path in paths[place + AHEAD + 1 :])


def test_small_files_are_read_ahead_without_waiting(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in "абвгде"))
    with read_ahead(paths, steps()) as files:
        next(files)
        wait_until(lambda: all(path.with_suffix(".read").exists() for path in paths))


def test_a_single_file_is_read_without_another_process(tmp_path: Path) -> None:
    paths = written(tmp_path, EVENTS.format(name="Съезд"))
    with read_ahead(paths, steps()) as files:
        [(_, outcome)] = files
        outcome()
    assert paths[0].with_suffix(".read").read_text(encoding="ascii") == str(os.getpid())


def test_a_reader_that_is_ended_by_the_system_is_told_in_a_sentence(tmp_path: Path) -> None:
    paths = written(tmp_path, "а", "б")
    with read_ahead(paths, steps(killed)) as files, pytest.raises(Refused, match=r"file0\.csv"):
        next(files)[1]()


@pytest.mark.usefixtures("large_files")
def test_files_left_unread_do_not_hold_the_command(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in "абвгд"))
    with pytest.raises(KeyboardInterrupt), read_ahead(paths, steps()) as files:
        next(files)
        raise KeyboardInterrupt
    assert not paths[-1].with_suffix(".read").exists()


@pytest.mark.usefixtures("large_files")
def test_the_first_files_are_read_before_anybody_asks_for_them(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in "абвг"))
    with read_ahead(paths, steps()):
        wait_until(lambda: all(path.with_suffix(".read").exists() for path in paths[:READERS]))
    assert not any(path.with_suffix(".read").exists() for path in paths[AHEAD:])


def test_the_first_file_is_read_before_the_warehouse_is_asked(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.replace("Пермский край", ALIAS).format(name=name) for name in "аб"))

    def confirmed() -> Confirmed:
        wait_until(paths[0].with_suffix(".read").exists)
        return NOTHING_CONFIRMED

    with read_ahead(paths, Steps(marked_as_read, understood, confirmed)) as files:
        assert [outcome()[0].quarantined for _, outcome in files] == [1, 1]


def test_what_is_confirmed_meanwhile_counts_though_the_file_was_read_before(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.replace("Пермский край", ALIAS).format(name=name) for name in "аб"))
    with read_ahead(paths, steps()) as files:
        read = [outcome()[0] for _, outcome in files]
    assert [file.quarantined for file in read] == [1, 1]
    assert [understood_by(file, {normalise_name(ALIAS): "59"}).quarantined for file in read] == [0, 0]


def test_headings_a_person_explained_are_known_to_files_read_before(tmp_path: Path) -> None:
    text = EVENTS.replace("Регион-участник", "Откуда прибыли").format(name="Съезд")
    paths = written(tmp_path, text, text)
    mapping = {("events", f"file{number}"): {"откуда прибыли": "region"} for number in range(2)}
    with read_ahead(paths, steps()) as files:
        for _, outcome in files:
            with pytest.raises(Refused):
                outcome()
    with read_ahead(paths, steps(confirmed=Confirmed({}, mapping))) as files:
        assert [outcome()[0].rows for _, outcome in files] == [1, 1]


def test_a_warehouse_that_cannot_be_asked_lets_the_reader_end(tmp_path: Path) -> None:
    def away() -> Confirmed:
        raise Refused("database_away", reason="нет")

    paths = written(tmp_path, *(EVENTS.format(name=name) for name in "аб"))
    with pytest.raises(Refused), read_ahead(paths, Steps(marked_as_read, understood, away)) as files:
        next(files)[1]()
    assert not multiprocessing.active_children()


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_first_file_is_read_first_and_then_the_largest() -> None:
    assert by_length([5, 1, 9, 3, 9]) == [0, 2, 4, 3, 1]
