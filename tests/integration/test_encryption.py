"""What an address says is encrypted is, to a server whose certificate is trusted, or nothing is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import trustme

from tests.integration.encrypted import EncryptedNats, encrypted, kept, plain_broker
from tests.integration.queues import count_messages
from tests.servers import S3Server
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest
from worker.counting.source.locations import S3Source
from worker.errors import ConfigurationError
from worker.queue.contract import CHANNEL, Publisher
from worker.settings import Settings
from worker.storage.access import s3_access
from worker.storage.client import Storage, open_storage

pytestmark = pytest.mark.anyio

UNTRUSTED = "certificate of the queue's server is not trusted .*AUDIENCE_BROKER_CA"
S3_UNTRUSTED = "certificate of the storage is not trusted .*AUDIENCE_S3_CA"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> Path:
    return kept(authority, tmp_path)


@pytest.fixture
def start(authority: trustme.CA, tmp_path: Path) -> Iterator[Callable[..., EncryptedNats]]:
    """Start a broker that speaks TLS."""
    servers: list[EncryptedNats] = []

    def start(**how: object) -> EncryptedNats:
        server = EncryptedNats(tmp_path / "nats", authority=authority, **how)  # type: ignore[arg-type]
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.wipe()


async def publish(url: str, ca: Path | None = None) -> None:
    async with Publisher(Settings(s3_bucket="b", broker_url=url, broker_ca=ca)) as publisher:
        await publisher.publish("1", "uploads/1.csv", message_id="1")


async def test_promise_25_a_broker_without_tls_is_told_nothing_by_an_address_that_asks_for_it() -> None:
    async with plain_broker() as (host, told):
        with pytest.raises(ConfigurationError, match=r"speaks no TLS.* nothing was sent"):
            await publish(f"tls://audience:secret@{host}")
    assert told == b""


@pytest.mark.parametrize("scheme", ["tls", "nats"])
async def test_a_broker_whose_authority_is_named_is_used(
    start: Callable[..., EncryptedNats], ca: Path, scheme: str
) -> None:
    server = start()
    await publish(server.url_of(scheme), ca)


async def test_promise_25_a_broker_that_only_offers_tls_is_spoken_to_in_tls(
    start: Callable[..., EncryptedNats], ca: Path
) -> None:
    server = start(is_lax=True)
    await publish(server.url_of("tls"), ca)
    assert await count_messages(server.url, f"repid_{CHANNEL}") == 1
    with pytest.raises(ConfigurationError, match=UNTRUSTED):  # so it is TLS that was spoken
        await publish(server.url_of("tls"))


async def test_an_untrusted_broker_is_one_sentence_at_once(start: Callable[..., EncryptedNats]) -> None:
    server = start()
    for scheme in ("tls", "nats"):
        with pytest.raises(ConfigurationError, match=UNTRUSTED):
            await publish(server.url_of(scheme))


async def test_a_broker_of_another_name_is_not_trusted(start: Callable[..., EncryptedNats], ca: Path) -> None:
    with pytest.raises(ConfigurationError, match=UNTRUSTED):
        await publish(start(names=("elsewhere.example",)).url_of("tls"), ca)


@pytest.fixture
async def behind_tls(
    settings: Settings, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Settings]:
    """The test's bucket at an address that speaks TLS."""
    assert settings.s3_endpoint is not None
    async with encrypted(settings.s3_endpoint, authority, "127.0.0.1") as endpoint:
        monkeypatch.setenv("AUDIENCE_S3_ENDPOINT", endpoint)
        yield settings.model_copy(update={"s3_endpoint": endpoint})


async def checked(settings: Settings) -> Storage:
    async with open_storage(settings) as storage:
        await storage.check()
        return storage


async def test_a_storage_whose_authority_is_named_is_used(
    behind_tls: Settings, ca: Path, s3: S3Server, tmp_path: Path
) -> None:
    trusting = behind_tls.model_copy(update={"s3_ca": ca})
    await checked(trusting)
    s3.client.put_object(
        Bucket=behind_tls.s3_bucket, Key="uploads/1.csv", Body=b"email,country\na@x.org,DE\n"
    )
    assert (await counted(trusting, tmp_path)) == "country,user_count\nDE,1\n"


async def counted(settings: Settings, folder: Path) -> str:
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    source = S3Source(bucket=settings.s3_bucket, key="uploads/1.csv", access=s3_access(settings))
    request = CountRequest.of(source, scratch_dir=scratch)
    result = await asyncio.to_thread(summarise_files, request, on_progress=lambda _: None)
    return result.summary_csv


async def test_an_untrusted_storage_is_one_sentence_at_once(behind_tls: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=S3_UNTRUSTED):
        await checked(behind_tls)
    with pytest.raises(ConfigurationError, match=S3_UNTRUSTED):
        await counted(behind_tls, tmp_path)
