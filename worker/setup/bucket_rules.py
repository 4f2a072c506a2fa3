"""The bucket's own configuration: who may reach it from a browser, and what it deletes by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from botocore import UNSIGNED
from botocore.exceptions import ClientError

from worker.settings import Settings
from worker.storage.access import s3_access
from worker.storage.clients import s3_client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CORSConfigurationTypeDef, LifecycleRuleTypeDef

UPLOADS_PREFIX = "uploads/"
_PREFLIGHT_SECONDS = 3_600
_OPTIONS: dict[str, Any] = {
    "connect_timeout": 3,
    "read_timeout": 30,
    "retries": {"total_max_attempts": 3},
}
_HOME_REGION = "us-east-1"  # the one region that S3 does not accept as a location


def cors_rules(origins: Iterable[str]) -> CORSConfigurationTypeDef:
    """Let pages of exactly these origins (`https://host:port`) send parts and see the parts' ETags."""
    return {
        "CORSRules": [
            {
                "AllowedOrigins": sorted(set(origins)),
                "AllowedMethods": ["GET", "PUT", "HEAD"],
                "AllowedHeaders": ["Content-Type"],
                "ExposeHeaders": ["ETag"],
                "MaxAgeSeconds": _PREFLIGHT_SECONDS,
            }
        ]
    }


def lifecycle_rules(*, abandoned_days: int, raw_days: int) -> list[LifecycleRuleTypeDef]:
    """Delete uploads begun, and raw files that came, so many days ago.

    The storage counts from an upload's beginning, a worker's sweeper from its last part. The sweeper ends
    what has a record; the rule ends the rest, and an upload that takes longer than that, too.
    """
    return [
        {
            "ID": "abandoned-uploads",
            "Status": "Enabled",
            "Filter": {"Prefix": UPLOADS_PREFIX},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": abandoned_days},
        },
        {
            "ID": "raw-uploads",
            "Status": "Enabled",
            "Filter": {"Prefix": UPLOADS_PREFIX},
            "Expiration": {"Days": raw_days},
        },
    ]


def administrator(settings: Settings) -> S3Client:
    """A client that may configure the bucket."""
    return s3_client(s3_access(settings), _OPTIONS)


def stranger(settings: Settings) -> S3Client:
    """A client without credentials, where browsers reach the storage."""
    return s3_client(s3_access(settings, public=True), {**_OPTIONS, "signature_version": UNSIGNED})


def prepare(client: S3Client, settings: Settings, origins: Iterable[str]) -> None:
    """Create the bucket if need be, and give it the rules for these origins; safe to do again."""
    create(client, settings)
    expire(client, settings)
    allow(client, settings.s3_bucket, origins)


def create(client: S3Client, settings: Settings) -> None:
    """Create the bucket unless it is there and ours."""
    bucket, region = settings.s3_bucket, settings.s3_region
    try:
        if region == _HOME_REGION:
            client.create_bucket(Bucket=bucket)
        else:
            client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})  # type: ignore[typeddict-item]
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
            raise
        client.head_bucket(Bucket=bucket)  # refused when the bucket is someone else's


def expire(client: S3Client, settings: Settings) -> None:
    """Let the bucket delete what nobody needs any more; rules that others gave it stay."""
    ours = lifecycle_rules(abandoned_days=settings.abandoned_days, raw_days=settings.raw_days)
    names = {rule.get("ID") for rule in ours}
    others = [rule for rule in _lifecycle(client, settings.s3_bucket) if rule.get("ID") not in names]
    client.put_bucket_lifecycle_configuration(
        Bucket=settings.s3_bucket, LifecycleConfiguration={"Rules": [*ours, *others]}
    )


def allow(client: S3Client, bucket: str, origins: Iterable[str]) -> None:
    """Let pages of these origins in, and no others."""
    if rules := set(origins):
        client.put_bucket_cors(Bucket=bucket, CORSConfiguration=cors_rules(rules))
    else:
        client.delete_bucket_cors(Bucket=bucket)


def add_origins(client: S3Client, bucket: str, origins: Iterable[str]) -> None:
    """Let pages of these origins in, besides those that are let in already.

    Not safe beside another change of the same rules: whoever calls this holds a lock.
    """
    allow(client, bucket, {*allowed_origins(client, bucket), *origins})


def allowed_origins(client: S3Client, bucket: str) -> set[str]:
    """The origins whose pages may reach the bucket."""
    try:
        rules = client.get_bucket_cors(Bucket=bucket)["CORSRules"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchCORSConfiguration":
            raise
        return set()
    return {origin for rule in rules for origin in rule["AllowedOrigins"]}


def _lifecycle(client: S3Client, bucket: str) -> list[LifecycleRuleTypeDef]:
    try:
        rules = client.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchLifecycleConfiguration":
            raise
        return []
    return cast("list[LifecycleRuleTypeDef]", rules)
