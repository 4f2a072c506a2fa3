"""The supervisor: `python -m worker.embedded` runs the stack until it is told to stop.

It prints one JSON line when the stack is ready, or why it is not. While another supervisor owns the data
folder it stands by: its dashboard uses the other's servers, and it takes over, on the same ports, when that
one ends.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import sys
from types import FrameType

from botocore.exceptions import BotoCoreError, ClientError

from worker.embedded.private_files import private_folder
from worker.embedded.stack import Stack, join_stack, ownership, running
from worker.errors import ConfigurationError
from worker.settings import Settings, read_settings
from worker.settings.no_proxy import spare_this_machine

_TICK_SECONDS = 0.25
_ORPHANED_GRACE_SECONDS = 3.0


class Supervisor:
    """Stands by, then runs the stack, until a signal or the end of its parent.

    Attributes:
        follow_stdin: whether the end of standard input means that the parent has died.
    """

    def __init__(self, settings: Settings, origins: list[str], *, follow_stdin: bool) -> None:
        self.folder = private_folder(settings.data_dir)
        self.stack = Stack(settings, self.folder, origins)
        self.settings = settings
        self.follow_stdin = follow_stdin
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
            _tell({"event": "ready"})

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _must_stop(self, wait_seconds: float = 0.0) -> bool:
        if self._told_to_stop or self._is_orphan:
            return True
        readable, _, _ = select.select([sys.stdin] if self.follow_stdin else [], [], [], wait_seconds)
        if readable and not os.read(sys.stdin.fileno(), 1024):
            self._is_orphan = True
        return self._told_to_stop or self._is_orphan


def _tell(event: dict[str, str]) -> None:
    try:
        print(json.dumps(event), flush=True)  # noqa: T201 - the parent reads it
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the parent died: stdin will tell


def _settings() -> Settings:
    settings = read_settings()
    if settings.names_servers:
        raise ConfigurationError("Servers are configured, so none are embedded.")
    return settings


def main() -> int:
    """Run the supervisor; 1 when the stack cannot be started."""
    parser = argparse.ArgumentParser(prog="python -m worker.embedded", description=__doc__)
    parser.add_argument(
        "--origin",
        action="append",
        default=[],
        help="an address of the dashboard, like http://localhost:8501",
    )
    parser.add_argument("--follow-stdin", action="store_true", help="stop when standard input ends")
    options = parser.parse_args()
    spare_this_machine()
    try:
        Supervisor(_settings(), options.origin, follow_stdin=options.follow_stdin).run()
    except ConfigurationError as error:
        _tell({"event": "error", "message": error.message})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
