"""The path from S3: downloading alone, counting alone, and both at once."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.comparing import Way, module, ours, run_in_turns, table
from tests.benchmarks.customers import Kind
from tests.benchmarks.options import Options
from tests.benchmarks.results import Table
from tests.benchmarks.samples import given, sample
from tests.benchmarks.stage import servers

_KEY = "uploads/customers.csv"
_NOTE = (
    "Downloading and counting overlap: at best the whole takes as long as the slower of the two. "
    "SeaweedFS runs on the same cores; its CPU is not in the table."
)


def measure_s3(options: Options) -> Iterator[Table]:
    """A table for each size."""
    for rows in options.rows:
        made = given(options.file) if options.file else sample(options, Kind.ORDINARY, rows)
        with servers(options.folder) as stage:
            stage.s3.client.upload_file(str(made.path), stage.bucket, _KEY)
            ways = [
                Way("ours from S3", ours(f"s3://{stage.bucket}/{_KEY}")),
                Way("ours, counting alone", ours(made.path)),
                _download("ours, download alone", "stream", stage.bucket),
                _download("boto3, download alone", "boto3", stage.bucket),
            ]
            wanted = [way for way in ways if options.wants(way.name)]
            run_in_turns(wanted, options.rounds, made.size)
        yield table(made.title, wanted, _NOTE)
        if options.file:
            return


def _download(name: str, how: str, bucket: str) -> Way:
    return Way(name, module("download", how, bucket, _KEY), has_report=False)
