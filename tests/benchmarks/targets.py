"""What the product promises of speed and memory, beside what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge, le
from typing import Any

from tests.benchmarks.results import Cell, Table, ratio

_COLUMNS = ("target", "measured", "wanted", "measured / wanted", "verdict")
_NOTE = "Medians of this run. What was left out of it is not listed."
_1M, _10M, _50M = (f"{rows:,} rows" for rows in (1_000_000, 10_000_000, 50_000_000))
_DUCKDB = ("duckdb within 600 MB", "duckdb within 600 MB, any row's country")


@dataclass(frozen=True)
class _Figure:
    """A cell of a measured table; of several that fit, the least.

    Attributes:
        part: of the suite.
        titles: what the table's title holds.
        rows: first cells.
        column: its name.
    """

    part: str
    titles: tuple[str, ...]
    rows: tuple[str, ...]
    column: str

    def of(self, tables: Sequence[dict[str, Any]]) -> float | None:
        """What was measured, if it was."""
        cells = [
            row[list(table["columns"]).index(self.column)]
            for table in tables
            if table["part"] == self.part and all(title in table["title"] for title in self.titles)
            for row in table["rows"]
            if str(row[0]) in self.rows
        ]
        return min((float(cell) for cell in cells if cell is not None), default=None)


@dataclass(frozen=True)
class _Target:
    """A figure that is to be at most so much, or at least.

    Attributes:
        figure: what is judged; divided by the largest of `bases`, if there are any.
    """

    what: str
    wanted: float
    figure: _Figure
    bases: tuple[_Figure, ...] = ()
    is_least: bool = False

    def row(self, tables: Sequence[dict[str, Any]]) -> list[Cell] | None:
        """Measured beside wanted; None if it was not measured."""
        measured = self.figure.of(tables)
        if self.bases:
            found = [base.of(tables) for base in self.bases]
            known = [value for value in found if value is not None]
            measured = ratio(measured, max(known) if len(known) == len(found) else None)
        if measured is None:
            return None
        is_met = (ge if self.is_least else le)(measured, self.wanted)
        bound = f"{'at least' if self.is_least else 'at most'} {self.wanted:,g}"
        return [self.what, measured, bound, ratio(measured, self.wanted), "met" if is_met else "missed"]


def targets(tables: Sequence[dict[str, Any]]) -> Table:
    """Each target that can be judged by these tables, as the JSON has them."""
    rows = [row for target in _TARGETS if (row := target.row(tables)) is not None]
    return Table("Targets", _COLUMNS, rows, _NOTE)


def _file(way: str | tuple[str, ...], column: str, rows: str, part: str = "files") -> _Figure:
    return _Figure(part, (rows, "30 % of rows"), (way,) if isinstance(way, str) else way, column)


def _time(way: str | tuple[str, ...], rows: str, part: str = "files") -> _Figure:
    return _file(way, "wall s", rows, part)


def _memory(way: str, rows: str) -> _Figure:
    return _file(way, "peak RSS MiB", rows)


def _page(rows: tuple[str, ...], column: str) -> _Figure:
    return _Figure("pages", ("1,000 reports",), rows, column)


def _load(row: str) -> _Figure:
    return _Figure("load", ("100 tabs",), (row,), "value")


_TARGETS = (
    _Target(
        "10M rows: time of the cookbook's way / ours",
        5,
        _time("cookbook", _10M),
        (_time("ours", _10M),),
        is_least=True,
    ),
    _Target(
        "10M rows: memory of the cookbook's way / ours",
        12,
        _memory("cookbook", _10M),
        (_memory("ours", _10M),),
        is_least=True,
    ),
    _Target(
        "50M rows: time of the faster DuckDB within 600 MB / ours",
        1.8,
        _time(_DUCKDB, _50M),
        (_time("ours", _50M),),
        is_least=True,
    ),
    _Target(
        "50M rows: time / floor",
        1.5,
        _time("ours", _50M),
        (_time("floor: scan, trim, lower, hash", _50M),),
    ),
    *(_Target(f"{rows}: memory, MiB", 320, _memory("ours", rows)) for rows in (_1M, _10M, _50M)),
    _Target("memory of 50M rows / of 10M rows", 1.2, _memory("ours", _50M), (_memory("ours", _10M),)),
    _Target(
        "10M rows, queue to summary: cookbook's actor / ours",
        3,
        _file("cookbook's actor", "s", _10M, "path"),
        (_file("ours", "s", _10M, "path"),),
        is_least=True,
    ),
    _Target(
        "10M rows from S3: time / the slower of counting and download alone",
        1.3,
        _time("ours from S3", _10M, "s3"),
        tuple(_time(f"ours, {what} alone", _10M, "s3") for what in ("counting", "download")),
    ),
    _Target(
        "upload: speed / boto3's",
        0.9,
        _Figure("upload", (), ("Chromium, through the page",), "/ boto3"),
        is_least=True,
    ),
    _Target(
        "upload: growth of the dashboard, MB",
        20,
        _Figure("upload", (), ("Chromium, through the page",), "most more MB"),
    ),
    _Target(
        "list of 1,000 reports: interactive after s",
        1.5,
        _page(("list of reports: a filter clicked",), "median s"),
    ),
    *(
        _Target(
            f"{count} open lists of 1,000 reports: CPU ms a page-second",
            15,
            _page((count,), "CPU ms a page-second"),
        )
        for count in ("1", "10", "100")
    ),
    _Target("100 tabs at work: errors", 0, _load("errors")),
    _Target("100 tabs at work: a page switch, p95 s", 1.5, _load("page switch: p95 s")),
    _Target("100 tabs at work: growth of the dashboard, MB", 20, _load("dashboard: growth, MB")),
)
