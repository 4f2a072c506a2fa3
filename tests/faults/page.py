"""The page's side of a job as a process that can be killed: `python -m tests.faults.page ACTION ARGUMENT`.

`upload FILE` says the job's id on stdout as soon as it is known; `complete`, `cancel`, `retry`, `delete` JOB.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.faults.scene import OWNER, put_part
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.queue.contract import Publisher
from worker.settings import read_settings


async def main(action: str, argument: str) -> None:
    settings = read_settings()
    async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
        desk = desks.desk(OWNER, external=True)
        if action == "upload":
            await _upload(desk, Path(argument))
        else:
            acts = {
                "complete": desk.complete,
                "cancel": desk.cancel,
                "retry": desk.retry,
                "delete": desk.delete,
            }
            await acts[action](argument)


async def _upload(desk: Desk, file: Path) -> None:
    body = file.read_bytes()  # noqa: ASYNC240 - nothing else runs here
    opened = await desk.begin(name=file.name, size=len(body), fingerprint=file.name)
    sys.stdout.write(opened.job.job_id)
    sys.stdout.flush()
    if not opened.arrived:
        await put_part(desk, opened.job.job_id, 1, body)
    await desk.complete(opened.job.job_id)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
