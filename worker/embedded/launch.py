"""Starting and stopping the supervisor from the process that wants its servers: the dashboard."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from worker.embedded.private_files import private_folder
from worker.embedded.stack import PROJECT
from worker.errors import ConfigurationError
from worker.settings import Settings

_READY_SECONDS = 120.0
_STOP_SECONDS = 60.0


@dataclass
class Launched:
    """A supervisor that runs, or stands by while another's servers are used.

    It ends with the process that launched it, whatever ends that.

    Attributes:
        folder: the data folder's real path.
        origins: the addresses whose pages may reach S3.
    """

    folder: Path
    origins: tuple[str, ...]
    process: subprocess.Popen[str]

    @property
    def has_ended(self) -> bool:
        """Whether something ended it, and with it its servers."""
        return self.process.poll() is not None

    def start_again(self) -> None:
        """Start another in place of one that has ended, and wait until its servers are there again.

        Raises:
            ConfigurationError: as `launch`.
        """
        self._close()
        self.process = _start(self.folder, self.origins)

    def stop(self) -> None:
        """Stop it and, if it owns them, its servers and worker; wait until all are gone."""
        self.process.terminate()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its children are tied to it
            self.process.wait()
        self._close()

    def _close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def launch(settings: Settings, origins: Iterable[str]) -> Launched:
    """Start the embedded stack, or join the one that runs in this data folder, and wait until it is ready.

    `worker.settings.load_settings` then finds it, in this process and in others.

    Args:
        settings: whose data folder is used.
        origins: the addresses (`http://localhost:8501`) whose pages may reach S3 from the browser.

    Raises:
        ConfigurationError: it did not become ready; the sentence says why.
    """
    folder = private_folder(settings.data_dir)
    named = tuple(origins)
    return Launched(folder, named, _start(folder, named))


def _start(folder: Path, origins: Iterable[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "worker.embedded", "--follow-stdin"]
    for origin in origins:
        command += ["--origin", origin]
    with (private_folder(folder / "logs") / "supervisor.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            command,
            cwd=PROJECT,
            env=os.environ | {"AUDIENCE_DATA_DIR": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, f"see the logs in {folder / 'logs'}")
    except BaseException:
        Launched(folder, (), process).stop()
        raise
    return process


def _wait_until_ready(process: subprocess.Popen[str], advice: str) -> None:
    assert process.stdout is not None  # noqa: S101 - asked for above
    end = time.monotonic() + _READY_SECONDS
    readable, _, _ = select.select([process.stdout], [], [], max(0.0, end - time.monotonic()))
    line = process.stdout.readline() if readable else ""
    event = json.loads(line) if line else {"event": "error"}
    if event["event"] != "ready":
        raise ConfigurationError(event.get("message", f"The embedded servers did not start; {advice}."))
