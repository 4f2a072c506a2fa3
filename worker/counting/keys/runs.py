"""A key file, whose rows of one counted file stand together, read in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
import numpy.typing as npt

from worker.counting.keys.email_keys import Keys

ROW_BYTES = 16
FilesOfRows = npt.NDArray[np.uint32]
Runs = list[tuple[FilesOfRows, npt.NDArray[np.int64]]]
"""Files and how many rows they have, one after the other; a file may come again."""


@dataclass(frozen=True, slots=True)
class KeyRuns:
    """A key file, and whose its rows are.

    Attributes:
        path: of the key file.
        files: the numbers of the files that rows are of, in the rows' order.
        rows: how many each has.
    """

    path: Path
    files: FilesOfRows
    rows: npt.NDArray[np.int64]

    @classmethod
    def of(cls, path: Path, runs: Runs) -> Self:
        """A key file with these runs of rows."""
        files = [files for files, _ in runs]
        rows = [rows for _, rows in runs]
        return cls(
            path,
            np.concatenate([np.empty(0, np.uint32), *files]),
            np.concatenate([np.empty(0, np.int64), *rows]),
        )

    def pieces(self, opened: BinaryIO, piece_rows: int) -> Iterator[tuple[Keys, FilesOfRows]]:
        """The rest of the rows, in order.

        Args:
            opened: the key file, read by nobody else.
            piece_rows: how many at once.

        Yields:
            Rows of shape (n, 2), and the number of the file that each is of.
        """
        ends = np.cumsum(self.rows)
        place = opened.tell() // ROW_BYTES
        while len(read := np.fromfile(opened, np.uint64, 2 * piece_rows)):
            rows = read.reshape(-1, 2)
            first, last = np.searchsorted(ends, [place, place + len(rows) - 1], side="right")
            some = np.clip(ends[first : last + 1], place, place + len(rows))
            yield rows, np.repeat(self.files[first : last + 1], np.diff(some, prepend=place))
            place += len(rows)
