"""What a browser may say to Streamlit over its WebSocket."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

RUN = "rerun_script"
# These reach what a run has prepared without a run that would look up who asks.
FETCH = "backend_operation_request"
PREPARED = (FETCH, "file_urls_request")
# Nothing else passes: `clear_cache` would empty the caches of everybody, others are for whoever develops a page. What is
# no message at all passes, for which Streamlit closes the connection.
PASSED = ("", RUN, *PREPARED, "stop_script", "app_heartbeat")


def kind_of(content: bytes) -> str:
    """Return what a message asks for; empty when it is no message, for which Streamlit closes the connection."""
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return ""
    return message.WhichOneof("type") or ""


def file_asked(content: bytes) -> str:
    """Return the mark of the prepared file that a message fetches; empty when it asks for any other operation."""
    message = BackMsg()
    message.ParseFromString(content)
    return str(message.backend_operation_request.deferred_file.file_id)


def plain_run(content: bytes) -> bytes:
    """Return a request to draw the page with nothing else in it: no callbacks, no part of the page alone."""
    message = BackMsg()
    message.ParseFromString(content)
    message.rerun_script.ClearField("widget_states")
    message.rerun_script.ClearField("fragment_id")
    return bytes(message.SerializeToString())


def passed_on(content: bytes, as_drawn: bool) -> bytes | None:
    """Return what of a message reaches Streamlit, None when nothing does.

    `as_drawn` says that who asks is still who the page was drawn for. When not, all that passes is the wish to draw it.
    """
    kind = kind_of(content)
    if kind not in PASSED or (kind in PREPARED and not as_drawn):
        return None
    return plain_run(content) if kind == RUN and not as_drawn else content
