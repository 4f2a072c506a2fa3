"""Running the page's side of a job in a process of its own, which may die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.workers import ROOT
from worker.faults import FaultPoint


def page(action: str, argument: str | Path, fault: FaultPoint | None = None) -> str:
    """Run the page's side; it must die exactly if there is a fault. What it said."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.page", action, str(argument)],
        cwd=ROOT,
        env={**os.environ, "AUDIENCE_FAULT": fault or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (-signal.SIGKILL if fault else 0), done.stderr
    return done.stdout.splitlines()[-1] if done.stdout else ""
