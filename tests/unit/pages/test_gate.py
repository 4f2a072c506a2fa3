"""Doors of Streamlit's server that are closed: to those who are not logged in, or to everyone."""

from __future__ import annotations

import json

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages import gate
from pages.gate import Gate
from worker.settings import Settings

pytestmark = pytest.mark.anyio

SECRET = "0123456789abcdef0123456789abcdef"
ADA = {
    "is_logged_in": True,
    "iss": "https://idp.example",
    "sub": "1",
    "email": "ada@example.org",
    "email_verified": True,
}


async def there(_: Request) -> Response:
    return PlainTextResponse("there")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> httpx.AsyncClient:
    """A server with a login for one domain."""
    monkeypatch.setattr(gate, "login_configured", lambda: True)
    monkeypatch.setattr(gate, "access_settings", lambda: Settings(allowed_domains="example.org"))
    monkeypatch.setattr(
        "streamlit.web.server.starlette.starlette_websocket.get_cookie_secret", lambda: SECRET
    )
    routes = [Route("/{path:path}", there, methods=["GET", "PUT"])]
    app = Starlette(routes=routes, middleware=[Middleware(Gate)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pages.example")


def cookie(secret: str = SECRET, **changes: object) -> dict[str, str]:
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(ADA | changes))
    return {"Cookie": f"_streamlit_user={signed.decode()}"}


async def test_those_who_are_logged_in_download(client: httpx.AsyncClient) -> None:
    assert (await client.get("/media/abc.csv", headers=cookie())).text == "there"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "_streamlit_user=forged"},
        cookie("another-secret-another-secret-an"),
        cookie(is_logged_in=False),
        cookie(email="eve@evil.example"),
        cookie(email_verified=False),
    ],
    ids=["no cookie", "no signature", "forged", "logged out", "not allowed", "unverified"],
)
@pytest.mark.parametrize("path", ["/media/abc.csv", "/media/../media/abc.csv", "/%6dedia/abc.csv"])
async def test_promise_23_nobody_else_does(
    client: httpx.AsyncClient, headers: dict[str, str], path: str
) -> None:
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
