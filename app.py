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
from etl.terminal.noted import log_lines

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
