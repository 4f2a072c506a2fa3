"""URLs by which a browser sends the parts of a file straight to S3."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from worker.settings import Settings
from worker.storage.access import s3_access
from worker.storage.clients import client_options, s3_client
from worker.storage.error_mapping import translated


class Presigner:
    """Presigns for one bucket at the address by which browsers reach it; costs no request.

    Raises:
        ConfigurationError: there are no usable credentials, or the AWS configuration is broken.
    """

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.s3_bucket
        self._seconds = settings.url_lifetime_seconds
        style = client_options(settings.s3_endpoint)  # of addresses, as we ourselves reach it
        with translated():
            self._client = s3_client(s3_access(settings, public=True), style)

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
