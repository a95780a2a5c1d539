"""The HTTP application: the dashboard, and /readyz for whoever watches it. Run: streamlit run app.py."""

import os
import sys

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from dashboard import json_log, seams
from dashboard.access.guard import Guard
from dashboard.access.settings import login_secrets, refusal
from dashboard.engine import bring_over, cache
from dashboard.export import data_routes, readiness
from dashboard.screen.page_error import show_error
<<<<<<< HEAD
=======
from etl.service import SchemaState, engine_of_warehouse, schema_state, try_tables, warehouse_refusal
from etl.terminal.noted import log_lines

log = logging.getLogger("dashboard")


@cache
def warehouse() -> Engine:
    """Return the engine; created on first use, since a wrong DATABASE_URL is explained on the page."""
    return engine_of_warehouse()


def readyz(_request: Request) -> JSONResponse:
    """Return 200 with the data version when pages can be served, 503 with the reason otherwise: a row of each table is read."""
    if bring_over.share() is not None:
        return JSONResponse({"state": "updating"}, status_code=503)
    try:
        state = schema_state(warehouse())
        if state is not SchemaState.READY:
            return JSONResponse({"state": state.value}, status_code=503)
        try_tables(warehouse())
        return JSONResponse({"state": state.value, "version": try_parts()})
    except Exception as error:
        log.exception("the warehouse cannot be read")
        refusal = warehouse_refusal(error)
        return JSONResponse({"state": refusal.code if refusal else "unreadable"}, status_code=503)

>>>>>>> 3abd48b (What people save is theirs: others see what is shared, or what their role sees; the terminal writes the record of use too)

os.umask(0o077)  # what the application writes is its own user's
ADDRESS, PREFIX = (str(st.get_option(f"server.{name}") or "") for name in ("address", "baseUrlPath"))
if why := refusal(os.environ, ADDRESS, bool(st.get_option("server.enableAgentApi"))):
    sys.exit(f"{why.ru} {why.en}")

app = st.App(
    "dashboard/main.py",
    routes=[Route("/readyz", readiness.readyz), *data_routes.routes(PREFIX)],
    on_script_error=show_error,
    middleware=[Middleware(Guard, prefix=PREFIX), Middleware(seams.FirstPage)],
    secrets=login_secrets(PREFIX) or None,
)

json_log.begin()
log_lines()
seams.check()
bring_over.start(cache.engine)
