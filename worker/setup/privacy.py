"""Whether a bucket is private: what strangers get, and what its configuration says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from worker.errors import ConfigurationError, NotAnswered
from worker.setup.findings import Finding, Level, asking
from worker.setup.trial_objects import trial_objects
from worker.storage.codes import CONFLICT_CODES, MISSING_CODES
from worker.storage.error_mapping import error_code

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_EVERYONE = ("/global/AllUsers", "/global/AuthenticatedUsers")
_UNSET = frozenset({"NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration"})


def strangers(client: S3Client, stranger: S3Client, bucket: str) -> Iterator[Finding]:
    """Whether someone without credentials can list, read or write.

    Raises:
        ConfigurationError: the objects to try it with cannot be written.
    """
    with trial_objects(client, bucket) as keys:
        try:
            doors = [door for door, request in _doors(stranger, bucket, keys) if _is_served(request)]
        except BotoCoreError:
            address = stranger.meta.endpoint_url
            yield Finding(
                Level.WRONG, f"Not checked whether strangers are refused: {address} does not answer."
            )
            return
    if doors:
        yield Finding(
            Level.WRONG, f"The bucket is not private: without credentials anyone can {', '.join(doors)}."
        )
    else:
        yield Finding(Level.GOOD, "Without credentials nobody can list, read or write.")


def configuration(client: S3Client, bucket: str) -> Iterator[Finding]:
    """What the bucket's policy, access list, public access block and versioning say, if it has them."""
    for look in (_policy, _access_list, _block, _versions):
        try:
            yield from look(client, bucket)
        except NotAnswered:
            continue
        except ConfigurationError as error:
            yield Finding(Level.HINT, f"Not checked: {error.message}")


def _doors(stranger: S3Client, bucket: str, keys: list[str]) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "list the bucket", lambda: stranger.list_objects_v2(Bucket=bucket, MaxKeys=1)
    for key in keys:
        folder = key.partition("/")[0]
        yield f"read {folder}/", partial(stranger.get_object, Bucket=bucket, Key=key)
        yield f"write {folder}/", partial(stranger.put_object, Bucket=bucket, Key=key, Body=b"{}")


def _policy(client: S3Client, bucket: str) -> Iterator[Finding]:
    with asking("s3:GetBucketPolicyStatus", "tell whether the bucket's policy is public"):
        try:
            status = client.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]
        except ClientError as error:
            if error_code(error) in _UNSET:
                return
            raise
    if status.get("IsPublic"):
        yield Finding(Level.WRONG, "The bucket's policy lets the public in: remove that statement.")


def _access_list(client: S3Client, bucket: str) -> Iterator[Finding]:
    with asking("s3:GetBucketAcl", "show the bucket's access list"):
        grants = client.get_bucket_acl(Bucket=bucket)["Grants"]
    if any(grant.get("Grantee", {}).get("URI", "").endswith(_EVERYONE) for grant in grants):
        yield Finding(Level.WRONG, "The bucket's access list (ACL) lets everyone in: make it private.")


def _block(client: S3Client, bucket: str) -> Iterator[Finding]:
    with asking("s3:GetBucketPublicAccessBlock", "tell whether public access is blocked"):
        try:
            block = client.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
        except ClientError as error:
            if error_code(error) not in _UNSET:
                raise
            block = {}
    if block and all(block.values()):
        yield Finding(Level.GOOD, "Public access is blocked, whatever policies and access lists will say.")
    else:
        yield Finding(
            Level.HINT, "Public access is not blocked for this bucket: better block all four kinds."
        )


def _versions(client: S3Client, bucket: str) -> Iterator[Finding]:
    with asking("s3:GetBucketVersioning", "tell whether old versions are kept"):
        status = client.get_bucket_versioning(Bucket=bucket).get("Status")
    if status == "Enabled":
        yield Finding(
            Level.HINT,
            "The bucket keeps old versions: what is deleted can still be read until a lifecycle rule expires "
            "noncurrent versions.",
        )


def _is_served(request: Callable[[], object]) -> bool:
    """Whether the storage did not refuse at the door; what is missing or in conflict it looked up."""
    try:
        request()
    except ClientError as error:
        return error_code(error) in MISSING_CODES | CONFLICT_CODES
    return True
