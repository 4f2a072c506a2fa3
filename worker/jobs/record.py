"""The job record: one small JSON object in S3, the only truth about a job."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from worker.dialect.model import CountOptions, Reading
from worker.jobs.corrections import Corrections
from worker.jobs.details import Details
from worker.jobs.object_keys import JobRef
from worker.jobs.remarks import Remarks
from worker.refusal import ASKS_OF_COLUMNS
from worker.text.sentences import Telling

NAME_CHARACTERS = 200


class JobState(StrEnum):
    """Where a job stands."""

    UPLOADING = "uploading"
    QUEUED = "queued"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


RUNNING_STATES = frozenset({JobState.UPLOADING, JobState.QUEUED, JobState.PROCESSING})
FINAL_STATES = frozenset(JobState) - RUNNING_STATES


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)


class FileInfo(_Model):
    """The uploaded file.

    Attributes:
        name: what the analyst called it; a label only.
        size: bytes, as declared and verified.
        fingerprint: recognises the same file picked again; empty for external uploads.
        etag: of the version that an external publisher's job is about; else empty, and in older records.
        modified: when that version was put, by the storage's clock.
    """

    name: str = Field(max_length=NAME_CHARACTERS)
    size: int = Field(ge=0)
    fingerprint: str = Field(default="", max_length=200)
    etag: str = ""
    modified: AwareDatetime | None = None


class Multipart(_Model):
    """The multipart upload that carries the file.

    Attributes:
        part_size: bytes of every part but the last.
    """

    upload_id: str
    part_size: int


class Lease(_Model):
    """Who works on the job, and until when the others keep away."""

    worker: str
    token: str
    until: AwareDatetime


class Progress(_Model):
    """How far counting is.

    Attributes:
        share: estimated, 0 to 1.
    """

    rows: int = 0
    rows_per_second: float = 0
    share: float = 0


class Failure(_Model, Telling):
    """Why the job failed or is tried again: a stable code and a sentence for the analyst."""

    code: str


class Interruptions(_Model):
    """Attempts that broke off through no fault of the file, and so cost none.

    Attributes:
        since: when the first one did.
    """

    since: AwareDatetime
    times: int


class Outcome(_Model):
    """What was counted; rows = customers + duplicates + the sum of rejected.

    Attributes:
        etag: of the very object that was counted.
        modified: when that object was put, by the storage's clock; older records lack it.
        countries: number of distinct countries; in older records also of values that are none.
        rejected: rows without a usable email, by reason.
        top: the largest countries and their customers, most first; in older records also such values.
        details: everything else the pipeline says about the file.
    """

    etag: str
    modified: AwareDatetime | None = None
    rows: int
    customers: int
    duplicates: int
    rejected: dict[str, int]
    countries: int
    top: list[tuple[str, int]] = Field(default_factory=list)
    seconds: float = 0
    details: Details = Details()

    def is_of(self, etag: str, modified: datetime) -> bool:
        """Whether this is the very object that was counted; another may have the same bytes."""
        return self.etag == etag and self.modified in {None, modified}


class JobRecord(_Model):
    """A job, from the first byte of its upload to its report.

    Attributes:
        schema_version: the version of this layout.
        revision: differs in every write, so that a writer recognises its own.
        enqueued_at: when the message was published, once the broker has confirmed it; None otherwise, and
            for external publishers' messages until a worker puts such a job back.
        attempts: how often its counting process died, and the present try if there is one; what keeps a
            worker from its work, even for good, costs none.
        lost_workers: how often its worker went silent, for whatever reason.
        enqueues: how often it was put in the queue anew; makes message ids distinct.
        looked: what `enqueues` was when a worker began to look at the file, which it does once.
        options: how the file is to be counted, as its owner last said.
        remarks: what its owner says of it, at any time and whoever works on it.
        reading: how the file was read, or would be, when that is known.
        outcome: what was counted, whatever was said of its countries since.
        corrections: what was said.
    """

    schema_version: Literal[1] = Field(default=1, alias="schema")
    revision: str = ""
    job_id: str
    owner: str | None = None
    s3_key: str
    state: JobState
    file: FileInfo
    multipart: Multipart | None = None
    created_at: AwareDatetime
    updated_at: AwareDatetime
    enqueued_at: AwareDatetime | None = None
    started_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None
    enqueues: int = 0
    looked: int | None = None
    attempts: int = 0
    lost_workers: int = 0
    interruptions: Interruptions | None = None
    lease: Lease | None = None
    cancel_requested: bool = False
    progress: Progress | None = None
    failure: Failure | None = None
    outcome: Outcome | None = None
    corrections: Corrections | None = None
    remarks: Remarks = Remarks()
    options: CountOptions = CountOptions()
    reading: Reading | None = None

    @property
    def name(self) -> str:
        """What the report is called: as its owner says, else as its file."""
        return self.remarks.name or self.file.name

    @property
    def needs_owner(self) -> bool:
        """Whether it waits for its owner to say which columns count."""
        failure = self.failure
        return self.state is JobState.FAILED and failure is not None and failure.code in ASKS_OF_COLUMNS

    @property
    def ref(self) -> JobRef:
        """The job's address."""
        return JobRef(self.owner, self.job_id)

    @property
    def is_running(self) -> bool:
        """Whether something is still to happen."""
        return self.state in RUNNING_STATES

    @property
    def message_id(self) -> str:
        """The id under which the broker drops a second copy of this job's message."""
        return f"{self.owner or ''}/{self.job_id}/{self.enqueues}"

    def is_stalled(self, now: datetime) -> bool:
        """Whether its worker has gone silent."""
        return self.state is JobState.PROCESSING and (self.lease is None or self.lease.until < now)

    def to_json(self) -> bytes:
        """The bytes to store, unlike those of any other write."""
        record = self.model_copy(update={"revision": secrets.token_hex(8)})
        return record.model_dump_json(by_alias=True, exclude_none=True).encode()
