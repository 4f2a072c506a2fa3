"""What is published is what was counted, and what is read what was published, whatever the network flips."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from tests.integration.flipping_proxy import flipping_proxy
from tests.integration.outside import Bucket, send_as_external
from tests.integration.test_counting_s3 import KEY, source_in, with_access
from tests.memory_storage import MemoryBucket, MemoryClient, Network, error
from tests.servers import S3Server
from tests.workers import running_worker
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest, Tuning
from worker.counting.source.locations import S3Source
from worker.errors import PreconditionFailed, StorageUnavailable
from worker.jobs.record import JobState
from worker.settings import Settings
from worker.storage.client import Storage, open_storage

pytestmark = pytest.mark.anyio

SUMMARY = b"country,user_count\nDE,1\nFR,1\n"
ALWAYS = 1_000_000
PART_BYTES = 5 * 1024 * 1024


def put_with_sum(s3: S3Server, bucket: str, key: str, body: bytes) -> None:
    s3.client.put_object(Bucket=bucket, Key=key, Body=body, ChecksumAlgorithm="CRC32")


def put_bare(s3: S3Server, bucket: str, key: str, body: bytes) -> None:
    url = s3.client.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": key})
    httpx.put(url, content=body, trust_env=False).raise_for_status()


def put_in_parts(s3: S3Server, bucket: str, key: str, body: bytes) -> None:
    """As pages do."""
    place: dict[str, Any] = {"Bucket": bucket, "Key": key}
    place |= {"UploadId": s3.client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]}
    parts: list[Any] = []
    for number, start in enumerate(range(0, len(body), PART_BYTES), start=1):
        url = s3.client.generate_presigned_url("upload_part", Params={**place, "PartNumber": number})
        answer = httpx.put(url, content=body[start : start + PART_BYTES], trust_env=False)
        parts.append({"PartNumber": number, "ETag": answer.headers["ETag"]})
    s3.client.complete_multipart_upload(**place, MultipartUpload={"Parts": parts})


PUTS: dict[str, Callable[[S3Server, str, str, bytes], None]] = {
    "with_sum": put_with_sum,
    "bare": put_bare,
    "in_parts": put_in_parts,
}


@asynccontextmanager
async def storage_by(settings: Settings, endpoint: str) -> AsyncIterator[Storage]:
    async with open_storage(settings.model_copy(update={"s3_endpoint": endpoint})) as storage:
        yield storage


@pytest.mark.parametrize("etag", [None, "there"])
async def test_a_flipped_bit_of_what_is_written_is_refused_and_sent_again(
    settings: Settings, etag: str | None
) -> None:
    with flipping_proxy(str(settings.s3_endpoint), asked=b"user_count", flips=2) as proxy:
        async with storage_by(settings, proxy.endpoint) as storage:
            if etag:
                etag = await storage.write("reports/1.csv", b"before", "text/csv")
            written = await storage.write_if("reports/1.csv", SUMMARY, "text/csv", etag=etag)

            assert proxy.flipped == 2
            assert await storage.read("reports/1.csv") == (SUMMARY, written)


async def test_bits_that_flip_every_time_are_trouble_of_the_storage_and_change_nothing(
    settings: Settings,
) -> None:
    with flipping_proxy(str(settings.s3_endpoint), asked=b"user_count", flips=ALWAYS) as proxy:
        async with storage_by(settings, proxy.endpoint) as storage:
            etag = await storage.write("reports/1.csv", b"before", "text/csv")
            with pytest.raises(StorageUnavailable):
                await storage.write_if("reports/1.csv", SUMMARY, "text/csv", etag=etag)

            assert await storage.read("reports/1.csv") == (b"before", etag)


@pytest.mark.parametrize("put", ["with_sum", "bare"])
async def test_a_flipped_bit_of_an_answer_is_read_again(settings: Settings, s3: S3Server, put: str) -> None:
    PUTS[put](s3, settings.s3_bucket, "reports/1.csv", SUMMARY)
    with flipping_proxy(str(settings.s3_endpoint), answered=b"user_count") as proxy:
        async with storage_by(settings, proxy.endpoint) as storage:
            assert (await storage.read("reports/1.csv"))[0] == SUMMARY
            assert proxy.flipped == 1


async def test_answers_whose_bits_flip_every_time_are_trouble_of_the_storage(settings: Settings) -> None:
    with flipping_proxy(str(settings.s3_endpoint), answered=b"user_count", flips=ALWAYS) as proxy:
        async with storage_by(settings, proxy.endpoint) as storage:
            await storage.write("reports/1.csv", SUMMARY, "text/csv")
            with pytest.raises(StorageUnavailable):
                await storage.read("reports/1.csv")


class OddNetwork(Network):
    """To a storage that knows no sums, does not compare them, or has ETags of its own."""

    def __init__(self, *, flips: int = 0, knows_sums: bool = True, has_md5: bool = True) -> None:
        self.flips = flips
        self.knows_sums = knows_sums
        self.has_md5 = has_md5


class OddClient(MemoryClient):
    _network: OddNetwork

    async def put_object(self, **asked: Any) -> dict[str, Any]:
        if not self._network.knows_sums and "ChecksumCRC32" in asked:
            raise error(501, "NotImplemented")
        if self._network.flips:
            self._network.flips -= 1
            asked["Body"] = bytes([asked["Body"][0] ^ 1]) + asked["Body"][1:]
        return self._odd(await super().put_object(**asked))

    async def get_object(self, **asked: Any) -> dict[str, Any]:
        return self._odd(await super().get_object(**asked))

    def _odd(self, answer: dict[str, Any]) -> dict[str, Any]:
        return answer if self._network.has_md5 else answer | {"ETag": answer["ETag"][::-1]}


def odd_storage(bucket: MemoryBucket, network: OddNetwork) -> Storage:
    return Storage(Settings(), cast("Any", OddClient(bucket, network)), cast("Any", None))


async def test_a_storage_that_compares_no_sums_is_sent_again_what_it_got_wrong() -> None:
    bucket = MemoryBucket()
    storage = odd_storage(bucket, OddNetwork(flips=2))

    etag = await storage.write_if("a", SUMMARY, "text/csv", etag=None)

    assert (bucket.objects["a"].body, bucket.objects["a"].etag) == (SUMMARY, etag)
    with pytest.raises(StorageUnavailable):
        await odd_storage(bucket, OddNetwork(flips=ALWAYS)).write("b", SUMMARY, "text/csv")


async def test_what_another_wrote_over_a_flipped_write_stays() -> None:
    bucket = MemoryBucket()
    client = OddClient(bucket, OddNetwork(flips=1))
    get_object = client.get_object

    async def get_after_another_write(**asked: Any) -> dict[str, Any]:
        bucket.put("a", b"another's")
        return await get_object(**asked)

    client.get_object = get_after_another_write  # type: ignore[method-assign]
    with pytest.raises(StorageUnavailable):
        await Storage(Settings(), cast("Any", client), cast("Any", None)).write("a", SUMMARY, "text/csv")

    assert bucket.objects["a"].body == b"another's"


@pytest.mark.parametrize("network", [OddNetwork(knows_sums=False), OddNetwork(has_md5=False)])
async def test_a_storage_that_knows_no_sums_serves(network: OddNetwork) -> None:
    bucket = MemoryBucket()
    storage = odd_storage(bucket, network)

    etag = await storage.write_if("a", SUMMARY, "text/csv", etag=None)
    assert await storage.read("a") == (SUMMARY, etag)
    with pytest.raises(PreconditionFailed):
        await storage.write_if("a", b"other", "text/csv", etag=None)


async def test_a_sum_that_the_storage_keeps_is_enough_where_its_etags_are_none() -> None:
    bucket = MemoryBucket()
    client = OddClient(bucket, OddNetwork(has_md5=False))
    answers = iter([SUMMARY.replace(b"DE", b"DF"), SUMMARY])
    get_object = client.get_object

    async def get_once_flipped(**asked: Any) -> dict[str, Any]:
        bucket.put("a", next(answers))
        return await get_object(**asked) | {"ChecksumCRC32": "PrzaRg=="}

    client.get_object = get_once_flipped  # type: ignore[method-assign]

    assert (await Storage(Settings(), cast("Any", client), cast("Any", None)).read("a"))[0] == SUMMARY


TEXT = "email,country\n" + "".join(
    f"c{number}@x.com,{('FR', 'DE')[number % 2]}\n" for number in range(400_000)
)


@pytest.fixture(params=PUTS)
def source(request: pytest.FixtureRequest, s3: S3Server, bucket: str) -> S3Source:
    PUTS[request.param](s3, bucket, KEY, TEXT.encode())
    return source_in(s3, bucket)


@pytest.mark.parametrize("text", [b"email,country", b"c7@x.com", b"c399999@x.com"])
def test_no_flipped_bit_of_a_file_is_counted_or_blamed_on_it(
    source: S3Source, tmp_path: Path, text: bytes
) -> None:
    with flipping_proxy(str(source.access.endpoint), answered=text) as proxy:
        seen = with_access(source, endpoint=proxy.endpoint)
        request = CountRequest.of(seen, scratch_dir=tmp_path, tuning=Tuning(threads=1))
        with pytest.raises(StorageUnavailable, match="does not arrive"):
            summarise_files(request)
        assert proxy.flipped == 1
        assert summarise_files(request).summary_csv == "country,user_count\nDE,200000\nFR,200000\n"


def test_promise_12_a_worker_publishes_what_it_counted_whatever_flips(
    s3: S3Server, settings: Settings, store: Bucket, tmp_path: Path
) -> None:
    with ExitStack() as stop:
        for text in (b'"state":"succeeded"', b"user_count"):
            proxy = stop.enter_context(flipping_proxy(str(settings.s3_endpoint), asked=text, flips=3))
            settings = settings.model_copy(update={"s3_endpoint": proxy.endpoint})
        stop.enter_context(running_worker(tmp_path / "log", AUDIENCE_S3_ENDPOINT=str(settings.s3_endpoint)))
        store.put("uploads/1.csv", b"email,country\na@x.org,DE\nb@x.org,FR\n")
        send_as_external(settings, {"job_id": 1, "s3_key": "uploads/1.csv"})

        assert store.ended("jobs/1.json").state is JobState.SUCCEEDED
        assert proxy.flipped == 3
    assert store.get("reports/summary_1.csv") == SUMMARY
