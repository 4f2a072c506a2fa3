"""A client of the pages that is no browser: it sends Streamlit whatever it likes and reads all it gets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import httpx
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

_COOKIE = "_streamlit_user"
_PATIENCE_SECONDS = 30
_PAUSE_SECONDS = 0.5


def login_cookie(secret: str, origin: str, claims: Mapping[str, object]) -> dict[str, str]:
    """The cookie that Streamlit sets when an identity provider has said this of somebody."""
    value = json.dumps({"origin": origin, "is_logged_in": True, "provider": "default", **claims})
    return {_COOKIE: create_signed_value(secret, _COOKIE, value).decode()}


def rerun(**state: Any) -> BackMsg:
    """The message that has a page run; `state` are fields of Streamlit's ClientState."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    for name, value in state.items():
        setattr(message.rerun_script, name, value)
    return message


def component_request(component: Any, fragment_id: str, request: dict[str, Any]) -> BackMsg:
    """What the uploader's component sends in its outbox."""
    message = rerun(fragment_id=fragment_id)
    message.rerun_script.widget_states.widgets.add(id=component.id, json_value="{}")
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id = _make_trigger_id(component.id, "events")
    widget.json_trigger_value = json.dumps([{"event": "outbox", "value": [request]}])
    return message


def press(shown: Sequence[ForwardMsg], label: str) -> BackMsg:
    """The message that presses a button of what was shown."""
    buttons = (message.delta.new_element.button for message in shown)
    message = rerun()
    message.rerun_script.widget_states.widgets.add(
        id=next(button.id for button in buttons if button.label == label), trigger_value=True
    )
    return message


def redirect(messages: Sequence[ForwardMsg]) -> str:
    """Where the browser is sent."""
    return next(
        message.auth_redirect.url for message in messages if message.WhichOneof("type") == "auth_redirect"
    )


async def log_in(url: str, subject: str) -> dict[str, str]:
    """Log in as a browser does, at a provider that takes everyone's word; the cookies that it then has."""
    async with raw_session(url) as session:
        address = redirect(await session.say(press(await session.say(rerun()), "Log in")))
    async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE_SECONDS) as client:
        form = await client.get(f"{url}{address}", follow_redirects=True)
        entered = await client.post(form.url, data={"sub": subject})
        await client.get(entered.headers["location"])
        return {cookie.name: cookie.value or "" for cookie in client.cookies.jar}


class RawSession:
    """One connection to the pages.

    Attributes:
        session_id: Streamlit's, once it has run something.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.session_id = ""

    async def say(self, *messages: BackMsg) -> list[ForwardMsg]:
        """Send messages of which the last has something run; all that comes until that has ended."""
        return await self._exchange(messages, "script_finished")

    async def download(self, file_id: str) -> str:
        """Press a download button; the address that it then has."""
        message = BackMsg()
        message.backend_operation_request.request_id = "r-1"
        message.backend_operation_request.session_id = self.session_id
        message.backend_operation_request.deferred_file.file_id = file_id
        answer = (await self._exchange([message], "backend_operation_response"))[-1]
        return answer.backend_operation_response.deferred_file.url

    async def ended(self, saying: BackMsg | None = None) -> None:
        """Wait until the server ends the connection, though this is said again behind each answer."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while not self._socket.closed:
                if saying is not None:
                    with suppress(ConnectionError):
                        await self._socket.send_bytes(saying.SerializeToString())
                await self._answered()

    async def _answered(self) -> None:
        """Wait until what was said has run to its end, and a moment more; or until all is over."""
        while (got := await self._socket.receive()).type is aiohttp.WSMsgType.BINARY:
            if ForwardMsg.FromString(got.data).WhichOneof("type") == "script_finished":
                await asyncio.sleep(_PAUSE_SECONDS)
                return

    async def _exchange(self, messages: Sequence[BackMsg], last: str) -> list[ForwardMsg]:
        for message in messages:
            await self._socket.send_bytes(message.SerializeToString())
        got: list[ForwardMsg] = []
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while not got or got[-1].WhichOneof("type") != last:
                forward = ForwardMsg()
                forward.ParseFromString(await self._socket.receive_bytes())
                got.append(forward)
                self.session_id = forward.new_session.initialize.session_id or self.session_id
        return got


@asynccontextmanager
async def raw_session(
    url: str, cookies: dict[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> AsyncIterator[RawSession]:
    """Connect as a browser with these cookies would, and with headers that browsers do not send."""
    async with aiohttp.ClientSession(cookies=cookies) as client:
        async with client.get(f"{url}/_stcore/health") as answer:
            token = answer.cookies["_streamlit_xsrf"].value
        async with client.ws_connect(
            f"{url.replace('http', 'ws', 1)}/_stcore/stream",
            protocols=["streamlit", token],
            headers={"Origin": url, **(headers or {})},
            max_msg_size=0,
        ) as socket:
            yield RawSession(socket)
