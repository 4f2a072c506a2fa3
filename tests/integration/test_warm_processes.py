"""A worker keeps a process ready for each slot, uses it once, and leaves none behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.children import counting_children, is_gone
from tests.integration.outside import Bucket, upload_as_page
from tests.waiting import wait_until
from tests.workers import running_worker
from worker.jobs.record import JobState
from worker.settings import Settings

WARM = {"AUDIENCE_WARM_PROCESSES": "", "AUDIENCE_WORKER_SLOTS": "2"}


def test_a_job_takes_a_process_that_waits_and_another_takes_its_place(
    settings: Settings, store: Bucket, tmp_path: Path
) -> None:
    with running_worker(tmp_path / "worker.log", **WARM) as worker:
        before = {child.pid for child in counting_children(worker)}
        job = upload_as_page(settings, b"email,country\nann@x.org,DE\n")
        assert store.ended(job.ref.record_key).state is JobState.SUCCEEDED
        now = {child.pid for child in counting_children(worker)}
        assert len(before) == len(now) == 2
        assert len(before & now) == 1
        assert any(str(pid) in worker.log.read_text() for pid in before)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("how", ["stop", "kill"])
def test_processes_that_wait_end_with_their_worker(tmp_path: Path, how: str) -> None:
    with running_worker(tmp_path / "worker.log", **WARM) as worker:
        waiting = counting_children(worker)
        assert len(waiting) == 2
        getattr(worker, how)()
        wait_until(lambda: all(map(is_gone, waiting)), what="the end of those that waited")
