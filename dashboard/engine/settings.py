"""How the association runs the dashboard, from the environment."""

import os

LOCAL_MODE = "local"
YES = ("1", "yes", "true", "on", "да")


def is_shared() -> bool:
    """Return whether many people use this server, so that each has to sign in."""
    return os.environ.get("ACCESS", LOCAL_MODE) not in ("", LOCAL_MODE)


def regions_see_each_other() -> bool:
    """Return whether clerks see the figures of other regions by name; off unless the association says otherwise."""
    return os.environ.get("REGIONS_SEE_EACH_OTHER", "").strip().casefold() in YES
