"""Servers that speak TLS with a certificate of the tests' own authority, or that should and do not."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import trustme

from tests.servers import NatsServer
from worker.embedded.child_process import ChildProcess

_PIECE_BYTES = 65_536


@dataclass
class EncryptedNats(NatsServer):
    """NATS that offers TLS, and insists on it unless it is lax.

    Attributes:
        authority: who signs its certificate.
        names: whom the certificate is for.
    """

    authority: trustme.CA | None = None
    names: tuple[str, ...] = ("127.0.0.1",)
    is_lax: bool = False

    def build(self) -> ChildProcess:
        process = super().build()
        assert self.authority is not None
        certificate = self.authority.issue_cert(*self.names)
        file = process.folder / "nats.conf"
        configuration = json.loads(file.read_text())
        for name, blob in (("key", certificate.private_key_pem), ("crt", certificate.cert_chain_pems[0])):
            blob.write_to_path(process.folder / f"server.{name}")
        configuration["tls"] = {"cert_file": "server.crt", "key_file": "server.key"}
        configuration["allow_non_tls"] = self.is_lax
        file.write_text(json.dumps(configuration))
        return process

    def url_of(self, scheme: str) -> str:
        """Its address with another scheme."""
        return self.url.replace("nats://", f"{scheme}://")


def kept(authority: trustme.CA, folder: Path) -> Path:
    """The authority's certificate in a file."""
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return path


@asynccontextmanager
async def plain_broker() -> AsyncIterator[tuple[str, bytearray]]:
    """A server that greets as NATS without TLS; its address, and all it is then told."""
    told = bytearray()

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b'INFO {"server_id":"x","version":"2.10.0","auth_required":true,"max_payload":1048576}\r\n'
        )
        while piece := await reader.read(_PIECE_BYTES):
            told.extend(piece)
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", told


@asynccontextmanager
async def encrypted(endpoint: str, authority: trustme.CA, *names: str) -> AsyncIterator[str]:
    """Put TLS before an HTTP endpoint; the address it then has."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names).configure_cert(context)
    target = urlsplit(endpoint)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE_BYTES):
                writer.write(piece)
                await writer.drain()
        writer.close()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port)
        try:
            await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer))
        except asyncio.CancelledError:  # this ends before a browser that keeps its connections
            for end in (writer, far_writer):
                end.transport.abort()
            raise

    server = await asyncio.start_server(forward, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        server.close()
