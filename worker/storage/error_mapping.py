"""What goes wrong with S3, in the product's own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
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


@contextmanager
def translated() -> Iterator[None]:
    """Turn the client's exceptions into the product's."""
    try:
        yield
    except ClientError as error:
        raise _meaning(error) from error
    except (NoCredentialsError, PartialCredentialsError) as error:
        raise ConfigurationError(
            "There are no S3 credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        ) from error
    except (ProfileNotFound, ConfigParseError, InvalidConfigError) as error:
        raise ConfigurationError(
            "The AWS configuration cannot be used: check AWS_PROFILE, ~/.aws/config and ~/.aws/credentials."
        ) from error
    except FlexibleChecksumError as error:
        raise Garbled from error
    except ParamValidationError as error:
        raise ConfigurationError("S3 cannot be asked like this: check AUDIENCE_S3_BUCKET.") from error
    except (BotoCoreError, aiohttp.ClientError) as error:  # the latter when an answer breaks off
        raise s3_distrust(error) or StorageUnavailable() from error


_MEANINGS: tuple[tuple[frozenset[str], type[AudienceError]], ...] = (
    (MISSING_CODES, ObjectMissing),
    (CONFLICT_CODES, PreconditionFailed),
    (frozenset({SIGNATURE_CODE}), SignatureRefused),
    (DENIED_CODES, AccessRefused),
    (GARBLED_CODES, Garbled),
    (UNKNOWN_CODES, ConditionUnknown),
)


def _meaning(error: ClientError) -> AudienceError:
    code = error.response.get("Error", {}).get("Code", "")
    if code == "NoSuchBucket":
        return ConfigurationError("The S3 bucket does not exist.")
    return next((meaning() for codes, meaning in _MEANINGS if code in codes), StorageUnavailable())
