"""What a job is granted follows from the machine and the settings."""

from __future__ import annotations

import pytest

from worker.counting.process.protocol import Tuning
from worker.processing.job_budget import job_limits, job_tuning, look_limits
from worker.settings import Settings


@pytest.mark.parametrize(
    ("cores", "slots", "threads"), [(1, 1, 3), (2, 1, 4), (8, 4, 4), (8, 1, 10), (64, 1, 16), (2, 4, 2)]
)
def test_a_job_uses_the_cores_of_its_slot_and_two_threads_more(
    monkeypatch: pytest.MonkeyPatch, cores: int, slots: int, threads: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert job_tuning(Settings(), slots).threads == threads
    assert job_tuning(Settings(job_threads=5), slots).threads == 5


def test_many_threads_share_the_memory_of_a_job() -> None:
    few, many = (job_tuning(Settings(job_threads=threads), 1) for threads in (4, 64))
    assert few == Tuning()
    assert many.block_bytes < few.block_bytes
    assert many.piece_rows < few.piece_rows


def test_a_look_may_use_less_than_a_job_and_never_more() -> None:
    usual = look_limits(Settings())
    assert (usual.memory_bytes, usual.seconds, usual.disk_bytes) == (256 << 20, 20, 1 << 30)
    small = Settings(job_disk_gb=0.1)
    assert look_limits(small).disk_bytes == job_limits(small).disk_bytes == 100_000_000
