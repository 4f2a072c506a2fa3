"""Counting processes: started, kept warm until there is work for them, and always buried."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog

from worker.counting.process.protocol import WARM
from worker.errors import CountingImpossible
from worker.text.sentences import say

_log = structlog.get_logger()

_ROOT = Path(__file__).resolve().parents[3]
_ANSWER_LIMIT_BYTES = 64 * 1024 * 1024
_ALLOCATOR = {
    # Blocks of the file come and go by the hundred: keep their memory instead of faulting it in anew.
    "MALLOC_MMAP_THRESHOLD_": "67108864",
    "MALLOC_TRIM_THRESHOLD_": "268435456",
    "MALLOC_ARENA_MAX": "1",  # threads then share what was freed; costs nothing measurable
}


class Children:
    """Gives a process to each count, one that has loaded its libraries already where there is any.

    Args:
        threads: that a count uses.
        spare: how many to keep warm; each holds about 90 MB of memory and counts one file, then ends.
    """

    def __init__(self, threads: int, *, spare: int = 0) -> None:
        self._threads = threads
        self._spare = spare
        self._warm: list[Process] = []
        self._warming = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self._warm_up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spare = 0
        async with self._warming:
            while self._warm:
                await _bury(self._warm.pop())

    @asynccontextmanager
    async def one(self) -> AsyncGenerator[Process]:
        """A process that has had no request yet; it does not outlive the context, and another is warmed."""
        child = await self._take()
        _log.info("counting.started", pid=child.pid)
        try:
            yield child
        finally:
            await _bury(child)
            _log.info("counting.ended", pid=child.pid, code=child.returncode)
            await self._warm_up()

    async def _take(self) -> Process:
        while self._warm:
            child = self._warm.pop(0)
            if child.returncode is None:
                return child
        try:
            return await _start(self._threads)
        except OSError as error:
            raise CountingImpossible(
                say("No counting process can be started on this worker ({code}).", code=error.strerror)
            ) from error

    async def _warm_up(self) -> None:
        async with self._warming:
            self._warm = [child for child in self._warm if child.returncode is None]
            with contextlib.suppress(OSError):  # whoever needs one now is told
                while len(self._warm) < self._spare:
                    self._warm.append(await _start(self._threads, WARM))


async def _start(threads: int, *arguments: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "worker.counting",
        *arguments,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,  # a crash could quote the file there
        cwd=_ROOT,
        env=_environment(os.environ, threads),
        start_new_session=True,
        limit=_ANSWER_LIMIT_BYTES,
    )


async def _bury(child: Process) -> None:
    if child.returncode is None:  # not reaped yet, so its pid is still its own
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    await asyncio.shield(child.wait())


def _environment(ours: Mapping[str, str], threads: int) -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(_ROOT), ours.get("PYTHONPATH"))))
    # At any moment half of the threads are within Polars; more of its own would only compete with them.
    polars = {"POLARS_MAX_THREADS": str(max(1, threads // 2))}
    return {**ours, **_ALLOCATOR, **polars, "PYTHONPATH": path}
