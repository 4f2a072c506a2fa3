"""A file's bytes in order, from disk or from S3, and the proof that it did not change meanwhile."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from worker.counting.source.changes import file_changed
from worker.counting.source.locations import LocalSource, S3Source
from worker.dialect.byte_source import ByteSource
from worker.errors import FileRefused, StorageUnavailable
from worker.refusal import Refusal
from worker.text.sentences import say


class ByteStream(ByteSource, Protocol):
    """The bytes of one file, read as one version of it."""

    def confirm_unchanged(self) -> None:
        """Raise unless the file is still the one that was opened.

        Raises:
            FileRefused: it was changed or removed.
            StorageUnavailable: that cannot be told right now.
        """
        ...

    def confirm_read(self) -> None:
        """Raise unless all that was read is what the storage has: before a file is blamed for it.

        Raises:
            FileRefused: it was changed or removed.
            StorageUnavailable: it is not, or that cannot be told right now.
        """
        ...


@contextmanager
def open_stream(source: LocalSource | S3Source) -> Generator[ByteStream]:
    """Open a source for reading.

    Raises:
        FileRefused: there is no such file.
        StorageUnavailable: the storage does not answer.
        ConfigurationError: the storage refuses the credentials.
    """
    if isinstance(source, LocalSource):
        with _LocalStream.open(source.path) as local:
            yield local
    else:
        from worker.counting.source.s3_stream import open_s3_stream  # noqa: PLC0415 - boto3 costs 0.3 s to import

        with open_s3_stream(source) as remote:
            yield remote


class _LocalStream:
    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor
        self._opened = os.fstat(descriptor)
        self.size = self._opened.st_size

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Generator[_LocalStream]:
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise FileRefused(Refusal.FILE_MISSING, say("{name} is not a regular file.", name=path.name))
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            raise FileRefused(Refusal.FILE_MISSING, say("There is no file {name}.", name=path.name)) from None
        except OSError as error:
            raise FileRefused(
                Refusal.FILE_MISSING,
                say("The file {name} cannot be read: {reason}.", name=path.name, reason=error.strerror),
            ) from None
        try:
            yield cls(path, descriptor)
        finally:
            os.close(descriptor)

    def read_at(self, offset: int, length: int) -> bytes:
        end = min(offset + length, self.size)
        pieces: list[bytes] = []
        while offset < end:
            pieces.append(self._read(offset, end - offset))
            offset += len(pieces[-1])
        return b"".join(pieces)

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        offset = 0
        while offset < self.size:
            chunk = self._read(offset, min(chunk_bytes, self.size - offset))
            offset += len(chunk)
            yield chunk

    def _read(self, offset: int, length: int) -> bytes:
        try:
            data = os.pread(self._descriptor, length, offset)
        except OSError as error:
            raise StorageUnavailable(
                say("Reading the file failed: {reason}.", reason=error.strerror)
            ) from None
        if not data:
            raise file_changed()
        return data

    def confirm_unchanged(self) -> None:
        try:
            now = self._path.stat()
        except OSError:
            raise file_changed() from None
        before = self._opened
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
            raise file_changed()

    def confirm_read(self) -> None:
        return
