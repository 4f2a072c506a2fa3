"""The one way to make S3 clients, whatever they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import boto3
from botocore.config import Config
from pydantic import SecretStr

from worker.storage.access import S3Access
from worker.storage.signing_clock import by_stores_clock

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_SIGNATURE = "s3v4"


def s3_client(access: S3Access, options: dict[str, Any]) -> S3Client:
    """A client that tells and follows S3's clock; costs no request.

    Args:
        access: how S3 is reached.
        options: of its configuration, over those of all clients; see `client_options`.

    Raises:
        BotoCoreError, ValueError: the AWS configuration is broken.
    """
    # A session of its own: boto3's default one keeps the first credentials it saw.
    client: S3Client = boto3.Session().client(
        "s3", **client_arguments(access), config=Config(**client_options(access.endpoint) | options)
    )
    return by_stores_clock(client)


def client_arguments(access: S3Access) -> dict[str, Any]:
    """What makes a client reach S3, synchronous or not."""
    return {
        "endpoint_url": access.endpoint,
        "region_name": access.region,
        "verify": None if access.authority is None else str(access.authority),
        "aws_access_key_id": access.access_key,
        "aws_secret_access_key": _reveal(access.secret_key),
        "aws_session_token": _reveal(access.session_token),
    }


def client_options(endpoint: str | None) -> dict[str, Any]:
    """What of a configuration is the same for all clients.

    Args:
        endpoint: of the service; None means AWS.
    """
    return {"signature_version": _SIGNATURE, "s3": {"addressing_style": addressing_style(endpoint)}}


def addressing_style(endpoint: str | None) -> Literal["path", "auto"]:
    """Where the bucket's name stands in an address: other servers than AWS seldom have names for buckets."""
    return "path" if endpoint else "auto"


def _reveal(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
