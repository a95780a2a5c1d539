"""python -m dashboard.export."""

import logging
import sys

if __name__ == "__main__":
    # Streamlit's cache would warn at every read that no page is open.
    logging.disable(logging.WARNING)
    from dashboard.export.app import main

    sys.exit(main())
