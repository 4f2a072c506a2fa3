"""What analysts said of earlier files, said of a file that has just been counted."""

from __future__ import annotations

from dataclasses import replace

from worker.counting.summary import Summary
from worker.jobs.correcting import corrected_csv, with_remembered
from worker.jobs.record import JobRecord, JobState
from worker.jobs.remembered import RememberedCountries
from worker.processing.counted_file import CountedFile
from worker.storage.client import Storage


async def remembering(storage: Storage, job: JobRecord, counted: CountedFile) -> CountedFile:
    """What is published: as counted, unless its analyst's pages made the job, and something is remembered.

    It is done after counting, as if it were said of the finished report: so both give the same.

    Raises:
        StorageUnavailable: S3 is away.
    """
    if job.owner is None or not job.ref.is_of_a_page(job.s3_key):
        return counted
    remembered = await RememberedCountries(storage).of(job.owner)
    if not remembered:
        return counted
    done = job.model_copy(
        update={"state": JobState.SUCCEEDED, "outcome": counted.outcome, "reading": counted.reading}
    )
    said = with_remembered(done, Summary.from_csv(counted.summary.decode()), remembered)
    return replace(counted, summary=corrected_csv(said, counted.summary), corrections=said.corrections)
