"""Freezing a process, for certain: the kernel stops its threads one by one, and the last may still answer."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import psutil

from tests.waiting import wait_until

_STOPPED = {"T", "t"}


def freeze(pid: int) -> None:
    """Stop a process as `kill -STOP` does, and wait until none of its threads runs any more."""
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: _states(pid) <= _STOPPED, what=f"process {pid} standing still")


def thaw(pid: int) -> None:
    """Let it go on."""
    os.kill(pid, signal.SIGCONT)


def _states(pid: int) -> set[str]:
    if sys.platform != "linux":  # there it stops as a whole
        return {"T" if psutil.Process(pid).status() == psutil.STATUS_STOPPED else "R"}
    threads = Path(f"/proc/{pid}/task").iterdir()
    return {(thread / "stat").read_text().rpartition(")")[2].split()[0] for thread in threads}
