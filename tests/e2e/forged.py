"""A browser that is none: it speaks Streamlit's protocol over a WebSocket and says whatever it likes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message
from pyarrow import ArrowInvalid, ipc
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 60.0
ANSWER = 15.0  # a file that is not made in so long is refused


@dataclass
class Talk:
    """A WebSocket to the dashboard, the mark of its Streamlit session and all that was told over it."""

    socket: ClientConnection
    session: str = ""
    told: list[ForwardMsg] = field(default_factory=list)
    known: dict[str, ForwardMsg] = field(default_factory=dict)

    def say(self, message: BackMsg) -> None:
        """Send a message."""
        self.socket.send(bytes(message.SerializeToString()))

    def run(self, page: str, query: str = "", widgets: Sequence[Any] = (), fragment: str = "") -> list[ForwardMsg]:
        """Ask for a page with these states of widgets; return what is told until it is drawn."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(widgets)
        self.say(message)
        return self.heard()

    def heard(self, patience: float = PATIENCE) -> list[ForwardMsg]:
        """Return what is told until a run ends, or nothing more is said."""
        told: list[ForwardMsg] = []
        while True:
            try:
                message = ForwardMsg.FromString(bytes(self.socket.recv(timeout=patience)))  # type: ignore[arg-type]
            except (TimeoutError, ConnectionClosed):
                break
            if message.WhichOneof("type") == "ref_hash":
                message = self.known[message.ref_hash]
            self.known[message.hash] = message
            told.append(message)
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
            if message.WhichOneof("type") in ("script_finished", "file_urls_response", "backend_operation_response"):
                break
        self.told += told
        return told

    def fetch(self, mark: str) -> str:
        """Ask for a prepared file; return its address, empty when it is not made."""
        message = BackMsg()
        message.backend_operation_request.request_id = mark
        message.backend_operation_request.session_id = self.session
        message.backend_operation_request.deferred_file.file_id = mark
        self.say(message)
        answers = [answer.backend_operation_response for answer in self.heard(patience=ANSWER)]
        return next((str(answer.deferred_file.url) for answer in answers if answer.request_id == mark), "")


@contextmanager
def talking(address: str, cookie: str, *offered: str, origin: str = "") -> Iterator[Talk]:
    """Open a WebSocket as a browser with these cookies does; `offered` are a token and the mark of a session."""
    place = f"ws{address.removeprefix('http')}_stcore/stream"
    protocols = [Subprotocol(one) for one in ("streamlit", *(offered or ("PLACEHOLDER_AUTH_TOKEN",)))]
    headers = {"Cookie": cookie, "Origin": origin or address.rstrip("/")}
    with connect(place, additional_headers=headers, subprotocols=protocols, max_size=None) as socket:
        yield Talk(socket)


def words(told: Sequence[Message]) -> list[str]:
    """Return every text in these messages, whatever it stands in; what is packed in bytes as far as it is text."""
    texts: list[str] = []
    for message in told:
        for _field, value in message.ListFields():
            for one in (
                value if hasattr(value, "__iter__") and not isinstance(value, str | bytes | Message) else [value]
            ):
                if isinstance(one, Message):
                    texts += words([one])
                elif isinstance(one, str):
                    texts.append(one)
                elif isinstance(one, bytes):
                    texts += unpacked(one)
    return texts


def unpacked(content: bytes) -> list[str]:
    """Return the texts in bytes: the cells of a table, else whatever is text in them."""
    try:
        table = ipc.open_stream(content).read_all()
    except ArrowInvalid:
        return [content.decode("utf-8", "ignore")]
    return [str(cell) for cells in table.to_pydict().values() for cell in cells]


def elements(told: Sequence[ForwardMsg]) -> dict[str, Any]:
    """Return the widgets in these messages by their ids."""
    found: dict[str, Any] = {}
    for message in told:
        if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
            element: Any = getattr(message.delta.new_element, str(message.delta.new_element.WhichOneof("type")), None)
            if getattr(element, "id", ""):
                found[element.id] = element
    return found
