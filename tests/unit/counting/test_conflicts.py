"""Customers whose rows name different countries are told in the figures of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest
from worker.counting.source.locations import LocalSource


@pytest.mark.parametrize(
    ("rows", "conflicting"),
    [
        ("ann@x.com,DE\nann@x.com,FR\nANN@x.com,US\nbob@x.com,DE\n", 1),
        ("ann@x.com,DE\nann@x.com,Germany\nbob@x.com,deu\nbob@x.com,FR\ncat@x.com,FR\n", 1),
        ("ann@x.com,DE\nann@x.com,\nann@x.com,NULL\nbob@x.com,FR\n", 0),
        ("ann@x.com,DE\nann@x.com,Narnia\nbob@x.com,Oz\nbob@x.com, Oz \n" + "cid@x.com,FR\n" * 3, 1),
        ("ann@x.com,DE\nann@x.com,N/A\nann@x.com,unknown\nbob@x.com,-\nbob@x.com,FR\n", 0),
        ("ann@x.com,DE\nbob@x.com,DE\n", 0),
    ],
)
def test_customers_of_different_countries_are_counted(tmp_path: Path, rows: str, conflicting: int) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(f"email,country\n{rows}")
    result = summarise_files(CountRequest.of(LocalSource(path=path), scratch_dir=tmp_path))
    assert result.quality.conflicting_customers == conflicting
