"""A failure that nobody expected, in words that may stand in a log: not what it says, which may be a cell."""

from dataclasses import dataclass
from traceback import extract_tb


@dataclass(frozen=True, slots=True)
class Failed:
    """The class of a failure and the places it went through, the last first."""

    kind: str
    trace: tuple[str, ...]


def failed(error: BaseException) -> Failed:
    """Return what may be said of a failure."""
    trace = reversed(extract_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return Failed(kind, tuple(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in trace))
