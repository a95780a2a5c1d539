"""Who asks where there is no session: data addresses, files and commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from etl.principal import Principal

PINNED: ContextVar[Principal | None] = ContextVar("pinned_principal", default=None)


@contextmanager
def pinned_principal(asking: Principal) -> Iterator[None]:
    """Answer everything inside the block for this person."""
    token = PINNED.set(asking)
    try:
        yield
    finally:
        PINNED.reset(token)
