"""One file: ours beside the cookbook's way, Polars' streaming engine, DuckDB and the floor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from tests.benchmarks.comparing import Way, module, ours, run_in_turns, table
from tests.benchmarks.customers import Kind
from tests.benchmarks.options import Options
from tests.benchmarks.results import Table
from tests.benchmarks.samples import Sample, given, sample, samples
from tests.benchmarks.stage import Stage, environment, servers

_KEY = "uploads/customers"
_COOKBOOK_FACTOR, _LAZY_FACTOR, _DUCKDB_FACTOR = 6.0, 3.0, 1.5
_NOTE = (
    "Medians of {} interleaved rounds, each run a fresh process, Python's start included. Memory is RSS "
    "summed over the process tree. Report: whether every count equals that of the first way."
)


def measure_files(options: Options) -> Iterator[Table]:
    """A table for each file."""
    if options.file is not None:
        yield _compare(options, given(options.file))
        return
    for kind, rows in samples(options):
        yield _compare(options, sample(options, kind, rows), is_first_decisive=kind is Kind.UNTIDY)


def _compare(options: Options, made: Sample, *, is_first_decisive: bool = True) -> Table:
    local = list(_local(made.path, is_first_decisive=is_first_decisive))
    is_remote_wanted = any(options.wants(way.name) for way in _remote(made.path, ""))
    with servers(options.folder) if is_remote_wanted else nullcontext() as stage:
        if stage is None:
            with environment():
                return _run(options, made, local)
        return _run(options, made, [*local, *_remote(*_stored(stage, made))])


def _run(options: Options, made: Sample, ways: list[Way]) -> Table:
    wanted = [way for way in ways if options.wants(way.name)]
    run_in_turns(wanted, options.rounds, made.size)
    return table(made.title, wanted, _NOTE.format(options.rounds))


def _stored(stage: Stage, made: Sample) -> tuple[Path, str]:
    key = f"{_KEY}{''.join(made.path.suffixes)}"
    stage.s3.client.upload_file(str(made.path), stage.bucket, key)
    return Path(key), stage.bucket


def _local(path: Path, *, is_first_decisive: bool) -> Iterator[Way]:
    """All ways to count a file; those that take any row's country only where the first is not decisive."""
    yield Way("ours", ours(path))
    yield Way("cookbook", module("cookbook", path), memory_factor=_COOKBOOK_FACTOR)
    yield Way("polars streaming", module("polars_lazy", path), memory_factor=_LAZY_FACTOR)
    yield Way("duckdb", module("duckdb_sql", path), memory_factor=_DUCKDB_FACTOR)
    yield Way("duckdb within 600 MB", module("duckdb_sql", path, "600MB"))
    if not is_first_decisive:
        yield Way(
            "duckdb, any row's country", module("duckdb_sql", path, "", "any"), memory_factor=_DUCKDB_FACTOR
        )
        yield Way("duckdb within 600 MB, any row's country", module("duckdb_sql", path, "600MB", "any"))
    yield Way("floor: scan, trim, lower, hash", module("floor", path), has_report=False)


def _remote(key: Path, bucket: str) -> Iterator[Way]:
    yield Way("S3: ours", ours(f"s3://{bucket}/{key}"))
    yield Way("S3: cookbook", module("cookbook", key, bucket), memory_factor=_COOKBOOK_FACTOR)
