"""Running the page's side of a job in a process of its own, which may die."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests import forks
from worker.faults import FaultPoint


def page(action: str, argument: str | Path, fault: FaultPoint | None = None) -> str:
    """Run the page's side; it must die exactly if there is a fault. What it said."""
    done = forks.run(
        ["tests.faults.page", action, str(argument)], {**os.environ, "AUDIENCE_FAULT": fault or ""}
    )
    assert done.returncode == (-signal.SIGKILL if fault else 0), done.stderr.decode()
    return done.stdout.decode().splitlines()[-1] if done.stdout else ""
