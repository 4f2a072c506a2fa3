"""Whose word counts on where a request comes from: proxies that the operator names, and nobody else."""

from __future__ import annotations

from functools import partial

import uvicorn.config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from worker.errors import ConfigurationError
from worker.settings import read_settings


def believe_named_proxies() -> None:
    """Have the server read `X-Forwarded-For` and `X-Forwarded-Proto` of the proxies in the settings only.

    By itself it believes every process of this machine, and Streamlit has no option for that. Call it while
    the application is imported: the server wraps it right after that.
    """
    try:
        proxies = sorted(read_settings().trusted_proxies)
    except ConfigurationError:  # the start will tell, and nothing is served
        proxies = []
    setattr(uvicorn.config, ProxyHeadersMiddleware.__name__, partial(_believing, proxies))


def _believing(proxies: list[str], app: object, trusted_hosts: object) -> ProxyHeadersMiddleware:
    del trusted_hosts
    return ProxyHeadersMiddleware(app, trusted_hosts=proxies)  # type: ignore[arg-type]
