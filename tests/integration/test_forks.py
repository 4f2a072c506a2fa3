"""What tests start as a fork is what `python -m` starts: its exit code, environment, streams and signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forks

_MINE = {"PATH": os.defpath, "AUDIENCE_DATA_DIR": os.devnull, "AUDIENCE_S3_BUCKET": "mine"}
_OURS = {name: value for name, value in os.environ.items() if name.startswith(("PYTHON", "LD_", "DYLD_"))}


@pytest.mark.parametrize(
    "command", [["worker", "--help"], ["worker", "policy", "worker"], ["worker", "status"], ["worker", "x"]]
)
def test_it_says_and_ends_as_a_process_that_was_started(command: list[str]) -> None:
    environment = _MINE | _OURS
    started = subprocess.run(
        [sys.executable, "-m", *command], cwd=forks.ROOT, env=environment, capture_output=True, check=False
    )

    forked = forks.run(command, environment)

    assert (forked.returncode, forked.stdout, forked.stderr) == (
        started.returncode,
        started.stdout,
        started.stderr,
    )


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_it_is_signalled_and_waited_for_alone(tmp_path: Path, sent: signal.Signals) -> None:
    with (tmp_path / "log").open("wb") as log:
        first, second = (
            forks.start(["asyncio"], output=log, is_session=True),
            forks.start(["http.server", "0", "--bind", "127.0.0.1"], output=log, is_session=True),
        )
        assert first.wait(60) == 0  # its standard input is empty
        assert second.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.01)
        assert os.getsid(second.pid) == second.pid

        second.send_signal(sent)

        assert second.wait(60) in {-sent, 0 if sent is signal.SIGINT else -sent}
    second.kill()  # does nothing any more


def test_another_interpreter_or_folder_or_loader_is_really_started(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        elsewhere = forks.start(["this"], output=log, folder=tmp_path)
        preloaded = forks.start(["this"], output=log, environment=os.environ | {"LD_PRELOAD": ""})
        assert isinstance(elsewhere, subprocess.Popen)
        assert isinstance(preloaded, subprocess.Popen)
        assert (elsewhere.wait(60), preloaded.wait(60)) == (0, 0)
