"""Whether the storage keeps two writers apart, on which every job's record relies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from worker.setup.findings import Finding, Level, asking
from worker.setup.trial_objects import PREFIXES, trial_objects
from worker.storage.codes import CONFLICT_CODES, UNKNOWN_CODES
from worker.storage.error_mapping import error_code

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def conditional_writes(client: S3Client, bucket: str) -> Iterator[Finding]:
    """Whether a write is refused when another was faster, and not otherwise.

    Raises:
        ConfigurationError: the storage refuses to write, or does not know conditions.
    """
    ignored: list[str] = []
    with (
        trial_objects(client, bucket, PREFIXES[:1]) as keys,
        asking("s3:PutObject", "write under a condition"),
    ):
        key = keys[0]
        etag = client.head_object(Bucket=bucket, Key=key)["ETag"]
        client.put_object(Bucket=bucket, Key=key, Body=b"[1]", IfMatch=etag)
        if not _is_refused(client, bucket, key, IfMatch=etag):
            ignored.append("If-Match")
        if not _is_refused(client, bucket, key, IfNoneMatch="*"):
            ignored.append("If-None-Match")
        if not _is_kept(client, bucket, key, etag):
            yield Finding(
                Level.HINT,
                "The storage deletes without conditions: a file that its publisher replaces just when its "
                "predecessor is deleted is lost. Publishers should not use a key again.",
            )
    if ignored:
        yield Finding(
            Level.WRONG,
            f"The storage ignores {' and '.join(ignored)}: two processes could work on one job. "
            "Use one with conditional writes.",
        )
    else:
        yield Finding(Level.GOOD, "Conditional writes are refused when another writer was faster.")


def _is_refused(client: S3Client, bucket: str, key: str, **condition: str) -> bool:
    try:
        client.put_object(Bucket=bucket, Key=key, Body=b"[2]", **condition)  # type: ignore[arg-type]
    except ClientError as error:
        if error_code(error) not in CONFLICT_CODES:
            raise
        return True
    return False


def _is_kept(client: S3Client, bucket: str, key: str, old_etag: str) -> bool:
    """Whether an object outlives the deletion of an earlier version of it."""
    try:
        client.delete_object(Bucket=bucket, Key=key, IfMatch=old_etag)
    except ClientError as error:
        if error_code(error) in CONFLICT_CODES:
            return True
        if error_code(error) not in UNKNOWN_CODES:
            raise
    return False
