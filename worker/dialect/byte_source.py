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
