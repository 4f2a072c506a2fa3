"""What the settings grant the counting process."""

from __future__ import annotations

import os

from worker.counting.process.limits import CountLimits
from worker.counting.process.protocol import Tuning
from worker.settings import Settings

_MOST_THREADS = 16  # one thread cuts the file for all
_BASE_BYTES = 256 << 20
_BLOCKS_A_THREAD = 12
_PIECE_ROW_BYTES = 200
_LOOK_BYTES = 256 << 20
_LOOK_SECONDS = 20.0
_LOOK_DISK_BYTES = 1 << 30


def job_limits(settings: Settings) -> CountLimits:
    """What one job may use."""
    return CountLimits(
        memory_bytes=settings.job_memory_mb << 20,
        seconds=settings.job_hours * 3600,
        disk_bytes=round(settings.job_disk_gb * 1_000_000_000),
    )


def job_tuning(settings: Settings, slots: int) -> Tuning:
    """How one job's work is cut up, on this machine.

    Args:
        settings: threads may be set; memory bounds what each of them holds.
        slots: jobs that share the cores.
    """
    threads = settings.job_threads or min((os.cpu_count() or 1) // slots + 2, _MOST_THREADS)
    usual = Tuning()
    bytes_a_thread = max(0, job_limits(settings).memory_bytes - _BASE_BYTES) // threads
    return Tuning(
        threads=threads,
        block_bytes=min(usual.block_bytes, max(1 << 18, bytes_a_thread // _BLOCKS_A_THREAD)),
        piece_rows=min(usual.piece_rows, max(50_000, bytes_a_thread // _PIECE_ROW_BYTES)),
    )


def look_limits(settings: Settings) -> CountLimits:
    """What the one look beside the jobs may use that a worker has in hand; more is left to the count."""
    job = job_limits(settings)
    return CountLimits(
        memory_bytes=min(_LOOK_BYTES, job.memory_bytes),
        seconds=_LOOK_SECONDS,
        disk_bytes=min(_LOOK_DISK_BYTES, job.disk_bytes or 0),
    )
