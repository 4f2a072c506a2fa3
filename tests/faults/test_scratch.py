"""Promise 29: a worker whose folder for temporary files is broken fails no job, says so, and recovers."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import anyio
import pytest

from tests.faults.children import counting_child, frozen
from tests.faults.scene import PATIENT, Scene
from tests.waiting import wait_until
from tests.workers import WorkerProcess
from worker.jobs.record import JobState
from worker.operations import WorkerLine, open_operations

Break = Callable[[Path], None]


def no_inodes(scratch: Path) -> None:
    mount(scratch, "size=64m,nr_inodes=1")


def no_room(scratch: Path) -> None:
    mount(scratch, "size=4k")


def read_only(scratch: Path) -> None:
    mount(scratch, "ro")


def a_file_in_its_place(scratch: Path) -> None:
    shutil.rmtree(scratch)
    scratch.touch()


def mount(scratch: Path, options: str) -> None:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", scratch], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        advice = f"A broken disk needs the right to mount one: {done.stderr.strip()}"
        if os.environ.get("CI") == "true":
            pytest.fail(advice)
        pytest.skip(advice)


def mend(scratch: Path) -> None:
    subprocess.run(["umount", "-l", scratch], capture_output=True, check=False)
    if scratch.is_file():
        scratch.unlink()


WAYS = [no_inodes, no_room, read_only, a_file_in_its_place]


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "scratch"
    folder.mkdir()
    yield folder
    with suppress(OSError):
        mend(folder)


def shown(scene: Scene) -> list[WorkerLine]:
    """The workers of the operations page."""

    async def look() -> list[WorkerLine]:
        async with open_operations(scene.settings) as operations:
            return (await operations.snapshot()).workers

    return anyio.run(look)


def wait_unfit(scene: Scene, worker: WorkerProcess) -> None:
    wait_until(lambda: worker.get("/health").status_code == 503, what="health to tell")
    assert "folder for temporary files" in worker.get("/health").json()["scratch"]
    wait_until(lambda: any(line.trouble for line in shown(scene)), what="operations to tell")
    assert "worker.unfit" in worker.log.read_text()


@pytest.mark.parametrize("break_it", WAYS)
def test_promise_29_jobs_wait_while_the_only_worker_has_no_scratch_and_are_done_once_it_has(
    scene: Scene, scratch: Path, break_it: Break
) -> None:
    worker = scene.worker(AUDIENCE_SCRATCH_DIR=str(scratch))
    break_it(scratch)
    jobs = [scene.upload() for _ in range(3)]
    wait_unfit(scene, worker)
    assert [(job.state, job.attempts) for job in scene.jobs()] == [(JobState.QUEUED, 0)] * 3

    mend(scratch)

    for job in jobs:
        assert scene.assert_done_once(job).attempts == 1
    assert worker.get("/health").status_code == 200
    wait_until(lambda: not any(line.trouble for line in shown(scene)), what="operations to tell it is over")


@pytest.mark.parametrize("break_it", WAYS)
def test_promise_29_a_job_whose_scratch_breaks_goes_to_another_worker_at_once(
    scene: Scene, scratch: Path, break_it: Break
) -> None:
    broken = scene.worker(**PATIENT, AUDIENCE_SCRATCH_DIR=str(scratch))
    job = scene.upload_for(broken)
    with frozen(broken):
        wait_until(lambda: scene.starts() == 1, what="the start")
        break_it(scratch)
    wait_unfit(scene, broken)

    scene.worker(**PATIENT)

    assert scene.assert_done_once(job).attempts == 1
    assert scene.assert_done_once(scene.upload()).attempts == 1, "the broken one takes none"
    assert broken.log.read_text().count("job.started") == 1


def test_promise_29_scratch_removed_under_a_job_is_made_again(scene: Scene, scratch: Path) -> None:
    worker = scene.worker(**PATIENT, AUDIENCE_SCRATCH_DIR=str(scratch))
    job = scene.upload_for(worker)
    with frozen(worker):
        counting_child(worker)
        shutil.rmtree(scratch)

    assert scene.assert_done_once(job).attempts == 1
