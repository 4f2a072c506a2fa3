"""An S3 object's bytes in order: ranges fetched ahead in parallel, each tied to one version of the object."""

from __future__ import annotations

import math
import threading
from array import array
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, ParamValidationError
from tenacity import Retrying, retry_if_exception_type, stop_before_delay
from urllib3.exceptions import HTTPError
from zlib_ng import zlib_ng

from worker.counting.source.changes import file_changed, garbled
from worker.counting.source.locations import S3Source
from worker.counting.source.s3_sums import Glimpses, sum_of
from worker.errors import (
    AudienceError,
    ConfigurationError,
    FileRefused,
    ObjectMissing,
    PreconditionFailed,
    StorageUnavailable,
)
from worker.refusal import Refusal
from worker.retrying import GrowingPauses
from worker.storage.access import S3Access
from worker.storage.clients import s3_client
from worker.storage.codes import is_range
from worker.storage.error_mapping import error_code, meaning_of
from worker.text.sentences import say

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

T = TypeVar("T")

_RANGES_AHEAD = 4
_RANGE_BYTES = 8 * 1024 * 1024
"""Of one request: smaller ones spend their time waiting for the server."""

_UNREAD = -1
_PATIENCE_SECONDS = 60.0
_PAUSES = GrowingPauses(first_seconds=0.2, longest_seconds=5, spread=0)
_BEYOND_ITS_END = frozenset({"416", "InvalidRange"})
_OPTIONS = {
    "connect_timeout": 5,
    "read_timeout": 15,
    "retries": {"mode": "standard", "total_max_attempts": 1},  # ours see the body, too
    "max_pool_connections": _RANGES_AHEAD + 1,
}


@contextmanager
def open_s3_stream(source: S3Source) -> Generator[_S3Stream]:
    """Open an object for reading.

    Raises:
        FileRefused: there is no such object.
        StorageUnavailable: the storage does not answer.
        ConfigurationError: the storage refuses the credentials.
    """
    client = _client(source.access)
    try:
        with ThreadPoolExecutor(_RANGES_AHEAD, thread_name_prefix="s3-range") as pool:
            yield _S3Stream(client, source, pool)
    finally:
        client.close()


class _S3Stream:
    def __init__(self, client: S3Client, source: S3Source, pool: ThreadPoolExecutor) -> None:
        self._client = client
        self._bucket = source.bucket
        self._key = source.key
        self._pool = pool
        self._opened = _persistently(self._head)
        self.size, self._etag = self._opened["ContentLength"], self._opened["ETag"]
        self._glimpses = Glimpses()
        self._sums = array("q", [_UNREAD]) * math.ceil(self.size / _RANGE_BYTES)
        self._is_confirmed = False

    def read_at(self, offset: int, length: int) -> bytes:
        end = min(offset + length, self.size)
        data = self._fetch(offset, end, threading.Event()) if offset < end else b""
        if not self._glimpses.is_same(offset, data):
            raise garbled()
        return data

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        whole = None if self._is_confirmed else sum_of(self._opened, self._part_size)
        self._glimpses.begin()
        for data in self._ranges():
            self._glimpses.add(data)
            if whole:
                whole.add(data)
            yield from _pieces(data, chunk_bytes)
        if not self._glimpses.are_right():
            raise garbled()
        if whole and not whole.is_right():
            if whole.is_sure:
                raise garbled()
            self.confirm_read()  # perhaps it is no sum
        self._is_confirmed = self._is_confirmed or whole is not None

    def _ranges(self) -> Iterator[bytes]:
        waiting: deque[Future[bytes]] = deque()
        ended = threading.Event()
        try:
            for number in range(len(self._sums)):
                waiting.append(self._pool.submit(self._range, number, ended))
                if len(waiting) >= _RANGES_AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            ended.set()
            for future in waiting:
                future.cancel()

    def _range(self, number: int, ended: threading.Event) -> bytes:
        start = number * _RANGE_BYTES
        data = self._fetch(start, min(start + _RANGE_BYTES, self.size), ended)
        if not ended.is_set():
            seen = self._sums[number]
            self._sums[number] = zlib_ng.crc32(data)
            if seen not in {_UNREAD, self._sums[number]}:
                raise garbled()
        return data

    def confirm_unchanged(self) -> None:
        try:
            now = _persistently(self._head)
        except FileRefused:
            raise file_changed() from None
        if (now["ContentLength"], now["ETag"]) != (self.size, self._etag):
            raise file_changed()

    def confirm_read(self) -> None:
        if self._is_confirmed:
            return
        for start, end in self._glimpses:
            self.read_at(start, end - start)
        for number, seen in enumerate(self._sums):
            if seen != _UNREAD:
                self._range(number, threading.Event())

    def _head(self) -> HeadObjectOutputTypeDef:
        return self._client.head_object(Bucket=self._bucket, Key=self._key, ChecksumMode="ENABLED")

    def _part_size(self, number: int) -> int:
        place: Any = {"Bucket": self._bucket, "Key": self._key, "PartNumber": number}
        return _persistently(lambda: self._client.head_object(**place))["ContentLength"]

    def _fetch(self, start: int, end: int, ended: threading.Event) -> bytes:
        def fetch_once() -> bytes:
            if ended.is_set():
                return b""
            answer = self._client.get_object(
                Bucket=self._bucket, Key=self._key, Range=f"bytes={start}-{end - 1}", IfMatch=self._etag
            )
            with answer["Body"] as body:
                if answer["ETag"] != self._etag:
                    raise file_changed()
                if not is_range(answer, start, end, self.size):
                    raise HTTPClientError(error="this is not the range that was asked for")
                data = body.read()
            if len(data) != end - start:
                raise HTTPClientError(error="the answer was cut short")
            return data

        try:
            return _persistently(fetch_once)
        except FileRefused:
            raise file_changed() from None


def _pieces(data: bytes, piece_bytes: int) -> Iterator[bytes]:
    for start in range(0, len(data), piece_bytes):
        yield data[start : start + piece_bytes]


def _client(access: S3Access) -> S3Client:
    try:
        return s3_client(access, _OPTIONS)
    except ValueError as error:
        raise ConfigurationError(f"Unusable S3 settings ({type(error).__name__}).") from None
    except BotoCoreError as error:
        raise meaning_of(error) from None


def _persistently(act: Callable[[], T]) -> T:
    """Do it, again and again while the storage stumbles, until it works or patience ends."""

    def act_once() -> T:
        try:
            return act()
        except (ClientError, BotoCoreError, HTTPError, OSError) as error:
            raise _meaning(error) from None

    return Retrying(
        retry=retry_if_exception_type(StorageUnavailable),
        wait=_PAUSES,
        stop=stop_before_delay(_PATIENCE_SECONDS),
        reraise=True,
    )(act_once)


def _meaning(error: Exception) -> AudienceError:
    """What a refusal says of the file that is read."""
    if isinstance(error, ParamValidationError):
        return ConfigurationError("S3 has no buckets or keys of such names: check the address of the file.")
    if error_code(error) in _BEYOND_ITS_END:
        return file_changed()
    match meaning_of(error):
        case ObjectMissing():
            return FileRefused(Refusal.FILE_MISSING, say("The uploaded file is no longer in the storage."))
        case PreconditionFailed():
            return file_changed()
        case meaning:
            return meaning
