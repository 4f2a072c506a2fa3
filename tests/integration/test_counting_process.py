"""The counting process as its parent sees it: real processes, limited, cancelled, killed, orphaned."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.waiting import wait_until
from worker.counting.process.children import Children
from worker.counting.process.disk import require_disk_room
from worker.counting.process.limits import CountLimits
from worker.counting.process.parent import count_file
from worker.counting.process.protocol import CountProgress, CountRequest, Tuning
from worker.counting.process.scratch import own_folder
from worker.counting.source.locations import LocalSource
from worker.errors import CountingInterrupted, FileRefused, NoRoom
from worker.refusal import Refusal

GIGABYTE = 1 << 30
ROOMY = CountLimits(memory_bytes=GIGABYTE)
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
request = CountRequest(source=LocalSource(path=source), scratch_dir=scratch, tuning=tuning)
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

FULL_DISK = """
import os, sys

real_open, device = os.open, sys.argv[1]

def open_key_files_on_device(path, flags, *rest, **more):
    if str(path).endswith(".keys"):
        return real_open(device, os.O_WRONLY)
    return real_open(path, flags, *rest, **more)

os.open = open_key_files_on_device
from worker.counting.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text("Email,Country\nann@x.com,fr\nANN@x.com,de\nbob@x.com,uk\n,us\n")
    return path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that keeps a process busy for minutes, when it is cut into tiny blocks."""
    path = tmp_path_factory.mktemp("long") / "long.csv"
    with path.open("w") as file:
        file.write("email,country\n")
        file.writelines(f"person{number}@example.org,FR\n" for number in range(2_000_000))
    return path


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """A scratch folder that must be empty in the end."""
    folder = tmp_path / "scratch"
    yield folder
    assert list(folder.iterdir()) == []


def slowly(path: Path, scratch: Path) -> CountRequest:
    return CountRequest(
        source=LocalSource(path=path), scratch_dir=scratch, tuning=Tuning(block_bytes=500, threads=1)
    )


def counting_children(pid: int | None = None) -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process(pid).children(recursive=True)
        if child.is_running() and "worker.counting" in child.cmdline()
    ]


@pytest.mark.anyio
async def test_counts_and_tells_its_progress(small: Path, scratch: Path) -> None:
    told: list[CountProgress] = []
    request = CountRequest(source=LocalSource(path=small), scratch_dir=scratch)
    result = await count_file(request, limits=ROOMY, on_progress=told.append)
    assert result.summary_csv == "country,user_count\nFR,1\nGB,1\n"
    assert result.quality.rejected == {"missing": 1}
    assert told[0].bytes_total == result.quality.file_bytes > 0
    assert not counting_children()


@pytest.mark.anyio
async def test_a_warm_process_counts_one_file_and_another_waits(small: Path, scratch: Path) -> None:
    request = CountRequest(source=LocalSource(path=small), scratch_dir=scratch)
    async with Children(2, spare=1) as children:
        (first,) = counting_children()
        result = await count_file(request, limits=ROOMY, children=children)
        assert result.summary_csv == "country,user_count\nFR,1\nGB,1\n"
        assert not first.is_running()
        (second,) = counting_children()
        second.kill()
        # Without a turn for the event loop, so that its parent cannot know yet.
        wait_until(lambda: not second.is_running(), what="the end of the waiting process")
        assert (await count_file(request, limits=ROOMY, children=children)).quality.customers == 2
    assert not counting_children()


@pytest.mark.anyio
async def test_time_counts_from_the_request_not_while_a_process_waits(small: Path, scratch: Path) -> None:
    request = CountRequest(source=LocalSource(path=small), scratch_dir=scratch)
    async with Children(2, spare=1) as children:
        (child,) = counting_children()
        wait_until(lambda: child.status() == psutil.STATUS_SLEEPING, what="a process that waits")
        wait_until(lambda: time.time() - child.create_time() > 2, what="a process older than its limit")
        limits = CountLimits(memory_bytes=GIGABYTE, seconds=2)
        assert (await count_file(request, limits=limits, children=children)).quality.customers == 2


def test_a_waiting_process_dies_with_its_parent(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", IDLE], stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"warm\n"
        (child,) = counting_children(parent.pid)
        parent.kill()
        wait_until(lambda: not child.is_running(), what="the end of the orphan")


@pytest.mark.anyio
async def test_a_relative_path_is_the_callers(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.parent)
    request = CountRequest(source=LocalSource(path=Path(small.name)))
    assert (await count_file(request, limits=ROOMY)).quality.customers == 2


@pytest.mark.anyio
async def test_a_refusal_crosses_the_process_border(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "none.csv"
    with pytest.raises(FileRefused) as refused:
        await count_file(
            CountRequest(source=LocalSource(path=path), scratch_dir=scratch),
            limits=ROOMY,
        )
    assert refused.value.reason == Refusal.FILE_MISSING
    assert refused.value.message == "There is no file none.csv."


@pytest.mark.anyio
async def test_progress_grows(long: Path, scratch: Path) -> None:
    told: list[CountProgress] = []
    enough = asyncio.Event()

    def on_progress(progress: CountProgress) -> None:
        told.append(progress)
        if len(told) == 3:
            enough.set()

    task = asyncio.create_task(count_file(slowly(long, scratch), limits=ROOMY, on_progress=on_progress))
    await enough.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told[0].rows < told[1].rows < told[2].rows
    assert 0 < told[1].share < told[2].share < 1
    assert told[2].rows_per_second > 0


@pytest.mark.anyio
async def test_promise_16_cancelling_kills_the_process(long: Path, scratch: Path) -> None:
    started = asyncio.Event()
    task = asyncio.create_task(
        count_file(slowly(long, scratch), limits=ROOMY, on_progress=lambda _: started.set())
    )
    await started.wait()
    (child,) = counting_children()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not child.is_running()


@pytest.mark.anyio
async def test_promise_9_a_killed_process_is_an_interruption(long: Path, scratch: Path) -> None:
    def kill(_: CountProgress) -> None:
        for child in counting_children():
            child.kill()

    with pytest.raises(CountingInterrupted, match="SIGKILL"):
        await count_file(slowly(long, scratch), limits=ROOMY, on_progress=kill)


@pytest.mark.anyio
async def test_a_process_that_needs_too_much_memory_is_stopped(long: Path, scratch: Path) -> None:
    with pytest.raises(FileRefused, match="more than the 30 MB of memory") as refused:
        await count_file(slowly(long, scratch), limits=CountLimits(memory_bytes=30 << 20))
    assert refused.value.reason == Refusal.OUT_OF_MEMORY
    assert not counting_children()


@pytest.mark.anyio
async def test_a_count_that_takes_too_long_is_stopped(long: Path, scratch: Path) -> None:
    with pytest.raises(FileRefused, match="hours a job may take") as refused:
        await count_file(slowly(long, scratch), limits=CountLimits(memory_bytes=GIGABYTE, seconds=0.01))
    assert refused.value.reason == Refusal.OUT_OF_TIME
    assert not counting_children()


@pytest.mark.anyio
async def test_a_count_that_fills_the_disk_is_stopped(long: Path, scratch: Path) -> None:
    with pytest.raises(FileRefused, match="of temporary disk a job may use") as refused:
        await count_file(slowly(long, scratch), limits=CountLimits(memory_bytes=GIGABYTE, disk_bytes=0))
    assert refused.value.reason == Refusal.OUT_OF_DISK
    assert not counting_children()
    assert os.listdir(scratch) == []  # noqa: PTH208 - a glance after the fact


def test_a_file_that_will_hardly_fit_on_the_disk_is_not_begun(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free

    require_disk_room(tmp_path, rows=free // 100)
    with pytest.raises(NoRoom, match="GB free, but this file may need"):
        require_disk_room(tmp_path, rows=free)


@pytest.mark.anyio
async def test_a_silent_process_is_stopped(
    long: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.counting.process.parent._SILENCE_SECONDS", 0.01)
    with pytest.raises(CountingInterrupted, match="fell silent"):
        await count_file(slowly(long, scratch), limits=ROOMY)
    assert not counting_children()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_no_fault_of_the_file(small: Path) -> None:
    result = _count_with_files_on(Path("/dev/full"), small)
    assert result["cause"] == "room"
    assert "No space left" in result["message"]


def _count_with_files_on(device: Path, source: Path) -> dict[str, str]:
    with subprocess.Popen(
        [sys.executable, "-c", FULL_DISK, device], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(CountRequest(source=LocalSource(path=source)).to_line())
        child.stdin.flush()
        answered: dict[str, str] = json.loads(child.stdout.readlines()[-1])
    return answered


def test_nonsense_is_answered_in_protocol() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "worker.counting"],
        input=b"hello\n",
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["cause"] == "internal"


def test_the_process_dies_with_its_parent_and_leaves_no_files(long: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, long, scratch], stdout=subprocess.PIPE, cwd=ROOT
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"progress\n"
        (child,) = counting_children(parent.pid)
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
        (child,) = counting_children(parent.pid)
        assert os.getpgid(child.pid) != os.getpgid(parent.pid)
        os.killpg(parent.pid, signal.SIGINT)
        wait_until(lambda: not child.is_running(), what="the end of the child")
    assert list((tmp_path / "scratch").iterdir()) == []
