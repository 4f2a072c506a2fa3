"""Small objects that reach the storage as they were sent, and come back as they lie there."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import structlog

from worker.errors import (
    AudienceError,
    ConditionUnknown,
    Garbled,
    ObjectMissing,
    SignatureRefused,
    StorageUnavailable,
)
from worker.storage.error_mapping import translated

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client as AsyncS3Client

_log = structlog.get_logger()

_TRIES = 4
_LIKE_MD5 = re.compile(r"[0-9a-f]{32}")
_PLAIN = "AES256"  # as far as ETags go: other ways to encrypt give ETags that are no MD5


class IntactObjects:
    """Puts and gets, each checked by sums and done again when they differ.

    With an object go its CRC-32 and MD5, by which most storages refuse what arrives otherwise, and keep the
    first. The ETag, in most of them the MD5, is compared, too; where it may be something else, what lies in
    the storage is the judge.
    """

    def __init__(self, client: AsyncS3Client, bucket: str) -> None:
        self._client = client
        self._bucket = bucket
        self._knows_crc = True
        self._has_md5_etags = False

    async def put(self, key: str, body: bytes, content_type: str, condition: Mapping[str, str]) -> str:
        """Write an object; returns its etag.

        Raises:
            StorageUnavailable: the storage is away, or what it has is not what was sent, however often.
            PreconditionFailed: the condition does not hold.
        """
        trouble: AudienceError = Garbled()
        for _ in range(_TRIES):
            try:
                answer = await self._send(key, body, content_type, condition)
            except (Garbled, SignatureRefused) as error:
                _log.warning("storage.garbled", of="put", code=error.code)
                trouble = error
                continue
            etag = bare(answer["ETag"])
            if self._is_of(etag, body, answer):
                return etag
            try:
                stored, stored_etag = await self.get(key)
            except ObjectMissing:
                return etag
            if stored == body:
                return stored_etag
            if stored_etag != etag:  # nobody's but another writer's, by now
                raise StorageUnavailable
            _log.warning("storage.garbled", of="put", code="stored")
            condition = {"IfMatch": f'"{etag}"'}
        raise trouble

    async def get(self, key: str) -> tuple[bytes, str]:
        """An object's bytes and etag.

        Raises:
            ObjectMissing: there is none.
            StorageUnavailable: the storage is away, or what comes does not fit the sums, however often.
        """
        before: bytes | None = None
        for _ in range(_TRIES):
            try:
                body, etag, answer = await self._fetch(key)
            except Garbled:
                _log.warning("storage.garbled", of="get")
                continue
            is_proven = self._is_of(etag, body, answer) or _crc32_told(answer) is not None
            if is_proven or (body == before and not self._has_md5_etags):
                return body, etag
            before = body
        raise Garbled

    async def _send(
        self, key: str, body: bytes, content_type: str, condition: Mapping[str, str]
    ) -> Mapping[str, Any]:
        request: dict[str, Any] = {
            "Bucket": self._bucket,
            "Key": key,
            "Body": body,
            "ContentType": content_type,
            "ContentMD5": _base64(hashlib.md5(body, usedforsecurity=False).digest()),
            **condition,
        }
        crc: dict[str, Any] = {"ChecksumCRC32": _crc32(body)}
        try:
            with translated():
                return await self._client.put_object(**request, **(crc if self._knows_crc else {}))
        except ConditionUnknown:
            if not self._knows_crc:
                raise
        with translated():
            answer = await self._client.put_object(**request)
        self._knows_crc = False
        return answer

    async def _fetch(self, key: str) -> tuple[bytes, str, Mapping[str, Any]]:
        with translated():
            answer = await self._client.get_object(Bucket=self._bucket, Key=key, ChecksumMode="ENABLED")
            async with answer["Body"] as content:  # its reader compares no sums
                body = await content.read()
        if _crc32_told(answer) not in {None, _crc32(body)}:
            raise Garbled
        return body, bare(answer["ETag"]), answer

    def _is_of(self, etag: str, body: bytes, answer: Mapping[str, Any]) -> bool:
        """Whether the ETag is the MD5 of these bytes, or plainly no MD5."""
        if hashlib.md5(body, usedforsecurity=False).hexdigest() == etag:
            self._has_md5_etags = True
            return True
        is_encrypted = (
            answer.get("ServerSideEncryption", _PLAIN) != _PLAIN or "SSECustomerAlgorithm" in answer
        )
        return is_encrypted or not _LIKE_MD5.fullmatch(etag)


def bare(etag: str) -> str:
    """An ETag without its quotes."""
    return etag.strip('"')


def _crc32_told(answer: Mapping[str, Any]) -> str | None:
    """The sum of the whole object; one of its parts' sums has a dash."""
    told = str(answer.get("ChecksumCRC32", "-"))
    return None if "-" in told else told


def _crc32(body: bytes) -> str:
    return _base64(binascii.crc32(body).to_bytes(4))


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
