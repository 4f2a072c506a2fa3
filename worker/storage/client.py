"""S3 as the product uses it: conditional writes, listings and multipart uploads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aioboto3
from aiobotocore.config import AioConfig

from worker.errors import (
    AccessRefused,
    ConditionUnknown,
    ConfigurationError,
    ObjectMissing,
    PreconditionFailed,
    StorageUnavailable,
)
from worker.settings import Settings
from worker.storage.access import s3_access
from worker.storage.clients import client_arguments, client_options
from worker.storage.codes import is_range
from worker.storage.error_mapping import translated
from worker.storage.hurry import hurried
from worker.storage.intact import IntactObjects, bare
from worker.storage.multipart import MultipartUploads
from worker.storage.objects import ObjectInfo, Part, UnfinishedUpload
from worker.storage.presigning import Presigner
from worker.storage.signing_clock import by_stores_clock
from worker.storage.times import session_with_fast_times

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client as AsyncS3Client

_CONNECT_SECONDS = 3
_READ_SECONDS = 30
_ATTEMPTS = 3


__all__ = [
    "ObjectInfo",
    "Part",
    "Storage",
    "UnfinishedUpload",
    "open_storage",
]


class Storage(MultipartUploads):
    """One bucket. Methods raise StorageUnavailable when S3 is away, ConfigurationError when it refuses us.

    Attributes:
        presigner: makes the URLs that browsers send parts to.
    """

    def __init__(self, settings: Settings, client: AsyncS3Client, presigner: Presigner) -> None:
        super().__init__(client, settings.s3_bucket)
        self._intact = IntactObjects(client, settings.s3_bucket)
        self.presigner = presigner

    async def check(self) -> None:
        """Raise unless the bucket answers.

        Raises:
            ConfigurationError: the bucket is missing or the credentials do not open it.
            StorageUnavailable: the endpoint does not answer.
        """
        try:
            with translated():
                await self._client.head_bucket(Bucket=self._bucket)
        except ObjectMissing:
            raise ConfigurationError(f"The S3 bucket {self._bucket!r} does not exist.") from None
        except AccessRefused:
            raise ConfigurationError(
                f"The S3 credentials are wrong or do not open the bucket {self._bucket!r}: "
                "they need s3:ListBucket, and what else `python -m worker policy` prints."
            ) from None

    async def read(self, key: str) -> tuple[bytes, str]:
        """An object's bytes and etag, for small objects.

        Raises:
            ObjectMissing: there is none.
        """
        return await self._intact.get(key)

    async def read_range(self, key: str, start: int, end: int, *, etag: str) -> bytes:
        """The bytes from `start` to before `end` of this very version of an object; fewer where it ends.

        Raises:
            ObjectMissing: there is none.
            PreconditionFailed: there is another version by now.
        """
        with translated():
            answer = await self._client.get_object(
                Bucket=self._bucket, Key=key, Range=f"bytes={start}-{end - 1}", IfMatch=f'"{etag}"'
            )
            async with answer["Body"] as body:
                if bare(answer["ETag"]) != etag:  # some stores do not know the condition
                    raise PreconditionFailed
                if not is_range(answer, start, end):
                    raise StorageUnavailable
                return await body.read()

    async def head(self, key: str) -> ObjectInfo:
        """What there is under a key.

        Raises:
            ObjectMissing: nothing.
        """
        with translated():
            answer = await self._client.head_object(Bucket=self._bucket, Key=key)
        return ObjectInfo(key, answer["ContentLength"], bare(answer["ETag"]), answer["LastModified"])

    async def write(self, key: str, body: bytes, content_type: str) -> str:
        """Write an object whatever is there; returns its etag."""
        return await self._intact.put(key, body, content_type, {})

    async def write_if(self, key: str, body: bytes, content_type: str, *, etag: str | None) -> str:
        """Write an object only if it still has this etag (None: only if there is none); returns the new one.

        A write whose answer was lost and that was sent again by the client counts as won: the bytes say so,
        which is why a caller's bytes must differ from those of any other writer.

        Raises:
            PreconditionFailed: someone else was faster.
        """
        condition: Mapping[str, str] = {"IfNoneMatch": "*"} if etag is None else {"IfMatch": f'"{etag}"'}
        try:
            return await self._intact.put(key, body, content_type, condition)
        except (PreconditionFailed, ObjectMissing):
            try:
                stored, stored_etag = await self.read(key)
            except ObjectMissing:
                raise PreconditionFailed from None
            if stored == body:
                return stored_etag
            raise PreconditionFailed from None

    async def delete(self, key: str) -> None:
        """Delete an object; deleting nothing is fine."""
        with translated():
            await self._client.delete_object(Bucket=self._bucket, Key=key)

    async def delete_version(self, key: str, etag: str) -> None:
        """Delete an object unless it was replaced meanwhile, as far as the storage can tell.

        Raises:
            PreconditionFailed: it was.
        """
        try:
            with translated():
                await self._client.delete_object(Bucket=self._bucket, Key=key, IfMatch=f'"{etag}"')
        except ConditionUnknown:
            await self.delete(key)

    async def walk(self, prefix: str, *, deep: bool = True) -> AsyncIterator[ObjectInfo]:
        """Objects under a prefix in key order; not those in deeper folders unless `deep`."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=prefix, Delimiter="" if deep else "/"
        )
        with translated():
            async for page in pages:
                for item in page.get("Contents", []):
                    yield ObjectInfo(item["Key"], item["Size"], bare(item["ETag"]), item["LastModified"])


@asynccontextmanager
async def open_storage(settings: Settings, patience_seconds: float | None = None) -> AsyncIterator[Storage]:
    """The bucket of these settings, for one event loop.

    Args:
        settings: where it is.
        patience_seconds: how long any one answer may take; for those whom somebody waits for (see `hurry`).

    Raises:
        ConfigurationError: there are no usable credentials, or the AWS configuration is broken.
    """
    access = s3_access(settings)
    config = AioConfig(
        **client_options(access.endpoint),
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        max_pool_connections=32,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    presigner = Presigner(settings)
    with translated():
        session = aioboto3.Session(botocore_session=session_with_fast_times())
        async with session.client("s3", **client_arguments(access), config=config) as client:
            by_stores_clock(client)
            if patience_seconds is None:
                yield Storage(settings, client, presigner)
                return
            async with hurried(client, settings.s3_bucket, patience_seconds) as impatient:
                yield Storage(settings, impatient, presigner)
