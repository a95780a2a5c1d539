"""What was told to a browser over its WebSocket: addresses of files and uploads, marks of prepared files and of its session.

Streamlit gives a file to whoever knows its address, and a session to whoever knows its mark. Here only those have them
whom the server told: the session of ours that a WebSocket was opened with.
"""

import re
from collections import OrderedDict
from threading import Lock

from google.protobuf.message import DecodeError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MEDIA, UPLOAD = "/media/", "/_stcore/upload_file/"
# A text in a message stands after the number of its signs. The mark of a prepared file has 32.
BEGINNING = re.compile(rb"(?s)(.)(?=/media/|/_stcore/upload_file/)")
MARK = re.compile(rb"\x20([0-9a-f]{32})")
ADDRESS = re.compile(r"/[\w./-]+")
MOST = 100_000  # addresses remembered; one page tells some twenty
RESUMED = 2  # the place of the mark of a session among the protocols that a browser offers

_told: OrderedDict[tuple[str, str], None] = OrderedDict()
_lock = Lock()


def note_told(claim: str, content: bytes) -> None:
    """Remember the addresses and marks in a message that goes to a browser."""
    addresses = (content[found.end() : found.end() + found[1][0]] for found in BEGINNING.finditer(content))
    texts = [text.decode("ascii", "ignore") for text in (*addresses, *MARK.findall(content))]
    for text in texts:
        if ADDRESS.fullmatch(text) or not text.startswith("/"):
            _remember(claim, text)


def note_session(claim: str, content: bytes) -> bool:
    """Remember the mark of the session that a message begins; return whether it begins one."""
    message = ForwardMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return False
    mark = str(message.new_session.initialize.session_id)
    if mark:
        _remember(claim, mark)
    return bool(mark)


def was_told(claim: str, address: str) -> bool:
    """Return whether an address, or the mark of a session, was told to whoever makes this claim."""
    return (claim, address) in _told


def is_bound(path: str) -> bool:
    """Return whether a path is one that only those may ask for whom it was told."""
    return path.startswith((MEDIA, UPLOAD))


def without_foreign_session(claim: str, protocols: str) -> str:
    """Return the protocols a browser offers without the mark of a session that was not told to it."""
    offered = [one.strip() for one in protocols.split(",")]
    if len(offered) > RESUMED and not was_told(claim, offered[RESUMED]):
        offered = offered[:RESUMED]
    return ", ".join(offered)


def _remember(claim: str, address: str) -> None:
    with _lock:
        _told[claim, address] = None
        _told.move_to_end((claim, address))
        while len(_told) > MOST:
            _told.popitem(last=False)
