"""Nobody reaches a port of the embedded storage but S3's own, and there nobody without credentials."""

from __future__ import annotations

import http.client
import socket
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Error, Page

from tests.integration.stacks import Stacks, running
from tests.integration.strangers import attack
from tests.waiting import wait_until
from worker.embedded.identity import Identity
from worker.settings import load_settings, read_settings

PARTS = ("master", "filer", "volume", "admin")
KEY, MINE = "uploads/mine.csv", b"anna@example.com,DE\n"
REFUSED = {400, 403, 404, 405, 501}


@pytest.fixture(scope="module")
def stacks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stacks]:
    with ExitStack() as stop, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIENCE_DATA_DIR", str(tmp_path_factory.mktemp("stack") / "data"))
        stacks = Stacks(stop)
        stacks.start()
        yield stacks


@pytest.fixture(autouse=True)
def _its_data_folder(stacks: Stacks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIENCE_DATA_DIR", str(stacks.launched[0].folder))


@pytest.fixture
def port(request: pytest.FixtureRequest) -> int:
    number: int = getattr(Identity.of(read_settings().data_dir).ports, request.param)
    wait_until(lambda: _is_open(number), what="the port")
    return number


def _is_open(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            return True
    except OSError:
        return False


@pytest.fixture
def mine(stacks: Stacks) -> Iterator[None]:
    """An object that is still there, as it was, when the test ends."""
    bucket = load_settings().s3_bucket
    stacks.client().put_object(Bucket=bucket, Key=KEY, Body=MINE)
    yield
    assert stacks.client().get_object(Bucket=bucket, Key=KEY)["Body"].read() == MINE


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("port", PARTS, indirect=True)
def test_a_part_serves_nothing_to_whoever_has_no_certificate(port: int, tmp_path: Path) -> None:
    answers = list(attack(port, tmp_path))
    assert {answer.scheme for answer in answers} == {"http"}
    assert {(answer.status, answer.body.strip()) for answer in answers} == {
        (400, b"Client sent an HTTP request to an HTTPS server.")
    }


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("port", ["s3"], indirect=True)
def test_s3_serves_nothing_without_credentials(port: int, tmp_path: Path) -> None:
    answers = list(attack(port, tmp_path))
    assert {answer.scheme for answer in answers} == {"http"}
    served = {(a.method, a.path, a.status) for a in answers if a.status not in REFUSED}
    assert served == {("GET", path, 200) for path in ("/healthz", "/status")}
    assert not any(
        MINE in answer.body or b"uploads/" in answer.body for answer in answers if answer.status < 400
    )


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("port", PARTS, indirect=True)
def test_a_page_that_navigates_there_gets_nothing(port: int, page: Page) -> None:
    for scheme in ("http", "https"):
        assert navigated(page, f"{scheme}://127.0.0.1:{port}/col/delete?collection=audience") in {None, 400}


def navigated(page: Page, url: str) -> int | None:
    """The status of the answer; None if there was none."""
    try:
        answer = page.goto(url)
    except Error:
        return None
    return answer.status if answer else None


def test_no_socket_of_a_file_is_open_to_others(stacks: Stacks) -> None:
    (weed,) = running(psutil.Process(stacks.launched[0].process.pid), "weed")
    sockets = {Path(weed.cwd()) / str(c.laddr) for c in weed.net_connections("unix") if c.laddr}
    assert len(sockets) >= 5
    assert {oct(stat.S_IMODE(path.stat().st_mode) & 0o077) for path in sockets} == {"0o0"}


@pytest.mark.parametrize("port", ["s3"], indirect=True)
def test_a_host_of_another_name_opens_nothing(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/{load_settings().s3_bucket}/{KEY}", headers={"Host": "rebound.example"})
    assert connection.getresponse().status == 403
    connection.close()
