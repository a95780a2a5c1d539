"""Who may see and do what: sign-in, sessions, the guard before every route, the person a page is drawn for."""

from dashboard.access.callers import arrive, require

__all__ = ["arrive", "require"]
