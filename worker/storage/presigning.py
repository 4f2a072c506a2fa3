"""URLs by which a browser sends the parts of a file straight to S3."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from worker.settings import Settings
from worker.storage.error_mapping import translated
from worker.storage.signing_clock import by_stores_clock

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Presigner:
    """Signs for one bucket at the address by which browsers reach it; costs no request.

    Raises:
        ConfigurationError: there are no usable credentials, or the AWS configuration is broken.
    """

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.s3_bucket
        self._seconds = settings.url_lifetime_seconds
        access_key, secret_key = settings.credentials or (None, None)
        config = Config(signature_version="s3v4", s3={"addressing_style": addressing_style(settings)})
        with translated():
            session = boto3.Session(access_key, secret_key, region_name=settings.s3_region)
            client: S3Client = session.client("s3", endpoint_url=settings.public_endpoint, config=config)
        self._client = by_stores_clock(client)

    def part(self, key: str, upload_id: str, number: int, size: int) -> str:
        """A URL that takes this one part, of exactly so many bytes, by PUT, for `url_lifetime_seconds`.

        Browsers say the size of what they send by themselves.
        """
        part = {"Bucket": self._bucket, "Key": key, "UploadId": upload_id, "PartNumber": number}
        with translated():
            return self._client.generate_presigned_url(
                "upload_part", Params={**part, "ContentLength": size}, ExpiresIn=self._seconds
            )

    @cached_property
    def origin(self) -> str:
        """The origin of these URLs, `https://bucket.s3.amazonaws.com`."""
        url = urlsplit(self.part("uploads/origin", "origin", 1, 1))
        return f"{url.scheme}://{url.netloc}"


def addressing_style(settings: Settings) -> Literal["path", "auto"]:
    """Where the bucket's name stands in an address: other servers than AWS seldom have names for buckets."""
    return "path" if settings.s3_endpoint else "auto"
