"""How fast a file goes up through the page, beside boto3's `upload_file`, and what it costs the dashboard."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect

from tests.benchmarks.browsing import chromium, own_process
from tests.benchmarks.measure import Watch, resident
from tests.benchmarks.options import Options
from tests.benchmarks.results import Table, ratio
from tests.benchmarks.samples import require_room
from tests.benchmarks.stage import environment
from tests.browser.uploading import choose, row
from tests.dashboard import Dashboard
from worker.settings import EmbeddedServers, Settings
from worker.setup import bucket_rules

_MEGABYTE = 1_000_000
_PATIENCE_MS = 600_000
_FIRST_BYTES = 1_000
_COLUMNS = ("way", "median MB/s", "/ boto3", "dashboard: memory before MB", "most more MB", "CPU s a GB")
_NOTE = (
    "{} rounds in turns, to the embedded SeaweedFS; the page's time ends with the verified upload. The "
    "dashboard's memory (RSS) and CPU are those of its own process, without the embedded servers. A file of "
    "{:,} bytes went before, with which the dashboard grew by {:.0f} MB: what it loads for the first file."
)


def measure_upload(options: Options) -> Iterator[Table]:
    """One table."""
    require_room(options.folder, 3 * options.upload_bytes)
    with TemporaryDirectory(prefix="upload-", dir=options.folder) as name:
        folder = Path(name)
        with environment(AUDIENCE_DATA_DIR=str(folder / "data")):
            board = Dashboard(folder / "data")
            try:
                board.start()
                yield _compare(options, board, folder)
            finally:
                board.stop()


def _compare(options: Options, board: Dashboard, folder: Path) -> Table:
    megabytes = options.upload_bytes / _MEGABYTE
    pid = own_process(board).pid
    by_boto3, by_browser, growth, cpu = [], [], [], []
    with chromium() as page:
        page.goto(board.url)
        expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible(timeout=_PATIENCE_MS)
        page.wait_for_load_state("networkidle")
        new = resident(pid)
        _write(path := folder / "first.csv", _FIRST_BYTES)
        _by_browser(page, path)
        before = resident(pid)
        for number in range(options.rounds):
            path = folder / f"customers-{number}.csv"
            _write(path, options.upload_bytes)
            if number % 2 == 0:
                by_boto3.append(megabytes / _by_boto3(board, path))
            cpu_before = _cpu(board)
            with Watch(pid, alone=True) as watch:
                by_browser.append(megabytes / _by_browser(page, path))
            cpu.append(_cpu(board) - cpu_before)
            growth.append((watch.largest - before) / _MEGABYTE)
            if number % 2:
                by_boto3.append(megabytes / _by_boto3(board, path))
            path.unlink()
    note = _NOTE.format(options.rounds, _FIRST_BYTES, (before - new) / _MEGABYTE)
    table = Table(f"Upload of {megabytes:,.0f} MB", _COLUMNS, note=note)
    speed, base = statistics.median(by_browser), statistics.median(by_boto3)
    cpu_a_gigabyte = statistics.median(cpu) / megabytes * 1_000
    page_cells = [before / _MEGABYTE, max(growth), cpu_a_gigabyte]
    table.rows.append(["Chromium, through the page", speed, ratio(speed, base), *page_cells])
    table.rows.append(["boto3 upload_file", base, 1.0, None, None, None])
    rounds = zip(by_browser, by_boto3, growth, cpu, strict=True)
    names = ("page_mb_s", "boto3_mb_s", "growth_mb", "cpu_s")
    table.runs += [dict(zip(names, each, strict=True)) for each in rounds]
    return table


def _cpu(board: Dashboard) -> float:
    times = own_process(board).cpu_times()
    return float(times.user + times.system)


def _write(path: Path, size: int) -> None:
    """A file without an email column: it is refused as soon as it is there, so that no counting disturbs."""
    block = ("name,city\n" + "Ann,Paris\n" * 100_000).encode()
    with path.open("wb") as file:
        while file.tell() < size:
            file.write(block[: size - file.tell()])


def _by_boto3(board: Dashboard, path: Path) -> float:
    """Seconds."""
    servers = EmbeddedServers.model_validate_json(EmbeddedServers.path(board.data_dir).read_bytes())
    settings = Settings(data_dir=board.data_dir).using(servers)
    client = bucket_rules.administrator(settings)
    started = time.perf_counter()
    client.upload_file(str(path), settings.s3_bucket, "benchmark.csv")
    seconds = time.perf_counter() - started
    client.delete_object(Bucket=settings.s3_bucket, Key="benchmark.csv")
    return seconds


def _by_browser(page: Page, path: Path) -> float:
    """Seconds from the file's choice to its verification, requests included."""
    line = row(page, path.name)
    started = time.perf_counter()
    choose(page, path)
    line.and_(page.locator("[data-state=waiting], [data-state=counting], [data-state=failed]")).wait_for(
        timeout=_PATIENCE_MS
    )
    seconds = time.perf_counter() - started
    line.and_(page.locator("[data-state=failed]")).wait_for(timeout=_PATIENCE_MS)
    return seconds
