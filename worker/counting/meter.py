"""How far a count is, of all that it will have done at its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from worker.counting.process.protocol import CountProgress

_READ_SHARE = 0.85
"""How much of the whole time it takes to read, as measured; only the progress bar depends on it."""

OnProgress = Callable[[CountProgress], None]


class Meter:
    """Turns what the phases report into progress, which stands still while a file is read again.

    Args:
        bytes_total: of all files, as far as their sizes are known.
        files: how many there are.
    """

    def __init__(self, bytes_total: int, files: int, on_progress: OnProgress) -> None:
        self._bytes_total = bytes_total
        self._files = files
        self._on_progress = on_progress
        self._start = time.monotonic()
        self._rows = self._rows_before = 0
        self._bytes_before = self._files_before = 0
        self._share = 0.0

    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._start

    def begin(self, number: int, file_bytes: int) -> None:
        """The file of that number, from 0, is read."""
        self._files_before = number
        self._bytes_total = max(self._bytes_total, self._bytes_before + file_bytes)

    def end(self, rows: int, file_bytes: int) -> None:
        """It is read to its end, and had so many rows."""
        self._rows_before += rows
        self._bytes_before += file_bytes

    def begin_anew(self) -> None:
        """All files are read once more."""
        self._rows_before = self._bytes_before = 0

    def read(self, rows: int, bytes_read: int) -> None:
        """So many rows of the file are read, and so much of it."""
        self._rows = max(self._rows, self._rows_before + rows)
        done = self._bytes_before + bytes_read
        self._tell("reading", done, _READ_SHARE * done / max(1, self._bytes_total))

    def counted(self, share: float) -> None:
        """That share of the key files is counted."""
        self._files_before = self._files
        self._tell("counting", self._bytes_total, _READ_SHARE + (1 - _READ_SHARE) * share)

    def _tell(self, phase: Literal["reading", "counting"], bytes_read: int, share: float) -> None:
        self._share = max(self._share, share)
        self._on_progress(
            CountProgress(
                phase=phase,
                rows=self._rows,
                bytes_read=bytes_read,
                bytes_total=self._bytes_total,
                files_read=self._files_before,
                share=round(self._share, 4),
                rows_per_second=round(self._rows / max(self.seconds(), 0.001), 1),
            )
        )
