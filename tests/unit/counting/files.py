"""Count small files in this process, cut into as many blocks and key files as a test likes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import polars as pl

from worker.counting.keys.email_keys import Hashing, Keys, hash_email
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest, CountResult, Tuning
from worker.counting.source.locations import LocalSource
from worker.dialect.model import CountOptions

NO_OPTIONS = CountOptions()
TINY = Tuning(block_bytes=64, partitions=8, threads=2)
_BLOCKS = 12


def count_bytes(
    folder: Path,
    data: bytes,
    tuning: Tuning | None = None,
    hashing: Hashing = hash_email,
    options: CountOptions = NO_OPTIONS,
) -> CountResult:
    """Write the bytes to a file of the folder and count it, in tiny blocks or about a dozen unless told."""
    if tuning is None:
        tuning = TINY.model_copy(update={"block_bytes": max(TINY.block_bytes, len(data) // _BLOCKS)})
    path = folder / "customers.csv"
    path.write_bytes(data)
    request = CountRequest.of(LocalSource(path=path), scratch_dir=folder, tuning=tuning, options=options)
    return summarise_files(request, hashing=hashing)


def report(result: CountResult) -> dict[str, int]:
    """The published report as a dict."""
    header, *rows = csv.reader(io.StringIO(result.summary_csv, newline=""))
    assert header == ["country", "user_count"]
    return {country: int(customers) for country, customers in rows}


def colliding(emails: pl.Series) -> tuple[Keys, Keys]:
    """A hash whose first half is nearly useless: all keys look alike until compared in full."""
    first, second = hash_email(emails)
    return first & np.uint64(0x8000_0000_0000_0001), second
