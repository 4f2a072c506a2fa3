"""Open pages without browsers: the websocket messages that a tab exchanges with Streamlit, and no more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_NOTHING: Mapping[str, str] = {}
_OPENING_SECONDS = 120
_SWITCH_SECONDS = 30


@dataclass
class Session:
    """One open page, and those that a visitor goes to from there.

    Args:
        page: its path, such as "reports"; empty for the first.

    Attributes:
        page: where the visitor is.
        opened_seconds: from connecting until the page was there; None while it is not.
        updates: how often parts of it were run again since.
        bytes_received: of messages since the beginning.
        troubles: what no visitor should meet: errors and warnings on a page, a connection that broke.
        is_there: set when the first page is.
    """

    page: str
    opened_seconds: float | None = None
    updates: int = 0
    bytes_received: int = 0
    troubles: list[str] = field(default_factory=list)
    is_there: asyncio.Event = field(default_factory=asyncio.Event)
    _query: str = ""
    _pages: dict[str, str] = field(default_factory=dict)
    _cached: set[str] = field(default_factory=set)
    _timers: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _socket: aiohttp.ClientWebSocketResponse | None = None
    _began: float = 0
    _wanted_page: str = ""
    _arrival: asyncio.Future[None] | None = None

    async def run(
        self, client: aiohttp.ClientSession, base: str, token: str, cookies: Mapping[str, str]
    ) -> None:
        """Open the page and keep it open until cancelled."""
        self._began = time.perf_counter()
        try:
            async with client.ws_connect(
                f"{base.replace('http', 'ws', 1)}/_stcore/stream",
                protocols=("streamlit", token),
                headers={"Origin": base, "Cookie": "; ".join(f"{name}={cookies[name]}" for name in cookies)},
                max_msg_size=0,
            ) as self._socket:
                await self._ask()
                while (frame := await self._socket.receive()).type is aiohttp.WSMsgType.BINARY:
                    self.bytes_received += len(frame.data)
                    self._take(ForwardMsg.FromString(frame.data))
            self._break(f"the connection was closed: {frame.type.name} {frame.data}")
        finally:
            self._stop_timers()

    async def go(self, page: str, query: str = "") -> float:
        """Go to another page as a click on a link does; the seconds until it was there.

        Raises:
            TimeoutError: it was not within half a minute.
            ConnectionError: the connection is closed.
        """
        self._stop_timers()
        self.page, self._query = page, query
        self._wanted_page, self._arrival = self._pages[page], asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        async with asyncio.timeout(_SWITCH_SECONDS):
            await self._ask()
            await self._arrival
        return time.perf_counter() - began

    async def _ask(self, fragment: str = "") -> None:
        """Have the page run, or a part of it."""
        message = BackMsg()
        message.rerun_script.page_name = "" if self._pages else self.page
        message.rerun_script.page_script_hash = self._pages.get(self.page, "")
        message.rerun_script.query_string = self._query
        message.rerun_script.fragment_id = fragment
        message.rerun_script.is_auto_rerun = bool(fragment)
        message.rerun_script.cached_message_hashes.extend(self._cached)
        assert self._socket is not None
        await self._socket.send_bytes(message.SerializeToString())

    def _take(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._cached.add(message.hash)
        match message.WhichOneof("type"):
            case "new_session" if not message.metadata.run.fragment_ids:
                self._stop_timers()
                self._begin(message.new_session.page_script_hash)
            case "navigation":
                self._pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
            case "auto_rerun":
                self._every(message.auto_rerun.interval, message.auto_rerun.fragment_id)
            case "stop_auto_rerun":
                self._stop_timers(*message.stop_auto_rerun.fragment_ids)
            case "delta":
                self._look_for_trouble(message)
            case "script_finished":
                self._finish(message.script_finished)

    def _begin(self, page: str) -> None:
        if page == self._wanted_page:
            self._wanted_page = ""

    def _finish(self, status: int) -> None:
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.troubles.append("the script could not be run")
        elif self.opened_seconds is None and status in _FINISHED:
            self.opened_seconds = time.perf_counter() - self._began
            self.is_there.set()
        elif self._arrival is None or self._arrival.done():
            self.updates += status in _FINISHED
        elif status == ForwardMsg.FINISHED_SUCCESSFULLY and not self._wanted_page:
            self._arrival.set_result(None)

    def _break(self, reason: str) -> None:
        self.troubles.append(reason)
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_exception(ConnectionError(reason))

    def _look_for_trouble(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.troubles.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format in (Alert.ERROR, Alert.WARNING):
            self.troubles.append(element.alert.body)

    def _every(self, seconds: float, fragment: str) -> None:
        async def ask() -> None:
            with suppress(ConnectionError):
                while True:
                    await asyncio.sleep(seconds)
                    await self._ask(fragment)

        if fragment not in self._timers:
            self._timers[fragment] = asyncio.create_task(ask())

    def _stop_timers(self, *fragments: str) -> None:
        """Of these parts of the page; without any, of all."""
        for fragment in fragments or tuple(self._timers):
            if timer := self._timers.pop(fragment, None):
                timer.cancel()


@asynccontextmanager
async def open_sessions(
    base: str, page: str, count: int, cookies: Sequence[Mapping[str, str]] = (_NOTHING,)
) -> AsyncIterator[Sequence[Session]]:
    """So many open pages, all there; closed at the end.

    Args:
        base: URL of the dashboard.
        page: its path, such as "reports"; empty for the first.
        cookies: of the visitors, who take turns.

    Raises:
        TimeoutError: not all were there within two minutes.
    """
    sessions = [Session(page) for _ in range(count)]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        async with client.get(f"{base}/_stcore/health") as answer:
            token = answer.cookies["_streamlit_xsrf"].value
        tasks = [
            asyncio.create_task(session.run(client, base, token, cookies[number % len(cookies)]))
            for number, session in enumerate(sessions)
        ]
        try:
            async with asyncio.timeout(_OPENING_SECONDS):
                await asyncio.gather(*(session.is_there.wait() for session in sessions))
            yield sessions
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
