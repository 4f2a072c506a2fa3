"""What is asked of the suite."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.customers import Kind

_UNITS = {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_MOST_ROWS_OF_OTHER_KINDS = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Options:
    """How much is measured, and where files may be put meanwhile.

    Attributes:
        folder: for files made and servers' data.
        is_quick: as little as shows that everything works.
        keeps_files: whether made files stay for the next run.
        rows: sizes of the files.
        curve: sizes of the files of the cost curve.
        kinds: of files; None: each, but only the ordinary kind in sizes beyond 10M.
        file: use this file instead of making any.
        rounds: how often each way is run.
        ways: only those whose name begins with one of these; empty: all.
        upload_bytes: size of the file that is uploaded.
        reports: how many there are in the list.
        sessions: how many are open at once, most last.
        live_seconds: how long they are watched.
        workers: of the fleet.
        jobs: put to it at once; a tenth more follow one by one.
        load_sessions: analysts at work at once.
        load_seconds: how long they are.
    """

    folder: Path
    is_quick: bool = False
    keeps_files: bool = False
    rows: tuple[int, ...] = (1_000_000, 10_000_000, 50_000_000)
    curve: tuple[int, ...] = tuple(million * 1_000_000 for million in (1, 2, 5, 10, 20, 50, 100))
    kinds: tuple[Kind, ...] | None = None
    file: Path | None = None
    rounds: int = 3
    ways: tuple[str, ...] = ()
    upload_bytes: int = 1_000_000_000
    reports: int = 1_000
    sessions: tuple[int, ...] = (1, 10, 100)
    live_seconds: float = 30
    workers: int = 4
    jobs: int = 200
    load_sessions: int = 100
    load_seconds: float = 600

    @property
    def samples(self) -> list[tuple[Kind, int]]:
        """The files to compare on: their kind and rows."""
        if self.kinds is not None:
            return [(kind, rows) for rows in self.rows for kind in self.kinds]
        fitting = [rows for rows in self.rows if rows <= _MOST_ROWS_OF_OTHER_KINDS]
        others = [kind for kind in Kind if kind is not Kind.ORDINARY] if fitting and not self.is_quick else []
        return [(Kind.ORDINARY, rows) for rows in self.rows] + [(kind, max(fitting)) for kind in others]

    @property
    def path_rows(self) -> tuple[int, ...]:
        """Sizes that a job in a queue is measured with: those that the cookbook's way can hold in memory."""
        return tuple(rows for rows in self.rows if rows <= _MOST_ROWS_OF_OTHER_KINDS) or self.rows[:1]

    def wants(self, way: str) -> bool:
        """Whether this way is to be run."""
        return not self.ways or way.startswith(self.ways)


def number(text: str) -> int:
    """A number as people write it: 1000, 1e6, 20k, 10M, 1.5G.

    Raises:
        ValueError: it is none.
    """
    unit = _UNITS.get(text[-1:].lower(), 1)
    return int(float(text[:-1] if unit > 1 else text) * unit)


def numbers(text: str) -> tuple[int, ...]:
    """Numbers separated by commas."""
    return tuple(number(part) for part in text.split(","))
