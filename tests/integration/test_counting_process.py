"""A count in a process of its own, from the request to the answer."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.integration.counting import GIGABYTE, ROOMY, counting_processes, slowly
from tests.waiting import wait_until
from worker.counting.process.children import Children
from worker.counting.process.disk import require_disk_room
from worker.counting.process.limits import CountLimits
from worker.counting.process.parent import count_file
from worker.counting.process.protocol import CountProgress, CountRequest
from worker.counting.source.locations import LocalSource
from worker.errors import FileRefused, NoRoom
from worker.refusal import Refusal

ROOT = Path(__file__).parents[2]
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


@pytest.mark.anyio
async def test_counts_and_tells_its_progress(small: Path, scratch: Path) -> None:
    told: list[CountProgress] = []
    request = CountRequest.of(LocalSource(path=small), scratch_dir=scratch)
    result = await count_file(request, limits=ROOMY, on_progress=told.append)
    assert result.summary_csv == "country,user_count\nFR,1\nGB,1\n"
    assert result.quality.rejected == {"missing": 1}
    assert told[0].bytes_total == result.quality.file_bytes > 0
    assert not counting_processes()


@pytest.mark.anyio
async def test_a_warm_process_counts_one_file_and_another_waits(small: Path, scratch: Path) -> None:
    request = CountRequest.of(LocalSource(path=small), scratch_dir=scratch)
    async with Children(2, spare=1) as children:
        (first,) = counting_processes()
        result = await count_file(request, limits=ROOMY, children=children)
        assert result.summary_csv == "country,user_count\nFR,1\nGB,1\n"
        assert not first.is_running()
        (second,) = counting_processes()
        second.kill()
        # Without a turn for the event loop, so that its parent cannot know yet.
        wait_until(lambda: not second.is_running(), what="the end of the waiting process")
        assert (await count_file(request, limits=ROOMY, children=children)).quality.customers == 2
    assert not counting_processes()


@pytest.mark.anyio
async def test_time_counts_from_the_request_not_while_a_process_waits(small: Path, scratch: Path) -> None:
    request = CountRequest.of(LocalSource(path=small), scratch_dir=scratch)
    async with Children(2, spare=1) as children:
        (child,) = counting_processes()
        wait_until(lambda: child.status() == psutil.STATUS_SLEEPING, what="a process that waits")
        wait_until(lambda: time.time() - child.create_time() > 2, what="a process older than its limit")
        limits = CountLimits(memory_bytes=GIGABYTE, seconds=2)
        assert (await count_file(request, limits=limits, children=children)).quality.customers == 2


@pytest.mark.anyio
async def test_a_relative_path_is_the_callers(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.parent)
    request = CountRequest.of(LocalSource(path=Path(small.name)))
    assert (await count_file(request, limits=ROOMY)).quality.customers == 2


@pytest.mark.anyio
async def test_a_refusal_crosses_the_process_border(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "none.csv"
    with pytest.raises(FileRefused) as refused:
        await count_file(
            CountRequest.of(LocalSource(path=path), scratch_dir=scratch),
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


def test_a_file_that_will_hardly_fit_on_the_disk_is_not_begun(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free

    require_disk_room(tmp_path, rows=free // 100)
    with pytest.raises(NoRoom, match="GB free, but this file may need"):
        require_disk_room(tmp_path, rows=free)


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
        child.stdin.write(CountRequest.of(LocalSource(path=source)).to_line())
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
