"""The sum that a storage tells of a whole object, and the same of the bytes that came."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from zlib_ng import zlib_ng

_MD5_BYTES = 64 * 1024 * 1024
"""Up to this size an MD5 costs less than a tenth of a second; beyond it would be a fifth of all counting."""

_MOST_PARTS = 16
_PARTS_MD5 = re.compile(r"[0-9a-f]{32}-([0-9]{1,5})")
_MD5 = re.compile(r"[0-9a-f]{32}")
_PLAIN = "AES256"

PartSize = Callable[[int], int]


class Sum(Protocol):
    """Adds up the bytes of an object from the first to the last.

    Attributes:
        is_sure: whether it can be nothing else than a sum of the bytes.
    """

    is_sure: bool

    def add(self, data: bytes) -> None:
        """The next bytes."""
        ...

    def is_right(self) -> bool:
        """Whether they are what the storage has, all of them added."""
        ...


def sum_of(head: Mapping[str, Any], part_size: PartSize) -> Sum | None:
    """The cheapest sum that the storage tells; None where there is none, or only one that costs too much.

    Args:
        head: the answer to HeadObject, asked with its checksums.
        part_size: bytes of a part, by its number, as the storage says.
    """
    for name, new in (("CRC32", _Crc32), ("SHA1", hashlib.sha1), ("SHA256", hashlib.sha256)):
        told = head.get(f"Checksum{name}", "-")
        if "-" not in told and head.get("ChecksumType", "FULL_OBJECT") == "FULL_OBJECT":
            return _Digest(new, base64.b64decode(told))
    etag, size = str(head["ETag"]).strip('"'), int(head["ContentLength"])
    is_plain = head.get("ServerSideEncryption", _PLAIN) == _PLAIN and "SSECustomerAlgorithm" not in head
    if size > _MD5_BYTES or not is_plain:
        return None
    if _MD5.fullmatch(etag):
        return _Digest(_md5, binascii.unhexlify(etag), is_sure=False)
    if (parts := _PARTS_MD5.fullmatch(etag)) and (count := int(parts[1])) <= _MOST_PARTS:
        sizes = [part_size(number) for number in range(1, count)] if count > 1 else []
        last = size - sum(sizes)
        return _Parts([*sizes, last], etag) if last > 0 else None
    return None


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def digest(self) -> bytes: ...


class _Digest:
    def __init__(self, new: Callable[[], _Hash], expected: bytes, *, is_sure: bool = True) -> None:
        self._hash = new()
        self._expected = expected
        self.is_sure = is_sure

    def add(self, data: bytes) -> None:
        self._hash.update(data)

    def is_right(self) -> bool:
        return self._hash.digest() == self._expected


class _Parts:
    """The ETag of an object made of parts: the MD5 of their MD5s."""

    is_sure = False

    def __init__(self, sizes: Sequence[int], etag: str) -> None:
        self._left = list(reversed(sizes))
        self._expected = etag
        self._parts = len(sizes)
        self._part, self._whole = _md5(), _md5()

    def add(self, data: bytes) -> None:
        while data and self._left:
            piece, data = data[: self._left[-1]], data[self._left[-1] :]
            self._part.update(piece)
            self._left[-1] -= len(piece)
            if not self._left[-1]:
                self._left.pop()
                self._whole.update(self._part.digest())
                self._part = _md5()

    def is_right(self) -> bool:
        return f"{binascii.hexlify(self._whole.digest()).decode()}-{self._parts}" == self._expected


class _Crc32:
    def __init__(self) -> None:
        self._value = 0

    def update(self, data: bytes) -> None:
        self._value = zlib_ng.crc32(data, self._value)

    def digest(self) -> bytes:
        return self._value.to_bytes(4)


def _md5() -> _Hash:
    return hashlib.md5(usedforsecurity=False)


class Glimpses:
    """What was read of an object out of turn, to be met again when all of it is read in order."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], int] = {}
        self._met: dict[tuple[int, int], int] = {}
        self._offset = 0

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(sorted(self._seen))

    def is_same(self, start: int, data: bytes) -> bool:
        """Whether these bytes are as they were when they were read before; True when they were not."""
        crc = zlib_ng.crc32(data)
        return self._seen.setdefault((start, start + len(data)), crc) == crc

    def begin(self) -> None:
        """The object is now read from its first byte."""
        self._met = dict.fromkeys(self._seen, 0)
        self._offset = 0

    def add(self, data: bytes) -> None:
        """The next bytes of it."""
        view = memoryview(data)
        for (start, end), crc in self._met.items():
            inside = view[max(0, start - self._offset) : max(0, end - self._offset)]
            self._met[start, end] = zlib_ng.crc32(inside, crc)
        self._offset += len(data)

    def are_right(self) -> bool:
        """Whether all were met again."""
        return self._met.items() <= self._seen.items()
