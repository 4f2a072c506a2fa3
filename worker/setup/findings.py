"""What a command did and found, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from botocore.exceptions import ClientError

from worker.errors import ConfigurationError, NotAnswered
from worker.storage.codes import DENIED_CODES
from worker.storage.error_mapping import error_code

_WRONG_KEYS = frozenset({"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"})
_UNKNOWN_CALL = frozenset({"NotImplemented", "MethodNotAllowed", "501", "405"})


class Level(StrEnum):
    """How a finding is meant; only what is wrong fails the command."""

    DONE = "done"
    GOOD = "good"
    HINT = "hint"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the answer."""

    level: Level
    sentence: str


@contextmanager
def asking(permission: str, purpose: str) -> Iterator[None]:
    """Say what a refused call was for, and which permission it takes.

    Raises:
        NotAnswered: the storage does not know this call.
        ConfigurationError: it refuses it.
    """
    try:
        yield
    except ClientError as error:
        code = error_code(error)
        if code in _UNKNOWN_CALL:
            raise NotAnswered(f"The storage cannot {purpose}: it does not know that call.") from None
        if code in _WRONG_KEYS:
            raise ConfigurationError("The S3 credentials are wrong.") from None
        if code in DENIED_CODES:
            raise ConfigurationError(
                f"The credentials do not suffice to {purpose}: they need {permission}."
            ) from None
        raise ConfigurationError(f"The storage refused to {purpose}: {code}.") from None
