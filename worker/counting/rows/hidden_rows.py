"""Find quoted fields that run over whole rows: most likely two stray quotation marks, not one long field."""

from __future__ import annotations

import numpy as np

from worker.counting.restarts import AlwaysQuoted
from worker.counting.rows.bits import Places, bits_of, numbers_at, offsets_of
from worker.counting.rows.padded_quotes import quoted_fields
from worker.dialect.table.layout import Layout
from worker.dialect.table.row_shape import Likeness, Likenesses, RowShape

Marks = tuple[int, int]
"""Offsets of the first and the last quotation mark of a field."""


class HiddenRows(Exception):
    """Lines between two quotation marks look like whole rows, and nobody has said what they are.

    Attributes:
        line: of the first mark in the block, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__("lines between quotation marks look like rows")
        self.line = line


def find_hidden_rows(data: bytes, layout: Layout) -> list[tuple[Marks, Likenesses]]:
    """The quoted fields of certain rows that seem to hold customers' rows, and how far.

    Args:
        data: the rows.
        layout: what they look like.

    Raises:
        AlwaysQuoted: some are text only if the file's rows are all quoted as those at its beginning.
    """
    shape = layout.row_shape()
    if shape is None:
        return []
    found = [(marks, shape.look_into(data, *marks)) for marks in _suspects(data, shape)]
    if not layout.checks_quoted and any(Likeness.UNQUOTED in seen for _, seen in found):
        raise AlwaysQuoted
    return [(marks, seen) for marks, seen in found if Likeness.ROW in seen]


def _suspects(data: bytes, shape: RowShape) -> list[Marks]:
    """The fields of several lines, some of which have separators enough for a row."""
    quotes, feeds = offsets_of(data, shape.quoting.quote.encode()), offsets_of(data, b"\n")
    if not len(quotes) or not len(feeds):
        return []
    starts, ends = quoted_fields(quotes)
    firsts, lasts = np.searchsorted(feeds, starts), np.searchsorted(feeds, ends)
    is_long = lasts > firsts
    if not is_long.any():
        return []
    starts, ends, firsts, lasts = (places[is_long] for places in (starts, ends, firsts, lasts))
    line_ends = np.append(feeds, len(data) - 1)
    is_wide = _numbers(data, shape.quoting.separator, line_ends) >= shape.fewest - 1
    wide_before = np.concatenate(([0], np.cumsum(is_wide)))
    is_suspect = wide_before[lasts] > wide_before[firsts + 1]
    # Where another field of the row goes on in further lines, its other separators are there.
    is_wide |= _numbers(data, shape.quoting.quote, line_ends) % 2 == 0
    is_suspect |= is_wide[firsts] & is_wide[lasts]
    return list(zip(starts[is_suspect].tolist(), ends[is_suspect].tolist(), strict=True))


def _numbers(data: bytes, character: str, line_ends: Places) -> Places:
    """How many of a character there are in each line."""
    numbers = numbers_at(bits_of(np.frombuffer(data, np.uint8), character.encode()), line_ends)
    return np.diff(numbers, prepend=0)
