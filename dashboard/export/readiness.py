"""/readyz: whether pages can be served, and when not, why."""

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard.engine import bring_over, cache
from etl.problems import Refused
from etl.service import schema_state, try_tables, warehouse_refusal
from etl.terminal.printing import language

UNAVAILABLE = 503
log = logging.getLogger("dashboard")


def readyz(_request: Request | None = None) -> JSONResponse:
    """Return 200 with the data version when pages can be served, 503 with the reason otherwise: a row of each table is read."""
    if bring_over.share() is not None:
        return JSONResponse({"state": "updating"}, UNAVAILABLE)
    try:
        state = schema_state(cache.engine())
        if refusal := warehouse_refusal(state):
            return not_ready(state.value, refusal)
        try_tables(cache.engine())
        return JSONResponse({"state": state.value, "version": cache.try_parts()})
    except Exception as error:
        log.exception("the warehouse cannot be read")
        refusal = warehouse_refusal(error)
        return not_ready(refusal.code if refusal else "unreadable", refusal)


def not_ready(state: str, refusal: Refused | None) -> JSONResponse:
    """Return why pages cannot be served, with the sentence that they show."""
    reason = {"reason": refusal.sentence(language())} if refusal else {}
    return JSONResponse({"state": state, **reason}, UNAVAILABLE)
