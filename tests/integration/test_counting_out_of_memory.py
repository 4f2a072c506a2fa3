from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says which process is ended first")
def test_the_kernel_ends_a_counting_process_before_any_other() -> None:
    command = [sys.executable, "-m", "worker.counting"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
        score = Path(f"/proc/{child.pid}/oom_score_adj")

        wait_until(lambda: score.read_text() == "1000\n", what="the process to offer itself")
