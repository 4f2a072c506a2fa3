"""The launcher: `streamlit run app.py` serves the pages and, when no servers are configured, runs its own."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware

from pages.access.content_policy import content_policy
from pages.access.door import LoginDoor
from pages.access.exposure import check_exposure, open_login
from pages.access.gate import Gate
from pages.access.host_config import HostConfig
from pages.access.known_addresses import KnownAddresses
from pages.access.own_origins import OwnOrigins
from pages.access.security_headers import SecurityHeaders
from pages.access.trusted_proxies import believe_named_proxies
from pages.wording.translating import tr
from worker.audit import keep_audit_in
from worker.desk.retention import retained
from worker.embedded.guarding import keep
from worker.embedded.launch import Launched, launch
from worker.errors import AudienceError
from worker.logs import adopt_loggers, configure_logs
from worker.running.preflight import check_servers
from worker.settings import load_settings, read_settings
from worker.settings.no_proxy import spare_this_machine
from worker.tasks import end_tasks

_STREAMLITS_LOGGERS = {"streamlit", "uvicorn", "websockets"}


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Serve the pages while the servers they need are there."""
    spare_this_machine()
    launched: Launched | None = None
    try:
        settings = read_settings()
        _configure_logs(settings.log_level)
        check_exposure(settings)
        if warning := open_login(settings):
            sys.stderr.write(f"{warning}\n")
        keep_audit_in(settings.audit_file)
        if settings.names_servers:
            for trouble in await check_servers(settings):
                sys.stderr.write(f"{trouble}\n")
        else:
            launched = await anyio.to_thread.run_sync(launch, settings, _origins())
            settings = load_settings()
    except AudienceError as error:
        _give_up(error.message)
    keeping = None if launched is None else asyncio.create_task(_keep(launched))
    try:
        async with retained(settings):
            yield
    finally:
        if keeping is not None:
            await end_tasks([keeping])
        if launched is not None:
            await anyio.to_thread.run_sync(launched.stop)


async def _keep(launched: Launched) -> None:
    try:
        await keep(launched)
    except AudienceError as error:
        _give_up(error.message)


def _configure_logs(level: str) -> None:
    """Log as the worker does; Streamlit's own loggers, each with a handler of its own, join in."""
    configure_logs(level)
    known = logging.root.manager.loggerDict
    adopt_loggers(name for name in known if name.partition(".")[0] in _STREAMLITS_LOGGERS)


def _origins() -> list[str]:
    """The addresses of these pages on this machine; by now Streamlit has settled on a port."""
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return [f"{scheme}://{host}:{st.get_option('server.port')}" for host in ("localhost", "127.0.0.1")]


def _apologise(_error: Exception) -> bool:
    """Show the analyst a sentence in place of an unforeseen error, which Streamlit has logged."""
    st.error(
        tr("Something went wrong on our side. Your files and reports are safe: reload the page to go on."),
        icon=":material/error:",
    )
    return True


def _give_up(message: str) -> NoReturn:
    """End with one sentence: an exception here would reach the operator as three tracebacks."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()
    os._exit(1)


believe_named_proxies()
app = st.App(
    "pages/main.py",
    lifespan=lifespan,
    middleware=[
        Middleware(SecurityHeaders, content_policy),
        Middleware(OwnOrigins),
        Middleware(LoginDoor),
        Middleware(Gate),
        Middleware(HostConfig),
        Middleware(KnownAddresses),
    ],
    on_script_error=_apologise,
)
