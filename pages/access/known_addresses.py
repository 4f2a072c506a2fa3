"""Whoever asks for an address at which no page is gets the page that says so, not the first one."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.access.request_path import home, place_of

PAGES = frozenset({"", "upload", "reports", "report", "operations"})
"""The addresses of the pages, which are called as their files."""


class KnownAddresses:
    """ASGI middleware: Streamlit answers any address with the browser part of its pages; this does not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] != "http" or place_of(scope).rstrip("/") in PAGES:
            await self._app(scope, receive, send)
            return
        is_led_away = False

        async def lead_away(message: Message) -> None:
            nonlocal is_led_away
            if message["type"] == "http.response.start" and _is_any_page(message):
                is_led_away = True
                elsewhere = RedirectResponse(f"{home().rstrip('/')}/report", HTTPStatus.SEE_OTHER)
                await elsewhere(scope, receive, send)
            elif not is_led_away:
                await send(message)

        await self._app(scope, receive, lead_away)


def _is_any_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == HTTPStatus.OK) and kind.startswith("text/html")
