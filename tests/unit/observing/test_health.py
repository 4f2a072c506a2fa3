"""The worker's door: where it cannot be opened, one sentence says what is in the way."""

from __future__ import annotations

import errno
import socket

import httpx
import pytest
from aiohttp import web

from worker.errors import ConfigurationError
from worker.observing.health import health_server
from worker.settings import Settings

pytestmark = pytest.mark.anyio


async def opened(**settings: object) -> None:
    async def scrape() -> bytes:
        return b""

    async with health_server(Settings.model_validate(settings), {}, {}, scrape):
        pass


async def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            ConfigurationError, match=f"^AUDIENCE_HEALTH_PORT {port} is taken; choose another"
        ):
            await opened(health_port=port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
async def test_a_host_that_is_not_this_machine_is_told_from_a_taken_port(host: str) -> None:
    with pytest.raises(
        ConfigurationError, match=r"^AUDIENCE_HEALTH_HOST is not an address of this machine\."
    ):
        await opened(health_host=host)


async def test_a_port_for_the_administrator_only_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(_site: web.TCPSite) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(web.TCPSite, "start", refuse)
    with pytest.raises(ConfigurationError, match="AUDIENCE_HEALTH_PORT 80 is not for this user"):
        await opened(health_port=80)


@pytest.mark.parametrize("path", ["/health", "/metrics", "/asyncapi.json", "/nothing"])
@pytest.mark.parametrize(
    ("host", "is_served"),
    [
        ("127.0.0.1:9", True),
        ("[::1]:9", True),
        ("10.1.2.3", True),
        ("localhost", True),
        ("worker:9100", True),
        ("worker.monitoring.svc", True),
        ("WORKER.monitoring.svc.:80", True),
        ("rebound.example", False),
        ("127.0.0.1.nip.example:9", False),
        ("worker.monitoring.svc.example", False),
        ("[nonsense", False),
        ("", False),
    ],
)
async def test_it_answers_under_names_that_are_no_strangers(path: str, host: str, is_served: bool) -> None:
    async def scrape() -> bytes:
        return b"figures"

    settings = Settings.model_validate({"health_names": "worker.monitoring.svc"})
    async with health_server(settings, {}, {"a": "schema"}, scrape) as url, httpx.AsyncClient() as client:
        answer = await client.get(url + path, headers={"Host": host})

    if is_served:
        assert answer.status_code == (404 if path == "/nothing" else 200)
    else:
        assert answer.status_code == 421
        assert "schema" not in answer.text
