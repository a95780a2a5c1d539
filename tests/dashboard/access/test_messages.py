"""What passes from a browser to Streamlit: never what empties everybody's caches, and less once a role has changed."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.access.messages import PASSED, passed_on


def run(**parts: object) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = "period=2024"
    message.rerun_script.page_script_hash = "page"
    message.rerun_script.fragment_id = str(parts.get("fragment", ""))
    if parts.get("widget"):
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = "button", True
    return bytes(message.SerializeToString())


def told(name: str) -> bytes:
    message = BackMsg()
    setattr(message, name, True)
    return bytes(message.SerializeToString())


def asked(name: str, mark: str = "0123456789abcdef0123456789abcdef") -> bytes:
    message = BackMsg()
    getattr(message, name).request_id = "1"
    if name == "backend_operation_request":
        message.backend_operation_request.deferred_file.file_id = mark
    return bytes(message.SerializeToString())


@pytest.mark.parametrize("as_drawn", [True, False])
def test_nobody_empties_the_caches_of_everybody(as_drawn: bool) -> None:
    assert passed_on(told("clear_cache"), as_drawn) is None
    # The last of several wishes in one message is the one Streamlit follows.
    assert passed_on(told("app_heartbeat") + told("clear_cache"), as_drawn) is None


@pytest.mark.parametrize(
    "name", ["set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime"]
)
def test_what_is_for_developers_does_not_pass(name: str) -> None:
    assert passed_on(told(name), as_drawn=True) is None


def test_every_kind_of_message_was_thought_about() -> None:
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    dropped = {
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    }
    assert kinds == dropped | set(PASSED) - {""}


@pytest.mark.parametrize("content", [run(widget=True, fragment="f"), asked("backend_operation_request"), asked("file_urls_request"), told("app_heartbeat")])  # fmt: skip
def test_everything_else_passes_as_it_is(content: bytes) -> None:
    assert passed_on(content, as_drawn=True) == content


@pytest.mark.parametrize("name", ["backend_operation_request", "file_urls_request"])
def test_what_was_prepared_for_somebody_else_is_not_fetched(name: str) -> None:
    assert passed_on(asked(name), as_drawn=False) is None


def test_for_somebody_else_the_page_is_drawn_whole_and_no_button_is_pressed() -> None:
    message = BackMsg()
    message.ParseFromString(passed_on(run(widget=True, fragment="f"), as_drawn=False) or b"")
    assert not message.rerun_script.fragment_id and not message.rerun_script.HasField("widget_states")
    assert (message.rerun_script.query_string, message.rerun_script.page_script_hash) == ("period=2024", "page")


@pytest.mark.parametrize("as_drawn", [True, False])
def test_what_asks_for_nothing_passes_and_so_does_what_is_no_message(as_drawn: bool) -> None:
    for content in (told("app_heartbeat"), told("stop_script"), b"\xff\xff\xff"):
        assert passed_on(content, as_drawn) == content
