"""Several files: each is understood while the one before is written."""

import os
import signal
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from etl.ahead import one_ahead
from etl.datasets import DATASETS
from etl.intake import Checked, check
from etl.problems import Refused

EVENTS = "Мероприятие,Дата начала,Регион-участник\n{name},12.03.2025,Пермский край\n"


def understood(path: Path) -> Checked:
    path.with_suffix(".read").write_text(str(os.getpid()), encoding="ascii")
    return check(path.name, path.read_bytes())


def killed(_path: Path) -> Checked:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def written(folder: Path, *texts: str) -> Sequence[Path]:
    paths = [folder / f"file{number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_every_file_has_its_own_outcome_in_order(tmp_path: Path) -> None:
    paths = written(tmp_path, EVENTS.format(name="Съезд"), "ничего,знакомого\n1,2\n", EVENTS.format(name="Форум"))
    with one_ahead(paths, understood) as files:
        (_, first), (path, refused), (_, last) = files
        assert first().batches[0].table.columns[0] == ["Съезд"]
        assert last().batches[0].table.columns[0] == ["Форум"]
        with pytest.raises(Refused) as refusal:
            refused()
    assert path == paths[1] and refusal.value.code == "no_header"


def test_a_register_comes_back_from_another_process_as_itself(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in ("Съезд", "Форум")))
    with one_ahead(paths, understood) as files:
        assert [outcome().dataset is DATASETS["events"] for _, outcome in files] == [True, True]
    readers = {path.with_suffix(".read").read_text(encoding="ascii") for path in paths}
    assert len(readers) == 1 and str(os.getpid()) not in readers


def test_no_more_than_one_file_is_read_ahead(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in "абвг"))
    with one_ahead(paths, understood) as files:
        for place, (_, outcome) in enumerate(files):
            outcome()
            assert not any(path.with_suffix(".read").exists() for path in paths[place + 2 :])


def test_a_single_file_is_read_without_another_process(tmp_path: Path) -> None:
    paths = written(tmp_path, EVENTS.format(name="Съезд"))
    with one_ahead(paths, understood) as files:
        [(_, outcome)] = files
        outcome()
    assert paths[0].with_suffix(".read").read_text(encoding="ascii") == str(os.getpid())


def test_a_reader_that_is_ended_by_the_system_is_told_in_a_sentence(tmp_path: Path) -> None:
    paths = written(tmp_path, "а", "б")
    with one_ahead(paths, killed) as files, pytest.raises(Refused, match=r"file0\.csv"):
        next(files)[1]()


def test_files_left_unread_do_not_hold_the_command(tmp_path: Path) -> None:
    paths = written(tmp_path, *(EVENTS.format(name=name) for name in "абвгд"))
    with pytest.raises(KeyboardInterrupt), one_ahead(paths, partial(understood)) as files:
        next(files)
        raise KeyboardInterrupt
    assert not paths[-1].with_suffix(".read").exists()
