"""A file's bytes as what libraries read: something with a position."""

from __future__ import annotations

import io
from typing import Any

from worker.dialect.byte_source import ByteSource


class SourceFile(io.RawIOBase):
    """A source as a file, to be read through a buffer.

    Attributes:
        read_bytes: asked for so far.
    """

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self._position = 0
        self.read_bytes = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, as files do."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        """The place."""
        return self._position

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from there on."""
        self.read_bytes += len(buffer)
        data = self._source.read_at(self._position, len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)
