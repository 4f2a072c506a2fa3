"""Whether this worker can count at all: what it says of itself, and when it takes jobs."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from worker.counting.process.scratch import try_out
from worker.errors import ScratchBroken

_log = structlog.get_logger()

_FIT_SECONDS = 5.0
_UNFIT_SECONDS = 1.0
_TRIAL_SECONDS = 3.0
_HANGS = "The folder for temporary files does not answer on this worker."


class Fitness:
    """Tries the folder for temporary files out, now and then and whenever there is reason to.

    Args:
        scratch_dir: that folder; None: the system's.

    Attributes:
        trouble: why this worker cannot count, one sentence; None while it can.
        able: set while it can.
        changed: set by each change; whoever waits for it clears it.
    """

    def __init__(self, scratch_dir: Path | None) -> None:
        self._scratch_dir = scratch_dir
        self._trial: asyncio.Task[None] | None = None
        self.trouble: str | None = None
        self.able = asyncio.Event()
        self.able.set()
        self.changed = asyncio.Event()

    async def is_able(self) -> bool:
        """Whether it can count, as tried at this moment."""
        trouble = None
        if self._trial is None or self._trial.done():  # of a disk that hangs, one thread is enough
            self._trial = asyncio.create_task(asyncio.to_thread(try_out, self._scratch_dir))
        try:
            async with asyncio.timeout(_TRIAL_SECONDS):
                await asyncio.shield(self._trial)
        except ScratchBroken as error:
            trouble = error.message
        except TimeoutError:
            trouble = _HANGS
        if trouble != self.trouble:
            self._turn(trouble)
        return trouble is None

    async def check(self) -> None:
        """For health reports.

        Raises:
            ScratchBroken: there can be no temporary files.
        """
        if not await self.is_able():
            raise ScratchBroken(self.trouble)

    async def run(self) -> None:
        """Try it out again and again until cancelled, so that it is told and mended by itself."""
        while True:
            await self.is_able()
            await asyncio.sleep(_FIT_SECONDS if self.trouble is None else _UNFIT_SECONDS)

    def _turn(self, trouble: str | None) -> None:
        self.trouble = trouble
        self.changed.set()
        if trouble is None:
            self.able.set()
            _log.info("worker.fit_again")
        else:
            self.able.clear()
            _log.error("worker.unfit", reason=trouble)
