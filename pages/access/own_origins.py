"""Where requests may come from: the pages' own addresses, whoever runs other pages on this machine.

Browsers say with each WebSocket, and with each request that a script sends to another origin, which page it
comes from. Streamlit compares host names only, so that any page of any port of this machine passes.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.access.login import public_origin

_PORTS = {"http": 80, "https": 443}
_ENCRYPTED = {"https", "wss"}


class OwnOrigins:
    """ASGI middleware: nothing is served under another host's name, and nothing to another origin's pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        refusal = _refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: a 403
        else:
            await refusal(scope, receive, send)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    host, origin = headers.get("host"), headers.get("origin")
    if host is None or len(headers.getlist("host")) > 1 or not is_host_allowed(host):
        return PlainTextResponse("These pages are not served under this name.", 400)
    if origin is None:
        # No browser leaves it out when it opens a WebSocket.
        return PlainTextResponse("Forbidden", 403) if scope["type"] == "websocket" else None
    own = origin in st.get_option("server.corsAllowedOrigins") or is_own(
        origin, host, is_encrypted=scope.get("scheme") in _ENCRYPTED, public=public_origin()
    )
    return None if own else PlainTextResponse("Forbidden", 403)


def is_own(origin: str, host: str, *, is_encrypted: bool, public: str | None) -> bool:
    """Whether a page of this origin is one that was served under this host's name.

    Args:
        origin: as browsers write it, `https://reports.example.com`.
        host: the request's `Host`, which is one that the pages are served under.
        is_encrypted: whether this server itself speaks TLS; behind a proxy it does not.
        public: the pages' origin as the login knows it, which tells what a proxy speaks.
    """
    at = _place(origin)
    if at is None:
        return False
    scheme, *named = at
    if public is not None and (expected := _place(public)) and [*expected[1:]] == _named(host, expected[0]):
        return at == expected
    return named == _named(host, scheme) and (scheme == "https" or not is_encrypted)


def _place(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address."""
    try:
        parts = urlsplit(address)
        default = _PORTS[parts.scheme]
        port = parts.port or default
    except (ValueError, KeyError):
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


def _named(host: str, scheme: str) -> list[str | int] | None:
    place = _place(f"{scheme}://{host}")
    return None if place is None else [*place[1:]]
