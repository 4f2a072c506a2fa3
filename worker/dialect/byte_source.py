"""What is read: the bytes of one file, in order or at a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class ByteSource(Protocol):
    """The bytes of one file.

    Attributes:
        size: of the file, in bytes.
    """

    size: int

    def read_at(self, offset: int, length: int) -> bytes:
        """So many bytes from there on; fewer only where the file ends.

        Raises:
            FileRefused: the file was changed or removed meanwhile.
            StorageUnavailable: it cannot be read right now.
        """
        ...

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        """All bytes from the beginning, in pieces of `chunk_bytes`, the last one shorter.

        Raises:
            FileRefused: the file was changed or removed meanwhile.
            StorageUnavailable: it cannot be read right now.
        """
        ...


class Remembering:
    """A source whose beginning is read once, as a whole, however often pieces of it are asked for.

    Args:
        source: the file.
        beginning_bytes: how much is remembered.
    """

    def __init__(self, source: ByteSource, beginning_bytes: int) -> None:
        self._source = source
        self._beginning_bytes = beginning_bytes
        self._beginning: bytes | None = None
        self.size = source.size

    def read_at(self, offset: int, length: int) -> bytes:
        """See ByteSource."""
        if offset + length > self._beginning_bytes:
            return self._source.read_at(offset, length)
        if self._beginning is None:
            self._beginning = self._source.read_at(0, self._beginning_bytes)
        return self._beginning[offset : offset + length]

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        """See ByteSource."""
        return self._source.chunks(chunk_bytes)
