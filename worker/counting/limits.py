"""What one count may use: memory, time, temporary disk; a file that needs more ends only its own process."""

from __future__ import annotations

import asyncio
import contextlib
import math
import shutil
import time
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from worker.errors import FileRefused, NoRoom, Refusal

_MEMORY_WATCH_SECONDS = 0.05
_GIGABYTE = 1_000_000_000
_KEY_BYTES_A_ROW = 16 * 1.1
"""The beginning of a file tells its rows only roughly."""
_SPARE_BYTES = 64 * 1024 * 1024
_ADVICE = "Ask whoever runs this service to allow more, or split the file."


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one count may use.

    Attributes:
        memory_bytes: resident memory of the counting process.
        seconds: from start to answer.
        disk_bytes: rows kept in temporary files; the counting process keeps to it by itself. None: any.
    """

    memory_bytes: int
    seconds: float = math.inf
    disk_bytes: int | None = None


@dataclass(slots=True)
class Watch:
    """What the watch over a counting process has seen.

    Attributes:
        refusal: which limit was exceeded, so that the process was killed.
    """

    refusal: FileRefused | None = None


@asynccontextmanager
async def limited(child: Process, limits: Limits) -> AsyncGenerator[Watch]:
    """Kill the process when it exceeds its memory or its time."""
    watch = Watch()

    async def look() -> None:
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
            watch.refusal = await _first_excess(psutil.Process(child.pid), limits)
            child.kill()

    watcher = asyncio.create_task(look())
    try:
        yield watch
    finally:
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher


def require_room(folder: Path | None, rows: int) -> None:
    """Look whether the temporary files of a file of so many rows will fit on the disk.

    Raises:
        NoRoom: hardly; another worker, or this one later, may have more room.
    """
    needed = rows * _KEY_BYTES_A_ROW + _SPARE_BYTES
    free = shutil.disk_usage(folder or ".").free
    if free < needed:
        raise NoRoom(
            f"The disk for temporary files has {free / _GIGABYTE:,.1f} GB free, but this file may need "
            f"{needed / _GIGABYTE:,.1f} GB. Ask whoever runs this service to make room."
        )


def out_of_disk(disk_bytes: int) -> FileRefused:
    """A file has more rows than may be kept in temporary files."""
    return FileRefused(
        Refusal.OUT_OF_DISK,
        f"Counting this file needs more than the {disk_bytes / _GIGABYTE:,.3g} GB of "
        f"temporary disk a job may use. {_ADVICE}",
    )


async def _first_excess(process: psutil.Process, limits: Limits) -> FileRefused:
    deadline = time.monotonic() + limits.seconds
    while True:
        if process.memory_info().rss > limits.memory_bytes:
            return FileRefused(
                Refusal.OUT_OF_MEMORY,
                f"Counting this file needs more than the {limits.memory_bytes >> 20:,} MB of memory "
                f"a job may use. {_ADVICE}",
            )
        if time.monotonic() > deadline:
            return FileRefused(
                Refusal.OUT_OF_TIME,
                f"Counting this file takes longer than the {limits.seconds / 3600:,.3g} hours "
                f"a job may take. {_ADVICE}",
            )
        await asyncio.sleep(_MEMORY_WATCH_SECONDS)
