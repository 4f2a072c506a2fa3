"""The supervisor of the embedded stack: started, standing by or taking over, and stopped.

While another supervisor owns the data folder it stands by: its dashboard uses the other's servers, and it
takes over, on the same ports, when that one ends.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from types import FrameType

from botocore.exceptions import BotoCoreError, ClientError

from worker.embedded.private_files import private_folder
from worker.embedded.stack import Stack, join_stack, ownership, running
from worker.settings import Settings

_TICK_SECONDS = 0.25
_ORPHANED_GRACE_SECONDS = 3.0


class Supervisor:
    """Stands by, then runs the stack, until a signal or the end of its parent.

    Attributes:
        follow_stdin: whether the end of standard input means that the parent has died.
        announce: called once, when the stack is ready.
    """

    def __init__(
        self, settings: Settings, origins: list[str], *, follow_stdin: bool, announce: Callable[[], None]
    ) -> None:
        self.folder = private_folder(settings.data_dir)
        self.stack = Stack(settings, self.folder, origins)
        self.settings = settings
        self.follow_stdin = follow_stdin
        self.announce = announce
        self._told_to_stop = False
        self._is_orphan = False
        self._is_announced = False

    def run(self) -> None:
        """Run until told to stop.

        Raises:
            ConfigurationError: the stack cannot be started.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        with ownership(self.folder) as try_to_own:
            joined: int | None = None
            while not try_to_own():
                joined = self._join(joined)
                if self._must_stop(_TICK_SECONDS):
                    return
            try:
                self.stack.start(is_stopping=self._must_stop)
                self._announce()
                while not self._must_stop(_TICK_SECONDS):
                    self.stack.keep_running()
            finally:
                self.stack.stop(_ORPHANED_GRACE_SECONDS if self._is_orphan else None)

    def _join(self, joined: int | None) -> int | None:
        """Use another's servers; once for each owner, known by its process id."""
        servers = running(self.folder)
        if servers is None or servers.supervisor_pid == joined:
            return joined
        try:
            join_stack(self.settings, servers, self.folder, self.stack.origins)
        except (BotoCoreError, ClientError):
            return joined  # it has just ended, or is about to restart its storage
        self._announce()
        return servers.supervisor_pid

    def _announce(self) -> None:
        if not self._is_announced:
            self._is_announced = True
            self.announce()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _must_stop(self, wait_seconds: float = 0.0) -> bool:
        if self._told_to_stop or self._is_orphan:
            return True
        readable, _, _ = select.select([sys.stdin] if self.follow_stdin else [], [], [], wait_seconds)
        if readable and not os.read(sys.stdin.fileno(), 1024):
            self._is_orphan = True
        return self._told_to_stop or self._is_orphan
