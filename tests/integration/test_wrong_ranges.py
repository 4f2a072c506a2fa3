"""A storage that answers a range with something else: nothing wrong is counted, and it is told as storage."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest, Tuning
from worker.counting.source.locations import S3Source
from worker.errors import FileRefused, StorageUnavailable
from worker.refusal import Refusal
from worker.settings import Settings
from worker.storage.access import S3Access
from worker.storage.client import open_storage

FILE = b"email,country\n" + b"".join(b"c%d@x.com,FR\n" % number for number in range(20_000))
RANGE_BYTES = 50_000
ETAG = f'"{hashlib.md5(FILE).hexdigest()}"'
Trick = Callable[[int, int], tuple[int, str | None, bytes, str]]


def right(start: int, end: int) -> tuple[int, str | None, bytes, str]:
    """Status, Content-Range, body and ETag."""
    return 206, f"bytes {start}-{end - 1}/{len(FILE)}", FILE[start:end], ETAG


def told(start: int, end: int, total: int | None = None) -> str:
    return f"bytes {start}-{end - 1}/{len(FILE) if total is None else total}"


TROUBLE: dict[str, Trick] = {
    "all of it": lambda _start, _end: (200, None, FILE, ETAG),
    "shorter": lambda start, end: (206, told(start, end - 9), FILE[start : end - 9], ETAG),
    "shorter than told": lambda start, end: (206, told(start, end), FILE[start : end - 9], ETAG),
    "longer": lambda start, end: (206, told(start, end), FILE[start:end] + b"c@x.com,DE\n", ETAG),
    "another range": lambda start, end: (206, told(start + 9, end + 9), FILE[start:end], ETAG),
    "of a larger object": lambda start, end: (206, told(start, end, 10**9), FILE[start:end], ETAG),
    "nothing": lambda start, end: (206, told(start, end), b"", ETAG),
}
CHANGED: dict[str, Trick] = {
    "of another version": lambda start, end: (206, told(start, end), FILE[start:end], '"other"'),
    "gone": lambda _start, _end: (404, None, b"", ETAG),
}


@pytest.fixture
def endpoint() -> Iterator[Callable[[Trick], str]]:
    """A storage that answers every range behind the first 100,000 bytes by a trick."""
    servers: list[ThreadingHTTPServer] = []

    def start(trick: Trick) -> str:
        class Answers(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self) -> None:
                self._answer(200, None, b"", ETAG, length=len(FILE))

            def do_GET(self) -> None:
                first, last = self.headers["Range"].removeprefix("bytes=").split("-")
                start, end = int(first), int(last) + 1
                self._answer(*(trick if start >= 2 * RANGE_BYTES else right)(start, end))

            def _answer(
                self,
                status: int,
                content_range: str | None,
                body: bytes,
                etag: str,
                length: int = -1,
            ) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body) if length < 0 else length))
                self.send_header("ETag", etag)
                self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
                if content_range:
                    self.send_header("Content-Range", content_range)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def _small_ranges_and_little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.counting.source.s3_stream._RANGE_BYTES", RANGE_BYTES)
    monkeypatch.setattr("worker.counting.source.s3_stream._PATIENCE_SECONDS", 0.3)


def counted(endpoint: str, scratch: Path) -> str:
    access = S3Access(endpoint=endpoint, access_key="any", secret_key=SecretStr("any"))
    source = S3Source(bucket="b", key="uploads/1.csv", access=access)
    request = CountRequest.of(source, scratch_dir=scratch, tuning=Tuning(threads=1))
    return summarise_files(request).summary_csv


def test_the_right_ranges_are_counted(endpoint: Callable[[Trick], str], tmp_path: Path) -> None:
    assert counted(endpoint(right), tmp_path) == "country,user_count\nFR,20000\n"


@pytest.mark.parametrize("trick", TROUBLE)
def test_a_wrong_range_is_trouble_of_the_storage(
    endpoint: Callable[[Trick], str], tmp_path: Path, trick: str
) -> None:
    with pytest.raises(StorageUnavailable):
        counted(endpoint(TROUBLE[trick]), tmp_path)


@pytest.mark.parametrize("trick", CHANGED)
def test_another_version_in_the_middle_is_a_file_that_changed(
    endpoint: Callable[[Trick], str], tmp_path: Path, trick: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        counted(endpoint(CHANGED[trick]), tmp_path)
    assert refused.value.reason is Refusal.FILE_CHANGED


@pytest.mark.anyio
@pytest.mark.parametrize("trick", sorted(TROUBLE.keys() - {"of a larger object"}))
async def test_a_wrong_range_is_shown_in_no_preview(
    endpoint: Callable[[Trick], str], monkeypatch: pytest.MonkeyPatch, trick: str
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    settings = Settings(s3_endpoint=endpoint(TROUBLE[trick]), broker_url="nats://127.0.0.1:9")
    async with open_storage(settings) as storage:
        with pytest.raises(StorageUnavailable):
            await storage.read_range("uploads/1.csv", 150_000, 160_000, etag=ETAG.strip('"'))
