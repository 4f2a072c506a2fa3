"""Encryption to the broker: what an address asks for is had, or nothing is sent."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import nats.errors
from nats.aio.client import Client


class NotEncryptedError(nats.errors.Error):
    """The broker speaks no TLS, and its address asks for it."""


class StrictClient(Client):
    """nats-py's client, which by itself sends a password in clear when the server does not insist on TLS."""

    async def _process_info(self, info: dict[str, Any], initial_connection: bool = False) -> None:
        server = self._current_server
        if initial_connection and server is not None and server.uri.scheme == "tls":
            if not (info.get("tls_required") or info.get("tls_available")):
                raise NotEncryptedError
            info["tls_required"] = True  # has the client encrypt before it says who it is
        await super()._process_info(info, initial_connection)


def trusting(authority: Path | None) -> ssl.SSLContext:
    """What is trusted: this authority's certificates, or those that the system trusts.

    Args:
        authority: a file of certificates in PEM.
    """
    return ssl.create_default_context(cafile=None if authority is None else str(authority))
