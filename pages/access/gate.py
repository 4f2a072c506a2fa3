"""Doors of Streamlit's server that are closed: to those who are not logged in, or to everyone."""

from __future__ import annotations

import json
from functools import partial

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from pages.access.claims import Claims, may_enter, may_operate, owner_of
from pages.access.cookies import LOGIN
from pages.access.handouts import Handouts
from pages.access.login import login_configured, public_origin
from pages.access.request_path import place_of
from pages.access.visitor import access_settings

_DOWNLOADS = "media/"
_METRICS = "_stcore/metrics"
_STREAMLITS_UPLOADS = "_stcore/upload_file/"
# Anyone can send the others, too, even before login: one closes the connections of all sessions, another has
# files written beside the pages.
_NEEDED = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
_NEEDED_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


class Gate:
    """ASGI middleware: no downloads but one's own, no uploads to Streamlit, no messages but those needed.

    Streamlit's own figures are for operators.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._handouts = Handouts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] == "websocket":
            await self._app(scope, partial(_next_needed, receive), self._noting(scope, send))
        elif scope["type"] == "http" and self._is_closed(scope):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _noting(self, scope: Scope, send: Send) -> Send:
        if not login_configured():
            return send
        owner = _owner(_claims(scope))

        async def note_and_send(message: Message) -> None:
            if sent := message.get("bytes"):
                self._handouts.note(sent, owner)
            await send(message)

        return note_and_send

    def _is_closed(self, scope: Scope) -> bool:
        path = place_of(scope)
        if path.startswith(_STREAMLITS_UPLOADS):
            return True
        if not login_configured():
            return False
        if path.startswith(_METRICS):
            return not may_operate(_claims(scope), access_settings())
        if path.startswith(_DOWNLOADS):
            return not self._handouts.is_for(path.removeprefix(_DOWNLOADS), _owner(_claims(scope)))
        return False


def _owner(claims: Claims) -> str | None:
    return owner_of(claims) if may_enter(claims, access_settings()) else None


def _claims(scope: Scope) -> Claims:
    """What the login said of whoever asks; other pages' logins may be signed with the same secret."""
    cookie = _get_signed_cookie_with_chunks(dict(HTTPConnection(scope).cookies), LOGIN)
    claims: Claims = {} if cookie is None else json.loads(cookie)
    return claims if claims.get("origin") == public_origin() else {}


async def _next_needed(receive: Receive) -> Message:
    while True:
        message = await receive()
        if not message.get("bytes") or _is_needed(message["bytes"]):
            return message


def _is_needed(sent: bytes) -> bool:
    message = BackMsg()
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return True  # Streamlit ends such a connection
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in _NEEDED_OPERATIONS
    return kind in _NEEDED
