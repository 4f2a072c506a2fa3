"""Nobody but the user, and pages of exactly the dashboard's addresses, reach what the stack keeps."""

from __future__ import annotations

import http.client
import socket
import ssl
import stat
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from email.message import Message

import psutil
import pytest

from tests.integration.stacks import ORIGIN, Stacks, running
from tests.waiting import wait_until
from worker.embedded.identity import Identity
from worker.embedded.ports import GRPC_OFFSET
from worker.settings import EmbeddedServers, load_settings, read_settings

pytestmark = pytest.mark.usefixtures("its_data_folder")

SECRET = b"anna@example.com,DE\n"


def _request(
    url: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> tuple[int, bytes, Message]:
    request = urllib.request.Request(url, method=method, headers=dict(headers or {}), data=body)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read(1_000_000), response.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


def _listening(process: psutil.Process) -> list[int]:
    return [c.laddr.port for c in process.net_connections("tcp") if c.status == psutil.CONN_LISTEN]


def _ports(one_stack: Stacks) -> list[int]:
    """All ports of SeaweedFS, once it has opened the last."""
    (process,) = running(psutil.Process(one_stack.launched[0].process.pid), "weed")

    def all_ports() -> list[int]:
        ports = _listening(process)
        return ports if len(ports) >= 10 else []

    return wait_until(all_ports, what="five ports and five for gRPC")


def test_every_port_is_on_loopback_only(one_stack: Stacks) -> None:
    assert _ports(one_stack)
    supervisor = psutil.Process(one_stack.launched[0].process.pid)
    connections = [c for child in supervisor.children() for c in child.net_connections("inet")]
    assert {c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN} == {"127.0.0.1"}


def test_no_port_gives_a_file_to_a_stranger(one_stack: Stacks) -> None:
    bucket = load_settings().s3_bucket
    for key, content in {"uploads/small.csv": SECRET, "uploads/large.csv": SECRET * 300_000}.items():
        one_stack.client().put_object(Bucket=bucket, Key=key, Body=content)
    folders = (f"/buckets/{bucket}/uploads", f"/{bucket}/uploads", "/uploads")
    paths = [f"{folder}/{name}" for folder in folders for name in ("small.csv", "large.csv", "")]
    paths += [f"{path}?metadata=true" for path in paths] + ["/", "/1,01"]

    served = {}
    for port in _ports(one_stack):
        for path in paths:
            try:
                status, body, _ = _request(f"http://127.0.0.1:{port}{path}")
            except (OSError, http.client.HTTPException):
                continue  # not HTTP 1: gRPC
            if SECRET in body or (status < 400 and b"small.csv" in body):
                served[port, path] = status

    assert served == {}


def test_a_stranger_cannot_write_or_delete(one_stack: Stacks) -> None:
    bucket = load_settings().s3_bucket
    one_stack.client().put_object(Bucket=bucket, Key="uploads/mine.csv", Body=SECRET)

    for port in _ports(one_stack):
        for path in (f"/buckets/{bucket}/uploads/mine.csv", f"/{bucket}/uploads/mine.csv"):
            for method in ("PUT", "POST", "DELETE"):
                try:
                    status, _, _ = _request(f"http://127.0.0.1:{port}{path}", method, body=b"theirs")
                except (OSError, http.client.HTTPException):
                    continue
                assert status >= 400

    mine = one_stack.client().get_object(Bucket=bucket, Key="uploads/mine.csv")["Body"].read()
    assert mine == SECRET


def _speaks_grpc(port: int, *, encrypted: bool) -> bool:
    """Whether the port answers a stranger's HTTP/2 greeting with one of its own."""
    greeting = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        with ExitStack() as close:
            connection = close.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            if encrypted:
                connection = close.enter_context(context.wrap_socket(connection))
            connection.sendall(greeting)
            answer = connection.recv(9)
    except OSError:  # a TLS alert, too
        return False
    return answer[3:4] == bytes([4])  # SETTINGS


@pytest.mark.parametrize("encrypted", [False, True])
def test_no_grpc_port_talks_to_a_stranger(one_stack: Stacks, encrypted: bool) -> None:
    assert _ports(one_stack)
    ports = Identity.of(read_settings().data_dir).ports
    grpc = {part: port + GRPC_OFFSET for part, port in ports.model_dump().items() if part != "nats"}
    assert [part for part, port in grpc.items() if _speaks_grpc(port, encrypted=encrypted)] == []


def test_the_broker_refuses_a_stranger() -> None:
    port = Identity.of(read_settings().data_dir).ports.nats
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        stream = connection.makefile("rb")
        assert b'"auth_required":true' in stream.readline()
        connection.sendall(b'CONNECT {"verbose":false}\r\nPING\r\n')
        assert b"Authorization Violation" in stream.readline()


def test_what_is_kept_is_private() -> None:
    folder = read_settings().data_dir
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for private in (EmbeddedServers.path(folder), folder / "identity.json"):
        assert stat.S_IMODE(private.stat().st_mode) == 0o600


def test_no_secret_is_in_a_command_line_or_a_log(one_stack: Stacks) -> None:
    folder = read_settings().data_dir
    identity = Identity.of(folder)
    supervisor = psutil.Process(one_stack.launched[0].process.pid)
    public = [" ".join(process.cmdline()) for process in (supervisor, *supervisor.children())]
    public += [log.read_text(errors="replace") for log in (folder / "logs").iterdir()]
    for secret in (identity.secret_key, identity.signing_key, identity.broker_password):
        assert not any(secret in text for text in public)


def test_pages_of_exactly_the_dashboard_may_send_parts_and_see_their_etags(one_stack: Stacks) -> None:
    settings = load_settings()
    client = one_stack.client()
    url = client.generate_presigned_url("put_object", {"Bucket": settings.s3_bucket, "Key": "uploads/a.csv"})

    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "PUT"}
    status, _, headers = _request(url, "OPTIONS", asked)
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)
    assert set(headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "PUT", "HEAD"}

    status, _, headers = _request(url, "PUT", {"Origin": ORIGIN, "Content-Type": "text/csv"}, SECRET)
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)
    assert "ETag" in headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "origin", ["http://localhost:8502", "https://localhost:8501", "http://evil.example", "null"]
)
def test_pages_of_others_may_not(one_stack: Stacks, origin: str) -> None:
    bucket = load_settings().s3_bucket
    client = one_stack.client()
    url = client.generate_presigned_url("put_object", {"Bucket": bucket, "Key": "uploads/a.csv"})

    status, _, headers = _request(url, "OPTIONS", {"Origin": origin, "Access-Control-Request-Method": "PUT"})

    assert status == 403
    assert headers["Access-Control-Allow-Origin"] is None


def test_the_bucket_deletes_abandoned_and_raw_uploads(one_stack: Stacks) -> None:
    rules = one_stack.client().get_bucket_lifecycle_configuration(Bucket=load_settings().s3_bucket)["Rules"]
    assert {rule["Filter"]["Prefix"] for rule in rules} == {"uploads/"}
    assert {rule["Status"] for rule in rules} == {"Enabled"}
    assert {"DaysAfterInitiation": 1} in [rule.get("AbortIncompleteMultipartUpload") for rule in rules]
    assert {"Days": 7} in [rule.get("Expiration") for rule in rules]
