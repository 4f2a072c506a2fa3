"""Objects to try things with, where the product's own are; they are gone afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from worker.setup.findings import asking

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIXES = ("uploads/", "jobs/", "reports/", "workers/", "begun/", "logins/")
_BODY = b"{}"


@contextmanager
def trial_objects(client: S3Client, bucket: str, prefixes: Iterable[str] = PREFIXES) -> Iterator[list[str]]:
    """One object under each prefix, of a name that no job has: records, uploads and reports end otherwise.

    Raises:
        ConfigurationError: they cannot be written or deleted.
    """
    name = f"setup-check-{secrets.token_hex(8)}"
    written: list[str] = []
    try:
        for key in (f"{prefix}{name}" for prefix in prefixes):
            with asking("s3:PutObject", f"write {key}"):
                client.put_object(Bucket=bucket, Key=key, Body=_BODY)
            written.append(key)
        yield written
    finally:
        for key in written:
            with asking("s3:DeleteObject", f"delete {key}"):
                client.delete_object(Bucket=bucket, Key=key)
