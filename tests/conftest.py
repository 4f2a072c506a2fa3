"""Fixtures that every kind of test may use: real servers, settings that point at them, a browser."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog
from playwright.sync_api import Browser, Page, sync_playwright

from tests import announcing, botocore_models, bytecode, environments, forks, side_by_side
from tests.dashboard import Dashboard
from tests.servers import NatsServer, S3Server
from worker.settings import Settings, read_settings

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # CI runs as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_CHROME_OF_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"  # never on the PATH
_LEAN_CHROMIUM = Path(__file__).with_name("chromium.sh")
BROWSER_TIMEOUT_MS = 60_000
_numbers = itertools.count()

pytest_cmdline_main = side_by_side.pytest_cmdline_main
pytest_xdist_node_collection_finished = announcing.pytest_xdist_node_collection_finished
pytest_report_collectionfinish = announcing.pytest_report_collectionfinish


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled modules; try the same examples each time, and ever new ones in soak tests."""
    bytecode.pytest_configure(config)
    hypothesis.settings.register_profile(
        "patient",
        derandomize=config.option.markexpr != "soak",
        database=None,
        deadline=None,  # a loaded machine is no reason to fail
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
        print_blob=True,
    )
    hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _botocores_models_are_shared() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        botocore_models.share(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _processes_have_their_libraries() -> Iterator[None]:
    with forks.preloaded():
        yield


@pytest.fixture
def data_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test's own data folder, not made yet, below its `tmp_path` if it has one.

    Most have none: to make thousands of folders, each of a name not taken yet, takes longer than to test.
    """
    if "tmp_path" in request.fixturenames:
        folder: Path = request.getfixturevalue("tmp_path")
        return folder / "data"
    return tmp_path_factory.getbasetemp() / f"data-{next(_numbers)}"


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch, data_folder: Path) -> None:
    """Tests see neither the developer's settings and credentials nor their data folder."""
    for name in os.environ:
        if name.startswith(("AUDIENCE_", "AWS_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AUDIENCE_DATA_DIR", str(data_folder))
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(autouse=True)
def _logs_as_they_were(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test configures, as commands do, ends with it: loggers remember nothing, handlers come back."""
    configure = structlog.configure
    monkeypatch.setattr(
        structlog, "configure", lambda **how: configure(**how | {"cache_logger_on_first_use": False})
    )
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """SeaweedFS for the whole session: do not kill it (see `fresh_s3`)."""
    server = S3Server(tmp_path_factory.mktemp("s3"))
    server.start()
    yield server
    server.wipe()


@pytest.fixture
def bucket(s3: S3Server) -> Iterator[str]:
    """An empty bucket of the session's SeaweedFS, dropped after the test."""
    name = s3.new_bucket()
    yield name
    s3.drop_bucket(name)


@pytest.fixture
def fresh_s3(tmp_path: Path) -> Iterator[Callable[[], S3Server]]:
    """Start a SeaweedFS of the test's own, which it may kill, wipe and start again."""
    with ExitStack() as stop:

        def start() -> S3Server:
            server = S3Server(tmp_path / f"s3-{os.urandom(4).hex()}")
            stop.callback(server.wipe)
            server.start()
            return server

        yield start


@pytest.fixture
def fresh_broker(tmp_path: Path) -> Iterator[Callable[[], NatsServer]]:
    """Start a NATS of the test's own, which it may kill, wipe and start again on the same port."""
    with ExitStack() as stop:

        def start() -> NatsServer:
            server = NatsServer(tmp_path / f"nats-{os.urandom(4).hex()}")
            stop.callback(server.wipe)
            server.start()
            return server

        yield start


@pytest.fixture
def broker_url(fresh_broker: Callable[[], NatsServer]) -> str:
    """The URL, with credentials, of an empty NATS with JetStream, new for this test."""
    return fresh_broker().url


@pytest.fixture
def settings(s3: S3Server, bucket: str, broker_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for an empty bucket and an empty broker.

    They are in the environment, too, so `load_settings()` and child processes find the same servers.
    """
    for name, value in environments.naming(s3, bucket, broker_url).items():
        monkeypatch.setenv(name, value)
    return read_settings()


@pytest.fixture
def dashboard(tmp_path: Path) -> Iterator[Callable[..., Dashboard]]:
    """Start a dashboard; keyword arguments are those of `Dashboard`.

    It runs embedded servers of its own, unless the test also uses `settings`.
    """
    with ExitStack() as stop:

        def start(**options: Any) -> Dashboard:
            board = Dashboard(**{"data_dir": tmp_path / "data", **options})
            stop.callback(board.stop)
            board.start()
            return board

        yield start


def chromium_path() -> str | None:
    """Chromium's executable, or Chrome's; None where neither is installed."""
    names = ("chromium", "chromium-browser", "google-chrome", _CHROME_OF_MACOS)
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """Chromium, with these arguments beside ours; without any the test is skipped."""
    path = chromium_path()
    if path is None:
        advice = "Browser tests need Chromium: `apt-get install chromium` or `brew install google-chrome`."
        if os.environ.get("CI") == "true":
            pytest.fail(advice)
        pytest.skip(advice)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_LEAN_CHROMIUM,
            args=[*CHROMIUM_ARGUMENTS, *arguments],
            env={**os.environ, "CHROMIUM": path},
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; for one module, because its event loop would disturb other tests that run one."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A blank tab in a browser profile of its own."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(BROWSER_TIMEOUT_MS)
        yield context.new_page()
