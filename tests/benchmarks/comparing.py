"""Several ways to one result, run in turns, each time as a fresh process."""

from __future__ import annotations

import csv
import io
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks.measure import CommandFailed, Measurement, measure
from tests.benchmarks.results import Cell, Table, ratio

_MIB = 1 << 20
_SAFE_SHARE = 0.8
COLUMNS = (
    "way",
    "wall s",
    "wall / first",
    "CPU s",
    "peak RSS MiB",
    "memory / first",
    "of the largest process",
    "disk MB",
    "report",
)


@dataclass
class Way:
    """One way to the same report.

    Attributes:
        memory_factor: about how many times the file's size it holds in memory; 0 when it is bounded.
        has_report: whether it prints one; some only show how long a part of the work takes.
        failure: why it was not run, or failed.
    """

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str] = field(default_factory=dict)
    memory_factor: float = 0
    has_report: bool = True
    runs: list[Measurement] = field(default_factory=list)
    failure: str = ""

    @property
    def reports(self) -> list[dict[str, int]]:
        """What it counted, each time."""
        return [_report(run.output) for run in self.runs] if self.has_report else []

    def median(self, name: str) -> float | None:
        """Of all runs; None when there is none."""
        values = [float(getattr(run, name)) for run in self.runs]
        return statistics.median(values) if values else None


def module(name: str, *arguments: str | Path) -> list[str | Path]:
    """The command that runs one of the other ways."""
    return [sys.executable, "-m", f"tests.benchmarks.ways.{name}", *arguments]


def ours(source: str | Path) -> list[str | Path]:
    """The command that counts by the product."""
    return [sys.executable, "-m", "worker", "summarize", source]


def run_in_turns(ways: Sequence[Way], rounds: int, file_bytes: int) -> None:
    """Run each way once a round; one that failed, or would need more memory than there is, no more."""
    for number in range(rounds):
        shift = number % max(1, len(ways))
        for way in (*ways[shift:], *ways[:shift]):
            if psutil.virtual_memory().available * _SAFE_SHARE < way.memory_factor * file_bytes:
                way.failure = "not run: too little memory"
            if way.failure:
                continue
            try:
                way.runs.append(measure(way.command, way.environment))
            except CommandFailed as error:
                way.failure = f"failed: {error}"


def table(title: str, ways: Sequence[Way], note: str = "") -> Table:
    """Medians of all, beside those of the first way."""
    if not ways:
        return Table(title, COLUMNS, note="No way is asked for.")
    first = ways[0]
    expected = first.reports[0] if first.reports else None
    wall, memory = first.median("wall"), first.median("peak_bytes")
    result = Table(title, COLUMNS, note=note)
    for way in ways:
        result.rows.append(
            [
                way.name,
                way.median("wall"),
                ratio(way.median("wall"), wall),
                way.median("cpu"),
                _mib(way.median("peak_bytes")),
                ratio(way.median("peak_bytes"), memory),
                _mib(way.median("largest_bytes")),
                _megabytes(way.median("disk_bytes")),
                _verdict(way, expected),
            ]
        )
        result.runs += [_as_json(way, run) for run in way.runs]
    return result


def _verdict(way: Way, expected: dict[str, int] | None) -> Cell:
    if way.failure:
        return way.failure.replace("|", "/")
    if not way.has_report:
        return None
    return "same" if all(report == expected for report in way.reports) else "differs"


def _report(output: bytes) -> dict[str, int]:
    rows = csv.DictReader(io.StringIO(output.decode()))
    return {row["country"]: int(row["user_count"]) for row in rows}


def _as_json(way: Way, run: Measurement) -> dict[str, Any]:
    return {"way": way.name, **{name: value for name, value in asdict(run).items() if name != "output"}}


def _mib(value: float | None) -> float | None:
    return None if value is None else value / _MIB


def _megabytes(value: float | None) -> float | None:
    return None if value is None else value / 1e6
