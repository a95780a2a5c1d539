"""docs/export-commands.md, written by `python -m dashboard.export.reference`."""

from dashboard.export.app import COMMANDS
from etl.terminal.reference import write_page

if __name__ == "__main__":
    write_page("export-commands.md", COMMANDS)
