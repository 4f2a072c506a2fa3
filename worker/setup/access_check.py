"""Whether credentials suffice for a process, tried on keys where nothing is: nothing is read or changed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from worker.errors import ConfigurationError
from worker.setup.findings import Finding, Level
from worker.setup.policies import POLICIES, grants
from worker.storage.codes import DENIED_CODES
from worker.storage.error_mapping import error_code

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PROCESSES = ("dashboard", "worker")
_NO_UPLOAD = "none"
_NO_ETAG = '"none"'

_CALLS: Mapping[str, Callable[[S3Client, str, str], object]] = {
    "s3:ListBucket": lambda client, bucket, _: client.list_objects_v2(Bucket=bucket, MaxKeys=1),
    "s3:ListBucketMultipartUploads": lambda client, bucket, _: client.list_multipart_uploads(
        Bucket=bucket, MaxUploads=1
    ),
    "s3:GetObject": lambda client, bucket, key: client.get_object(Bucket=bucket, Key=key),
    "s3:PutObject": lambda client, bucket, key: client.put_object(
        Bucket=bucket, Key=key, Body=b"{}", IfMatch=_NO_ETAG
    ),
    "s3:DeleteObject": lambda client, bucket, key: client.delete_object(Bucket=bucket, Key=key),
    "s3:ListMultipartUploadParts": lambda client, bucket, key: client.list_parts(
        Bucket=bucket, Key=key, UploadId=_NO_UPLOAD
    ),
    "s3:AbortMultipartUpload": lambda client, bucket, key: client.abort_multipart_upload(
        Bucket=bucket, Key=key, UploadId=_NO_UPLOAD
    ),
}


def require_access(client: S3Client, bucket: str, process: str) -> None:
    """Refuse to begin what credentials do not suffice to end.

    Raises:
        ConfigurationError: they may do less than the process needs.
    """
    for finding in access(client, bucket, process):
        if finding.level is Level.WRONG:
            raise ConfigurationError(finding.sentence)


def access(client: S3Client, bucket: str, process: str) -> Iterator[Finding]:
    """Whether a process may do all it calls with the client's credentials, and what more it may do."""
    needed = set(grants(POLICIES[process](bucket)))
    known = {grant for each in PROCESSES for grant in grants(POLICIES[each](bucket))}
    allowed = {grant for grant in known if _is_allowed(client, bucket, *grant)}
    if missing := needed - allowed:
        yield Finding(
            Level.WRONG,
            f"The credentials do not suffice for the {process}: they need {_named(missing)} "
            f"(see `python -m worker policy {process}`).",
        )
    else:
        yield Finding(Level.GOOD, f"The credentials suffice for the {process}.")
    if excess := allowed - needed:
        yield Finding(Level.HINT, f"They may do more than the {process} needs: {_named(excess)}.")


def _is_allowed(client: S3Client, bucket: str, action: str, resource: str) -> bool:
    key = resource.removeprefix(f"{bucket}/").replace("*", f"access-check-{secrets.token_hex(8)}")
    try:
        _CALLS[action](client, bucket, key)
    except ClientError as error:
        return error_code(error) not in DENIED_CODES
    return True


def _named(granted: set[tuple[str, str]]) -> str:
    return ", ".join(f"{action} on {resource}" for action, resource in sorted(granted))
