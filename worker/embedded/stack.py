"""The whole stack in one process's hands: both servers, the bucket, the worker."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import SecretStr

from worker.embedded.child_process import ChildProcess
from worker.embedded.identity import Identity, Ports
from worker.embedded.private_files import private_folder, write_private
from worker.embedded.servers import nats, nats_answers, s3_answers, seaweedfs
from worker.errors import ConfigurationError
from worker.settings import EmbeddedServers, Settings
from worker.setup import bucket_rules

PROJECT = Path(__file__).parents[2]
_START_SECONDS = 30.0
_START_ATTEMPTS = 3
_PORTS_SECONDS = 3.0  # those of a stack that was killed are free in a moment
_POLL_SECONDS = 0.05
_WORKER_EXTRA_GRACE_SECONDS = 5.0


class Stack:
    """SeaweedFS, NATS and one worker, with all they keep in one data folder.

    Attributes:
        origins: the dashboard's addresses, whose pages may reach S3 from the browser.
    """

    def __init__(self, settings: Settings, folder: Path, origins: Iterable[str]) -> None:
        self.settings = settings
        self.folder = folder
        self.origins = list(origins)
        self._objects = folder / "seaweedfs"
        self._children: list[ChildProcess] = []  # in the order of starting
        self._is_stopping: Callable[[], bool] = lambda: False

    def start(self, is_stopping: Callable[[], bool]) -> None:
        """Start the servers, prepare the bucket, tell where they answer, start the worker.

        Raises:
            ConfigurationError: the servers do not come up.
        """
        self._is_stopping = is_stopping
        EmbeddedServers.path(self.folder).unlink(missing_ok=True)  # of a start that was killed
        identity = self._start_servers(Identity.of(self.folder))
        servers = EmbeddedServers(
            supervisor_pid=os.getpid(),
            s3_endpoint=identity.s3_endpoint,
            broker_url=identity.broker_url,
            access_key=identity.access_key,
            secret_key=SecretStr(identity.secret_key),
        )
        settings = self.settings.using(servers)
        self._prepare_bucket(settings)
        describe(servers, self.folder)
        self._start(self._worker())

    def keep_running(self) -> None:
        """Restart what died; call this regularly."""
        for child in self._children:
            child.keep_running()

    def stop(self, worker_grace_seconds: float | None = None) -> None:
        """Stop the worker first, then the servers it needs to hand its jobs back."""
        EmbeddedServers.path(self.folder).unlink(missing_ok=True)
        while self._children:
            child = self._children.pop()
            child.stop(worker_grace_seconds if child.name == "worker" else None)

    def _start(self, child: ChildProcess) -> None:
        child.start()
        self._children.append(child)

    def _start_servers(self, identity: Identity) -> Identity:
        """Start both on the ports of last time, or on others when those are taken."""
        logs = private_folder(self.folder / "logs")
        for _ in range(_START_ATTEMPTS):
            identity = self._with_free_ports(identity)
            self._start(seaweedfs(identity, self._objects, logs))
            self._start(nats(identity, self.folder / "nats", logs))
            if self._both_answer(identity):
                return identity
            self.stop()
        raise ConfigurationError(f"The embedded servers did not start; their logs are in {logs}.")

    def _with_free_ports(self, identity: Identity) -> Identity:
        if self._wait_for(lambda: identity.ports.are_free, _PORTS_SECONDS):
            return identity
        return identity.with_ports(Ports.pick()).kept_in(self.folder)

    def _both_answer(self, identity: Identity) -> bool:
        def settled() -> bool:
            return not all(child.is_alive for child in self._children) or (
                nats_answers(identity) and s3_answers(identity, self._objects)
            )

        return self._wait_for(settled, _START_SECONDS) and all(child.is_alive for child in self._children)

    def _wait_for(self, condition: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not condition():
            if self._is_stopping():
                raise ConfigurationError("Stopped before the embedded servers had started.")
            if time.monotonic() > end:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def _prepare_bucket(self, settings: Settings) -> None:
        try:
            client = bucket_rules.administrator(settings)
            bucket_rules.prepare(client, settings, self.origins)
        except (BotoCoreError, ClientError) as error:
            raise ConfigurationError(f"The embedded storage could not be prepared: {error}.") from None

    def _worker(self) -> ChildProcess:
        return ChildProcess(
            name="worker",
            command=[sys.executable, "-m", "worker"],
            folder=PROJECT,
            environment=os.environ | {"AUDIENCE_DATA_DIR": str(self.folder)},
            log=self.folder / "logs" / "worker.log",
            grace_seconds=self.settings.shutdown_seconds + _WORKER_EXTRA_GRACE_SECONDS,
        )


def describe(servers: EmbeddedServers, folder: Path) -> None:
    """Tell the user's other processes where the servers answer."""
    described = servers.model_dump() | {"secret_key": servers.secret_key.get_secret_value()}
    write_private(EmbeddedServers.path(folder), json.dumps(described))


def running(folder: Path) -> EmbeddedServers | None:
    """The servers described in this data folder, if they are."""
    try:
        return EmbeddedServers.model_validate_json(EmbeddedServers.path(folder).read_bytes())
    except (OSError, ValueError):
        return None


def join_stack(settings: Settings, servers: EmbeddedServers, folder: Path, origins: Iterable[str]) -> None:
    """Let pages of these origins use a stack that another process runs.

    Raises:
        BotoCoreError, ClientError: its storage does not answer.
    """
    client = bucket_rules.administrator(settings.using(servers))
    with (folder / "origins.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        bucket_rules.add_origins(client, settings.s3_bucket, origins)


@contextmanager
def ownership(folder: Path) -> Iterator[Callable[[], bool]]:
    """Give a function that tries to become the one owner of the data folder, until the block ends."""
    with (folder / "owner.lock").open("w") as lock:

        def try_to_own() -> bool:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield try_to_own
