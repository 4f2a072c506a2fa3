"""A real dashboard without a login: pages of other ports, hosts and schemes get nothing out of it."""

from __future__ import annotations

from collections.abc import Iterator

import aiohttp
import httpx
import pytest
from playwright.sync_api import Page

from tests import environments
from tests.dashboard import Dashboard
from tests.raw_session import raw_session, rerun
from tests.servers import NatsServer, S3Server

ROUTES = [
    *(
        "/",
        "/report",
        "/reports",
        "/operations",
        "/nothing/here",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
    ),
    *(f"/_stcore/{name}" for name in ("health", "script-health-check", "host-config", "metrics", "stream")),
    *("/_stcore/bidi-components/x", "/media/x.csv", "/component/x", "/app/static/x", "/static/index.html"),
]
OTHER_HOSTS = [
    "evil.example",
    "evil.example:{port}",
    "localhost.evil.example",
    "0.0.0.0:{port}",
    "[::1]:{port}",
]
OTHER_ORIGINS = [
    "http://127.0.0.1:8699",
    "http://localhost:8699",
    "http://127.0.0.1:{port}",
    "http://0.0.0.0:1234",
    "http://evil.example",
    "null",
]


@pytest.fixture(scope="module")
def board(s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    folder = tmp_path_factory.mktemp("origins")
    broker = NatsServer(folder / "nats")
    broker.start()
    with environments.only(environments.naming(s3, s3.new_bucket(), broker.url)):
        board = Dashboard(folder / "data")
        board.start()
    yield board
    board.stop()
    broker.wipe()


@pytest.mark.anyio
async def test_its_own_page_is_served(board: Dashboard) -> None:
    async with raw_session(board.url) as session:
        assert await session.say(rerun())


@pytest.mark.anyio
@pytest.mark.parametrize("origin", [*OTHER_ORIGINS, None])
async def test_promise_23_no_other_page_opens_the_websocket(board: Dashboard, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin.format(port=board.port)}
    async with aiohttp.ClientSession() as client:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await client.ws_connect(f"ws://localhost:{board.port}/_stcore/stream", headers=headers)
    assert refused.value.status == 403


@pytest.mark.anyio
@pytest.mark.parametrize("origin", OTHER_ORIGINS)
async def test_promise_23_no_other_pages_script_reads_anything(board: Dashboard, origin: str) -> None:
    async with httpx.AsyncClient(base_url=board.url, trust_env=False) as client:
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
            for path in ROUTES:
                answer = await client.request(
                    method, path, headers={"Origin": origin.format(port=board.port)}
                )
                assert answer.status_code == 403
                assert "access-control-allow-origin" not in answer.headers


@pytest.mark.anyio
@pytest.mark.parametrize("host", OTHER_HOSTS)
async def test_promise_23_no_route_answers_under_another_hosts_name(board: Dashboard, host: str) -> None:
    name = host.format(port=board.port)
    async with httpx.AsyncClient(base_url=board.url, trust_env=False) as client:
        for path in ROUTES:
            for headers in ({"Host": name}, {"Host": name, "Origin": f"http://{name}"}):
                assert (await client.get(path, headers=headers)).status_code == 400


def test_promise_23_a_page_of_another_port_cannot_reach_it_from_the_browser(
    board: Dashboard, page: Page
) -> None:
    page.route(
        "http://127.0.0.1:8699/*", lambda route: route.fulfill(body="<p>Hello</p>", content_type="text/html")
    )
    page.goto("http://127.0.0.1:8699/")
    for host in ("localhost", "127.0.0.1"):
        ended = page.evaluate(
            """address => new Promise(tell => {
                const socket = new WebSocket(address, ["streamlit"]);
                socket.onopen = () => tell("open");
                socket.onerror = () => tell("refused");
            })""",
            f"ws://{host}:{board.port}/_stcore/stream",
        )
        assert ended == "refused"
