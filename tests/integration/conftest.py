"""Fixtures of tests that run the pages within the test's own process, a worker beside it, or counts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import streamlit as st

from pages.access.visitor import access_settings
from tests.integration.outside import Bucket
from tests.integration.stacks import Stacks
from tests.integration.uploading import RecordingPublisher
from tests.servers import S3Server
from tests.workers import WorkerProcess, running_worker
from worker.desk.analyst import Desk
from worker.desk.desks import Desks, open_desks
from worker.settings import Settings


@pytest.fixture
def pages_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages run within the test's process, with a backend of the test's own.

    At every run of a page in a test Streamlit looks for components in all installed packages, for a second.
    """
    monkeypatch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)
    access_settings.cache_clear()
    yield
    access_settings.cache_clear()
    st.cache_resource.clear()  # closes it
    st.cache_data.clear()


@pytest.fixture(scope="module")
def one_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stacks]:
    """An embedded stack for all tests of a module."""
    with ExitStack() as stop, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIENCE_DATA_DIR", str(tmp_path_factory.mktemp("stack") / "data"))
        stacks = Stacks(stop)
        stacks.start()
        yield stacks


@pytest.fixture
def its_data_folder(one_stack: Stacks, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's settings are those of the module's stack."""
    monkeypatch.setenv("AUDIENCE_DATA_DIR", str(one_stack.launched[0].folder))


@pytest.fixture
def own_backend(settings: Settings, pages_here: None) -> None:
    """The pages that a test opens use the servers of `settings`."""


@pytest.fixture
def store(s3: S3Server, settings: Settings) -> Bucket:
    """The bucket of `settings`."""
    return Bucket(s3.client, settings.s3_bucket)


@pytest.fixture
def worker(settings: Settings, s3: S3Server, tmp_path: Path) -> Iterator[WorkerProcess]:
    """A worker at work on the queue of `settings`, which may do only what a worker's policy allows."""
    with running_worker(tmp_path / "worker.log", **s3.environment_of("worker")) as worker:
        yield worker


@pytest.fixture
def publisher() -> RecordingPublisher:
    return RecordingPublisher()


@pytest.fixture
async def desks(settings: Settings, publisher: RecordingPublisher) -> AsyncIterator[Desks]:
    async with open_desks(settings, publisher) as desks:
        yield desks


@pytest.fixture
def desk(desks: Desks) -> Desk:
    return desks.desk("local", external=True)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that keeps a process busy for minutes, when it is cut into tiny blocks."""
    path = tmp_path_factory.mktemp("long") / "long.csv"
    with path.open("w") as file:
        file.write("email,country\n")
        file.writelines(f"person{number}@example.org,FR\n" for number in range(2_000_000))
    return path


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """A scratch folder that must be empty in the end."""
    folder = tmp_path / "scratch"
    yield folder
    assert list(folder.iterdir()) == []
