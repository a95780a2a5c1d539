"""python -m dashboard.export."""

import sys

from streamlit.logger import set_log_level


def run() -> int:
    """Run the command line; Streamlit, whose cache it uses, would say at every read that no page is open."""
    set_log_level("ERROR")
    from dashboard.export.commands import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
