"""The reference page of a command line: what `--help` says of it and of each of its commands."""

from collections.abc import Iterator
from pathlib import Path

from etl.terminal.command_line import Commands, helped

DOCS = Path(__file__).resolve().parents[2] / "docs"
WRITTEN_BY = "<!-- Written by `make docs` from the declarations in the code: change those, not this page. -->"
INTRODUCTION = (
    "What `--help` says, in Russian unless `DASHBOARD_LANGUAGE=en`. Answers go to the standard output; a refusal is one "
    "sentence on the error stream, in the same language, and then the exit code is 2. Commands are run in the folder of "
    "the project, with `.venv/bin/python`."
)


def reference_page(commands: Commands) -> str:
    """Return the page of a command line."""
    lines = [WRITTEN_BY, "# Commands: arguments, options, exit codes", "", INTRODUCTION, ""]
    return "\n".join([*lines, *sections(commands)]).rstrip() + "\n"


def sections(commands: Commands) -> Iterator[str]:
    """Yield the lines that give the help of a command line and of each of its commands."""
    yield from (f"## {commands.program}", "", "```text", helped(commands, "", "en"), "```", "")
    for name in commands.places:
        yield from (f"### {commands.program.removeprefix('python -m ')} {name}", "")
        yield from ("```text", helped(commands, name, "en"), "```", "")


def write_page(file_name: str, commands: Commands) -> None:
    """Write the page of a command line into docs/, and say where."""
    path = DOCS / file_name
    path.write_text(reference_page(commands), encoding="utf-8")
    print(path.relative_to(DOCS.parent))
