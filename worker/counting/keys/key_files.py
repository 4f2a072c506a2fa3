"""Writing key files: many at once, and together what several blocks have for one of them.

Each of them holds one partition of all keys: first those of the first file counted, then those of the second,
each in the order of its rows. Where each file's rows begin stands in a table beside them.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from worker.counting.keys.email_keys import Keys
from worker.counting.keys.runs import ROW_BYTES, KeyRuns
from worker.counting.process.disk import out_of_disk

_GATHERED_BYTES = 6 * 1024 * 1024
_MOST_GATHERED = 64
_SPARE_DESCRIPTORS = 256


Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Where the keys of files go.

    Attributes:
        folder: for the key files; empty.
        partitions: how many they are, a power of two.
        most_bytes: what all of them may hold; None: anything.
    """

    folder: Path
    partitions: int
    most_bytes: int | None = None

    @property
    def paths(self) -> list[Path]:
        """Of the key files."""
        return [self.folder / f"{index:05}.keys" for index in range(self.partitions)]

    @property
    def table(self) -> Path:
        """Of where each file's rows begin in them."""
        return self.folder / "begins"

    def runs(self) -> Iterator[KeyRuns]:
        """The key files, and how many rows of each file are in them."""
        begins = np.memmap(self.table, np.int64, "r").reshape(-1, self.partitions)
        for number, path in enumerate(self.paths):
            rows = np.diff(begins[:, number], append=path.stat().st_size // ROW_BYTES)
            files = np.flatnonzero(rows)
            yield KeyRuns(path, files.astype(np.uint32), rows[files])


class KeyFiles:
    """Open key files.

    Args:
        descriptors: theirs.
        table: where to write at which row of each of them each file begins.
        most_bytes: what all of them may hold; None: anything.
    """

    def __init__(self, descriptors: list[int], table: BinaryIO, most_bytes: int | None = None) -> None:
        self._descriptors = descriptors
        self._table = table
        self._begin = np.zeros(len(descriptors), np.int64)
        self._rows = self._begin.copy()
        self._waiting: list[tuple[memoryview, list[int]]] = []
        self._bytes = 0
        self._most = most_bytes

    @property
    def partitions(self) -> int:
        """How many they are."""
        return len(self._descriptors)

    def begin(self) -> None:
        """What is added from here on is of the next file."""
        self._begin = self._rows.copy()
        self._table.write(self._begin.data)

    def take_back(self) -> None:
        """Remove what was added of this file.

        Raises:
            OSError: the disk is broken.
        """
        self.write()
        for descriptor, rows in zip(self._descriptors, self._begin.tolist(), strict=True):
            os.ftruncate(descriptor, rows * ROW_BYTES)
            os.lseek(descriptor, 0, os.SEEK_END)
        self._rows = self._begin.copy()

    def take_all_back(self) -> None:
        """Remove what was added of all files.

        Raises:
            OSError: the disk is broken.
        """
        self._begin = np.zeros_like(self._begin)
        self.take_back()
        self._table.seek(0)
        self._table.truncate()

    def add(self, keys: Keys, bounds: npt.NDArray[np.int64]) -> None:
        """Append rows to the files.

        Args:
            keys: ordered by file.
            bounds: where each file's rows begin in them, and the end.

        Raises:
            FileRefused: they would hold more than they may.
            OSError: the disk is full or broken.
        """
        self._rows += np.diff(bounds)
        if self._most is not None and self._rows.sum() * ROW_BYTES > self._most:
            raise out_of_disk(self._most)
        if len(keys):
            self._waiting.append((keys.data.cast("B"), (bounds * ROW_BYTES).tolist()))
            self._bytes += len(keys) * ROW_BYTES
        if self._bytes >= _GATHERED_BYTES or len(self._waiting) >= _MOST_GATHERED:
            self.write()

    def write(self) -> None:
        """Write what was gathered.

        Raises:
            OSError: the disk is full or broken.
        """
        for number, descriptor in enumerate(self._descriptors if self._waiting else []):
            _write(descriptor, [data[ends[number] : ends[number + 1]] for data, ends in self._waiting])
        self._waiting.clear()
        self._bytes = 0


@contextmanager
def open_key_files(store: KeyStore) -> Generator[KeyFiles]:
    """Make the files; what was added is in them at the end of the context, unless it ends by an error."""
    _allow_open_files(store.partitions + _SPARE_DESCRIPTORS)
    with ExitStack() as closing:
        descriptors: list[int] = []
        for path in store.paths:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            closing.callback(os.close, descriptor)
            descriptors.append(descriptor)
        table = closing.enter_context(store.table.open("xb"))
        files = KeyFiles(descriptors, table, store.most_bytes)
        yield files
        files.write()


def _write(descriptor: int, pieces: list[memoryview]) -> None:
    written = os.writev(descriptor, pieces)
    if written < sum(map(len, pieces)):
        rest = memoryview(b"".join(pieces))[written:]
        while rest:
            rest = rest[os.write(descriptor, rest) :]


def _allow_open_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < count:
        wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
