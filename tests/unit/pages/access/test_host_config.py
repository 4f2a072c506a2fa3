"""What Streamlit tells its part in the browser is passed on, but that it opens no dialogs of its own."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.access.host_config import HostConfig

pytestmark = pytest.mark.anyio


async def config(request: Request) -> Response:
    if "broken" in request.query_params:
        return PlainTextResponse("not now", 503)
    said = {"allowedOrigins": ["https://a.example"], "blockErrorDialogs": False}
    return JSONResponse(said, headers={"Cache-Control": "no-cache"})


def client() -> httpx.AsyncClient:
    app = Starlette(
        routes=[Route("/_stcore/host-config", config), Route("/other", config)],
        middleware=[Middleware(HostConfig), Middleware(GZipMiddleware, minimum_size=1)],
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pages.example")


async def test_dialogs_are_blocked_and_the_rest_stays_as_it_is() -> None:
    answer = await client().get("/_stcore/host-config")
    assert answer.json() == {"allowedOrigins": ["https://a.example"], "blockErrorDialogs": True}
    assert answer.headers["cache-control"] == "no-cache"


async def test_other_answers_and_failures_are_passed_on() -> None:
    assert (await client().get("/other")).json()["blockErrorDialogs"] is False
    failure = await client().get("/_stcore/host-config?broken")
    assert (failure.status_code, failure.text) == (503, "not now")
