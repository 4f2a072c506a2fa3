"""The pages with many reports: how soon they are there, and what open ones cost while they follow a job."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

import psutil
from playwright.sync_api import Locator, Page

from tests.benchmarks.browsing import chromium, own_process
from tests.benchmarks.measure import resident
from tests.benchmarks.options import Options
from tests.benchmarks.results import Table
from tests.benchmarks.sessions import Session, open_sessions
from tests.benchmarks.stage import servers
from tests.dashboard import Dashboard
from tests.records import make_job, outcome_of, save
from worker.jobs.record import JobRecord, JobState, Lease
from worker.settings import read_settings
from worker.storage.clock import utc_now

_MEGABYTE = 1e6
_MILLISECONDS = 1e3
_COUNTRIES = tuple((code, 1_000 - 30 * number) for number, code in enumerate(("DE", "FR", "US", "ES", "IT")))
_LIVE_LEASE = timedelta(hours=2)
_OPENING = ("page", "first s", "median s", "most s")
_LIVE = (
    "open pages",
    "all there after s",
    "median s",
    "updates a second and page",
    "CPU ms a page-second",
    "S3 CPU ms a page-second",
    "dashboard RSS MB",
)
_OPENING_NOTE = "Chromium, from navigation in a new tab until what is named is there."
_LIVE_NOTE = (
    "The list of reports while a long job runs, in {} s of following it; pages are websocket clients that "
    "ask as often as a browser would. CPU of the dashboard's own process, and of SeaweedFS, which answers it."
)


def measure_pages(options: Options) -> Iterator[Table]:
    """Two tables: opening pages, and keeping them open."""
    with servers(options.folder) as stage:
        board = Dashboard(stage.folder / "data")
        done = _fill(options.reports)
        try:
            board.start()
            yield _opening(options, board, done)
            save(read_settings(), [_running()])
            table = Table(
                f"Following a job, {options.reports:,} reports in the list",
                _LIVE,
                note=_LIVE_NOTE.format(options.live_seconds),
            )
            for count in options.sessions:
                asyncio.run(_follow(options, board, stage.s3.pid, count, table))
            yield table
        finally:
            board.stop()


def _fill(count: int) -> JobRecord:
    """Write reports; one of them."""
    outcome = outcome_of(_COUNTRIES)
    jobs = [
        make_job(
            JobState.SUCCEEDED, name=f"customers-{n}.csv", age=timedelta(minutes=10 + n), outcome=outcome
        )
        for n in range(count)
    ]
    save(read_settings(), jobs)
    return jobs[0]


def _running() -> JobRecord:
    lease = Lease(worker="w1", token="t1", until=utc_now() + _LIVE_LEASE)
    return make_job(JobState.PROCESSING, name="running.csv", lease=lease, updated_at=utc_now())


def _opening(options: Options, board: Dashboard, done: JobRecord) -> Table:
    table = Table(f"Opening a page, {options.reports:,} reports in the list", _OPENING, note=_OPENING_NOTE)
    with chromium() as tab:
        places: dict[str, tuple[str, Callable[[Page], Locator]]] = {
            "upload page: the drop zone": (
                "",
                lambda page: page.get_by_text("Drop CSV, Excel or Parquet files here"),
            ),
            "report: its chart": (f"report?job={done.job_id}", _bars),
            "list of reports: its newest row": ("reports", partial(_row_of, done)),
            "list of reports: a filter clicked": ("reports", _filtered),
        }
        for name, (path, wanted) in places.items():
            seconds = [_open(tab, f"{board.url}/{path}", wanted) for _ in range(options.rounds + 1)]
            later = seconds[1:]
            table.rows.append([name, seconds[0], statistics.median(later), max(later)])
            table.runs.append({"page": name, "seconds": seconds})
    return table


def _open(tab: Page, url: str, wanted: Callable[[Page], Locator]) -> float:
    """Seconds until what is wanted is there, in a new tab."""
    page = tab.context.new_page()
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    wanted(page).first.wait_for()
    seconds = time.perf_counter() - began
    page.close()
    return seconds


def _row_of(job: JobRecord, page: Page) -> Locator:
    return page.locator(f".st-key-report-row-{job.job_id}")


def _filtered(page: Page) -> Locator:
    """The list without any report, once the filter for failed ones works."""
    page.get_by_text(re.compile(r"^Failed 0$")).click()
    return page.get_by_text("No report matches")


def _bars(tab: Page) -> Locator:
    return tab.get_by_test_id("stVegaLiteChart").locator("[aria-roledescription=bar]")


async def _follow(options: Options, board: Dashboard, s3: int, count: int, table: Table) -> None:
    pid = own_process(board).pid
    async with open_sessions(board.url, "reports", count) as sessions:
        opened = sorted(session.opened_seconds or 0 for session in sessions)
        before, began = _figures(pid, s3, sessions), time.perf_counter()
        await asyncio.sleep(options.live_seconds)
        page_seconds = (time.perf_counter() - began) * count
        after = _figures(pid, s3, sessions)
    dashboard, storage, updates = (
        (now - then) / page_seconds for now, then in zip(after, before, strict=True)
    )
    table.rows.append(
        [
            count,
            opened[-1],
            statistics.median(opened),
            updates,
            dashboard * _MILLISECONDS,
            storage * _MILLISECONDS,
            resident(pid) / _MEGABYTE,
        ]
    )
    table.runs.append({"pages": count, "opened_seconds": opened, "seconds": options.live_seconds})


def _figures(dashboard: int, s3: int, sessions: Sequence[Session]) -> tuple[float, float, float]:
    """Seconds of CPU of the dashboard's and the storage's process, and updates of all pages, so far."""
    return _cpu(dashboard), _cpu(s3), float(sum(session.updates for session in sessions))


def _cpu(pid: int) -> float:
    """Seconds of one process."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
