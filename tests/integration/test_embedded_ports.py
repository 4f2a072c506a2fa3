"""Nobody reaches a port of the embedded storage but S3's own, and there nobody without credentials."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Error, Page

from tests.integration.stacks import Stacks, running
from tests.integration.strangers import attack
from tests.waiting import wait_until
from worker.embedded.identity import Identity
from worker.settings import load_settings, read_settings

pytestmark = pytest.mark.usefixtures("its_data_folder")

PARTS = ("master", "filer", "volume", "admin")
KEY, MINE = "uploads/mine.csv", b"anna@example.com,DE\n"
REFUSED = {400, 403, 404, 405, 501}


@pytest.fixture
def port(request: pytest.FixtureRequest, its_data_folder: None) -> int:
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
def mine(one_stack: Stacks, its_data_folder: None) -> Iterator[None]:
    """An object that is still there, as it was, when the test ends."""
    bucket = load_settings().s3_bucket
    one_stack.client().put_object(Bucket=bucket, Key=KEY, Body=MINE)
    yield
    assert one_stack.client().get_object(Bucket=bucket, Key=KEY)["Body"].read() == MINE


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


def test_no_socket_of_a_file_is_open_to_others(one_stack: Stacks) -> None:
    (weed,) = running(psutil.Process(one_stack.launched[0].process.pid), "weed")
    sockets = {Path(weed.cwd()) / str(c.laddr) for c in weed.net_connections("unix") if c.laddr}
    assert len(sockets) >= 5
    assert {oct(stat.S_IMODE(path.stat().st_mode) & 0o077) for path in sockets} == {"0o0"}
