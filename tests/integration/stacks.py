"""Embedded stacks of the tests' own, each in a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.dashboard import ROOT
from tests.waiting import wait_until
from worker.embedded.launch import Launched, launch
from worker.settings import load_settings, read_settings
from worker.setup import bucket_rules

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ORIGIN = "http://localhost:8501"
_PARENT = """
import time
from worker.embedded.launch import launch
from worker.settings import read_settings
launched = launch(read_settings(), ["http://localhost:8501"])
print(launched.process.pid, flush=True)
time.sleep(600)
"""


@dataclass
class Stacks:
    """Starts stacks in the data folder of the environment, and stops them with the test."""

    stop: ExitStack
    launched: list[Launched] = field(default_factory=list)

    def start(self, origins: Iterable[str] = (ORIGIN,)) -> list[psutil.Process]:
        """Launch from this process; the supervisor and its children."""
        return family(self._launch(origins))

    def join(self, origins: Iterable[str]) -> psutil.Process:
        """Launch where a stack runs already; the supervisor that stands by."""
        return psutil.Process(self._launch(origins))

    def end(self, number: int = 0) -> None:
        """Stop the stack launched as the given one."""
        self.launched[number].stop()

    def start_below_a_parent(self) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
        """Launch from another process, which may then be killed."""
        parent = subprocess.Popen(
            [sys.executable, "-c", _PARENT], cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True
        )
        self.stop.callback(_end, parent)
        assert parent.stdout is not None
        return parent, family(int(parent.stdout.readline()))

    def client(self) -> S3Client:
        """A client with all rights on the stack that runs."""
        return bucket_rules.administrator(load_settings())

    def _launch(self, origins: Iterable[str]) -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AUDIENCE_WARM_PROCESSES", "0")  # what is not needed is not started
            launched = launch(read_settings(), origins)
        self.launched.append(launched)
        self.stop.callback(launched.stop)
        return launched.process.pid


def family(supervisor: int) -> list[psutil.Process]:
    """The supervisor's process and its three children, once all are there."""

    def complete() -> list[psutil.Process]:
        root = psutil.Process(supervisor)
        members = [root, *root.children(recursive=True)]
        return members if len(members) > 3 else []

    return wait_until(complete, what="supervisor, two servers and worker")


def running(supervisor: psutil.Process, program: str) -> list[psutil.Process]:
    """The supervisor's children that run this program."""

    def runs(process: psutil.Process) -> bool:
        try:
            command = process.cmdline()
        except psutil.Error:  # it has just ended
            return False
        return "tether.py" not in " ".join(command) and any(program in part for part in command[:3])

    return [child for child in supervisor.children() if runs(child)]


def _end(parent: subprocess.Popen[str]) -> None:
    parent.kill()
    parent.communicate()
