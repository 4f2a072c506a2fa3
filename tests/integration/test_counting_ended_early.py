"""A counting process that is ended early: cancelled, killed, over a limit, or left by its parent."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.counting import GIGABYTE, ROOMY, counting_processes, slowly
from tests.waiting import wait_until
from worker.counting.process.limits import CountLimits
from worker.counting.process.parent import count_file
from worker.counting.process.protocol import CountProgress
from worker.counting.process.scratch import own_folder
from worker.errors import CountingInterrupted, FileRefused
from worker.refusal import Refusal

ROOT = Path(__file__).parents[2]
PARENT = """
import asyncio, sys
from pathlib import Path
from worker.counting.process.limits import CountLimits
from worker.counting.process.parent import count_file
from worker.counting.process.protocol import CountRequest, Tuning
from worker.counting.source.locations import LocalSource
from worker.logs import configure_logs

configure_logs("ERROR")
source, scratch = map(Path, sys.argv[1:])
tuning = Tuning(block_bytes=500, threads=1)
request = CountRequest.of(LocalSource(path=source), scratch_dir=scratch, tuning=tuning)
limits = CountLimits(memory_bytes=1 << 30)
asyncio.run(count_file(request, limits=limits, on_progress=lambda _: print("progress", flush=True)))
"""

IDLE = """
import asyncio
from worker.counting.process.children import Children

async def wait():
    async with Children(2, spare=1):
        print("warm", flush=True)
        await asyncio.sleep(600)

asyncio.run(wait())
"""


@pytest.mark.anyio
async def test_promise_16_cancelling_kills_the_process(long: Path, scratch: Path) -> None:
    started = asyncio.Event()
    task = asyncio.create_task(
        count_file(slowly(long, scratch), limits=ROOMY, on_progress=lambda _: started.set())
    )
    await started.wait()
    (child,) = counting_processes()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not child.is_running()


@pytest.mark.anyio
async def test_promise_9_a_killed_process_is_an_interruption(long: Path, scratch: Path) -> None:
    def kill(_: CountProgress) -> None:
        for child in counting_processes():
            child.kill()

    with pytest.raises(CountingInterrupted, match="SIGKILL"):
        await count_file(slowly(long, scratch), limits=ROOMY, on_progress=kill)


@pytest.mark.anyio
async def test_a_process_that_needs_too_much_memory_is_stopped(long: Path, scratch: Path) -> None:
    with pytest.raises(FileRefused, match="more than the 30 MB of memory") as refused:
        await count_file(slowly(long, scratch), limits=CountLimits(memory_bytes=30 << 20))
    assert refused.value.reason == Refusal.OUT_OF_MEMORY
    assert not counting_processes()


@pytest.mark.anyio
async def test_a_count_that_takes_too_long_is_stopped(long: Path, scratch: Path) -> None:
    with pytest.raises(FileRefused, match="hours one file may take") as refused:
        await count_file(slowly(long, scratch), limits=CountLimits(memory_bytes=GIGABYTE, seconds=0.01))
    assert refused.value.reason == Refusal.OUT_OF_TIME
    assert not counting_processes()


@pytest.mark.anyio
async def test_a_count_that_fills_the_disk_is_stopped(long: Path, scratch: Path) -> None:
    with pytest.raises(FileRefused, match="of temporary disk one file may use") as refused:
        await count_file(slowly(long, scratch), limits=CountLimits(memory_bytes=GIGABYTE, disk_bytes=0))
    assert refused.value.reason == Refusal.OUT_OF_DISK
    assert not counting_processes()
    assert os.listdir(scratch) == []  # noqa: PTH208 - a glance after the fact


@pytest.mark.anyio
async def test_a_silent_process_is_stopped(
    long: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.counting.process.parent._SILENCE_SECONDS", 0.01)
    with pytest.raises(CountingInterrupted, match="fell silent"):
        await count_file(slowly(long, scratch), limits=ROOMY)
    assert not counting_processes()


def test_a_waiting_process_dies_with_its_parent(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", IDLE], stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"warm\n"
        (child,) = counting_processes(parent.pid)
        parent.kill()
        wait_until(lambda: not child.is_running(), what="the end of the orphan")


def test_the_process_dies_with_its_parent_and_leaves_no_files(long: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, long, scratch], stdout=subprocess.PIPE, cwd=ROOT
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"progress\n"
        (child,) = counting_processes(parent.pid)
        assert list(scratch.glob("*/audience-keys-*/*.keys"))
        parent.kill()
        wait_until(lambda: not child.is_running(), what="the end of the orphan")
    (left,) = scratch.iterdir()
    assert not list(left.glob("audience-keys-*"))
    os.utime(left, (0, 0))  # as if it had been left some minutes ago
    with own_folder(scratch):
        assert not left.exists()


def test_a_folder_in_use_is_not_swept(tmp_path: Path) -> None:
    with own_folder(tmp_path) as mine:
        os.utime(mine, (0, 0))
        with own_folder(tmp_path) as other:
            assert mine.exists()
            assert other != mine
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_interrupt_does_not_reach_the_process_by_itself(long: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, long, tmp_path / "scratch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        (child,) = counting_processes(parent.pid)
        assert os.getpgid(child.pid) != os.getpgid(parent.pid)
        os.killpg(parent.pid, signal.SIGINT)
        wait_until(lambda: not child.is_running(), what="the end of the child")
    assert list((tmp_path / "scratch").iterdir()) == []
