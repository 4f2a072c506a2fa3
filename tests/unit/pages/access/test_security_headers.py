"""Every answer carries the headers, whoever gives it and however it ends."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from pages.access.security_headers import SecurityHeaders

pytestmark = pytest.mark.anyio

EXPECTED = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'self'",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


async def fine(_: Request) -> Response:
    return PlainTextResponse("fine", headers={"Referrer-Policy": "unsafe-url", "X-Other": "kept"})


async def broken(_: Request) -> Response:
    raise RuntimeError("secret")


def client(*, raises: bool = False) -> httpx.AsyncClient:
    app = Starlette(
        routes=[Route("/fine", fine), Route("/broken", broken)],
        middleware=[Middleware(SecurityHeaders, lambda: "default-src 'self'")],
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=raises)
    return httpx.AsyncClient(transport=transport, base_url="http://pages.example")


@pytest.mark.parametrize(("path", "status"), [("/fine", 200), ("/nowhere", 404), ("/broken", 500)])
async def test_every_answer_has_them(path: str, status: int) -> None:
    answer = await client().get(path)

    assert answer.status_code == status
    assert EXPECTED.items() <= dict(answer.headers).items()
    assert "secret" not in answer.text


async def test_other_headers_stay_as_they_are() -> None:
    assert (await client().get("/fine")).headers["x-other"] == "kept"


async def test_an_error_still_reaches_whoever_logs_it() -> None:
    with pytest.raises(RuntimeError, match="secret"):
        await client(raises=True).get("/broken")


async def test_a_websocket_is_left_alone() -> None:
    seen: list[tuple[Scope, Receive, Send]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((scope, receive, send))

    async def receive() -> Message:
        return {}

    async def send(_: Message) -> None: ...

    scope = {"type": "websocket"}
    await SecurityHeaders(app, lambda: "default-src 'self'")(scope, receive, send)
    assert seen == [(scope, receive, send)]
