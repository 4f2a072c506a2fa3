"""The real dashboard, `streamlit run app.py`, as a process that tests start, signal and kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests import forks
from tests.waiting import wait_until
from worker.embedded.ports import free_ports
from worker.settings import Settings, read_settings
from worker.setup import bucket_rules

ROOT = Path(__file__).parents[1]


def gone(processes: list[psutil.Process]) -> bool:
    """Whether none of these runs any more; one that was ended but not yet reaped does not run."""
    return all(not p.is_running() or p.status() == psutil.STATUS_ZOMBIE for p in processes)


@dataclass
class Dashboard:
    """A dashboard on a port and a data folder of its own.

    It runs the embedded servers, unless the environment names others; their bucket is then prepared for it.

    Attributes:
        environment: added to that of the tests.
        folder: where it is started; anything but the project's root is a test of its own.
        options: Streamlit's, beside the port.
        python: the interpreter that runs it, with what is installed for it.
    """

    data_dir: Path
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    port: int = field(default_factory=lambda: free_ports(1)[0])
    process: forks.Running | None = None
    options: dict[str, str] = field(default_factory=dict)
    python: str = sys.executable

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def settings(self) -> Settings:
        """The settings as the dashboard reads them; call `using` to add running embedded servers."""
        return Settings(data_dir=self.data_dir)

    @property
    def output(self) -> str:
        """What it printed so far."""
        return self._log.read_text(errors="replace")

    @property
    def _log(self) -> Path:
        return self.data_dir.with_name(f"{self.data_dir.name}-{self.port}.log")

    def launch(self) -> forks.Running:
        """Start it, and do not wait."""
        settings = read_settings()
        if settings.names_servers:
            client = bucket_rules.administrator(settings)
            bucket_rules.prepare(client, settings, [self.url])
        options = {"server.headless": "true", "server.port": str(self.port)} | self.options
        command = ["streamlit", "run", str(ROOT / "app.py")]
        command += [part for name, value in options.items() for part in (f"--{name}", value)]
        with self._log.open("ab") as log:
            self.process = forks.start(
                command,
                output=log,
                environment=os.environ | {"AUDIENCE_DATA_DIR": str(self.data_dir)} | self.environment,
                folder=self.folder,
                python=self.python,
                is_session=True,
            )
        return self.process

    def start(self) -> None:
        """Start it and wait until it serves pages."""
        process = self.launch()

        def serves() -> bool:
            assert process.poll() is None, self.output
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5):
                    return True
            except OSError:
                return False

        wait_until(serves, timeout=60, what="the dashboard serving pages")

    def family(self) -> list[psutil.Process]:
        """The dashboard's process and all below it."""
        assert self.process is not None
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def interrupt(self) -> None:
        """What ctrl-C in a terminal does: SIGINT to the whole foreground group."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)

    def stop(self) -> None:
        """Ask it to stop and wait; kill it if it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self) -> None:
        """kill -9: nothing of it can clean up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
