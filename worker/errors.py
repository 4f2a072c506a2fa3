"""Every error the product raises on purpose: a stable code and a sentence for the person who reads it.

One hierarchy, and all of it here but `Unclear`, a FileRefused that carries how the file would be read:

    AudienceError
      ConfigurationError: EmbeddedMissing, NotAnswered, AccessRefused (SignatureRefused)
      StorageUnavailable: ConditionUnknown, Garbled
      ObjectMissing, PreconditionFailed, BrokerUnavailable
      PutBack, DeadLetter, DeadLetterCut, DeadLetterGone, LoginRequired, NobodyLoggedIn
      JobNotFound: RecordUnreadable; LeaseLost: NotNow; JobDeleted, FileGone, TransitionRefused
      UploadRefused: QuotaReached, UploadIncomplete
      CountingImpossible, CountingInterrupted, NoRoom, ScratchBroken
      FileRefused: MessageRefused
"""

from __future__ import annotations

from typing import ClassVar

from worker.refusal import Refusal


class AudienceError(Exception):
    """Something went wrong.

    The docstring of each subclass is its default sentence.

    Attributes:
        code: stable, machine-readable name of the error.
        message: one sentence for the analyst or the operator; never a traceback, address or secret.
    """

    code: ClassVar[str] = "internal"

    def __init__(self, message: str | None = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip().split("\n\n")[0]
        super().__init__(self.message)


class ConfigurationError(AudienceError):
    """The configuration is incomplete or wrong."""

    code = "configuration"


class EmbeddedMissing(ConfigurationError):
    """The embedded servers are not installed (uv sync does it), and AUDIENCE_S3_ENDPOINT names no others."""

    code = "embedded_missing"


class NotAnswered(ConfigurationError):
    """The storage does not know this call."""

    code = "not_answered"


class AccessRefused(ConfigurationError):
    """The S3 credentials are wrong or do not allow this."""

    code = "access_refused"


class SignatureRefused(AccessRefused):
    """The S3 credentials are wrong, or what was asked arrived otherwise than it was sent."""

    code = "signature_refused"


class StorageUnavailable(AudienceError):
    """The storage cannot be reached right now; it is tried again."""

    code = "storage_unavailable"


class ConditionUnknown(StorageUnavailable):
    """The storage does not do this under a condition."""

    code = "condition_unknown"


class Garbled(StorageUnavailable):
    """What is sent to the storage, or comes from it, does not arrive as it was sent. It is tried again."""


class ObjectMissing(AudienceError):
    """There is no such object in the storage."""

    code = "object_missing"


class PreconditionFailed(AudienceError):
    """The object was changed by someone else in between."""

    code = "precondition_failed"


class BrokerUnavailable(AudienceError):
    """The queue cannot be reached right now; it is tried again. Jobs wait in the storage."""

    code = "broker_unavailable"


class PutBack(AudienceError):
    """The job is not done; its message is put back in the queue, so that another attempt follows.

    Attributes:
        delay_seconds: when it may be delivered again; None lets the delay grow with the deliveries.
    """

    code = "put_back"

    def __init__(self, delay_seconds: float | None = None) -> None:
        super().__init__()
        self.delay_seconds = delay_seconds


class DeadLetter(AudienceError):
    """No worker can do anything with this message.

    Raised by an actor; its sentence goes with the message as the reason.
    """

    code = "dead_letter"


class DeadLetterCut(AudienceError):
    """This message is too large to have been kept whole, so it cannot be sent again. Discard it."""

    code = "dead_letter_cut"


class DeadLetterGone(AudienceError):
    """There is no such dead letter: it was sent again, discarded, or is older than 30 days."""

    code = "dead_letter_gone"


class LoginRequired(AudienceError):
    """Log in to go on."""

    code = "login_required"


class NobodyLoggedIn(AudienceError):
    """Nobody with this address is logged in. worker/OPERATIONS.md says how to name them otherwise."""

    code = "nobody_logged_in"


class JobNotFound(AudienceError):
    """There is no such report."""

    code = "job_not_found"


class RecordUnreadable(JobNotFound):
    """There is a record, but of a later version than this one, or of another job."""

    code = "record_unreadable"


class JobDeleted(AudienceError):
    """The job was deleted while it was worked on, and what the work left is gone, too."""

    code = "job_deleted"


class FileGone(AudienceError):
    """There is no such file any more, or a job is about it by now."""

    code = "file_gone"


class TransitionRefused(AudienceError):
    """The report is no longer in a state that allows this."""

    code = "transition_refused"


class LeaseLost(AudienceError):
    """Another worker owns this report now."""

    code = "lease_lost"


class NotNow(LeaseLost):
    """Another worker is at it, or its upload has not ended: try again later."""


class UploadRefused(AudienceError):
    """This file cannot be uploaded."""

    code = "upload_refused"


class QuotaReached(UploadRefused):
    """You have as much under way as one person may have."""

    code = "quota_reached"


class UploadIncomplete(UploadRefused):
    """Some parts of the file have not arrived; send them again."""

    code = "upload_incomplete"


class CountingImpossible(AudienceError):
    """This worker cannot start counting right now."""

    code = "counting_impossible"


class CountingInterrupted(AudienceError):
    """Counting was interrupted. It is tried again."""

    code = "counting_interrupted"


class NoRoom(AudienceError):
    """The disk for temporary files has too little room right now."""

    code = "no_room"


class ScratchBroken(AudienceError):
    """The folder for temporary files cannot be used on this worker."""

    code = "scratch_broken"


class FileRefused(AudienceError):
    """This file cannot be counted with certainty.

    Attributes:
        reason: why.
        file: of several files that are counted together, the number of the one it is, from 0.
    """

    code = "file_refused"

    def __init__(self, reason: Refusal, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.file = 0


class MessageRefused(FileRefused):
    """The message contradicts the job it names."""
