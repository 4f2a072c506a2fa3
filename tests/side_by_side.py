"""Runs the suite in several processes at once, and anything small in one."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import pytest

_MOST_PROCESSES = 6  # on two cores: many tests wait for servers more than they compute
_FEWEST_PROCESSES = 2
_BYTES_EACH = 1_500_000_000  # with the servers, dashboards and browsers that it has started


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Choose the number of processes, unless `-n` does; a module's tests stay together, long ones come first.

    One file starts sooner in one process, and long outages (`-m soak`) get the machine to themselves.
    """
    option = config.option
    is_one_of_them = hasattr(config, "workerinput") or "PYTEST_XDIST_WORKER" in os.environ
    is_chosen = getattr(option, "numprocesses", 0) is not None  # 0: there is no pytest-xdist
    is_small = all(Path(argument.partition("::")[0]).is_file() for argument in config.args)
    if is_one_of_them or is_chosen or is_small or option.markexpr == "soak":
        return
    option.numprocesses = processes_for(psutil.virtual_memory().total)
    option.dist = "loadfile"
    option.loadscopereorder = False


def processes_for(memory_bytes: int) -> int:
    """How many processes have room in so much memory."""
    return max(_FEWEST_PROCESSES, min(_MOST_PROCESSES, memory_bytes // _BYTES_EACH))
