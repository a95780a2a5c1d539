"""The documents keep their word: commands are understood, links lead somewhere, nothing speaks of one machine."""

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from dashboard.export import app as export
from etl.cli import app as etl
from etl.problems import Refused

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")])
COMMAND = re.compile(r"python -m (?P<module>[\w.]+)(?P<arguments>[^\n`»]*)")
PATTERN = re.compile(r"\[OPTIONS\]|\bCOMMAND\b")
LINK = re.compile(r"\]\((?!https?://)(?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)
MACHINE = re.compile(r"/(?:work|tmp|home|root|Users|mnt)\b")
LINES = {"etl": etl.COMMANDS, "dashboard.export": export.COMMANDS}
MAKE = re.compile(r"`make (?P<target>[a-z]+)|^ *make (?P<alone>[a-z]+)", re.MULTILINE)


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings: small letters, spaces as hyphens, no punctuation."""
    titles = (found["title"].lower() for found in HEADING.finditer(page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Return the modules run by a text, with their arguments; what shows how a command is written runs nothing."""
    runs = (found for found in COMMAND.finditer(text) if not PATTERN.search(found["arguments"]))
    return [(found["module"], shlex.split(found["arguments"])) for found in runs]


def broken_links(page: Path, text: str) -> list[str]:
    """Return the links of a text that lead to no file or to no heading."""
    broken = []
    for found in LINK.finditer(text):
        path, _, anchor = found["target"].partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(found["target"])
    return broken


def refused(module: str, arguments: list[str]) -> bool:
    """Return whether a command would not be understood; a bare name stands for the command in a sentence."""
    if module not in LINES:
        return find_spec(module) is None
    line, [name, *others] = LINES[module], arguments or ["--help"]
    if not others:
        return name not in (*line.places, "--help")
    try:
        line.command(name).make_context(name, others)
    except (Refused, KeyError):
        return True
    except typer.Exit:
        return False
    return False


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_is_understood(page: Path) -> None:
    assert [call for call in commands(page.read_text(encoding="utf-8")) if refused(*call)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_speaks_of_one_machine(page: Path) -> None:
    assert MACHINE.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_target_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {found["target"] or found["alone"] for found in MAKE.finditer(page.read_text(encoding="utf-8"))}
    assert named - targets == set()


def test_the_table_of_access_names_files_that_are_there() -> None:
    named = re.findall(
        r"`((?:dashboard|etl|tests|pages|deploy)/[\w./-]+)`", (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    )
    assert len(named) > 80 and [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_leads_to_every_how_to() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page for page in (ROOT / "docs" / "how-to").glob("*.md") if f"docs/how-to/{page.name}" not in readme] == []


def test_every_decision_says_question_choice_why_and_when_to_look_again() -> None:
    parts = ("**Question.**", "**Choice.**", "**Why.**", "**When to look again.**")
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert all(page.name[:4].removesuffix("-").isdigit() for page in pages)
    assert len({page.name[:3] for page in pages}) == len(
        pages
    )  # two branches may land out of turn, never on one number
    assert [page.name for page in pages if not all(part in page.read_text(encoding="utf-8") for part in parts)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("python -m etl sing FILE", True),
        ("python -m etl load FILE --slowly", True),
        ("python -m etl sing", True),
        ("python -m etl.absent", True),
        ("python -m etl load FILE --by NAME", False),
        ("python -m etl rebuild", False),
        ("python -m etl.regions.draw_boundaries --out DIR", False),
        ("python -m etl.regions.drawings --out DIR", False),
        ("python -m etl.regions.municipalities.usual_spellings --out DIR", False),
    ],
)
def test_a_wrong_command_would_be_found(text: str, fault: bool) -> None:
    assert [refused(*call) for call in commands(text)] == [fault]


def test_a_broken_link_would_be_found() -> None:
    text = "[a](absent.md) [b](README.md#absent) [c](README.md#boundaries) [d](https://example.org/absent)"
    assert broken_links(ROOT / "README.md", text) == ["absent.md", "README.md#absent"]
