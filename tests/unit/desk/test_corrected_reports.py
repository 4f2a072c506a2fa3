"""Reports that are corrected: at once, once, by two tabs, and whatever dies in between."""

from __future__ import annotations

import json
from collections.abc import Coroutine, Mapping
from typing import Any

import pytest

from tests.memory_storage import MemoryBucket, Stored, memory_storage
from tests.records import make_job, outcome_of, summary_of
from worker.audit import Actor
from worker.desk.corrected_reports import CorrectedReports
from worker.errors import JobNotFound, TransitionRefused
from worker.jobs.correcting import reported
from worker.jobs.object_keys import JobRef, remembered_key
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.client import Storage

pytestmark = pytest.mark.anyio

COUNTS = [("DE", 640), ("FR", 310), ("", 40), ("Deutschl.", 12), ("EMEA", 10), ("49", 3)]
BODY = summary_of(COUNTS)
GERMAN = b"country,user_count\nDE,652\nFR,310\n,40\nEMEA,10\n49,3\n"
BOTH = b"country,user_count\nDE,652\nFR,310\n,50\n49,3\n"


def run_now(work: Coroutine[Any, Any, object]) -> None:
    """Do it to its end, inside whatever runs: nothing waits in a bucket in memory."""
    with pytest.raises(StopIteration):
        work.send(None)


class Died(BaseException):
    """A process ends in the middle of what it does."""


class Office:
    """One finished report in a bucket, and desks to correct it at."""

    def __init__(self) -> None:
        self.bucket = MemoryBucket()
        self.job = make_job(JobState.SUCCEEDED, owner="one", outcome=outcome_of(COUNTS))
        self.bucket.put(self.job.ref.record_key, self.job.to_json())
        self.bucket.put(self.job.ref.summary_key, BODY)

    def desk(self) -> CorrectedReports:
        """As another process has it."""
        storage: Storage = memory_storage(Settings(s3_bucket="memory"), self.bucket)
        store = JobStore(storage)

        async def find(job_id: str) -> JobRecord:
            return (await store.get(JobRef("one", job_id))).record

        return CorrectedReports("one", storage, store, Actor("one"), find)

    @property
    def body(self) -> bytes:
        return self.bucket.objects[self.job.ref.summary_key].body

    @property
    def remembered(self) -> Mapping[str, str]:
        there = self.bucket.objects.get(remembered_key("one"))
        return json.loads(there.body)["countries"] if there else {}


@pytest.fixture
def office() -> Office:
    return Office()


async def test_what_is_said_changes_report_and_figures_at_once_and_undoing_it_restores_every_byte(
    office: Office,
) -> None:
    desk, job_id = office.desk(), office.job.job_id

    assert (await desk.correct(job_id, "Deutschl.", "DE")).is_remembered
    assert office.body == GERMAN == (await desk.read(job_id)).body
    await desk.correct(job_id, "EMEA", "")
    assert office.body == BOTH
    outcome = reported((await desk.read(job_id)).job)
    assert outcome is not None
    assert (outcome.top[0], outcome.details.customers_without_country) == (("DE", 652), 50)
    assert office.remembered == {"Deutschl.": "DE", "EMEA": ""}

    await desk.take_back(job_id, "EMEA")
    assert (office.body, office.remembered) == (GERMAN, {"Deutschl.": "DE"})
    await desk.take_back(job_id, "Deutschl.")
    assert office.body == BODY
    assert reported((await desk.read(job_id)).job) == office.job.outcome
    assert remembered_key("one") not in office.bucket.objects


async def test_saying_it_again_changes_nothing_and_saying_otherwise_moves_the_customers(
    office: Office,
) -> None:
    desk, job_id = office.desk(), office.job.job_id
    await desk.correct(job_id, "Deutschl.", "FR")
    writes: list[str] = []
    office.bucket.before_change = lambda key, _new: writes.append(key)
    await desk.correct(job_id, "Deutschl.", "FR")
    assert writes == []
    job = (await desk.correct(job_id, "Deutschl.", "DE")).job
    assert office.body == GERMAN
    assert job.corrections is not None
    assert [(made.value, made.country) for made in job.corrections.made] == [("Deutschl.", "DE")]
    assert office.remembered == {"Deutschl.": "DE"}


async def test_a_process_that_dies_between_record_and_report_is_mended_by_whoever_looks_next(
    office: Office,
) -> None:
    def die_at_the_report(key: str, _new: Stored | None) -> None:
        if key == office.job.ref.summary_key:
            raise Died

    office.bucket.before_change = die_at_the_report
    with pytest.raises(Died):
        await office.desk().correct(office.job.job_id, "Deutschl.", "DE")
    office.bucket.before_change = lambda _key, _new: None
    assert office.body == BODY

    assert (await office.desk().read(office.job.job_id)).body == GERMAN
    assert office.body == GERMAN


async def test_dying_between_undo_and_report_is_mended_too(office: Office) -> None:
    await office.desk().correct(office.job.job_id, "Deutschl.", "DE")

    def die_at_the_report(key: str, _new: Stored | None) -> None:
        if key == office.job.ref.summary_key:
            raise Died

    office.bucket.before_change = die_at_the_report
    with pytest.raises(Died):
        await office.desk().take_back(office.job.job_id, "Deutschl.")
    office.bucket.before_change = lambda _key, _new: None

    await office.desk().correct(office.job.job_id, "EMEA", "")
    assert office.body == b"country,user_count\nDE,640\nFR,310\n,50\nDeutschl.,12\n49,3\n"


@pytest.mark.parametrize("moment", ["record", "report"])
async def test_two_tabs_at_the_same_moment_lose_nothing(office: Office, moment: str) -> None:
    key = office.job.ref.record_key if moment == "record" else office.job.ref.summary_key
    other = office.desk()
    waiting = [True]

    def let_the_other_in_first(changed: str, _new: Stored | None) -> None:
        if changed == key and waiting:
            waiting.clear()
            run_now(other.correct(office.job.job_id, "EMEA", ""))

    office.bucket.before_change = let_the_other_in_first
    await office.desk().correct(office.job.job_id, "Deutschl.", "DE")

    assert office.body == BOTH
    assert (await office.desk().read(office.job.job_id)).body == BOTH
    assert office.remembered == {"Deutschl.": "DE", "EMEA": ""}


async def test_a_tab_that_is_late_does_not_bring_back_what_another_took_back(office: Office) -> None:
    other, waiting = office.desk(), [True]

    def take_it_back_first(changed: str, _new: Stored | None) -> None:
        if changed == office.job.ref.summary_key and waiting:
            waiting.clear()
            run_now(other.take_back(office.job.job_id, "Deutschl."))

    office.bucket.before_change = take_it_back_first
    await office.desk().correct(office.job.job_id, "Deutschl.", "DE")

    assert office.body == BODY


async def test_numbers_and_addresses_are_corrected_here_and_not_remembered(office: Office) -> None:
    assert not (await office.desk().correct(office.job.job_id, "49", "DE")).is_remembered
    assert b"DE,643" in office.body
    assert office.remembered == {}


async def test_undoing_an_earlier_saying_leaves_what_was_said_of_the_value_since(office: Office) -> None:
    desk = office.desk()
    await desk.correct(office.job.job_id, "EMEA", "DE")
    await desk._remembered.remember("one", "EMEA", "")
    await desk.take_back(office.job.job_id, "EMEA")
    assert office.remembered == {"EMEA": ""}
    await desk.forget("EMEA")
    assert await desk.remembered() == {}


async def test_there_is_no_correcting_of_what_is_not_ready_not_there_or_was_changed_by_others(
    office: Office,
) -> None:
    desk = office.desk()
    with pytest.raises(JobNotFound):
        await desk.correct(make_job(JobState.SUCCEEDED).job_id, "EMEA", "DE")
    with pytest.raises(TransitionRefused):
        await desk.correct(office.job.job_id, "Atlantis", "DE")
    office.bucket.put(office.job.ref.summary_key, BODY + b"XX,7\n")
    with pytest.raises(TransitionRefused, match="older version"):
        await desk.correct(office.job.job_id, "EMEA", "DE")
    assert (await desk.read(office.job.job_id)).job.corrections is None
