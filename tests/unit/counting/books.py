"""Customers in workbooks of every kind, counted in small blocks."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.unit.counting.files import count_bytes, report
from tests.unit.dialect.workbooks.writing import (
    Rows,
    ods,
    parquet,
    xls,
    xlsb,
    xlsx,
)
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.book import BookKind
from worker.dialect.model import Choices, CountOptions
from worker.errors import FileRefused

HEAD = ["Email", "Country"]
PEOPLE: Rows = [HEAD, *([f"user{number}@example.org", ("DE", "France")[number % 2]] for number in range(30))]
KINDS: dict[BookKind, Callable[[Rows], bytes]] = {
    BookKind.XLSX: lambda rows: xlsx({"S": rows}),
    BookKind.XLSB: lambda rows: xlsb({"S": rows}),
    BookKind.XLS: lambda rows: xls({"S": rows}),
    BookKind.ODS: lambda rows: ods({"S": rows}),
    BookKind.PARQUET: parquet,
}
SOME = Tuning(block_bytes=256, partitions=4, threads=2)


def counted(folder: Path, data: bytes, choices: Choices | None = None) -> CountResult:
    options = CountOptions(choices=choices or Choices())
    return count_bytes(folder, data, SOME, options=options)


def refusal(folder: Path, data: bytes, choices: Choices | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        counted(folder, data, choices)
    assert refused.value.message.endswith(".")
    return refused.value


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def figures(result: CountResult) -> tuple[object, ...]:
    quality = result.quality
    return report(result), quality.rows, quality.duplicates, quality.rejected, quality.reject_lines
