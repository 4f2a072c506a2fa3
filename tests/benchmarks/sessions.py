"""Open pages without browsers: the websocket messages that a tab exchanges with Streamlit, and no more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Session:
    """One open page.

    Attributes:
        opened_seconds: from connecting until the page was there; None while it is not.
        updates: how often parts of it were run again since.
        bytes_received: of messages since the beginning.
    """

    opened_seconds: float | None = None
    updates: int = 0
    bytes_received: int = 0
    is_there: asyncio.Event = field(default_factory=asyncio.Event)
    _timers: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self, client: aiohttp.ClientSession, url: str, page: str) -> None:
        """Open the page and keep it open until cancelled."""
        began = time.perf_counter()
        try:
            async with client.ws_connect(url, protocols=("streamlit",), max_msg_size=0) as socket:
                await socket.send_bytes(_rerun(page))
                async for frame in socket:
                    self.bytes_received += len(frame.data)
                    await self._take(ForwardMsg.FromString(frame.data), socket, page, began)
        finally:
            for timer in self._timers.values():
                timer.cancel()

    async def _take(
        self, message: ForwardMsg, socket: aiohttp.ClientWebSocketResponse, page: str, began: float
    ) -> None:
        kind = message.WhichOneof("type")
        if kind == "auto_rerun":
            self._every(message.auto_rerun.interval, message.auto_rerun.fragment_id, socket, page)
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                if timer := self._timers.pop(fragment, None):
                    timer.cancel()
        elif kind == "script_finished" and message.script_finished in _FINISHED:
            if self.opened_seconds is None:
                self.opened_seconds = time.perf_counter() - began
                self.is_there.set()
            else:
                self.updates += 1

    def _every(
        self, seconds: float, fragment: str, socket: aiohttp.ClientWebSocketResponse, page: str
    ) -> None:
        async def ask() -> None:
            with suppress(ConnectionError):
                while True:
                    await asyncio.sleep(seconds)
                    await socket.send_bytes(_rerun(page, fragment))

        if fragment not in self._timers:
            self._timers[fragment] = asyncio.create_task(ask())


@asynccontextmanager
async def open_sessions(base: str, page: str, count: int) -> AsyncIterator[Sequence[Session]]:
    """So many open pages, all there; closed at the end.

    Args:
        base: URL of the dashboard.
        page: its path, such as "reports"; empty for the first.

    Raises:
        TimeoutError: not all were there within two minutes.
    """
    url = f"{base.replace('http', 'ws', 1)}/_stcore/stream"
    sessions = [Session() for _ in range(count)]
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as client:
        tasks = [asyncio.create_task(session.run(client, url, page)) for session in sessions]
        try:
            async with asyncio.timeout(120):
                await asyncio.gather(*(session.is_there.wait() for session in sessions))
            yield sessions
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _rerun(page: str, fragment: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = ""
    if fragment:
        message.rerun_script.fragment_id = fragment
        message.rerun_script.is_auto_rerun = True
    return bytes(message.SerializeToString())
