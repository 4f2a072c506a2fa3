"""Run a command as a fresh process and measure it with all its children.

Memory is RSS, summed over the processes, so what two of them share counts twice: the sum overstates. It is
sampled every 20 ms, on Linux from /proc, which takes next to nothing itself, and disk five times a second.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

_ROOT = Path(__file__).parents[2]
_SAMPLE_SECONDS = 0.02
_SAMPLES_A_FAMILY, _SAMPLES_A_DISK_LOOK = 5, 10
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_PATIENCE_SECONDS = 3600
_SCRATCH = "AUDIENCE_SCRATCH_DIR"


class CommandFailed(Exception):
    """A measured command did not succeed; the message is the last line it wrote."""


@dataclass(frozen=True)
class Measurement:
    """What one run took.

    Attributes:
        wall: seconds.
        cpu: seconds, user and system, of the process and its children.
        peak_bytes: the most memory (RSS) held at one time by all of them together.
        largest_bytes: the most memory held by one of them.
        disk_bytes: the most held in the scratch folder.
        output: what it printed.
    """

    wall: float
    cpu: float
    peak_bytes: int
    largest_bytes: int
    disk_bytes: int
    output: bytes


def measure(command: Sequence[str | Path], environment: Mapping[str, str]) -> Measurement:
    """Run a command to its end; it finds an empty folder for temporary files in AUDIENCE_SCRATCH_DIR.

    Raises:
        CommandFailed: it did not succeed, or took more than an hour.
    """
    with (
        tempfile.TemporaryDirectory(prefix="audience-scratch-") as scratch,
        tempfile.TemporaryFile() as errors,
    ):
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=_ROOT,
            env={**os.environ, **environment, _SCRATCH: scratch},
            start_new_session=True,
        )
        impatience = threading.Timer(_PATIENCE_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
        with process, Watch(process.pid, Path(scratch)) as watch:
            impatience.start()
            assert process.stdout is not None
            try:
                output = process.stdout.read()
                _, status, usage = os.wait4(process.pid, 0)
            except BaseException:  # told to end: nobody would wait for it any more
                os.killpg(process.pid, signal.SIGKILL)
                raise
            finally:
                impatience.cancel()
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise CommandFailed(last[:200] or f"exit code {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Measurement(wall, cpu, watch.peak, watch.largest, watch.disk, output)


class Watch:
    """Samples, within its context, the memory of a process and its children, and the size of a folder.

    Args:
        alone: without the children.

    Attributes:
        peak: bytes of RSS of all of them at one time.
        largest: of one of them.
        disk: bytes in the folder.
    """

    def __init__(self, pid: int, folder: Path | None = None, *, alone: bool = False) -> None:
        self._pid = pid
        self._folder = folder
        self._alone = alone
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.peak = self.largest = self.disk = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        members: list[int] = []
        number = 0
        while not self._over.is_set():
            if number % _SAMPLES_A_FAMILY == 0:
                members = [self._pid] if self._alone else family(self._pid)
            if self._folder is not None and number % _SAMPLES_A_DISK_LOOK == 0:
                self.disk = max(self.disk, folder_bytes(self._folder))
            sizes = [resident(pid) for pid in members]
            self.peak = max(self.peak, sum(sizes))
            self.largest = max(self.largest, *sizes)
            number += 1
            self._over.wait(_SAMPLE_SECONDS)


def family(pid: int) -> list[int]:
    """A process and all below it."""
    members = [pid]
    if sys.platform != "linux":
        with suppress(psutil.Error):
            members += [child.pid for child in psutil.Process(pid).children(recursive=True)]
        return members
    for member in members:  # grows meanwhile
        with suppress(OSError):
            for children in Path(f"/proc/{member}/task").glob("*/children"):
                members += map(int, children.read_text().split())
    return members


def resident(pid: int) -> int:
    """Bytes of RSS; none of a process that is gone."""
    if sys.platform != "linux":
        with suppress(psutil.Error):
            return psutil.Process(pid).memory_info().rss
        return 0
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError):
        return 0


def tree_resident(pid: int) -> int:
    """Bytes of RSS of a process and all below it."""
    return sum(map(resident, family(pid)))


def tree_cpu(pid: int) -> float:
    """Seconds of CPU so far of a process and all below it, those that have ended included."""
    seconds = 0.0
    for member in family(pid):
        with suppress(psutil.Error):
            times = psutil.Process(member).cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
    return seconds


def folder_bytes(folder: Path) -> int:
    """Disk that the files below a folder take."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(parent, name).stat().st_blocks * 512
    return total
