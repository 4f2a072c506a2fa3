"""An address at which there is no page leads to the page that says so."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.access import known_addresses
from pages.access.known_addresses import PAGES, KnownAddresses

pytestmark = pytest.mark.anyio

MAIN = Path(known_addresses.__file__).parents[1] / "main.py"


async def any_page(_: Request) -> Response:
    return HTMLResponse("<html></html>")


async def healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


@pytest.fixture
def client() -> httpx.AsyncClient:
    """A server that answers as Streamlit does: what it does not know is the browser part of the pages."""
    app = Starlette(
        routes=[Route("/_stcore/health", healthy), Route("/{path:path}", any_page)],
        middleware=[Middleware(KnownAddresses)],
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pages.example")


def test_the_pages_are_those_of_the_main_script() -> None:
    named = re.findall(r'st\.Page\("(\w+)\.py"', MAIN.read_text(encoding="utf-8"))
    assert {"", *named} == PAGES


@pytest.mark.parametrize(
    "path", ["/", "/reports", "/reports/", "/report?job=1", "/operations", "/_stcore/health"]
)
async def test_what_there_is_is_answered(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("path", ["/repots", "/index.php", "/reports/2", "/admin/"])
async def test_what_there_is_not_leads_to_the_page_that_says_so(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/report")
    assert not answer.text


async def test_below_a_path_of_its_own_too(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.access.request_path._base", lambda: "audience")
    assert (await client.get("/audience/reports")).status_code == 200
    assert (await client.get("/audience/repots")).headers["location"] == "/audience/report"
