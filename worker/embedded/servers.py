"""The two servers: how SeaweedFS and NATS are configured, run, and asked whether they answer."""

from __future__ import annotations

import json
import os
import socket
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

from worker.embedded.certificate import as_a_part, mutual_tls
from worker.embedded.child_process import ChildProcess, executable
from worker.embedded.identity import Identity
from worker.embedded.ports import LOOPBACK
from worker.embedded.private_files import private_folder, write_private

_SEAWEEDFS_GRACE_SECONDS = 15.0
_NATS_GRACE_SECONDS = 5.0
_ANSWER_SECONDS = 1.0


def seaweedfs(identity: Identity, folder: Path, logs: Path) -> ChildProcess:
    """SeaweedFS as one S3 server on loopback, with its files in `folder`.

    Its parts are told a signing key and a certificate, or they would serve any file to anyone who asks at one
    of their own ports, and delete them all.
    """
    private_folder(folder)
    credentials = {"accessKey": identity.access_key, "secretKey": identity.secret_key}
    user = {
        "name": "audience",
        "credentials": [credentials],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    write_private(folder / "s3.json", json.dumps({"identities": [user]}))
    ports = identity.ports
    options = {
        "dir": ".",  # a path could hold a comma, which means a second folder
        "ip": LOOPBACK,
        "ip.bind": LOOPBACK,
        "s3.port": ports.s3,
        "master.port": ports.master,
        "filer.port": ports.filer,
        "volume.port": ports.volume,
        "admin.port": ports.admin,
        "s3.config": "s3.json",
        "filer.localSocket": "filer.sock",
        "s3.localSocket": "s3.sock",
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "webdav": "false",
        "admin.ui": "false",
        "master.telemetry": "false",
    }
    keys = ("SIGNING_KEY", "SIGNING_READ_KEY", "FILER_SIGNING_KEY", "FILER_SIGNING_READ_KEY")
    signing = {f"WEED_JWT_{key}": identity.signing_key for key in keys}
    return ChildProcess(
        name="seaweedfs",
        command=[
            executable("weed"),
            "-logtostderr=true",
            "mini",
            *(f"-{name}={value}" for name, value in options.items()),
        ],
        folder=folder,
        environment=_environment(folder) | mutual_tls(folder) | signing,
        log=logs / "seaweedfs.log",
        grace_seconds=_SEAWEEDFS_GRACE_SECONDS,
    )


def nats(identity: Identity, folder: Path, logs: Path) -> ChildProcess:
    """NATS with JetStream on loopback, with its streams in `folder`."""
    private_folder(folder)
    configuration = {
        "host": LOOPBACK,
        "port": identity.ports.nats,
        "jetstream": {
            "store_dir": "streams",
            "sync_interval": "always",  # what is confirmed outlives a power failure, for 0.4 ms a message
        },
        "authorization": {"user": identity.broker_user, "password": identity.broker_password},
    }
    write_private(folder / "nats.conf", json.dumps(configuration))
    return ChildProcess(
        name="nats",
        command=[executable("nats-server"), "-c", "nats.conf"],
        folder=folder,
        environment=_environment(folder),
        log=logs / "nats.log",
        grace_seconds=_NATS_GRACE_SECONDS,
    )


def s3_answers(identity: Identity, folder: Path) -> bool:
    """Whether S3 checks requests now, and its volumes have reported to it, so that objects can be read.

    Args:
        identity: whose ports it has.
        folder: where its files are.
    """
    return _refuses_strangers(identity.s3_endpoint) and _has_volumes(identity.ports.master, folder)


def nats_answers(identity: Identity) -> bool:
    """Whether NATS greets whoever connects."""
    try:
        with socket.create_connection((LOOPBACK, identity.ports.nats), _ANSWER_SECONDS) as connection:
            return connection.recv(5).startswith(b"INFO")
    except OSError:
        return False


def _refuses_strangers(s3_endpoint: str) -> bool:
    try:
        with urllib.request.urlopen(s3_endpoint, timeout=_ANSWER_SECONDS):  # noqa: S310 - http
            return False
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code == HTTPStatus.FORBIDDEN
    except OSError:
        return False


def _has_volumes(master_port: int, folder: Path) -> bool:
    """Without this, the first seconds after a start can answer 500 for objects that are there."""
    url = f"https://{LOOPBACK}:{master_port}/dir/status"
    try:
        with urllib.request.urlopen(url, timeout=_ANSWER_SECONDS, context=as_a_part(folder)) as response:
            return bool(json.load(response)["Topology"]["DataCenters"])
    except (OSError, ValueError, LookupError):
        return False


def _environment(home: Path) -> dict[str, str]:
    """Only what a server needs: no credentials or options of the user's own."""
    return {"PATH": os.defpath, "HOME": str(home), "TMPDIR": "."}
