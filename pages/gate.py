"""Doors of Streamlit's server that are closed: to those who are not logged in, or to everyone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

import streamlit as st
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from pages.access import may_enter
from pages.identity import access_settings
from pages.login import login_configured

_DOWNLOADS = "media/"
_STREAMLITS_UPLOADS = "_stcore/upload_file/"
_LOGIN_COOKIE = "_streamlit_user"
# Anyone can send the others, too, even before login: one closes the connections of all sessions, another has
# files written beside the pages.
_NEEDED = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
_NEEDED_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


class Gate:
    """ASGI middleware: no downloads before login, no uploads to Streamlit, no messages but those needed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        if scope["type"] == "websocket":
            await self._app(scope, partial(_next_needed, receive), send)
        elif scope["type"] == "http" and _is_closed(scope):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_closed(scope: Scope) -> bool:
    base = st.get_option("server.baseUrlPath").strip("/")
    path = scope["path"].removeprefix(f"/{base}").removeprefix("/")
    if path.startswith(_STREAMLITS_UPLOADS):
        return True
    return (
        path.startswith(_DOWNLOADS) and login_configured() and not _is_admitted(HTTPConnection(scope).cookies)
    )


def _is_admitted(cookies: Mapping[str, str]) -> bool:
    cookie = _get_signed_cookie_with_chunks(dict(cookies), _LOGIN_COOKIE)
    return cookie is not None and may_enter(json.loads(cookie), access_settings())


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
