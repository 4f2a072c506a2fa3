"""Uploads in parts: begun, listed, completed and thrown away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from worker.errors import ObjectMissing
from worker.storage.error_mapping import translated
from worker.storage.intact import bare
from worker.storage.objects import Part, UnfinishedUpload

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client as AsyncS3Client


class MultipartUploads:
    """Those to one bucket."""

    def __init__(self, client: AsyncS3Client, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    async def begin_multipart(self, key: str) -> str:
        """Start a multipart upload; returns its id."""
        with translated():
            answer = await self._client.create_multipart_upload(
                Bucket=self._bucket, Key=key, ContentType="text/csv"
            )
        return answer["UploadId"]

    async def parts(self, key: str, upload_id: str) -> list[Part]:
        """The parts that have arrived, by number.

        Raises:
            ObjectMissing: the upload was completed, aborted or never was.
        """
        pages = self._client.get_paginator("list_parts").paginate(
            Bucket=self._bucket, Key=key, UploadId=upload_id
        )
        parts: list[Part] = []
        with translated():
            async for page in pages:
                parts += [
                    Part(p["PartNumber"], p["Size"], bare(p["ETag"]), p["LastModified"])
                    for p in page.get("Parts", [])
                ]
        return sorted(parts, key=lambda part: part.number)

    async def unfinished_uploads(self, prefix: str) -> AsyncIterator[UnfinishedUpload]:
        """Multipart uploads under a prefix that were neither completed nor aborted."""
        pages = self._client.get_paginator("list_multipart_uploads").paginate(
            Bucket=self._bucket, Prefix=prefix
        )
        with translated():
            async for page in pages:
                for item in page.get("Uploads", []):
                    yield UnfinishedUpload(item["Key"], item["UploadId"], item["Initiated"])

    async def complete_multipart(self, key: str, upload_id: str, parts: list[Part]) -> None:
        """Make one object of the parts.

        Raises:
            ObjectMissing: the upload was completed, aborted or never was.
        """
        with translated():
            await self._client.complete_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload_id,
                MultipartUpload={"Parts": [{"PartNumber": p.number, "ETag": f'"{p.etag}"'} for p in parts]},
            )

    async def abort_multipart(self, key: str, upload_id: str) -> None:
        """Throw the parts away; aborting nothing is fine."""
        try:
            with translated():
                await self._client.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload_id)
        except ObjectMissing:
            return

    async def abort_unfinished(self, key: str) -> None:
        """Throw away every upload to a key that has not ended, also one that no record knows of any more."""
        uploads = [upload async for upload in self.unfinished_uploads(key) if upload.key == key]
        for upload in uploads:
            await self.abort_multipart(key, upload.upload_id)
