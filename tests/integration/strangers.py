"""What somebody without credentials tries at a port: another user of the machine, or a web page."""

from __future__ import annotations

import http.client
import itertools
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from worker.embedded.certificate import as_a_part, mutual_tls

_BUCKET = "audience"
_ATTACKED = {
    "master": """
        /col/delete?collection=audience /dir/assign /dir/assign?count=5&collection=audience
        /dir/lookup?volumeId=1 /dir/status /vol/grow?count=1 /vol/status /vol/vacuum /vol/vacuum/disable
        /submit /collection/info /cluster/status /cluster/healthz /stats/health /stats/counter /stats/memory
        /debug/pprof/
        /1,01637037d6 /ui/index.html /
    """,
    "volume": "/status /healthz /ui/index.html /stats/counter /stats/disk /metrics /1,01637037d6 /",
    "filer": f"""
        /buckets/{_BUCKET}/uploads/mine.csv /buckets/{_BUCKET}/uploads/?recursive=true /buckets/?metadata=true
        /buckets/{_BUCKET}?recursive=true /.tus/buckets/{_BUCKET}/uploads/mine.csv /metrics /healthz /status /
    """,
    "admin": f"""
        /metrics /health /login /admin /api/config /api/cluster/topology /api/s3/buckets /api/users /files
        /api/s3/buckets/{_BUCKET} /api/files/download?path=/buckets/{_BUCKET}/uploads/mine.csv /maintenance /
    """,
    "s3": f"""
        / /{_BUCKET} /{_BUCKET}/uploads/mine.csv /{_BUCKET}?list-type=2 /{_BUCKET}?policy /{_BUCKET}?acl
        /{_BUCKET}/uploads/mine.csv?uploads /metrics /debug/pprof/ /?Action=ListUsers&Version=2010-05-08
        /?Action=CreateAccessKey&UserName=audience&Version=2010-05-08 /buckets/{_BUCKET}/uploads/mine.csv
    """,
}
_PATHS = sorted({path for paths in _ATTACKED.values() for path in paths.split()})
_METHODS = ("GET", "POST", "PUT", "DELETE")
_HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Host": "evil.example", "Origin": "http://evil.example", "Referer": "http://evil.example/"},
)


class Served(NamedTuple):
    """An answer that a stranger got."""

    scheme: str
    method: str
    path: str
    status: int
    body: bytes


def attack(port: int, forged: Path) -> Iterator[Served]:
    """Try every path that a part of SeaweedFS serves, by every method and in every disguise.

    Args:
        port: on loopback.
        forged: a folder for a certificate of the same name, signed by another authority.
    """
    mutual_tls(forged)
    for scheme, context in (("http", None), ("https", _trusting()), ("forged", _trusting(forged))):
        for method, path, headers in itertools.product(_METHODS, _PATHS, _HEADERS):
            connection = (
                http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                if context is None
                else http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
            )
            try:
                connection.request(
                    method, path, body=b"theirs" if method in {"POST", "PUT"} else None, headers=headers
                )
                answer = connection.getresponse()
                yield Served(scheme, method, path, answer.status, answer.read(1_000_000))
            except ssl.SSLError:
                if context is not None:
                    break  # it shut the door before it had heard a word; so it will at the next path
            except (OSError, http.client.HTTPException):
                continue
            finally:
                connection.close()


def _trusting(certificate: Path | None = None) -> ssl.SSLContext:
    """A client that believes any server, with a certificate of its own or none."""
    context = as_a_part(certificate) if certificate else ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
