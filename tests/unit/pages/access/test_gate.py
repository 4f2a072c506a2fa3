"""Doors of Streamlit's server that are closed: to those who are not logged in, or to everyone."""

from __future__ import annotations

import json
from typing import cast

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages.access import gate
from pages.access.gate import Gate
from worker.settings import Settings

pytestmark = pytest.mark.anyio

SECRET = "0123456789abcdef0123456789abcdef"
ORIGIN = "https://pages.example"
ADA = {
    "origin": ORIGIN,
    "is_logged_in": True,
    "iss": "https://idp.example",
    "sub": "1",
    "email": "ada@example.org",
    "email_verified": True,
}


async def there(_: Request) -> Response:
    return PlainTextResponse("there")


async def talk(socket: WebSocket) -> None:
    """Say what the test wants said, as Streamlit would."""
    await socket.accept()
    await socket.send_bytes(socket.app.state.said)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> httpx.AsyncClient:
    """A server with a login for one domain."""
    monkeypatch.setattr(gate, "login_configured", lambda: True)
    monkeypatch.setattr(gate, "public_origin", lambda: ORIGIN)
    monkeypatch.setattr(
        gate, "access_settings", lambda: Settings(allowed_domains="example.org", operators="ops@example.org")
    )
    monkeypatch.setattr(
        "streamlit.web.server.starlette.starlette_websocket.get_cookie_secret", lambda: SECRET
    )
    routes = [Route("/{path:path}", there, methods=["GET", "PUT"])]
    app = Starlette(routes=[*routes, WebSocketRoute("/_stcore/stream", talk)], middleware=[Middleware(Gate)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pages.example")


def cookie(secret: str = SECRET, **changes: object) -> dict[str, str]:
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(ADA | changes))
    return {"Cookie": f"_streamlit_user={signed.decode()}"}


async def hand_out(client: httpx.AsyncClient, message: ForwardMsg, headers: dict[str, str]) -> None:
    """Have Streamlit send this to whoever has these headers."""
    app = cast("httpx.ASGITransport", client._transport).app
    cast("Starlette", app).state.said = message.SerializeToString()
    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "subprotocols": [],
        "query_string": b"",
    }

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(_: Message) -> None: ...

    await app(scope, receive, send)


def made(file: str = "abc.csv") -> ForwardMsg:
    message = ForwardMsg()
    message.backend_operation_response.deferred_file.url = f"/media/{file}"
    return message


async def test_whoever_a_file_was_made_for_downloads_it(client: httpx.AsyncClient) -> None:
    await hand_out(client, made(), cookie())
    assert (await client.get("/media/abc.csv", headers=cookie())).text == "there"
    assert (await client.get("/media/other.csv", headers=cookie())).status_code == 404


async def test_promise_24_a_files_address_is_of_no_use_to_another_analyst(client: httpx.AsyncClient) -> None:
    await hand_out(client, made(), cookie())
    named = ForwardMsg()  # a file of Eve's own whose name is the address
    named.delta.new_element.markdown.body = "/media/abc.csv"
    await hand_out(client, named, cookie(sub="2"))

    assert (await client.get("/media/abc.csv", headers=cookie(sub="2"))).status_code == 404


async def test_the_same_file_may_be_made_for_several(client: httpx.AsyncClient) -> None:
    for sub in ("1", "2"):
        await hand_out(client, made(), cookie(sub=sub))
    for sub in ("1", "2"):
        assert (await client.get("/media/abc.csv", headers=cookie(sub=sub))).text == "there"


async def test_the_icon_is_for_everyone(client: httpx.AsyncClient) -> None:
    message = ForwardMsg()
    message.page_config_changed.favicon = "/media/icon.svg"
    await hand_out(client, message, {})
    assert (await client.get("/media/icon.svg")).text == "there"


@pytest.mark.parametrize(
    ("email", "status"), [("ada@example.org", 404), ("ops@example.org", 200), ("ops@evil.example", 404)]
)
async def test_streamlits_figures_are_for_operators(
    client: httpx.AsyncClient, email: str, status: int
) -> None:
    assert (await client.get("/_stcore/metrics", headers=cookie(email=email))).status_code == status
    assert (await client.get("/_stcore/metrics")).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "_streamlit_user=forged"},
        cookie("another-secret-another-secret-an"),
        cookie(origin="https://elsewhere.example"),
        cookie(is_logged_in=False),
        cookie(email="eve@evil.example"),
        cookie(email_verified=False),
    ],
    ids=["no cookie", "no signature", "forged", "other pages", "logged out", "not allowed", "unverified"],
)
@pytest.mark.parametrize("path", ["/media/abc.csv", "/media/../media/abc.csv", "/%6dedia/abc.csv"])
async def test_promise_23_nobody_else_does(
    client: httpx.AsyncClient, headers: dict[str, str], path: str
) -> None:
    await hand_out(client, made(), cookie())
    await hand_out(client, made(), headers)
    assert (await client.get(path, headers=headers)).status_code == 404


async def test_the_pages_own_files_are_for_everyone(client: httpx.AsyncClient) -> None:
    for path in ("/", "/report", "/static/media/font.woff2", "/_stcore/health"):
        assert (await client.get(path)).text == "there"


async def test_without_a_login_downloads_are_for_everyone(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "login_configured", lambda: False)
    assert (await client.get("/media/abc.csv")).text == "there"


async def test_promise_1_nobody_sends_files_to_streamlit(client: httpx.AsyncClient) -> None:
    assert (await client.put("/_stcore/upload_file/s/f", content=b"x", headers=cookie())).status_code == 404


async def heard(*sent: bytes) -> bytes:
    """The first of these messages of a browser that gets through to Streamlit."""
    waiting = iter(sent)

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": next(waiting)}

    async def send(_: Message) -> None: ...

    got: list[Message] = []

    async def streamlit(_: Scope, receive: Receive, __: Send) -> None:
        got.append(await receive())

    await Gate(streamlit)({"type": "websocket"}, receive, send)
    body: bytes = got[0]["bytes"]
    return body


@pytest.mark.parametrize(
    "unneeded", ["clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime"]
)
async def test_promise_23_messages_that_reach_beyond_their_session_are_dropped(unneeded: str) -> None:
    dropped, rerun = BackMsg(), BackMsg()
    setattr(dropped, unneeded, True)
    rerun.rerun_script.query_string = "job=1"

    assert await heard(dropped.SerializeToString(), rerun.SerializeToString()) == rerun.SerializeToString()


OPERATIONS = ["deferred_file", "dataframe_chunk", "install_skills", "dismiss_skills_nudge"]


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_promise_23_only_operations_that_read_are_let_through(operation: str) -> None:
    asked, rerun = BackMsg(), BackMsg()
    getattr(asked.backend_operation_request, operation).SetInParent()
    rerun.rerun_script.query_string = "job=1"

    is_through = (
        await heard(asked.SerializeToString(), rerun.SerializeToString()) != rerun.SerializeToString()
    )

    assert is_through is (operation in {"deferred_file", "dataframe_chunk"})


def test_no_other_operation_has_come_to_streamlit() -> None:
    payload = BackMsg().backend_operation_request.DESCRIPTOR.oneofs_by_name["payload"]
    assert {field.name for field in payload.fields} == set(OPERATIONS)


async def test_what_is_no_message_is_left_to_streamlit() -> None:
    assert await heard(b"\xff\xff") == b"\xff\xff"
