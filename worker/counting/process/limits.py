"""What one count may use: memory, time, temporary disk; a file that needs more ends only its own process."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psutil

from worker.counting.process.disk import ALLOW_MORE
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_MEMORY_WATCH_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class CountLimits:
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
class LimitWatch:
    """What the watch over a counting process has seen.

    Attributes:
        refusal: which limit was exceeded, so that the process was killed.
    """

    refusal: FileRefused | None = None


@asynccontextmanager
async def limited(child: Process, limits: CountLimits) -> AsyncGenerator[LimitWatch]:
    """Kill the process when it exceeds its memory or its time."""
    watch = LimitWatch()

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


async def _first_excess(process: psutil.Process, limits: CountLimits) -> FileRefused:
    deadline = time.monotonic() + limits.seconds
    while True:
        if process.memory_info().rss > limits.memory_bytes:
            return FileRefused(
                Refusal.OUT_OF_MEMORY,
                say(
                    "Counting this file needs more than the {size:,} MB of memory one file may use. {advice}",
                    size=limits.memory_bytes >> 20,
                    advice=ALLOW_MORE,
                ),
            )
        if time.monotonic() > deadline:
            return FileRefused(
                Refusal.OUT_OF_TIME,
                say(
                    "Counting this file takes longer than the {hours:,.3g} hours one file may take. {advice}",
                    hours=limits.seconds / 3600,
                    advice=ALLOW_MORE,
                ),
            )
        await asyncio.sleep(_MEMORY_WATCH_SECONDS)
