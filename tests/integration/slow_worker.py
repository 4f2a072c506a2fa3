"""A worker process for tests of signals: `python -m tests.integration.slow_worker URL polite|stubborn`.

It says what it does on stdout, one line each. Its jobs have no end. Told to stop, a polite one is put back
after a short grace time; a stubborn one goes on until Repid cancels it.
"""

from __future__ import annotations

import asyncio
import sys

from worker.errors import PutBack
from worker.queue.contract import ProcessAudience, make_app
from worker.queue.jetstream import JetStreamServer
from worker.running.consumer import serve

GRACE_SECONDS = 0.2


async def main(url: str, manners: str) -> None:
    server = JetStreamServer(url)

    async def handle(message: ProcessAudience, *, is_repeated: bool) -> None:
        say(f"started {message.job_id}")
        if manners == "stubborn":
            await asyncio.Event().wait()
        await server.draining.wait()
        await asyncio.sleep(GRACE_SECONDS)
        say(f"handing back {message.job_id}")
        raise PutBack(0)

    app = make_app(server)
    serve(app, handle)
    async with server.connection():
        say("ready")
        backstop_seconds = GRACE_SECONDS if manners == "stubborn" else 600
        await app.run_worker(tasks_limit=1, graceful_shutdown_time=backstop_seconds)
    say("stopped")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
