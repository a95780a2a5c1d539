"""The how-tos that add something are followed to the letter in a copy of the project, and keep what they promise."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.how_to import ROOT, copied, follow, put, run, steps

PAGES = sorted((ROOT / "docs" / "how-to").glob("add-*.md"))
Follow = Callable[[str], Path]
YEAR = "Filters(preset=Preset.CUSTOM, since=date(2025, 1, 1), until=date(2025, 12, 31))"
SHOW = f"""
from datetime import date
from dashboard.exhibits.catalogue import build
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import view
shown = view({YEAR}, "ru")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with a warehouse of the public record."""
    folder = copied(tmp_path_factory.mktemp("project"))
    run('.venv/bin/python -m etl load "data/record/Мероприятия.xlsx"', folder)
    return folder


@pytest.fixture(scope="module")
def followed(project: Path) -> Follow:
    """Return a function that follows a page, once, after the pages it builds on."""
    built_on = {"metric": "register", "page": "metric"}
    done: set[str] = set()

    def follow_once(name: str) -> Path:
        if name in built_on:
            follow_once(built_on[name])
        if name not in done:
            done.add(name)
            (page,) = [page for page in PAGES if page.stem in (f"add-a-{name}", f"add-an-{name}")]
            follow(page, project)
        return project

    return follow_once


def python(code: str, project: Path) -> str:
    (project / "look.py").write_text(code, encoding="utf-8")
    return run(".venv/bin/python look.py", project, PYTHONPATH=str(project)).stdout


def test_a_register_is_loaded_counted_and_described(followed: Follow) -> None:
    project = followed("register")
    assert (project / "Форма.xlsx").stat().st_size > 5_000
    assert "Публикации" in run(".venv/bin/python -m etl status", project).stdout
    assert "| `headline` | Заголовок / Headline |" in (project / "docs" / "dictionary.md").read_text(encoding="utf-8")
    counted = python(
        f"{SHOW}\nfrom dashboard.queries.sums import register_sums\n"
        "sums = register_sums.scope_sums('publications', shown.period)\n"
        "print([(sums[place]['rows'], sums[place]['national']) for place in ('59', '77')])",
        project,
    )
    assert counted.strip() == "[(2.0, 1.0), (1.0, 1.0)]"


def test_a_metric_is_shown_and_explained(followed: Follow) -> None:
    project = followed("metric")
    glossary = (project / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert "### Публикации о МСУ / Publications" in glossary
    assert "Name: `national_media_share`; unit: %" in glossary
    shown = python(
        f"{SHOW}\nprint([float(build(f'{{name}}.publications', shown).frame['value'].max()) for name in ('card', 'map')])",
        project,
    )
    assert shown.strip() == "[4.0, 2.0]"


def test_a_page_opens_and_shows_its_numbers(followed: Follow) -> None:
    project = followed("page")
    opened = python(
        "from tests.pages.reading import opened, texts, visit\n"
        "app = visit(opened(period='custom', **{'from': '2025-01-01', 'to': '2025-12-31'}), 'publications')\n"
        "assert not app.exception\n"
        "print(len(app.get('plotly_chart')), *texts(app))",
        project,
    )
    assert "Публикации о МСУ" in opened and "Публикации собирает пресс-служба" in opened
    assert int(opened.split()[0]) >= 3


def test_a_kind_of_exhibit_is_drawn_on_the_page_on_a_slide_and_in_a_sheet(followed: Follow) -> None:
    project = followed("exhibit-kind")
    drawn = python(
        f"{SHOW}\nfrom dashboard.sheets.workbook import csv_bytes\nfrom dashboard.figures import figure\n"
        "dots = build('dots.events', shown)\n"
        "print(dots.name, dots.kind.value, len(figure(dots, False).data[0].x) == len(dots.frame) > 0)\n"
        "print(csv_bytes(dots).decode('utf-8-sig').count('\\n') == len(dots.frame) + 1)",
        project,
    )
    assert drawn.split() == ["dots.events", "dots", "True", "True"]


def test_a_name_and_a_subject_are_added_to_the_list_of_regions(followed: Follow) -> None:
    project = followed("region-list")
    counted = python(
        "from datetime import date\nfrom etl.regions import match_region, regions_at\n"
        "print(match_region('беломорская обл.').code, len(regions_at(date(2026, 12, 31))), len(regions_at(date(2027, 1, 1))))",
        project,
    )
    assert counted.split() == ["98", "89", "90"]


def test_a_warehouse_is_copied_put_back_rebuilt_and_gives_a_file_back(tmp_path: Path) -> None:
    project = copied(tmp_path)
    run(".venv/bin/python -m etl load data/record/*", project)
    before = run(".venv/bin/python -m etl status", project).stdout
    follow(ROOT / "docs" / "how-to" / "backup-and-restore.md", project, without="Restore in PostgreSQL")
    assert run(".venv/bin/python -m etl status", project).stdout == before
    assert len(list((project / "var" / "backups").iterdir())) == 1
    assert (project / "from journal Мероприятия.xlsx").stat().st_size > 10_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_made_of_steps(page: Path) -> None:
    assert len(list(steps(page))) > 3


def test_a_step_that_cannot_be_followed_would_be_found(tmp_path: Path) -> None:
    page, module = tmp_path / "page.md", tmp_path / "module.py"
    module.write_text("NAMES = (\n    first,\n)\n", encoding="utf-8")
    follow_on = "1. In `module.py`, after the line `NAMES = (`:\n\n   ```python\n   second,\n   ```\n"
    page.write_text(follow_on, encoding="utf-8")
    follow(page, tmp_path)
    assert module.read_text(encoding="utf-8") == "NAMES = (\n    second,\n    first,\n)\n"
    for words, fault in (
        ("Somewhere:", "where this goes"),
        ("In `module.py`, after the line `third,`:", "has 0 lines"),
    ):
        page.write_text(f"{words}\n\n```python\nsecond,\n```\n", encoding="utf-8")
        with pytest.raises(AssertionError, match=fault):
            follow(page, tmp_path)
    page.write_text("```sh\nfalse\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="false"):
        follow(page, tmp_path)
    with pytest.raises(AssertionError, match="has 0 lines"):
        put(module, "x\n", "in place of", "y")
