"""docs/commands.md, written by `python -m etl.cli.reference`."""

from etl.cli.app import COMMANDS
from etl.terminal.reference import write_page

if __name__ == "__main__":
    write_page("commands.md", COMMANDS)
