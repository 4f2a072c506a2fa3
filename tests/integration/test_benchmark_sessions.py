"""What the benchmarks' websocket clients make of a dashboard that is not well."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.sessions import open_sessions

pytestmark = pytest.mark.anyio


def page_of(query: str) -> list[ForwardMsg]:
    """A run of the page that was asked for, which shows whatever its query says."""
    began, navigation, shown, ended = (ForwardMsg() for _ in range(4))
    began.new_session.page_script_hash = "hash-of-report" if query else "hash-of-reports"
    for name in ("reports", "report"):
        navigation.navigation.app_pages.add(url_pathname=name, page_script_hash=f"hash-of-{name}")
    if query == "exception":
        shown.delta.new_element.exception.type = "KeyError"
        shown.delta.new_element.exception.message = "country"
    elif query == "error":
        shown.delta.new_element.alert.body = "Something went wrong"
        shown.delta.new_element.alert.format = Alert.ERROR
    else:
        shown.delta.new_element.markdown.body = "All is well."
    ended.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    return [began, navigation, shown, ended]


async def serve(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(protocols=("streamlit",))
    await socket.prepare(request)
    async for frame in socket:
        query = BackMsg.FromString(frame.data).rerun_script.query_string
        if query == "close":
            await socket.close()
            break
        for message in page_of(query):
            await socket.send_bytes(message.SerializeToString())
    return socket


async def greet(_request: web.Request) -> web.Response:
    answer = web.Response()
    answer.set_cookie("_streamlit_xsrf", "token")
    return answer


@pytest.fixture
async def url() -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([web.get("/_stcore/health", greet), web.get("/_stcore/stream", serve)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "localhost", 0)
    await site.start()
    yield f"http://localhost:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_switch_that_shows_nothing_wrong_is_no_trouble(url: str) -> None:
    async with open_sessions(url, "reports", 2) as sessions:
        assert [await session.go("report", "fine") > 0 for session in sessions] == [True, True]
        assert [session.troubles for session in sessions] == [[], []]


@pytest.mark.parametrize(
    ("query", "trouble"), [("exception", "KeyError: country"), ("error", "Something went wrong")]
)
async def test_what_a_page_shows_of_its_own_failure_is_trouble(url: str, query: str, trouble: str) -> None:
    async with open_sessions(url, "reports", 1) as (session,):
        await session.go("report", query)
        assert session.troubles == [trouble]


async def test_a_connection_that_breaks_is_trouble_and_no_wait(url: str) -> None:
    async with open_sessions(url, "reports", 1) as (session,):
        with pytest.raises(ConnectionError):
            await session.go("report", "close")
        assert len(session.troubles) == 1
