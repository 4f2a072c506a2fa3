"""One child process of the stack: started tied to us, stopped by its id, restarted when it dies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass, field
from pathlib import Path

from worker.errors import EmbeddedMissing
from worker.retrying import GrowingPauses

_RESTART_PAUSES = GrowingPauses(first_seconds=0.5, longest_seconds=30, spread=0)
_STABLE_AFTER_SECONDS = 60.0
_LOG_LIMIT_BYTES = 10_000_000
_PRIVATE = 0o077  # SeaweedFS opens sockets in the system's folder for temporary files
_TETHER = Path(__file__).with_name("tether.py")


def executable(name: str) -> str:
    """The full path of a program that a wheel put beside the interpreter.

    Raises:
        EmbeddedMissing: it is not installed.
    """
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        raise EmbeddedMissing
    return str(Path(found).absolute())


@dataclass
class ChildProcess:
    """A program that is kept running until it is stopped.

    Start it from a thread that lives as long as the program should: the kernel ends the program with the
    thread that started it.

    Attributes:
        command: absolute program and arguments; no secrets, for other users can read them.
        folder: the working directory.
        environment: the whole environment of the program.
        log: the file its output is added to; kept below some 20 MB with its predecessor.
        grace_seconds: how long it may take to stop before it is killed.
    """

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    log: Path
    grace_seconds: float
    _running: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started_at: float = field(default=0.0, init=False)
    _restart_at: float | None = field(default=None, init=False)
    _deaths: int = field(default=0, init=False)

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._running.pid if self._running is not None and self.is_alive else None

    @property
    def is_alive(self) -> bool:
        """Whether it runs now."""
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """Start it in a session of its own, so that a terminal's ctrl-C does not reach it."""
        tether = [sys.executable, "-I", "-S", str(_TETHER), str(os.getpid())]
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(  # noqa: S603 - the command is ours
                [*tether, *self.command],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                umask=_PRIVATE,
            )
        self._started_at = time.monotonic()
        self._restart_at = None

    def keep_running(self) -> None:
        """Restart it if it died, after a pause that grows while it keeps dying; call this regularly."""
        self._bound_log()
        if self.is_alive:
            return
        now = time.monotonic()
        if self._restart_at is None:
            if now - self._started_at > _STABLE_AFTER_SECONDS:
                self._deaths = 0
            self._deaths += 1
            self._restart_at = now + _RESTART_PAUSES.after(self._deaths)
        if now >= self._restart_at:
            self.start()

    def stop(self, grace_seconds: float | None = None) -> None:
        """Ask it to stop and wait; kill it when its grace is over."""
        self._end(signal.SIGTERM, self.grace_seconds if grace_seconds is None else grace_seconds)

    def kill(self) -> None:
        """Kill it at once, as a crash would."""
        self._end(signal.SIGKILL, self.grace_seconds)

    def _end(self, with_signal: signal.Signals, grace_seconds: float) -> None:
        if self._running is None:
            return
        self._running.send_signal(with_signal)  # does nothing when it has ended already
        try:
            self._running.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        self._running = None

    def _bound_log(self) -> None:
        """Start the log anew when it is too long; its writer appends, so it goes on at the start."""
        try:
            if self.log.stat().st_size <= _LOG_LIMIT_BYTES:
                return
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)
        except OSError:
            return  # a full disk must not end the stack
