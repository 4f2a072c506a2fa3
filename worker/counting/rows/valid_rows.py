"""What counts of the rows of a block."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from worker.counting.restarts import Sample
from worker.counting.rows.bits import Places, offsets_of
from worker.counting.rows.footer import Below
from worker.reject import Reject


@dataclass(slots=True)
class ValidRows:
    """What counts of the rows of a block, in file order.

    Attributes:
        emails: as in the file, empty where there is none, never null; only of whole rows.
        countries: likewise.
        height: number of all rows.
        lines: physical lines.
        end: how much of the block was read.
        rejected: rows left out, by reason.
        reject_lines: lines of the first of them, from 1 in the block.
        carefully: whether they were told apart row by row.
        sample: lines beyond ASCII of a block that is not UTF-8, by their place in it; None if it is.
        other_emails: those of further email columns, in order.
        below: the rows behind the last whole one; None if they are too many for a footer.
        misfits: where rows with another number of fields begin.
        shifted: places of whole rows with fewer fields whose country may be another column's value.
    """

    emails: pl.Series
    countries: pl.Series
    height: int
    lines: int
    end: int
    rejected: Counter[Reject] = field(default_factory=Counter)
    reject_lines: dict[Reject, list[int]] = field(default_factory=dict)
    carefully: bool = False
    sample: Sample | None = None
    other_emails: list[pl.Series] = field(default_factory=list)
    text: bytes = b""
    below: list[Below] | None = field(default_factory=list)
    misfits: list[int] = field(default_factory=list)
    runs: list[tuple[int, int]] | None = None
    kept: Places | None = None
    quote: bytes = b""
    shifted: Places = field(default_factory=lambda: np.empty(0, np.int64))

    def lines_of(self, places: Places) -> list[int]:
        """Physical lines of some of the whole rows, from 1 in the block."""
        if self.kept is not None:
            return [int(place) + 1 for place in self.kept[places]]
        return [self.text.count(b"\n", 0, offset) + 1 for offset in self.offsets_of(places)]

    def offsets_of(self, places: Places) -> list[int]:
        """Where some of the whole rows begin in the block."""
        runs = self.runs or [(0, len(self.text))]
        joined = self.text if self.runs is None else b"".join(self.text[start:end] for start, end in runs)
        feeds = offsets_of(joined, b"\n")
        if self.quote and self.quote in joined:
            feeds = feeds[(np.searchsorted(offsets_of(joined, self.quote), feeds) & 1) == 0]
        rows = places if self.kept is None else self.kept[places]
        starts = np.concatenate(([0], feeds + 1))[rows]
        bounds = np.cumsum([0, *(end - start for start, end in runs)])
        numbers = np.searchsorted(bounds, starts, side="right") - 1
        return [
            runs[number][0] + int(start - bounds[number])
            for number, start in zip(numbers.tolist(), starts, strict=True)
        ]
