"""The page with the drop zone, open in Chromium, before a whole embedded stack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import environments
from tests.browser.boards import Board, forget_all
from tests.browser.profiles import SharedProfiles
from tests.browser.uploading import Gate, visit, write_customers
from tests.conftest import chromium
from tests.dashboard import Dashboard
from tests.servers import NatsServer, S3Server
from worker.settings import EmbeddedServers, read_settings
from worker.setup import bucket_rules

expect.set_options(timeout=60_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all modules, in which one process shows all pages of one site and profile."""
    with chromium("--process-per-site") as browser:
        yield browser


@pytest.fixture(scope="package")
def shared_profiles(browser: Browser) -> Iterator[SharedProfiles]:
    """Browser profiles for all tests, which keep what they have compiled of the pages' scripts."""
    profiles = SharedProfiles(browser)
    yield profiles
    profiles.close()


@pytest.fixture
def tab(shared_profiles: SharedProfiles) -> Iterator[Callable[[], Page]]:
    """Open a blank tab in a browser profile of its own, without anything that a page has kept."""
    yield shared_profiles.new_page
    shared_profiles.forget()


@pytest.fixture
def page(tab: Callable[[], Page]) -> Page:
    """A blank tab in a browser profile of its own."""
    return tab()


@pytest.fixture(scope="package")
def whole_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """One dashboard with embedded servers, which takes files of up to 60 MB."""
    with environments.only({}):
        board = Dashboard(tmp_path_factory.mktemp("board") / "data", {"AUDIENCE_MAX_FILE_GB": "0.06"})
        board.start()
    yield board
    board.stop()


@pytest.fixture(scope="module")
def upload_board(whole_stack: Dashboard) -> Dashboard:
    """The dashboard for a module's tests, without the files and reports of others."""
    with environments.only({}):
        described = EmbeddedServers.path(whole_stack.data_dir).read_bytes()
        settings = whole_stack.settings.using(EmbeddedServers.model_validate_json(described))
        forget_all(bucket_rules.administrator(settings), settings.s3_bucket)
    return whole_stack


@pytest.fixture
def gate(upload_board: Dashboard, page: Page) -> Gate:
    """Stands between the page and the storage."""
    return visit(page, upload_board)


@pytest.fixture
def home(gate: Gate, page: Page) -> Page:
    """The page with the drop zone, behind the gate."""
    return page


@dataclass
class OwnServers:
    """Servers that a test may kill and start again."""

    s3: S3Server
    broker: NatsServer


@pytest.fixture
def own_servers(
    fresh_s3: Callable[[], S3Server],
    fresh_broker: Callable[[], NatsServer],
    monkeypatch: pytest.MonkeyPatch,
) -> OwnServers:
    """An S3 and a broker of the test's own, named in the environment; no worker runs."""
    servers = OwnServers(fresh_s3(), fresh_broker())
    monkeypatch.setenv("AUDIENCE_S3_ENDPOINT", servers.s3.endpoint)
    monkeypatch.setenv("AUDIENCE_S3_BUCKET", servers.s3.new_bucket())
    monkeypatch.setenv("AUDIENCE_BROKER_URL", servers.broker.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", servers.s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", servers.s3.secret_key)
    return servers


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of three parts; see `copy_of`."""
    path = tmp_path_factory.mktemp("large") / "large.csv"
    write_customers(path, megabytes=40)
    return path


@pytest.fixture(scope="package")
def shared_board(s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """One dashboard for all tests that write its records; no worker runs."""
    folder = tmp_path_factory.mktemp("reports")
    broker = NatsServer(folder / "nats")
    broker.start()
    with environments.only(environments.naming(s3, s3.new_bucket(), broker.url)):
        dashboard = Dashboard(folder / "data")
        dashboard.start()
        board = Board(dashboard.url, read_settings(), s3)
    yield board
    dashboard.stop()
    broker.wipe()


@pytest.fixture
def board(shared_board: Board, monkeypatch: pytest.MonkeyPatch) -> Board:
    """The dashboard, with no reports yet."""
    forget_all(shared_board.s3.client, shared_board.settings.s3_bucket)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", shared_board.s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", shared_board.s3.secret_key)
    return shared_board
