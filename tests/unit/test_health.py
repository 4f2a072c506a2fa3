"""The worker's door: where it cannot be opened, one sentence says what is in the way."""

from __future__ import annotations

import errno
import socket

import pytest
from aiohttp import web

from worker.errors import ConfigurationError
from worker.health import health_server
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
