"""The pages of commands say what `--help` says."""

import pytest

from dashboard.export.app import COMMANDS as FILES
from etl.cli.app import COMMANDS as REGISTERS
from etl.terminal.command_line import Commands
from etl.terminal.reference import DOCS, reference_page


@pytest.mark.parametrize(("file_name", "commands"), [("commands.md", REGISTERS), ("export-commands.md", FILES)])
def test_the_committed_page_is_what_the_commands_say(file_name: str, commands: Commands) -> None:
    assert (DOCS / file_name).read_text(encoding="utf-8") == reference_page(commands), "run: make docs"
