"""The counting processes of a worker: finding them, freezing them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.freezing import freeze, thaw
from tests.waiting import wait_until
from tests.workers import WorkerProcess

_SOME_BYTES = 8_000_000


def counting_children(worker: WorkerProcess) -> list[psutil.Process]:
    """The worker's counting processes."""
    try:
        children = psutil.Process(worker.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return [child for child in children if _is_counting(child)]


def counting_child(worker: WorkerProcess) -> psutil.Process:
    """Wait for the worker's counting process."""
    return wait_until(lambda: counting_children(worker), timeout=60, what="a counting process")[0]


@contextmanager
def held(worker: WorkerProcess) -> Iterator[None]:
    """Within the context the worker takes no job: the first it is given then is met at its beginning."""
    freeze(worker.pid)
    try:
        yield
    finally:
        thaw(worker.pid)


@contextmanager
def frozen(worker: WorkerProcess) -> Iterator[psutil.Process]:
    """Within the context the worker's job makes no progress: its counting process is stopped."""
    child = counting_child(worker)
    freeze(child.pid)
    try:
        yield child
    finally:
        send_signal(child, signal.SIGCONT)


@contextmanager
def frozen_at_its_file(worker: WorkerProcess) -> Iterator[psutil.Process]:
    """The same once the process has read some megabytes of a file that has more."""
    with frozen(worker) as child:
        before = child.io_counters().read_chars
        thaw(child.pid)
        wait_until(lambda: child.io_counters().read_chars - before > _SOME_BYTES, what="the file being read")
        freeze(child.pid)
        yield child


@contextmanager
def deadly(worker: WorkerProcess) -> Iterator[None]:
    """Within the context no counting process of the worker lives for long."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.05):
            for child in counting_children(worker):
                try:
                    child.kill()
                except psutil.NoSuchProcess:
                    continue

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def is_gone(process: psutil.Process) -> bool:
    """Whether a process has ended."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _is_counting(process: psutil.Process) -> bool:
    try:
        return "worker.counting" in process.cmdline()
    except psutil.NoSuchProcess:
        return False


def send_signal(process: psutil.Process, number: signal.Signals) -> None:
    """Send a signal; a process that is gone does not mind."""
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
