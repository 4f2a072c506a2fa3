"""Two analysts side by side: Ada, who has jobs in every state, and Eve, who wants them."""

from __future__ import annotations

import httpx

from tests.records import GERMANY_FIRST, make_job, summary_of
from tests.servers import S3Server
from worker.desk.desks import Desks
from worker.jobs.record import Failure, JobRecord, JobState
from worker.jobs.store import JobStore

S = JobState
ADA, EVE = "a" * 32, "e" * 32
CSV = b"email,country\na@b.co,DE\n"
UNCLEAR = Failure(code="unclear", message="Please check how this file is read.")


class Nobody:
    """A publisher to whom nothing may be given."""

    async def publish(self, job_id: str, s3_key: str, *, message_id: str, express: bool) -> None:
        raise AssertionError(f"{job_id} of {s3_key} was published as {message_id}, {express=}")


class Scene:
    """Ada's jobs, one in every state, and two that nobody owns here; Eve wants them.

    Attributes:
        jobs: the first is a real unfinished upload.
    """

    def __init__(self, desks: Desks, s3: S3Server, bucket: str) -> None:
        self.desks = desks
        self.eve = desks.desk(EVE, external=False)
        self.ada = desks.desk(ADA, external=False)
        self.jobs: list[JobRecord] = []
        self._s3, self._bucket = s3, bucket

    async def prepare(self) -> None:
        store, storage = JobStore(self.desks.storage), self.desks.storage
        opened = await self.ada.begin(name="ada.csv", size=len(CSV), fingerprint="f")
        url = (await self.ada.presign(opened.job.job_id, [1]))[1]
        async with httpx.AsyncClient(trust_env=False) as browser:
            (await browser.put(url, content=CSV)).raise_for_status()
        states = [S.QUEUED, S.PROCESSING, S.SUCCEEDED, S.CANCELLED, S.EXPIRED]
        made = [make_job(state, owner=ADA) for state in states]
        made += [make_job(S.FAILED, owner=owner, failure=UNCLEAR) for owner in (ADA, None, "local")]
        for job in made:
            await store.create(job)
            await storage.write(job.s3_key, CSV, "text/csv")
            await storage.write(job.ref.summary_key, summary_of(GERMANY_FIRST), "text/csv")
        self.jobs = [opened.job, *made]

    def contents(self) -> dict[str, str]:
        """Every object and every part that has arrived, by its etag."""
        listed = self._s3.client.list_objects_v2(Bucket=self._bucket)["Contents"]
        found = {item["Key"]: item["ETag"] for item in listed}
        upload = self.jobs[0]
        assert upload.multipart is not None
        parts = self._s3.client.list_parts(
            Bucket=self._bucket, Key=upload.s3_key, UploadId=upload.multipart.upload_id
        )
        return found | {f"part {part['PartNumber']}": part["ETag"] for part in parts["Parts"]}
