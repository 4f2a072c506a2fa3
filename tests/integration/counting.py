"""Counts in processes of the test's own, slow enough to be met on their way."""

from __future__ import annotations

from pathlib import Path

import psutil

from worker.counting.process.limits import CountLimits
from worker.counting.process.protocol import CountRequest, Tuning
from worker.counting.source.locations import LocalSource

GIGABYTE = 1 << 30
ROOMY = CountLimits(memory_bytes=GIGABYTE)


def slowly(path: Path, scratch: Path) -> CountRequest:
    """Have a file cut into tiny blocks."""
    return CountRequest.of(
        LocalSource(path=path), scratch_dir=scratch, tuning=Tuning(block_bytes=500, threads=1)
    )


def counting_processes(pid: int | None = None) -> list[psutil.Process]:
    """Those below a process; below the test's own, if none is named."""
    return [
        child
        for child in psutil.Process(pid).children(recursive=True)
        if child.is_running() and "worker.counting" in child.cmdline()
    ]
