"""Where a request comes from is what its connection says, or a proxy that the operator has named."""

from __future__ import annotations

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from pages.access.trusted_proxies import believe_named_proxies

pytestmark = pytest.mark.anyio


async def seen(connected: str, headers: dict[str, str]) -> tuple[str, str]:
    """The address and scheme that the pages see of a request."""
    got: list[Scope] = []

    async def app(scope: Scope, _: Receive, __: Send) -> None:
        got.append(scope)

    config = uvicorn.Config(app, interface="asgi3", log_config=None)
    config.load()
    scope = {
        "type": "http",
        "client": (connected, 40_000),
        "scheme": "http",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    await config.loaded_app(scope, None, None)
    return got[0]["client"][0], got[0]["scheme"]


FORGED = {"X-Forwarded-For": "192.0.2.66", "X-Forwarded-Proto": "https"}


@pytest.fixture(autouse=True)
def _uvicorn_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn.config, "ProxyHeadersMiddleware", ProxyHeadersMiddleware)


@pytest.mark.parametrize("connected", ["127.0.0.1", "::1", "10.0.0.9"])
async def test_promise_25_a_client_cannot_choose_the_address_that_is_recorded(connected: str) -> None:
    believe_named_proxies()
    assert await seen(connected, FORGED) == (connected, "http")


async def test_a_named_proxy_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIENCE_TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16")
    believe_named_proxies()
    assert await seen("10.0.0.1", FORGED) == ("192.0.2.66", "https")
    assert await seen("10.1.2.3", FORGED) == ("192.0.2.66", "https")
    assert await seen("10.0.0.2", FORGED) == ("10.0.0.2", "http")


async def test_what_a_client_said_before_the_proxy_spoke_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUDIENCE_TRUSTED_PROXIES", "10.0.0.1")
    believe_named_proxies()
    assert (await seen("10.0.0.1", {"X-Forwarded-For": "192.0.2.66, 198.51.100.7"}))[0] == "198.51.100.7"
