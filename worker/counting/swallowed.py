"""Find quoted fields that run over whole rows: most likely two stray quotation marks, not one long field."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from worker.counting.again import AlwaysQuoted
from worker.counting.bits import Places, bits_of, numbers_at, places_of
from worker.counting.spaced import quoted_fields
from worker.dialect.layout import Layout
from worker.dialect.row_shape import RARE_ATS, SHORTEST_HASH, Likeness, Likenesses, RowShape

Marks = tuple[int, int]
"""Offsets of the first and the last quotation mark of a field."""

_Flags = npt.NDArray[np.bool_]


class SwallowedRows(Exception):
    """Lines between two quotation marks look like whole rows, and nobody has said what they are.

    Attributes:
        line: of the first mark in the block, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__("lines between quotation marks look like rows")
        self.line = line


def find_swallowed(data: bytes, layout: Layout) -> list[tuple[Marks, Likenesses]]:
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
    """The fields of several lines, some of which may have as many fields as a row, and an email."""
    quotes, feeds = places_of(data, shape.quoting.quote.encode()), places_of(data, b"\n")
    if not len(quotes) or not len(feeds):
        return []
    starts, ends = quoted_fields(quotes)
    firsts, lasts = np.searchsorted(feeds, starts), np.searchsorted(feeds, ends)
    is_long = lasts > firsts
    if not is_long.any():
        return []
    starts, ends, firsts, lasts = (places[is_long] for places in (starts, ends, firsts, lasts))
    is_wide, is_row = _lines(data, feeds, shape)
    rows_before = np.concatenate(([0], np.cumsum(is_row)))
    is_suspect = rows_before[lasts] > rows_before[firsts + 1]
    is_suspect |= is_wide[firsts] & is_wide[lasts] & (is_row[firsts] | is_row[lasts])
    return list(zip(starts[is_suspect].tolist(), ends[is_suspect].tolist(), strict=True))


def _lines(data: bytes, feeds: Places, shape: RowShape) -> tuple[_Flags, _Flags]:
    """Which lines have separators enough for a row, and which of those may have an email, too."""
    signs = np.frombuffer(data, np.uint8)
    line_ends = np.append(feeds, len(data) - 1)
    separators, ats = (
        np.diff(numbers_at(bits_of(signs, sign), line_ends), prepend=0)
        for sign in (shape.quoting.separator.encode(), b"@")
    )
    is_wide = separators >= shape.fewest - 1
    is_long = np.diff(line_ends, prepend=-1) > SHORTEST_HASH
    return is_wide, is_wide & ((ats > 0) | is_long | any(sign in data for sign in RARE_ATS))
