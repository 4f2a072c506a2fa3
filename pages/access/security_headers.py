"""Headers that keep browsers from leaking addresses, guessing types, and loading what is not ours."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """ASGI middleware that puts them on every response.

    Args:
        app: what answers.
        content_policy: gives the Content-Security-Policy; asked only when there is something to answer.
    """

    def __init__(self, app: ASGIApp, content_policy: Callable[[], str]) -> None:
        self._app = app
        self._content_policy = content_policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS)
                headers["Content-Security-Policy"] = self._content_policy()
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if not is_started:  # Starlette's own answer would go past this middleware
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, send_with_headers)
            raise
