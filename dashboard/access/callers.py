"""Who asks: visitor at every run of a page and at every request, in our own tables and nowhere else."""

from dataclasses import dataclass

import streamlit as st

from dashboard import session_keys
from dashboard.access.settings import Mode, settings
from dashboard.engine import cache
from etl import service
from etl.problems import Refused
from etl.service import LOCAL, Action, Principal, Reach, SignedIn, may

CLAIM = "x-dashboard-claim"  # the header in which the guard says who connected; whoever else sends it is not believed


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: who they are at the identity provider, and the person with a role they are here, None without a role."""

    person: SignedIn
    principal: Principal | None


NOBODY_ELSE = Caller(SignedIn(LOCAL.subject, LOCAL.name), LOCAL)


def caller(claim: str) -> Caller | None:
    """Return who stands behind a claim at this moment, None when nobody does: a token of a session, or a proxy's word."""
    if settings().mode is Mode.LOCAL:
        return NOBODY_ELSE
    person = signed_in(claim) if claim else None
    return Caller(person, service.principal_of(cache.engine(), person.subject)) if person else None


def signed_in(claim: str) -> SignedIn | None:
    """Return the person a claim names; their session is noted as in use."""
    if settings().mode is Mode.PROXY:
        return SignedIn(claim, claim)
    return service.session_of(cache.engine(), claim, settings().lifetime)


def arrive() -> Caller | None:
    """Find who asks for this run of a page; what the session held for somebody else, or under another role, is forgotten."""
    visitor = caller(str(st.context.headers.get(CLAIM, "")) if settings().shared else "")
    principal = visitor.principal if visitor else None
    before = st.session_state.get(session_keys.PRINCIPAL)
    if before is not None and before != principal:
        st.session_state.clear()
    st.session_state[session_keys.PRINCIPAL] = principal
    return visitor


def require(action: Action, reach: Reach = Reach.OWN) -> Principal:
    """Return the person of this run when they may do that; Refused when they may not."""
    principal = cache.principal()
    if not may(principal, action, reach):
        raise Refused("not_allowed")
    return principal
