"""The bench itself, on sizes that take seconds: every kind of part runs, and the document says what was found."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.decks.presentation import READY
from tests.bench import access, exports, files, looking, registers
from tests.bench.figures import Figure, Section, document, renewed
from tests.bench.files import Sizes
from tests.bench.machine import machine, ran
from tests.e2e.browsing import launched
from tests.e2e.serving import served

TINY = Sizes(
    small=300, middle=300, large=400, loaded=300, names=50, misspelt=5, returned=100, repeats=1, loads=1, periods=2
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the files of the bench of a test apart from the real ones."""
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    return tmp_path


def test_the_document_says_what_is_not_met() -> None:
    figures = [Figure("slow page", 3.0, "times", 1.5), Figure("load", 25_000, "rows/s", 20_000, at_least=True)]
    text = document([Section("Pages", "How.", figures)], "A machine.", date(2026, 11, 22))
    assert "A machine." in text and "Measured on 22 November 2026." in text
    assert "Not met: slow page." in text
    assert "| slow page | 3 times | ≤ 1.5 times | 2.00 | **not met** |" in text
    assert "| load | 25,000 rows/s | ≥ 20,000 rows/s | 1.25 | met |" in text
    assert "Every limit is met." in document([Section("Pages", "How.", figures[1:])], "", date(2026, 11, 22))


def test_a_section_is_renewed_in_its_place() -> None:
    slow, other = (Section(title, "How.", [Figure(title, 3.0, "s", 1.5)]) for title in ("Pages", "Loads"))
    text = document([slow, other], "A machine.", date(2026, 11, 22))
    quick = Section("Pages", "How.", [Figure("Pages", 1.0, "s", 1.5)])
    again = renewed(text, [quick], "A machine.", date(2026, 11, 23))
    assert again == text.replace(slow.text(date(2026, 11, 22)), quick.text(date(2026, 11, 23))).replace("Pages; ", "")
    assert renewed(text, [Section("New", "How.", [])], "A machine.", date(2026, 11, 23)).index("## New") > text.index(
        "Loads"
    )


def test_the_machine_is_described_and_the_memory_of_a_command_is_seen() -> None:
    assert "cores" in machine()
    took = ran("", ["python3", "-c", "import time; held = b'x' * 150_000_000; time.sleep(0.5); print('done')"])
    assert took.said == b"done\n"
    assert 150 < took.peak_mb < 250
    assert took.seconds > 0.5


def test_a_command_that_refuses_ends_the_bench() -> None:
    with pytest.raises(RuntimeError, match="absent"):
        registers.etl("", "check", "absent.csv")


def test_registers_are_measured() -> None:
    loaded, explained, returned = (
        part(TINY).figures for part in (registers.loading, registers.explaining, registers.returning)
    )
    assert [figure.unit for figure in loaded] == ["rows/s", "rows/s", "of its speed", "MB", "MB"] * 2
    assert [figure.unit for figure in (*explained, *returned)] == ["names/s", "names/s", "s", "MB"]
    assert all(figure.value > 0 for figure in (*loaded, *explained, *returned))


@pytest.mark.browser
def test_sign_in_is_measured(chromium: str) -> None:
    figures = access.signing_in(TINY).figures
    assert [figure.unit for figure in figures] == ["ms", "ms", "%", "ms", "ms"]
    assert all(figures[place].value > 0 for place in (0, 1, 3))


@pytest.mark.browser
def test_pages_are_measured(chromium: str) -> None:
    section = looking.changing(TINY)
    assert [figure.value > 0 for figure in section.figures] == [True] * 6
    with served(files.FOLDER / "log", "", looking.BARE_PAGE, "_stcore/health") as bare, launched() as browser:
        visit = looking.visits(browser, bare.address, looking.same, looking.BARE_DRAWN)
        assert looking.in_turn({"bare": visit}, 1)["bare"] > 0
        [(before, after)] = looking.beside(visit, {"itself": visit}, 1)["itself"]
        assert before > 0 and after > 0


def test_a_page_is_compared_with_the_bare_page_opened_just_before() -> None:
    times = looking.beside(lambda turn: 100.0 + turn, {"Обзор": lambda turn: (100.0 + turn) * 1.2}, 3)
    assert times == {"Обзор": [(100.0 + turn, (100.0 + turn) * 1.2) for turn in (1, 2, 3)]}
    bare, page, ratio = looking.opening_figures(times)
    assert (bare.value, page.value, ratio.value) == (102.0, 102.0 * 1.2, 1.2)


def test_a_deck_is_measured_as_it_is_described() -> None:
    slides = READY["year"].slides
    assert len(slides) == exports.SLIDES
    assert sum(name.startswith("map.") for names in slides for name in names) == exports.MAPS
    figures = exports.deck_figures(files.warehouse(TINY.middle), TINY)
    assert [figure.unit for figure in figures] == ["s", "s", "MB"] and all(figure.value > 0 for figure in figures)
