"""A file is there complete or not at all, for everybody whom the umask lets read it."""

import os
from pathlib import Path

import pytest

from dashboard.engine.whole_file import whole_file
from etl.problems import Refused


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_file_has_the_permissions_that_the_umask_leaves(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        with whole_file(tmp_path / "part.parquet") as file:
            file.write(b"content")
    finally:
        os.umask(before)
    [written] = tmp_path.iterdir()
    assert (written.name, written.read_bytes(), written.stat().st_mode & 0o777) == ("part.parquet", b"content", mode)


def test_an_old_file_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "part.parquet"
    path.write_bytes(b"old")
    with whole_file(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


def test_nothing_is_left_of_a_file_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "no space left on the device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refused, match="no space left"), whole_file(tmp_path / "part.parquet") as file:
        file.write(b"content")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_file_whose_writer_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "part.parquet") as file:
        file.write(bytes(1 // 0))
    assert list(tmp_path.iterdir()) == []
