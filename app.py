"""The HTTP application: the dashboard, and /readyz for whoever watches it. Run: streamlit run app.py."""

import gc

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import updating
from dashboard.opening import Opening
from dashboard.sidebar import show_error
from etl.service import SchemaState, create_engine, data_version, schema_state

warehouse = create_engine()
updating.start(warehouse)


def readyz(_request: Request) -> JSONResponse:
    """Return 200 with the data version when pages can be served, 503 with the reason otherwise."""
    if updating.share() is not None:
        return JSONResponse({"state": "updating"}, status_code=503)
    try:
        state = schema_state(warehouse)
        if state is SchemaState.READY:
            return JSONResponse({"state": state.value, "version": data_version(warehouse)})
        return JSONResponse({"state": state.value}, status_code=503)
    except SQLAlchemyError:
        return JSONResponse({"state": "away"}, status_code=503)


app = st.App(
    "dashboard/main.py", routes=[Route("/readyz", readyz)], on_script_error=show_error, middleware=[Middleware(Opening)]
)

# Collecting garbage among all that the modules hold stops every reader for a tenth of a second.
gc.collect()
gc.freeze()
