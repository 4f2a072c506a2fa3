"""S3 in memory: a client that answers as SeaweedFS and AWS do, for the real `Storage` to work with."""

# ruff: noqa: N803 - the names are those of the S3 client

from __future__ import annotations

import hashlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self, TypeVar, cast

from botocore.exceptions import ClientError

from worker.settings import Settings
from worker.storage.client import Storage

_Answer = TypeVar("_Answer")
_PAGE = 2  # small, so that listings are paged


@dataclass(frozen=True)
class Stored:
    """An object or a part."""

    body: bytes
    etag: str
    modified: datetime


@dataclass
class Upload:
    """A multipart upload that goes on."""

    key: str
    begun: datetime
    parts: dict[int, Stored] = field(default_factory=dict)


@dataclass
class MemoryBucket:
    """What is stored; every method is one atomic request.

    Attributes:
        before_change: told of every change of an object (None: deleted) just before it is made.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    before_change: Callable[[str, Stored | None], None] = lambda _key, _new: None
    objects: dict[str, Stored] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)

    def get(self, key: str) -> Stored:
        if key not in self.objects:
            raise error(404, "NoSuchKey")
        return self.objects[key]

    def put(
        self, key: str, body: bytes, *, match: str | None = None, none_match: str | None = None
    ) -> Stored:
        there = self.objects.get(key)
        if none_match == "*" and there:
            raise error(412, "PreconditionFailed")
        if match is not None and there is None:
            raise error(404, "NoSuchKey")
        if match is not None and there and match.strip('"') != there.etag:
            raise error(412, "PreconditionFailed")
        return self._set(key, Stored(body, hashlib.md5(body).hexdigest(), self.now()))

    def delete(self, key: str, match: str | None = None) -> None:
        if key in self.objects:
            if match is not None and match.strip('"') != self.objects[key].etag:
                raise error(412, "PreconditionFailed")
            self.before_change(key, None)
            del self.objects[key]

    def begin(self, key: str) -> str:
        upload_id = f"upload-{next(self._ids)}"
        self.uploads[upload_id] = Upload(key, self.now())
        return upload_id

    def upload(self, upload_id: str) -> Upload:
        if upload_id not in self.uploads:
            raise error(404, "NoSuchUpload")
        return self.uploads[upload_id]

    def put_part(self, upload_id: str, number: int, body: bytes) -> None:
        """What a browser does with a presigned URL."""
        etag = hashlib.md5(body).hexdigest()
        self.upload(upload_id).parts[number] = Stored(body, etag, self.now())

    def complete(self, key: str, upload_id: str, wanted: list[tuple[int, str]]) -> None:
        parts = self.upload(upload_id).parts
        if any(number not in parts or parts[number].etag != etag.strip('"') for number, etag in wanted):
            raise error(400, "InvalidPart")
        body = b"".join(parts[number].body for number, _ in wanted)
        etag = f"{hashlib.md5(body).hexdigest()}-{len(wanted)}"
        self._set(key, Stored(body, etag, self.now()))
        del self.uploads[upload_id]

    def abort(self, upload_id: str) -> None:
        self.upload(upload_id)
        del self.uploads[upload_id]

    def _set(self, key: str, new: Stored) -> Stored:
        self.before_change(key, new)
        self.objects[key] = new
        return new


class Network:
    """Carries requests to the bucket and answers back; subclasses delay, lose and break."""

    async def send(self, name: str, request: Callable[[], _Answer]) -> _Answer:  # noqa: ARG002
        """Have a request answered."""
        return request()


class MemoryClient:
    """The part of aioboto3's S3 client that `Storage` uses."""

    def __init__(self, bucket: MemoryBucket, network: Network) -> None:
        self._bucket = bucket
        self._network = network

    async def head_bucket(self, **_: Any) -> None:
        await self._send("head bucket", lambda: None)

    async def get_object(self, *, Key: str, **_: Any) -> dict[str, Any]:
        return _described(await self._send(f"get {Key}", lambda: self._bucket.get(Key)))

    async def head_object(self, *, Key: str, **_: Any) -> dict[str, Any]:
        return _described(await self._send(f"head {Key}", lambda: self._bucket.get(Key)))

    async def put_object(
        self, *, Key: str, Body: bytes, IfMatch: str | None = None, IfNoneMatch: str | None = None, **_: Any
    ) -> dict[str, Any]:
        def request() -> Stored:
            return self._bucket.put(Key, Body, match=IfMatch, none_match=IfNoneMatch)

        return _described(await self._send(f"put {Key}", request))

    async def delete_object(self, *, Key: str, IfMatch: str | None = None, **_: Any) -> None:
        await self._send(f"delete {Key}", lambda: self._bucket.delete(Key, match=IfMatch))

    async def create_multipart_upload(self, *, Key: str, **_: Any) -> dict[str, str]:
        return {"UploadId": await self._send(f"begin {Key}", lambda: self._bucket.begin(Key))}

    async def complete_multipart_upload(
        self, *, Key: str, UploadId: str, MultipartUpload: Mapping[str, list[dict[str, Any]]], **_: Any
    ) -> None:
        parts = [(part["PartNumber"], part["ETag"]) for part in MultipartUpload["Parts"]]
        await self._send(f"complete {Key}", lambda: self._bucket.complete(Key, UploadId, parts))

    async def abort_multipart_upload(self, *, Key: str, UploadId: str, **_: Any) -> None:
        await self._send(f"abort {Key}", lambda: self._bucket.abort(UploadId))

    def get_paginator(self, operation: str) -> _Paginator:
        return _Paginator(operation, self._bucket, self._send)

    async def _send(self, name: str, request: Callable[[], _Answer]) -> _Answer:
        return await self._network.send(name, request)


class _Paginator:
    def __init__(
        self,
        operation: str,
        bucket: MemoryBucket,
        send: Callable[[str, Callable[[], Any]], Awaitable[Any]],
    ) -> None:
        self._operation = operation
        self._bucket = bucket
        self._send = send

    async def paginate(self, **wanted: Any) -> AsyncIterator[dict[str, Any]]:
        if self._operation == "list_parts":
            yield await self._send(f"parts {wanted['Key']}", lambda: self._parts(wanted["UploadId"]))
            return
        list_page = self._uploads if self._operation == "list_multipart_uploads" else self._objects
        after: str | None = ""
        while after is not None:
            start = after
            page, after = await self._send("list", lambda: list_page(wanted, start))  # noqa: B023
            yield page

    def _parts(self, upload_id: str) -> dict[str, Any]:
        parts = sorted(self._bucket.upload(upload_id).parts.items())
        return {"Parts": [{"PartNumber": number, **_listed(part)} for number, part in parts]}

    def _uploads(self, wanted: Mapping[str, str], after: str) -> tuple[dict[str, Any], str | None]:
        uploads: list[dict[str, Any]] = [
            {"Key": upload.key, "UploadId": upload_id, "Initiated": upload.begun}
            for upload_id, upload in sorted(self._bucket.uploads.items())
            if upload.key.startswith(wanted["Prefix"]) and upload_id > after
        ]
        return {"Uploads": uploads[:_PAGE]}, uploads[_PAGE - 1]["UploadId"] if len(uploads) > _PAGE else None

    def _objects(self, wanted: Mapping[str, str], after: str) -> tuple[dict[str, Any], str | None]:
        prefix, delimiter = wanted["Prefix"], wanted["Delimiter"]
        keys = [
            key
            for key in sorted(self._bucket.objects)
            if key.startswith(prefix)
            and key > after
            and not (delimiter and delimiter in key.removeprefix(prefix))
        ]
        page = [{"Key": key, **_listed(self._bucket.objects[key])} for key in keys[:_PAGE]]
        return {"Contents": page}, keys[_PAGE - 1] if len(keys) > _PAGE else None


class _Presigner:
    def part(self, *_: Any) -> str:
        return "memory:"


class _Body:
    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def read(self) -> bytes:
        return self._body


def memory_storage(settings: Settings, bucket: MemoryBucket, network: Network | None = None) -> Storage:
    """The product's storage over a bucket in memory."""
    client = MemoryClient(bucket, network or Network())
    return Storage(settings, cast("Any", client), cast("Any", _Presigner()))


def _described(stored: Stored) -> dict[str, Any]:
    return {
        "ETag": f'"{stored.etag}"',
        "ContentLength": len(stored.body),
        "LastModified": stored.modified,
        "Body": _Body(stored.body),
    }


def _listed(stored: Stored) -> dict[str, Any]:
    return {"ETag": f'"{stored.etag}"', "Size": len(stored.body), "LastModified": stored.modified}


def error(status: int, code: str) -> ClientError:
    """The storage's answer when it does not do what it is asked."""
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "request")
