"""The data of exhibits over HTTP: GET /data/<exhibit>.json and .csv with the page's own parameters.

The endpoints are plain functions, so Starlette runs them in threads of their own and pages do not wait.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.access import use
from dashboard.engine import cache
from dashboard.export.addresses import Address, data
from dashboard.export.data_csv import data_csv
from dashboard.model.asking import pinned_principal
from etl.problems import Refused
from etl.problems.warehouse_sentences import WAREHOUSE_SENTENCES
from etl.service import What, schema_state, warehouse_refusal

# The HTTP status of a refusal; that of a warehouse is 503, any other is a wrong parameter.
STATUS: Mapping[str, int] = {
    "exhibit_unknown": 404,
    "exhibit_form": 404,
    "metric_unknown": 404,
    "argument_unknown": 404,
    "exhibit_failed": 500,
}
WRONG_PARAMETER, UNAVAILABLE = 400, 503
FRESH = {"cache-control": "no-cache"}


def routes(prefix: str) -> list[Route]:
    """Return the routes of the data, both without and with the prefix of the dashboard if it has one."""
    places = dict.fromkeys(("", f"/{prefix.strip('/')}" if prefix.strip("/") else ""))
    endpoints = {"json": json_data, "csv": csv_data}
    return [
        Route(f"{place}/data/{{exhibit:path}}.{ending}", endpoint)
        for place in places
        for ending, endpoint in endpoints.items()
    ]


def json_data(request: Request) -> Response:
    """Return the data of an exhibit, the same as the command line writes."""
    address = address_of(request)
    try:
        return JSONResponse(current(address, request), headers=FRESH)
    except Refused as refusal:
        sentence = refusal.sentence(address.language)
        return JSONResponse({"address": address.text, "error": sentence}, status(refusal), FRESH)


def csv_data(request: Request) -> Response:
    """Return the table of an exhibit."""
    address = address_of(request)
    try:
        content = data_csv(current(address, request), address.language)
    except Refused as refusal:
        return PlainTextResponse(refusal.sentence(address.language), status(refusal), FRESH)
    return Response(content, headers=FRESH, media_type="text/csv; charset=utf-8")


def address_of(request: Request) -> Address:
    """Return the address of a request: the page's own parameters and the exhibit of its path."""
    exhibit = str(request.path_params["exhibit"])
    query = dict(request.query_params) | {"exhibit": exhibit}
    return Address("/?" + urlencode(query, safe=","), exhibit, query)


def current(address: Address, request: Request) -> dict[str, Any]:
    """Return the current data of an address for whoever asks; Refused when the warehouse has none or cannot be reached."""
    with pinned_principal(request.state.principal):
        answer = current_data(address)
        use.note(What.EXPORT, address.exhibit)
    return answer


def current_data(address: Address) -> dict[str, Any]:
    """Return the current data of an address."""
    try:
        if refusal := warehouse_refusal(schema_state(cache.engine())):
            raise refusal
        with cache.pinned_version():
            return data(address)
    except DBAPIError as error:
        raise warehouse_refusal(error) or error from None


def status(refusal: Refused) -> int:
    """Return the HTTP status of a refusal."""
    return UNAVAILABLE if refusal.code in WAREHOUSE_SENTENCES else STATUS.get(refusal.code, WRONG_PARAMETER)
