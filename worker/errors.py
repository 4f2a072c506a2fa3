"""Every error the product raises on purpose: a stable code and a sentence for the person who reads it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


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


class LoginRequired(AudienceError):
    """Log in to go on."""

    code = "login_required"


class StorageUnavailable(AudienceError):
    """The storage cannot be reached right now; it is tried again."""

    code = "storage_unavailable"


class BrokerUnavailable(AudienceError):
    """The queue cannot be reached right now; it is tried again. Jobs wait in the storage."""

    code = "broker_unavailable"


class JobNotFound(AudienceError):
    """There is no such report."""

    code = "job_not_found"


class TransitionRefused(AudienceError):
    """The report is no longer in a state that allows this."""

    code = "transition_refused"


class LeaseLost(AudienceError):
    """Another worker owns this report now."""

    code = "lease_lost"


class UploadRefused(AudienceError):
    """This file cannot be uploaded."""

    code = "upload_refused"


class CountingInterrupted(AudienceError):
    """Counting was interrupted. It is tried again."""

    code = "counting_interrupted"


class NoRoom(AudienceError):
    """The disk for temporary files has too little room right now."""

    code = "no_room"


class ScratchBroken(AudienceError):
    """The folder for temporary files cannot be used on this worker."""

    code = "scratch_broken"


class CountingImpossible(AudienceError):
    """This worker cannot start counting right now."""

    code = "counting_impossible"


class Refusal(StrEnum):
    """Why a file cannot be counted, whoever tries and however often."""

    EMPTY_FILE = "empty_file"
    NOT_TEXT = "not_text"
    NO_EMAIL_COLUMN = "no_email_column"
    NO_COUNTRY_COLUMN = "no_country_column"
    AMBIGUOUS_COLUMNS = "ambiguous_columns"
    NO_CUSTOMERS = "no_customers"
    MALFORMED = "malformed"
    TOO_MANY_COUNTRIES = "too_many_countries"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    SIZE_MISMATCH = "size_mismatch"
    UNCLEAR = "unclear"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    OUT_OF_MEMORY = "out_of_memory"
    OUT_OF_TIME = "out_of_time"
    OUT_OF_DISK = "out_of_disk"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    WORKERS_DIED = "workers_died"
    INVALID_KEY = "invalid_key"


class FileRefused(AudienceError):
    """This file cannot be counted with certainty."""

    code = "file_refused"

    def __init__(self, reason: Refusal, message: str) -> None:
        super().__init__(message)
        self.reason = reason
