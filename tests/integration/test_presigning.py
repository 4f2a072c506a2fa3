"""What a browser may do with the URLs it is given, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.uploading import PART, RecordingPublisher, put_part
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.errors import UploadRefused
from worker.jobs.record import JobState
from worker.settings import Settings

pytestmark = pytest.mark.anyio


async def test_a_part_beyond_the_file_is_not_presigned(desk: Desk) -> None:
    opened = await desk.begin(name="big.csv", size=2 * PART, fingerprint="f")

    for number in (0, -1, 3):
        with pytest.raises(UploadRefused):
            await desk.presign(opened.job.job_id, [number])


async def test_promise_2_a_presigned_url_takes_one_part_by_one_method(desk: Desk) -> None:
    opened = await desk.begin(name="big.csv", size=2 * PART, fingerprint="f")
    url = (await desk.presign(opened.job.job_id, [1]))[1]

    async with httpx.AsyncClient(trust_env=False) as browser:
        assert (await browser.get(url)).status_code == 403
        assert (
            await browser.put(url.replace("partNumber=1", "partNumber=2"), content=b"")
        ).status_code == 403
        assert (await browser.put(url.replace(".csv", ".txt"), content=b"")).status_code == 403
    assert "X-Amz-Expires=900" in url


async def test_a_presigned_url_names_the_public_endpoint_and_is_good_there(
    settings: Settings, publisher: RecordingPublisher
) -> None:
    assert settings.s3_endpoint is not None
    public = settings.s3_endpoint.replace("127.0.0.1", "localhost")
    settings = settings.model_copy(update={"s3_public_endpoint": public})

    async with open_desks(settings, publisher) as desks:
        desk = desks.desk("local", external=False)
        opened = await desk.begin(name="a.csv", size=5, fingerprint="f")
        url = (await desk.presign(opened.job.job_id, [1]))[1]

        assert url.startswith(f"{public}/{settings.s3_bucket}/{opened.job.s3_key}?")
        await put_part(desk, opened.job.job_id, 1, b"x" * 5)
        assert (await desk.complete(opened.job.job_id)).state is JobState.QUEUED


async def test_promise_2_a_presigned_url_takes_exactly_the_bytes_of_its_part(desk: Desk) -> None:
    opened = await desk.begin(name="big.csv", size=PART + 5, fingerprint="f")
    urls = await desk.presign(opened.job.job_id, [1, 2])

    async def in_chunks() -> AsyncIterator[bytes]:
        yield b"x" * 5

    async with httpx.AsyncClient(trust_env=False) as browser:
        for body in (b"", b"x" * 4, b"x" * 6, in_chunks()):
            assert (await browser.put(urls[2], content=body)).status_code == 403
        assert await desk.arrived(opened.job.job_id) == 0
        assert (await browser.put(urls[2], content=b"x" * 5)).status_code == 200
        assert (await browser.put(urls[1], content=b"x" * PART)).status_code == 200
    assert await desk.arrived(opened.job.job_id) == PART + 5
    assert all("X-Amz-SignedHeaders=content-length%3Bhost" in url for url in urls.values())
