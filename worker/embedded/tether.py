"""Run a command that dies with its parent: `python tether.py PARENT_PID COMMAND…`.

Run as a script by `worker.embedded.child_process`: it ties itself to its parent and becomes the command,
which needs no code between fork and exec and so is safe beside threads. Linux only; elsewhere the command is
simply run, and whoever started it is left to stop it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent, then become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it could be watched
            sys.exit(1)
    os.execv(command[0], command)  # noqa: S606 - the command is ours, and no shell is wanted


if __name__ == "__main__":
    main()
