"""Keeps Streamlit's own dialogs about errors away: they speak of terminals, and cover the page."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.access.request_path import place_of

_HOST_CONFIG = "_stcore/host-config"


class HostConfig:
    """ASGI middleware that has the pages' browser part open no dialog when something is wrong.

    What an analyst has to know stands in the page: see `pages/uploader/browser/interruption.js`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] != "http" or scope["method"] != "GET" or place_of(scope) != _HOST_CONFIG:
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def keep(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            else:
                body += message.get("body", b"")

        await self._app({**scope, "headers": plain}, receive, keep)
        answer = Response(body, start["status"])
        kept = [header for header in start["headers"] if header[0].lower() != b"content-length"]
        if answer.status_code == HTTPStatus.OK:
            answer.body = json.dumps(json.loads(body) | {"blockErrorDialogs": True}).encode()
        answer.raw_headers = [*kept, (b"content-length", str(len(answer.body)).encode())]
        await answer(scope, receive, send)
