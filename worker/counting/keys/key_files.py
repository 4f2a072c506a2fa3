"""Writing key files: many at once, and together what several blocks have for one of them."""

from __future__ import annotations

import os
import resource
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from worker.counting.keys.email_keys import Keys
from worker.counting.process.disk import out_of_disk

ROW_BYTES = 16
_GATHERED_BYTES = 6 * 1024 * 1024
_MOST_GATHERED = 64
_SPARE_DESCRIPTORS = 256


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Where the keys of a file go.

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


class KeyFiles:
    """Open key files.

    Args:
        descriptors: theirs.
        most_bytes: what all of them may hold; None: anything.
    """

    def __init__(self, descriptors: list[int], most_bytes: int | None = None) -> None:
        self._descriptors = descriptors
        self._waiting: list[tuple[memoryview, list[int]]] = []
        self._bytes = 0
        self._total = 0
        self._most = most_bytes

    def add(self, keys: Keys, bounds: npt.NDArray[np.int64]) -> None:
        """Append rows to the files.

        Args:
            keys: ordered by file.
            bounds: where each file's rows begin in them, and the end.

        Raises:
            FileRefused: they would hold more than they may.
            OSError: the disk is full or broken.
        """
        self._total += len(keys) * ROW_BYTES
        if self._most is not None and self._total > self._most:
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
def open_key_files(paths: list[Path], most_bytes: int | None = None) -> Generator[KeyFiles]:
    """Make these files; what was added is in them at the end of the context, unless it ends by an error.

    Args:
        paths: where nothing is yet.
        most_bytes: what all of them may hold; None: anything.
    """
    _allow_open_files(len(paths) + _SPARE_DESCRIPTORS)
    with ExitStack() as closing:
        descriptors: list[int] = []
        for path in paths:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            closing.callback(os.close, descriptor)
            descriptors.append(descriptor)
        files = KeyFiles(descriptors, most_bytes)
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
