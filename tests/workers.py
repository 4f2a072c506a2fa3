"""Worker processes for tests, run as an operator runs them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests import forks
from tests.waiting import wait_until
from worker.embedded.ports import free_ports

ROOT = Path(__file__).parent.parent
_QUICK = {
    "AUDIENCE_SWEEP_SECONDS": "0.5",
    "AUDIENCE_HEARTBEAT_SECONDS": "0.2",
    "AUDIENCE_SHUTDOWN_SECONDS": "5",
    "AUDIENCE_WARM_PROCESSES": "0",  # one that has to start first is caught at work
}


class WorkerProcess:
    """`python -m worker` with the test's settings, which must be in the environment.

    Attributes:
        log: everything it wrote.
        health: URL of its health server.
    """

    def __init__(self, log: Path, python: str = sys.executable, **environment: str) -> None:
        (port,) = free_ports(1)
        self.log = log
        self.health = f"http://127.0.0.1:{port}"
        with log.open("wb") as output:
            self._process = forks.start(
                ["worker"],
                output=output,
                environment={**os.environ, **_QUICK, "AUDIENCE_HEALTH_PORT": str(port), **environment},
                python=python,
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def wait_ready(self) -> None:
        """Wait until it works on jobs."""

        def is_ready() -> bool:
            assert self._process.poll() is None, self.log.read_text()
            return "worker.started" in self.log.read_text()

        wait_until(is_ready, timeout=90, what="the worker to start")

    def wait_ended(self) -> int:
        """Wait until it has ended; its exit code."""
        return self._process.wait(timeout=120)

    def stop(self) -> int:
        """Stop it as an operator does; its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self.wait_ended()

    def kill(self) -> None:
        """Kill it at once."""
        self._process.kill()
        self._process.wait()

    def get(self, path: str) -> httpx.Response:
        """Ask its health server."""
        return httpx.get(f"{self.health}{path}", timeout=20, trust_env=False)


@contextmanager
def running_worker(log: Path, python: str = sys.executable, **environment: str) -> Iterator[WorkerProcess]:
    """A worker that is ready, killed at the end."""
    worker = WorkerProcess(log, python, **environment)
    try:
        worker.wait_ready()
        yield worker
    finally:
        worker.kill()
