"""The bucket's own configuration: who may reach it from a browser, and what it forgets by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from worker.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import BucketLifecycleConfigurationTypeDef, CORSConfigurationTypeDef

UPLOADS_PREFIX = "uploads/"
_PREFLIGHT_SECONDS = 3_600
_ABANDONED_DAYS = 7  # from the start of an upload; the sweeper ends idle ones after a day
_KEPT_DAYS = 7
_CONNECT_SECONDS = 3
_READ_SECONDS = 30
_ATTEMPTS = 3
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


def lifecycle_rules() -> BucketLifecycleConfigurationTypeDef:
    """Forget uploads begun, and raw files that could not be counted, a week ago."""
    return {
        "Rules": [
            {
                "ID": "abandoned-uploads",
                "Status": "Enabled",
                "Filter": {"Prefix": UPLOADS_PREFIX},
                "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": _ABANDONED_DAYS},
            },
            {
                "ID": "raw-uploads",
                "Status": "Enabled",
                "Filter": {"Prefix": UPLOADS_PREFIX},
                "Expiration": {"Days": _KEPT_DAYS},
            },
        ]
    }


def administrator(settings: Settings) -> S3Client:
    """A client that may configure the bucket."""
    access_key, secret_key = settings.credentials or (None, None)
    # A session of its own: boto3's default one keeps the first credentials it saw.
    return boto3.Session().client(
        "s3",
        endpoint_url=settings.s3_endpoint,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        region_name=settings.s3_region,
        config=Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            retries={"total_max_attempts": _ATTEMPTS},
            signature_version="s3v4",
            s3={"addressing_style": "path" if settings.s3_endpoint else "auto"},
        ),
    )


def prepare(client: S3Client, bucket: str, region: str, origins: Iterable[str]) -> None:
    """Create the bucket if need be, and give it the rules for these origins; safe to do again."""
    _create(client, bucket, region)
    client.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=lifecycle_rules())
    _allow(client, bucket, origins)


def add_origins(client: S3Client, bucket: str, origins: Iterable[str]) -> None:
    """Let pages of these origins in, besides those that are let in already.

    Not safe beside another change of the same rules: whoever calls this holds a lock.
    """
    _allow(client, bucket, {*allowed_origins(client, bucket), *origins})


def allowed_origins(client: S3Client, bucket: str) -> set[str]:
    """The origins whose pages may reach the bucket."""
    try:
        rules = client.get_bucket_cors(Bucket=bucket)["CORSRules"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchCORSConfiguration":
            raise
        return set()
    return {origin for rule in rules for origin in rule["AllowedOrigins"]}


def _create(client: S3Client, bucket: str, region: str) -> None:
    try:
        if region == _HOME_REGION:
            client.create_bucket(Bucket=bucket)
        else:
            client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})  # type: ignore[typeddict-item]
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
            raise
        client.head_bucket(Bucket=bucket)  # refused when the bucket is someone else's


def _allow(client: S3Client, bucket: str, origins: Iterable[str]) -> None:
    if rules := set(origins):
        client.put_bucket_cors(Bucket=bucket, CORSConfiguration=cors_rules(rules))
    else:
        client.delete_bucket_cors(Bucket=bucket)
