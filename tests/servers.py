"""Real servers for tests, run by the product's own code: SeaweedFS (S3) and NATS with JetStream."""

from __future__ import annotations

import json
import secrets
import shutil
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from tests.waiting import wait_until
from worker.embedded.child_process import ChildProcess
from worker.embedded.identity import Identity
from worker.embedded.ports import GRPC_OFFSET
from worker.embedded.servers import nats, nats_answers, s3_answers, seaweedfs
from worker.setup.policies import POLICIES

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

REGION = "us-east-1"
_BUCKETS = "test-bucket-"


@dataclass
class _Server(ABC):
    """A server on one port for all its life, that can be killed and started again.

    Attributes:
        folder: what it keeps; `wipe` empties it.
    """

    folder: Path
    identity: Identity = field(default_factory=Identity)

    def __post_init__(self) -> None:
        self.process: ChildProcess | None = None

    @abstractmethod
    def build(self) -> ChildProcess:
        """The process to run."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it can be used."""

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = process = self.build()
        process.start()

        def answers() -> bool:
            assert process.is_alive, process.log.read_text(errors="replace")[-2000:]
            return self.answers()

        wait_until(answers, what=f"{process.name} answering")

    @property
    def pid(self) -> int:
        assert self.process is not None
        assert self.process.pid is not None
        return self.process.pid

    def kill(self) -> None:
        """End it as a crash would."""
        if self.process is not None:
            self.process.kill()

    def wipe(self) -> None:
        """Kill it and delete all it kept: the end of every test, or a disaster within one."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class NatsServer(_Server):
    """NATS with JetStream, password required."""

    @property
    def url(self) -> str:
        return self.identity.broker_url

    def build(self) -> ChildProcess:
        return nats(self.identity, self.folder / "nats", self.folder)

    def answers(self) -> bool:
        return nats_answers(self.identity)


class S3Server(_Server):
    """SeaweedFS.

    Attributes:
        client: a boto3 client with all rights.
        identities: access and secret keys of users that may do what the product's policies of these names
            allow, in every bucket of the tests, and nothing else.
    """

    client: S3Client

    def __post_init__(self) -> None:
        super().__post_init__()
        self.identities = {name: (secrets.token_hex(16), secrets.token_hex(16)) for name in POLICIES}
        self.client = self.client_of(self.access_key, self.secret_key)
        self._buckets = 0

    def client_of(self, access_key: str, secret_key: str) -> S3Client:
        """A client with these credentials."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            region_name=REGION,
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )

    @property
    def objects(self) -> Path:
        """Where it keeps its files."""
        return self.folder / "seaweedfs"

    @property
    def endpoint(self) -> str:
        return self.identity.s3_endpoint

    @property
    def access_key(self) -> str:
        return self.identity.access_key

    @property
    def secret_key(self) -> str:
        return self.identity.secret_key

    def environment_of(self, name: str) -> dict[str, str]:
        """The environment variables of a process that has one of the restricted identities."""
        access_key, secret_key = self.identities[name]
        return {"AWS_ACCESS_KEY_ID": access_key, "AWS_SECRET_ACCESS_KEY": secret_key}

    def new_bucket(self) -> str:
        """Create an empty bucket and give its name."""
        self._buckets += 1
        name = f"{_BUCKETS}{self._buckets}"
        self.client.create_bucket(Bucket=name)
        return name

    def drop_bucket(self, name: str) -> None:
        """Delete a bucket; SeaweedFS deletes all that is in it, too."""
        self.client.delete_bucket(Bucket=name)

    def wipe(self) -> None:
        super().wipe()
        for part, port in self.identity.ports.model_dump().items():  # a killed server leaves these behind
            Path(f"/tmp/seaweedfs-{part}-grpc-{port + GRPC_OFFSET}.sock").unlink(missing_ok=True)

    def build(self) -> ChildProcess:
        process = seaweedfs(self.identity, self.objects, self.folder)
        file = self.objects / "s3.json"
        users = json.loads(file.read_text())
        for name, (access_key, secret_key) in self.identities.items():
            credentials = [{"accessKey": access_key, "secretKey": secret_key}]
            users["identities"].append({"name": name, "credentials": credentials, "policyNames": [name]})
        users["policies"] = [
            {"name": name, "content": json.dumps(policy(f"{_BUCKETS}*"))} for name, policy in POLICIES.items()
        ]
        file.write_text(json.dumps(users))
        return process

    def answers(self) -> bool:
        return s3_answers(self.identity, self.objects)
