"""The servers that measurements need, and an environment that names them and nothing else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from tests import bytecode
from tests.servers import REGION, NatsServer, S3Server

AS_OPERATORS_RUN_IT = {
    "AUDIENCE_SWEEP_SECONDS": "15",
    "AUDIENCE_HEARTBEAT_SECONDS": "2",
    "AUDIENCE_WARM_PROCESSES": "",
}
"""The settings of a worker that tests are too impatient for."""

_OTHERS = ("AUDIENCE_", "AWS_")


@dataclass(frozen=True)
class Stage:
    """Servers that run, named in the environment.

    Attributes:
        folder: for whatever else is needed meanwhile.
        bucket: empty at first.
    """

    folder: Path
    s3: S3Server
    broker: NatsServer
    bucket: str


@contextmanager
def servers(parent: Path) -> Iterator[Stage]:
    """S3 and broker of their own, with all they held gone at the end."""
    with ExitStack() as stop:
        folder = Path(stop.enter_context(tempfile.TemporaryDirectory(prefix="servers-", dir=parent)))
        s3, broker = S3Server(folder / "s3"), NatsServer(folder / "nats")
        for server in (s3, broker):
            stop.callback(server.wipe)
            server.start()
        bucket = s3.new_bucket()
        stop.enter_context(
            environment(
                AUDIENCE_S3_ENDPOINT=s3.endpoint,
                AUDIENCE_S3_BUCKET=bucket,
                AUDIENCE_S3_REGION=REGION,
                AUDIENCE_BROKER_URL=broker.url,
                AWS_ACCESS_KEY_ID=s3.access_key,
                AWS_SECRET_ACCESS_KEY=s3.secret_key,
                AWS_DEFAULT_REGION=REGION,
                AUDIENCE_OWNER_FILES="100000",  # one analyst stands for many here
            )
        )
        yield Stage(folder, s3, broker, bucket)


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """These variables, for this process and those it starts, and none of the developer's own settings.

    Modules are compiled once, as in any installation, also where the developer wants none kept.
    """
    before = dict(os.environ)
    if bytecode.is_unwanted():
        bytecode.keep_in(user_cache_path("audience-benchmarks", ensure_exists=True))
    for name in before:
        if name.startswith(_OTHERS):
            del os.environ[name]
    os.environ.update(values, AWS_EC2_METADATA_DISABLED="true", AWS_CONFIG_FILE=os.devnull)
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
