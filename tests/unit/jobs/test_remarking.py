"""Names, notes and labels: kept beside all that workers write, of old records and by old workers, too."""

from __future__ import annotations

from datetime import timedelta

import anyio
import pytest

from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job
from worker.jobs import transitions as t
from worker.jobs.record import JobRecord, JobState, Progress
from worker.jobs.remarking import remark
from worker.jobs.remarks import (
    LABEL_CHARACTERS,
    MOST_LABELS,
    NOTE_CHARACTERS,
    REPORT_NAME_CHARACTERS,
    Remarks,
    tidied,
)
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.clock import utc_now

S = JobState
NOW = utc_now()
REMARKS = Remarks(name="Spring", note="Two\nlines", labels=("eu", "crm"))


def test_remarks_are_kept_tidy_and_short() -> None:
    said = tidied(" Spring \n list\u202e ", "a \r\n\n b\x00\n\n", ["EU ", "", "crm", "eu", "\u200b"])
    assert said == Remarks(name="Spring list", note="a\n\n b", labels=("EU", "crm"))
    longest = tidied("n" * 500, "x" * 5_000, [f"{number}" * 50 for number in range(30)])
    assert (len(longest.name), len(longest.note)) == (REPORT_NAME_CHARACTERS, NOTE_CHARACTERS)
    assert len(longest.labels) == MOST_LABELS
    assert max(map(len, longest.labels)) == LABEL_CHARACTERS


@pytest.mark.parametrize("state", list(S))
def test_a_report_is_named_in_every_state_and_stays_where_it_is(state: JobState) -> None:
    job = make_job(state, name="file.csv")
    assert job.name == "file.csv"
    said = remark(job, REMARKS)
    assert said.name == "Spring"
    assert said == job.model_copy(update={"remarks": REMARKS})
    assert remark(said, REMARKS) is said
    assert remark(said, Remarks(name="file.csv")).name == "file.csv"


def test_a_record_of_an_earlier_version_has_no_remarks() -> None:
    fields = make_job(S.SUCCEEDED).model_dump(mode="json", by_alias=True, exclude={"remarks"})
    assert JobRecord.model_validate(fields).remarks == Remarks()


def test_what_an_earlier_version_does_to_a_record_leaves_the_remarks() -> None:
    class EarlierRecord(JobRecord):
        """Knows nothing of remarks: to it they are a field like any that it does not know."""

    del EarlierRecord.model_fields["remarks"]
    EarlierRecord.model_rebuild(force=True)
    job = remark(make_job(S.PROCESSING), REMARKS)
    earlier = EarlierRecord.model_validate_json(job.to_json())
    assert "remarks" in (earlier.model_extra or {})
    moved = t.renew(earlier, "t1", Progress(rows=7), NOW, 60)
    assert JobRecord.model_validate_json(moved.to_json()).remarks == REMARKS


def test_a_worker_that_does_not_know_of_it_yet_loses_no_name_and_not_its_job() -> None:
    async def both_write() -> JobRecord:
        store = JobStore(memory_storage(Settings(s3_bucket="memory"), MemoryBucket(now=utc_now)))
        seen = await store.create(make_job(S.PROCESSING))
        ref = seen.record.ref
        await store.change(ref, lambda job: remark(job, REMARKS))
        progress, until = Progress(rows=7), timedelta(seconds=60).total_seconds()
        return (
            await store.change(ref, lambda job: t.renew(job, "t1", progress, utc_now(), until), known=seen)
        ).record

    job = anyio.run(both_write)
    assert job.remarks == REMARKS
    assert job.progress == Progress(rows=7)
