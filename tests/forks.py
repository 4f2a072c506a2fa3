"""Starting Python programs as processes of their own, without the second that their imports take."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from tests.preloading import REQUEST_BYTES, STATUS

ROOT = Path(__file__).parents[1]
_OF_THE_INTERPRETER = ("PYTHON", "LD_", "DYLD_")


class Running(Protocol):
    """What tests do with a process: the part of `subprocess.Popen` that a fork has, too."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, sig: int) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class Fork:
    """A process that was forked from the one that has all libraries loaded.

    Args:
        pid: its process id.
        ending: gives its exit code when it has ended.
    """

    def __init__(self, pid: int, ending: int) -> None:
        self.pid = pid
        self._ending = ending
        self._code: int | None = None
        weakref.finalize(self, os.close, ending)

    def poll(self) -> int | None:
        """Its exit code if it has ended: that of `subprocess.Popen`."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; its exit code."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return code

    def send_signal(self, sig: int) -> None:
        """Does nothing when it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _look(self, timeout: float | None) -> int | None:
        if self._code is None and select.select([self._ending], [], [], timeout)[0]:
            (self._code,) = STATUS.unpack(os.read(self._ending, STATUS.size))
        return self._code


def start(
    command: Sequence[str | Path],
    *,
    output: IO[bytes],
    errors: IO[bytes] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    python: str = sys.executable,
    is_session: bool = False,
) -> Running:
    """Start `python -m COMMAND`, as a fork where that makes no difference to what it does.

    Args:
        command: the module, and its arguments.
        output: where standard output goes, and standard error unless `errors` is given.
        errors: where standard error goes.
        environment: the whole of it; that of the tests unless given.
        folder: where it is started.
        python: the interpreter.
        is_session: whether it leads a session of its own.
    """
    words, variables = (
        [str(word) for word in command],
        dict(os.environ if environment is None else environment),
    )
    is_usual = python == sys.executable and folder == ROOT and _is_ours(variables)
    if _sources and is_usual:
        request = {"command": words, "environment": variables, "folder": str(ROOT), "session": is_session}
        return _sources[-1].fork(request, output, errors or output)
    return subprocess.Popen(
        [python, "-m", *words],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors or output,
        start_new_session=is_session,
    )


def run(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m COMMAND` to its end; what it wrote."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        code = start(command, output=output, errors=errors, environment=environment).wait()
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(command, code, output.read(), errors.read())


def _is_ours(variables: Mapping[str, str]) -> bool:
    """Whether the interpreter itself would start as this one did."""

    def own(all_of_them: Mapping[str, str]) -> dict[str, str]:
        return {name: value for name, value in all_of_them.items() if name.startswith(_OF_THE_INTERPRETER)}

    return own(variables) == own(os.environ)


class _Source:
    """The process that forks; it starts when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def fork(self, request: Mapping[str, object], output: IO[bytes], errors: IO[bytes]) -> Fork:
        text = json.dumps(request).encode()
        assert len(text) < REQUEST_BYTES
        ending, ended = os.pipe()
        try:
            with open(os.devnull, "rb") as nothing, self._lock:  # noqa: PTH123
                control = self._control or self._start()
                streams = [nothing.fileno(), output.fileno(), errors.fileno(), ended]
                socket.send_fds(control, [text], streams)
                (pid,) = STATUS.unpack(control.recv(STATUS.size))
        finally:
            os.close(ended)
        return Fork(pid, ending)

    def end(self) -> None:
        if self._control is not None and self._process is not None:
            self._control.close()
            self._process.wait()

    def _start(self) -> socket.socket:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.preloading", str(theirs.fileno())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        return self._control


_sources: list[_Source] = []


@contextmanager
def preloaded() -> Iterator[None]:
    """Within the context processes are forked, where the system can."""
    if sys.platform != "linux":
        yield
        return
    _sources.append(_Source())
    try:
        yield
    finally:
        _sources.pop().end()
