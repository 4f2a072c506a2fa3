"""A Python that has loaded all that dashboards and workers import, and forks one whenever a test starts it.

To import is most of what a start costs: a second, of which a run has hundreds. What runs in the fork is what
`python -m MODULE` runs, with its own environment, folder, arguments, streams, session and signals.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import socket
import struct
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

LIBRARIES = (
    "worker.running.service",
    "worker.embedded",
    "worker.commands.operate",
    "worker.commands.set_up",
    "worker.desk.retention",
    "streamlit.web.bootstrap",
    "pages.access.gate",
    "pages.backend",
    "altair",
)
"""What takes long to import, and starts no thread: a fork has none but the one that forks."""

STATUS = struct.Struct("i")
REQUEST_BYTES = 100_000


def main(control: socket.socket) -> list[str] | None:
    """Fork until the tests have ended; in the fork: its command, module first."""
    children: dict[int, int] = {}
    wake, woken = os.pipe()
    for end in (wake, woken):
        os.set_blocking(end, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is for the tests to act on
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(woken)
    while True:
        readable, _, _ = select.select([control.fileno(), wake], [], [])
        if wake in readable:
            os.read(wake, 4096)
            _bury(children)
        if control.fileno() in readable:
            request, streams, _, _ = socket.recv_fds(control, REQUEST_BYTES, 4)
            if not request:
                return None
            pid = os.fork()
            if pid == 0:
                control.close()
                for descriptor in (wake, woken, streams[3], *children.values()):
                    os.close(descriptor)
                return _become(json.loads(request), streams[:3])
            children[pid] = streams[3]
            for descriptor in streams[:3]:
                os.close(descriptor)
            control.send(STATUS.pack(pid))


def _bury(children: dict[int, int]) -> None:
    """Tell how those ended that did."""
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with suppress(BrokenPipeError):  # nobody asks
            os.write(children[pid], STATUS.pack(os.waitstatus_to_exitcode(status)))
        os.close(children.pop(pid))


def _become(request: dict[str, Any], streams: list[int]) -> list[str]:
    """Be as a process is that has just been started; its command."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if request["session"]:
        os.setsid()
    for target, descriptor in enumerate(streams):
        os.dup2(descriptor, target)
        os.close(descriptor)
    sys.stdin, sys.stdout = (open(number, how, closefd=False) for number, how in enumerate("rw"))  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    command: list[str] = request["command"]
    return command


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _control:
        for _name in LIBRARIES:
            import_module(_name)
        gc.collect()
        gc.freeze()
        _command = main(_control)
    if _command:
        sys.argv = _command
        runpy.run_module(_command[0], run_name="__main__", alter_sys=True)
