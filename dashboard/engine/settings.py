"""How the association runs the dashboard, from the environment."""

import os

YES = ("1", "yes", "true", "on", "да")


def regions_see_each_other() -> bool:
    """Return whether clerks see the figures of other regions by name; off unless the association says otherwise."""
    return os.environ.get("REGIONS_SEE_EACH_OTHER", "").strip().casefold() in YES
