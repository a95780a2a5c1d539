"""What a browser may fetch while the page still starts: the shapes of the map.

Without the hint they are asked for last of all, when the map already waits for them.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.figures.map import SHAPES_URL
from dashboard.navigation import PAGES

# The address is relative to the page, so it holds under a prefix too.
LINK = f"<./{SHAPES_URL}>; rel=preload; as=fetch; crossorigin"
WITH_MAP = {"", *(page.name for page in PAGES if page.mapped)}


class Hinted:
    """An application whose pages with a map say at once what the map needs."""

    def __init__(self, application: ASGIApp) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does; a page with a map gets one header more."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["link"] = LINK
            await send(message)

        await self.application(scope, receive, sent if has_map(scope) else send)


def has_map(scope: Scope) -> bool:
    """Return whether a page with a map is asked for."""
    return scope["type"] == "http" and str(scope["path"]).rpartition("/")[2] in WITH_MAP
