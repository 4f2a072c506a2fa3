"""What must hold at every single change in the storage, whoever makes it."""

from __future__ import annotations

from tests.memory_storage import MemoryBucket, Stored
from tests.unit.jobs.people import MOST_LOST_WORKERS, summary_of
from tests.unit.jobs.world import World
from worker.jobs.record import FINAL_STATES, JobRecord, JobState
from worker.refusal import Refusal

S = JobState
_MOVES = {
    S.UPLOADING: {S.UPLOADING, S.QUEUED, S.CANCELLED, S.EXPIRED},
    S.QUEUED: {S.QUEUED, S.PROCESSING, S.FAILED, S.CANCELLED},
    S.PROCESSING: {S.PROCESSING, S.QUEUED, S.SUCCEEDED, S.FAILED, S.CANCELLED},
    S.FAILED: {S.QUEUED, S.CANCELLED},
}


class Watch:
    """Looks at every change before it is made.

    Attributes:
        deleting: jobs whose deletion the analyst began.
        bodies: every raw file that ever was, by etag.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._bucket: MemoryBucket = world.bucket
        self.deleting: set[str] = set()
        self.bodies: dict[str, bytes] = {}
        world.bucket.before_change = self._look

    def record(self, key: str) -> JobRecord | None:
        stored = self._bucket.objects.get(key)
        return JobRecord.model_validate_json(stored.body) if stored else None

    def records(self) -> list[JobRecord]:
        keys = sorted(key for key in self._bucket.objects if key.startswith("jobs/"))
        return [record for key in keys if (record := self.record(key))]

    def _look(self, key: str, new: Stored | None) -> None:
        kind, _, rest = key.partition("/")
        if kind == "uploads":
            self._raw(rest.removesuffix(".csv"), key, new)
        elif kind == "reports":
            self._summary(rest.removesuffix(".csv").replace("summary_", ""), key, new)
        elif kind != "jobs":
            return
        elif new is None:
            self._must(
                self._is_deletion(rest.removesuffix(".json")), f"the record {key} is deleted by nobody's wish"
            )
        else:
            self._change(
                rest.removesuffix(".json"), self.record(key), JobRecord.model_validate_json(new.body)
            )

    def _is_deletion(self, job: str) -> bool:
        return job in self.deleting and self._world.acting.startswith("page")

    def _raw(self, job: str, key: str, new: Stored | None) -> None:
        if new is not None:
            self.bodies[new.etag] = new.body
            return
        record = self.record(f"jobs/{job}.json")
        if self._is_deletion(job) and (record is None or record.state in FINAL_STATES - {S.FAILED}):
            return
        if record is None and job in self.deleting:
            return
        if record is None or record.state not in (S.CANCELLED, S.EXPIRED, S.SUCCEEDED):
            self._must(False, f"the raw file of {record and record.state} {job} is deleted")
        elif record.state is S.SUCCEEDED:
            assert record.outcome is not None
            self._must(
                record.ref.summary_key in self._bucket.objects, "a raw file goes before its report is there"
            )
            there = self._bucket.objects[key]
            counted = [each.outcome for each in self.records() if each.s3_key == key and each.outcome]
            self._must(
                any(outcome.is_of(there.etag, there.modified) for outcome in counted),
                "a raw file is deleted that was not counted",
            )

    def _summary(self, job: str, key: str, new: Stored | None) -> None:
        record = self.record(f"jobs/{job}.json")
        is_published = record is not None and record.state is S.SUCCEEDED and not self._is_deletion(job)
        there = self._bucket.objects.get(key)
        if is_published:
            self._must(new is not None, f"the report of {job} vanishes")
            self._must(not (new and there) or new.body == there.body, f"the report of {job} changes")

    def _change(self, job: str, old: JobRecord | None, new: JobRecord) -> None:
        if old is None:
            self._must(new.state in (S.UPLOADING, S.QUEUED), f"{job} begins as {new.state}")
            self._must(job not in self.deleting, f"{job} was deleted and is back")
            return
        by = self._world.acting
        self._must(
            new.state in _MOVES.get(old.state, set()), f"{by} moves {job} from {old.state} to {new.state}"
        )
        may_revive = by.startswith("page") or not new.ref.is_of_a_page(new.s3_key)  # resent by its publisher
        self._must(old.state is not S.FAILED or may_revive, f"{by} revives {job}")
        may_choose = by.startswith("page") and old.state in (S.UPLOADING, S.FAILED)
        self._must(may_choose or new.options == old.options, f"{by} decides how {job} is counted")
        if old.state is S.PROCESSING:
            self._lease(job, old, new)
        if new.state is S.QUEUED and old.state is S.UPLOADING:
            self._must(old.s3_key in self._bucket.objects, f"{job} is queued without its file")
        if new.state is S.SUCCEEDED:
            self._success(job, new)
        if new.state is S.FAILED:
            self._failure(job, new)

    def _lease(self, job: str, old: JobRecord, new: JobRecord) -> None:
        assert old.lease is not None
        by, holder = self._world.acting, old.lease.worker
        is_same = new.lease is not None and new.lease.token == old.lease.token
        if old.lease.until > self._world.clock.now():
            self._must(is_same or by == holder, f"{by} takes {job} from {holder}, who is alive")
        if is_same and (old.progress, old.lease) != (new.progress, new.lease):
            self._must(by == holder, f"{by} writes progress of {job} for {holder}")
        if new.state is S.SUCCEEDED:
            self._must(by == holder, f"{by} ends {job} for {holder}")

    def _success(self, job: str, new: JobRecord) -> None:
        summary = self._bucket.objects.get(new.ref.summary_key)
        assert new.outcome is not None
        self._must(summary is not None, f"{job} succeeds without its report")
        self._must(
            summary is None or summary.body == summary_of(self.bodies[new.outcome.etag]),
            f"{job} succeeds with another file's report",
        )
        is_answered = new.options.choices.is_confirmed
        self._must(new.reading is None or is_answered, f"{job} is counted before its analyst was asked")

    def _failure(self, job: str, new: JobRecord) -> None:
        assert new.failure is not None
        code = new.failure.code
        most = self._world.settings.job_attempts
        self._must(code != Refusal.TOO_MANY_ATTEMPTS or new.attempts >= most, f"{job} is given up too early")
        is_early = code == Refusal.WORKERS_DIED and new.lost_workers < MOST_LOST_WORKERS
        self._must(not is_early, f"{job} is given up too early for its workers")
        is_question = new.reading is not None and not new.options.choices.is_confirmed
        self._must(new.needs_owner == is_question, f"{job} is unclear without a question, or the reverse")
        self._must(
            code != Refusal.FILE_MISSING or not new.ref.is_of_a_page(new.s3_key),
            f"the file of {job} was lost",
        )

    def _must(self, holds: bool, sentence: str) -> None:
        if not holds:
            self._world.wrong.append(sentence)
