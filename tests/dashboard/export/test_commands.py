"""The command line of files: what it writes, what it refuses in a sentence, that nothing half-written stays."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pptx
import pytest

from dashboard.decks.presentation import READY
from dashboard.engine import cache
from dashboard.export.app import main
from etl import service
from tests.pages.warehouses import ROOT, address, copy, demo, empty, new_file, point

PERIOD = ("--from", "2025-01-01", "--to", "2025-12-31")


@pytest.fixture(autouse=True)
def warehouse() -> None:
    point(address(copy(demo())))


def test_a_ready_set_becomes_slides_with_a_cover(tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    assert main(["deck", "--set", "year", *PERIOD, "-o", str(file)]) == 0
    slides = pptx.Presentation(str(file)).slides
    assert slides[0].shapes.title.text == "Итоги года"
    assert len(slides) > len(READY["year"].slides)
    assert [path.name for path in tmp_path.iterdir()] == ["deck.pptx"]


def test_a_saved_presentation_keeps_its_period_unless_another_is_given(tmp_path: Path) -> None:
    service.save_value(cache.engine(), "deck", "Моя", [{"names": ["trend.events"], "filters": {"period": "all"}}])
    file = tmp_path / "deck.xlsx"
    assert main(["workbook", "--set", "Моя", "-o", str(file)]) == 0
    assert "за всё время" in text_of(file)
    assert main(["workbook", "--set", "Моя", *PERIOD, "--regions", "59, Свердловская область", "-o", str(file)]) == 0
    assert "2025" in text_of(file) and "Пермский край, Свердловская область" in text_of(file)


def text_of(file: Path) -> str:
    book = openpyxl.load_workbook(file)
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows(max_row=12) for cell in row)


def test_passports_are_one_file_a_region(tmp_path: Path) -> None:
    file = tmp_path / "passports.zip"
    assert main(["passports", *PERIOD, "--regions", "59,66", "--lang", "en", "-o", str(file)]) == 0
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["59 Perm Krai.pptx", "66 Sverdlovsk Oblast.pptx"]
        assert len(pptx.Presentation(io.BytesIO(archive.read("59 Perm Krai.pptx"))).slides) == 1


@pytest.mark.parametrize(("options", "upright"), [([], False), (["--a4"], True)])
def test_a_passport_is_a_slide_or_an_upright_sheet(tmp_path: Path, options: list[str], upright: bool) -> None:
    file = tmp_path / "passports.zip"
    assert main(["passports", *PERIOD, "--regions", "59", *options, "-o", str(file)]) == 0
    with zipfile.ZipFile(file) as archive:
        presentation = pptx.Presentation(io.BytesIO(archive.read(archive.namelist()[0])))
    assert len(presentation.slides) == 1 and presentation.slide_width and presentation.slide_height
    assert (presentation.slide_height > presentation.slide_width) == upright


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--set", "Нет такого"], "Набора «Нет такого» нет"),
        (["--set", "year", "--regions", "59,Атлантида"], "«Атлантида»: такого региона"),
        (["--set", "year", "--district", "ЗФО"], "«ЗФО»: такого региона или округа нет"),
        (["--set", "year", "--from", "2025-02-01"], "и --from, и --to"),
        (["--set", "year", "--from", "2025-02-01", "--to", "2025-01-01"], "поменяйте дни местами"),
        (["--set", "year", "--from", "2001-01-01", "--to", "2001-02-01"], "показывать нечего"),
        (["--set", "year", "--template", "absent.pptx"], "«absent.pptx» не прочитан"),
        (["--set", "year", "--template", __file__], "Шаблон — не презентация"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["deck", *arguments, "-o", str(tmp_path / "deck.pptx")]) == 2
    assert words in " ".join(capsys.readouterr().err.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", [lambda: address(copy(empty())), lambda: address(new_file())], ids=["empty", "absent"])
def test_a_warehouse_without_data_is_refused(url: object, tmp_path: Path) -> None:
    assert callable(url)
    point(url())
    assert main(["passports", "-o", str(tmp_path / "passports.zip")]) == 2
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workbook", "--set", "board", "-o", str(tmp_path / "absent" / "deck.xlsx")]) == 2
    assert "не записан" in capsys.readouterr().err


def test_a_failure_leaves_the_earlier_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(b"yesterday's")
    assert main(["deck", "--set", "Нет", "-o", str(file)]) == 2
    assert file.read_bytes() == b"yesterday's"


def test_the_module_is_a_command_that_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard.export", "workbook", "--set", "contest", "-o", str(tmp_path / "c.xlsx")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
