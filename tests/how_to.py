"""A page of docs/how-to read as steps that a reader can follow to the letter, and followed in a copy of the project.

Every fenced block is such a step. The words before it say where it goes: «Write `FILE`:», «In `FILE`, after the line
`LINE`:», «In `FILE`, in place of the line `LINE`:», «At the end of `FILE`:». A block of `sh` is run, and a block of
`text` after it is what the last command says.
"""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(
    r"(?:Write|At the end of|In) `(?P<path>[^`]+)`(?:, (?P<where>after|in place of) the line `(?P<line>[^`]+)`)?:$"
)
OPENING = ("(", "[", "{", ":")
# They fetch something from the network, or draw what was fetched.
NOT_RUN = ("-m etl.regions.draw_boundaries", "-m dashboard.figures.hatch", "apt-get install", "git clone", "make -C")
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One block of a page: `before` are the words it follows, `section` is the heading above."""

    before: str
    language: str
    text: str
    section: str = ""


def steps(page: Path) -> Iterator[Step]:
    """Yield the blocks of a page in their order."""
    text, end = page.read_text(encoding="utf-8"), 0
    for fence in FENCE.finditer(text):
        paragraph = text[end : fence.start()].rstrip().rsplit("\n\n", 1)[-1]
        indent = len(fence["indent"])
        lines = (line[indent:] if line.strip() else line for line in fence["text"].splitlines(keepends=True))
        headings = SECTION.findall(text[: fence.start()])
        yield Step(" ".join(paragraph.split()), fence["language"], "".join(lines), headings[-1] if headings else "")
        end = fence.end()


def copied(folder: Path) -> Path:
    """Return a copy of the project as its repository has it, with the same virtual environment."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def follow(page: Path, project: Path, without: str = "") -> None:
    """Do everything a page says, in a copy of the project; `without` is a section that needs more than that."""
    said = ""
    for step in (step for step in steps(page) if not without or step.section != without):
        if place := PLACE.search(step.before):
            put(project / place["path"], step.text, place["where"], place["line"])
        elif step.language == "sh":
            ended = run(f"set -e\n{run_here(step.text)}", project)
            said = ended.stdout + ended.stderr
        elif step.language == "text":
            assert step.text.strip() in said, f"{page.name}: {step.text!r} is not in {said!r}"
        else:
            raise AssertionError(f"{page.name} does not say where this goes: {step.before!r}")


def put(file: Path, text: str, where: str | None, line: str | None) -> None:
    """Write a file, or put lines where the one line stands that is named; they stand as deep as it, or one step deeper."""
    if line is None:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(text)
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [number for number, one in enumerate(lines) if one.strip() == line]
    assert len(places) == 1, f"{file} has {len(places)} lines {line!r}"
    (at,) = places
    depth = len(lines[at]) - len(lines[at].lstrip())
    deeper = 4 if where == "after" and line.endswith(OPENING) else 0
    lines[at + 1 if where == "after" else at : at + 1] = textwrap.indent(text, " " * (depth + deeper)).splitlines(True)
    file.write_text("".join(lines), encoding="utf-8")


def run_here(script: str) -> str:
    """Return the commands of a block that need nothing but the project and the programs of this machine."""
    return "\n".join(line for line in script.splitlines() if not any(part in line for part in NOT_RUN))


def run(command: str, project: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a page; it must end well."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = kept | {"DATABASE_URL": f"sqlite:///{project}/var/warehouse.db", "COLUMNS": "400"} | more
    done = subprocess.run(  # noqa: S602 (the pages of this project say what to run)
        command, shell=True, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done
