"""The worker's own HTTP door: health that asks broker and S3, metrics, the AsyncAPI schema of the queue."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from worker.errors import AudienceError, ConfigurationError
from worker.observing import metrics
from worker.settings import Settings

_log = structlog.get_logger()

_CHECK_SECONDS = 5

Check = Callable[[], Awaitable[None]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def health_server(
    settings: Settings,
    checks: Mapping[str, Check],
    schema: Mapping[str, Any],
    scrape: Callable[[], Awaitable[bytes]],
) -> AsyncIterator[str]:
    """Serve `/health` (200, or 503 when a check fails), `/metrics` and `/asyncapi.json`; yields the base URL.

    Each check raises AudienceError while its server is away; `scrape` makes the metrics' text; port 0 takes a
    free one. Whoever asks under a name that could be anybody's is refused (see `_is_known`).

    Raises:
        ConfigurationError: the port is taken or not allowed, or the host is not an address of this machine.
    """

    async def health(_request: web.Request) -> web.Response:
        answers = await asyncio.gather(*(_ask(check) for check in checks.values()))
        parts = dict(zip(checks, answers, strict=True))
        is_well = all(answer == "ok" for answer in answers)
        return web.json_response(
            {"status": "ok" if is_well else "unavailable", **parts}, status=200 if is_well else 503
        )

    async def asyncapi(_request: web.Request) -> web.Response:
        return web.json_response(dict(schema))

    async def prometheus(_request: web.Request) -> web.Response:
        return web.Response(body=await scrape(), headers={"Content-Type": metrics.CONTENT_TYPE})

    @web.middleware
    async def under_known_names(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_known(request.host, settings.health_names):
            raise web.HTTPMisdirectedRequest(text="Not served under this name; see AUDIENCE_HEALTH_NAMES.\n")
        return await handler(request)

    app = web.Application(middlewares=[under_known_names])
    app.add_routes(
        [
            web.get("/health", health),
            web.get("/metrics", prometheus),
            web.get("/asyncapi.json", asyncapi),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.health_host, settings.health_port).start()
        except OSError as error:
            raise _explained(error, settings.health_port) from None
        host, port = runner.addresses[0][:2]
        url = f"http://{host}:{port}"
        _log.info("health.listening", url=url)
        yield url
    finally:
        await runner.cleanup()


def _is_known(host: str, names: Collection[str]) -> bool:
    """Whether a request's `Host` is no name that a stranger could have pointed at this machine.

    A page in a browser here may be of such a name, and would read what it answers. Names without a dot are
    never a stranger's, nor is the machine's own.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return False
    if "." not in name and ":" not in name:
        return bool(name)
    with suppress(ValueError):
        return bool(ip_address(name))
    return name in {*names, socket.getfqdn().lower()}


def _explained(error: OSError, port: int) -> ConfigurationError:
    if error.errno == errno.EADDRINUSE:
        return ConfigurationError(f"AUDIENCE_HEALTH_PORT {port} is taken; choose another, or 0 for any.")
    if error.errno == errno.EACCES:
        return ConfigurationError(
            f"AUDIENCE_HEALTH_PORT {port} is not for this user; choose one above 1023, or 0 for any."
        )
    return ConfigurationError("AUDIENCE_HEALTH_HOST is not an address of this machine.")


async def _ask(check: Check) -> str:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            await check()
    except AudienceError as error:
        return error.message
    except TimeoutError:
        return "It does not answer."
    return "ok"
