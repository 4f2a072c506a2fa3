"""What goes wrong with S3, in the product's own words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConfigParseError,
    FlexibleChecksumError,
    InvalidConfigError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
)

from worker.certificates import s3_distrust
from worker.errors import (
    AccessRefused,
    AudienceError,
    ConditionUnknown,
    ConfigurationError,
    Garbled,
    ObjectMissing,
    PreconditionFailed,
    SignatureRefused,
    StorageUnavailable,
)
from worker.storage.codes import (
    CONFLICT_CODES,
    DENIED_CODES,
    GARBLED_CODES,
    MISSING_CODES,
    SIGNATURE_CODE,
    UNKNOWN_CODES,
)

_MEANINGS: tuple[tuple[frozenset[str], type[AudienceError]], ...] = (
    (MISSING_CODES, ObjectMissing),
    (CONFLICT_CODES, PreconditionFailed),
    (frozenset({SIGNATURE_CODE}), SignatureRefused),
    (DENIED_CODES, AccessRefused),
    (GARBLED_CODES, Garbled),
    (UNKNOWN_CODES, ConditionUnknown),
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn the exceptions of a client, synchronous or not, into the product's."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise meaning_of(error) from error
    except Exception as error:
        if _is_of_aiohttp(error):  # when an answer breaks off
            raise meaning_of(error) from error
        raise


def meaning_of(error: Exception) -> AudienceError:
    """What an exception of a client says, in the product's words."""
    match error:
        case ClientError():
            return _meaning_of_code(error_code(error))
        case NoCredentialsError() | PartialCredentialsError():
            return ConfigurationError(
                "There are no S3 credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
            )
        case ProfileNotFound() | ConfigParseError() | InvalidConfigError():
            return ConfigurationError(
                "The AWS configuration cannot be used: "
                "check AWS_PROFILE, ~/.aws/config and ~/.aws/credentials."
            )
        case FlexibleChecksumError():
            return Garbled()
        case ParamValidationError():
            return ConfigurationError("S3 cannot be asked like this: check AUDIENCE_S3_BUCKET.")
        case _:
            return s3_distrust(error) or StorageUnavailable()


def error_code(error: Exception) -> str:
    """S3's own word for what went wrong; empty where it said none."""
    return error.response.get("Error", {}).get("Code", "") if isinstance(error, ClientError) else ""


def _meaning_of_code(code: str) -> AudienceError:
    if code == "NoSuchBucket":
        return ConfigurationError("The S3 bucket does not exist.")
    return next((meaning() for codes, meaning in _MEANINGS if code in codes), StorageUnavailable())


def _is_of_aiohttp(error: Exception) -> bool:
    """Whether the asynchronous client raised it, which not every process loads."""
    aiohttp = sys.modules.get("aiohttp")
    return aiohttp is not None and isinstance(error, aiohttp.ClientError)
