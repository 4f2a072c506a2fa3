"""Watches the login of an open connection, which ends within seconds when that is over."""

from __future__ import annotations

import asyncio

from anyio import to_thread
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.backend import Backend, backend
from worker.errors import AudienceError
from worker.logins import Login, LoginVerdict

_LOOK_SECONDS = 1.0
_TO_BE_OPENED_AGAIN = 1012


class LoginWatch:
    """A connection that lasts as long as its login stands as it did when it was opened.

    The browser then connects anew by itself, and is shown what it may see by now.
    """

    def __init__(self, app: ASGIApp, login: Login, verdict: LoginVerdict) -> None:
        self._app = app
        self._login = login
        self._verdict = verdict
        self._behind: Backend | None = None

    async def connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""
        watcher = asyncio.create_task(self._changed())
        is_gone = False

        async def receive_while_it_lasts() -> Message:
            nonlocal is_gone
            message = None if watcher.done() else await _first(receive, watcher)
            if message is None:
                # What was sent before, like where to go after logging out, has to arrive.
                await asyncio.sleep(_LOOK_SECONDS)
                return {"type": "websocket.disconnect", "code": _TO_BE_OPENED_AGAIN}
            is_gone = message["type"] == "websocket.disconnect"
            if self._verdict is LoginVerdict.GOOD and _is_somebodys(message):
                backend().standing.note(self._login)
            return message

        try:
            await self._app(scope, receive_while_it_lasts, send)
            if watcher.done() and not is_gone:
                await send({"type": "websocket.close", "code": _TO_BE_OPENED_AGAIN})
        finally:
            watcher.cancel()

    async def _changed(self) -> None:
        """Return when the login does not stand as it did."""
        verdict = self._verdict
        while verdict is self._verdict:
            await asyncio.sleep(_LOOK_SECONDS)
            verdict = await self._look()

    async def _look(self) -> LoginVerdict:
        try:
            if self._behind is None:
                self._behind = await to_thread.run_sync(backend)
            behind = self._behind
            if (known := behind.standing.glance(self._login)) is not None:
                return known
            return await behind.ask(behind.standing.verdict, self._login)
        except AudienceError:
            return LoginVerdict.UNKNOWN


async def _first(receive: Receive, watcher: asyncio.Task[None]) -> Message | None:
    """The next message; None when the watcher is done before there is one."""
    next_one = asyncio.ensure_future(receive())
    try:
        await asyncio.wait({next_one, watcher}, return_when=asyncio.FIRST_COMPLETED)
        return None if watcher.done() else next_one.result()
    finally:
        next_one.cancel()


def _is_somebodys(message: Message) -> bool:
    """Whether a person did something, and not the page by itself: pages that move ask again and again."""
    sent = message.get("bytes")
    if not sent:
        return False
    back = BackMsg()
    try:
        back.ParseFromString(sent)
    except DecodeError:
        return False
    if back.WhichOneof("type") == "rerun_script":
        return not back.rerun_script.is_auto_rerun
    return back.WhichOneof("type") == "backend_operation_request"
