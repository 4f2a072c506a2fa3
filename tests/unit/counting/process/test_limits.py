"""A job's disk is measured exactly, so that the same file is always within it, or always beyond."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.counting.keys.runs import ROW_BYTES
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest
from worker.counting.source.locations import LocalSource
from worker.errors import FileRefused
from worker.refusal import Refusal

ROWS = 1_000


@pytest.fixture
def request_for(tmp_path: Path) -> CountRequest:
    path = tmp_path / "customers.csv"
    path.write_text("email,country\n" + "".join(f"person{number}@x.org,FR\n" for number in range(ROWS)))
    return CountRequest.of(LocalSource(path=path), scratch_dir=tmp_path)


def test_rows_that_just_fit_are_counted(request_for: CountRequest) -> None:
    result = summarise_files(request_for.model_copy(update={"disk_bytes": ROWS * ROW_BYTES}))

    assert result.quality.customers == ROWS


def test_one_row_too_many_is_refused(request_for: CountRequest) -> None:
    with pytest.raises(FileRefused, match="of temporary disk one file may use") as refused:
        summarise_files(request_for.model_copy(update={"disk_bytes": ROWS * ROW_BYTES - 1}))

    assert refused.value.reason is Refusal.OUT_OF_DISK
