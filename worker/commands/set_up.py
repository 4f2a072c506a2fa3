"""`python -m worker setup-bucket`, `check-access` and `policy`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from worker.errors import ConfigurationError
from worker.settings import Settings
from worker.setup import bucket_rules
from worker.setup.access_check import access
from worker.setup.conditions import conditional_writes
from worker.setup.exact_origin import exact_origin
from worker.setup.findings import Finding, Level, asking
from worker.setup.policies import POLICIES
from worker.setup.privacy import configuration, strangers
from worker.storage.error_mapping import error_code, translated

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


_NEXT = Finding(
    Level.HINT,
    "Check each process's own credentials, too: `python -m worker check-access dashboard` (or `worker`).",
)


def set_up(settings: Settings, origins: Iterable[str], *, create: bool) -> int:
    """Give the bucket its rules and check it; 0, or 1 when something is wrong. Safe to do again.

    Raises:
        ConfigurationError: an origin is none, or the bucket is not there.
        StorageUnavailable: the storage does not answer.
    """
    exact = sorted({exact_origin(origin) for origin in origins})
    _expect_storage(settings)
    name = settings.s3_bucket
    with translated():
        client, stranger = bucket_rules.administrator(settings), bucket_rules.stranger(settings)
        if create:
            with asking("s3:CreateBucket", f"create the bucket {name!r}"):
                bucket_rules.create(client, settings)
        _find(client, name)
        steps: list[Callable[[], Iterator[Finding]]] = [
            lambda: _allow(client, name, exact),
            lambda: _expire(client, settings),
            lambda: strangers(client, stranger, name),
            lambda: configuration(client, name),
            lambda: conditional_writes(client, name),
            lambda: iter([_NEXT]),
        ]
        return _tell(finding for step in steps for finding in _safely(step))


def check_access(settings: Settings, process: str) -> int:
    """Find out whether the credentials in use suffice for a process; 0, or 1 when they do not.

    Raises:
        ConfigurationError: the credentials are wrong, or the bucket is not there.
        StorageUnavailable: the storage does not answer.
    """
    _expect_storage(settings)
    with translated():
        client = bucket_rules.administrator(settings)
        _find(client, settings.s3_bucket)
        return _tell(access(client, settings.s3_bucket, process))


def print_policy(settings: Settings, process: str) -> int:
    """Print what a process needs of AWS IAM, as JSON."""
    sys.stdout.write(f"{json.dumps(POLICIES[process](settings.s3_bucket), indent=2)}\n")
    return 0


def _expect_storage(settings: Settings) -> None:
    if not settings.names_servers:
        raise ConfigurationError(
            "No storage of your own is configured: set AUDIENCE_S3_ENDPOINT, or AUDIENCE_S3_BUCKET for AWS."
        )


def _find(client: S3Client, name: str) -> None:
    with asking("s3:ListBucket", f"open the bucket {name!r}"):
        try:
            client.list_objects_v2(Bucket=name, MaxKeys=1)
        except ClientError as error:
            if error_code(error) != "NoSuchBucket":
                raise
            raise ConfigurationError(
                f"The S3 bucket {name!r} does not exist: `setup-bucket --create` creates it."
            ) from None


def _allow(client: S3Client, name: str, origins: list[str]) -> Iterator[Finding]:
    with asking("s3:PutBucketCORS", "set CORS rules"):
        bucket_rules.allow(client, name, origins)
    yield Finding(Level.DONE, f"Pages of {', '.join(origins)} may send parts, and no others.")


def _expire(client: S3Client, settings: Settings) -> Iterator[Finding]:
    with asking("s3:GetLifecycleConfiguration and s3:PutLifecycleConfiguration", "set lifecycle rules"):
        bucket_rules.expire(client, settings)
    yield Finding(
        Level.DONE,
        f"Uploads are given up {_days(settings.abandoned_days)} after they began, "
        f"raw files are deleted {_days(settings.raw_days)} after they came.",
    )


def _safely(step: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from step()
    except ConfigurationError as error:
        yield Finding(Level.WRONG, error.message)


def _tell(findings: Iterable[Finding]) -> int:
    is_well = True
    for finding in findings:
        sys.stdout.write(f"{finding.level:<5}  {finding.sentence}\n")
        is_well = is_well and finding.level is not Level.WRONG
    return 0 if is_well else 1


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
