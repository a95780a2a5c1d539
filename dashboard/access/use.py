"""The record of use as pages and routes write it: who did what, at which data version."""

from collections.abc import Callable
from typing import TypeVar

from dashboard.access.settings import settings
from dashboard.engine import cache
from dashboard.model.asking import pinned_principal
from etl import service
from etl.problems import Refused
from etl.service import SignedIn, What

Result = TypeVar("Result")


def note(what: What, about: str = "") -> None:
    """Note what the person of this run did, or was refused."""
    principal = cache.principal()
    service.note_use(cache.engine(), principal.subject, principal.name, what, about, kept=settings().shared)


def note_of(person: SignedIn | None, what: What, about: str = "") -> None:
    """Note what somebody did who may have no role, or is not known at all."""
    subject, name = (person.subject, person.name) if person else ("", "")
    service.note_use(cache.engine(), subject, name, what, about, kept=settings().shared)


def noted(content: Callable[[], Result], about: str) -> Callable[[], Result]:
    """Return the same content as this run asks for it, noted as an export when it is made: that happens outside a run.

    Refused when the person has another role by then.
    """
    asking, make = cache.principal(), cache.as_asked(content)

    def make_and_note() -> Result:
        if settings().shared and service.principal_of(cache.engine(), asking.subject) != asking:
            raise Refused("not_allowed")
        result = make()
        with pinned_principal(asking):
            note(What.EXPORT, about)
        return result

    return make_and_note
