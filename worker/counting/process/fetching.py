"""Fetch a file first that is read here and there: only when all of it has come it is proved."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from worker.counting.process.disk import out_of_disk
from worker.counting.process.protocol import CountRequest
from worker.counting.source.byte_stream import ByteStream
from worker.counting.source.locations import LocalSource
from worker.dialect.workbooks.opening import is_book
from worker.errors import FileRefused, NoRoom
from worker.text.sentences import say
from worker.text.sizes import GIGABYTE, MEBIBYTE

_CHUNK_BYTES = 4 * MEBIBYTE
_SPARE_BYTES = 64 * MEBIBYTE


@contextmanager
def at_hand(stream: ByteStream, request: CountRequest, folder: Path) -> Generator[ByteStream]:
    """The file, on this machine if it is one that is not read in order.

    Args:
        stream: the file.
        request: where it comes from, and how much disk it may take.
        folder: where to put it.

    Raises:
        FileRefused: it is too large, damaged, or of a kind that is not read.
        NoRoom: it does not fit there now.
        StorageUnavailable: it cannot be read right now, or not as it is stored.
    """
    if isinstance(request.file.source, LocalSource) or not _is_book(stream):
        yield stream
    else:
        with _fetched(stream, folder, request.disk_bytes) as copy:
            yield copy


def _is_book(stream: ByteStream) -> bool:
    try:
        return is_book(stream)
    except FileRefused:
        stream.confirm_read()
        raise


@contextmanager
def _fetched(stream: ByteStream, folder: Path, most_bytes: int | None) -> Generator[ByteStream]:
    if most_bytes is not None and stream.size > most_bytes:
        raise out_of_disk(most_bytes)
    free = shutil.disk_usage(folder).free
    if free < stream.size + _SPARE_BYTES:
        raise NoRoom(
            say(
                "The disk for temporary files has {free:,.1f} GB free, but this file has {size:,.1f} GB. "
                "Ask whoever runs this service to make room.",
                free=free / GIGABYTE,
                size=stream.size / GIGABYTE,
            )
        )
    with tempfile.TemporaryFile(dir=folder) as file:
        for chunk in stream.chunks(_CHUNK_BYTES):
            file.write(chunk)
        file.flush()
        yield _Fetched(stream, file.fileno())


class _Fetched:
    """The copy; whether the file is still the same is asked of where it came from."""

    def __init__(self, stream: ByteStream, descriptor: int) -> None:
        self._stream = stream
        self._descriptor = descriptor
        self.size = stream.size

    def read_at(self, offset: int, length: int) -> bytes:
        return os.pread(self._descriptor, length, offset)

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        for offset in range(0, self.size, chunk_bytes):
            yield self.read_at(offset, chunk_bytes)

    def confirm_unchanged(self) -> None:
        self._stream.confirm_unchanged()

    def confirm_read(self) -> None:
        self._stream.confirm_read()
