"""Find at a glance which lines of a block have to be read byte by byte."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from worker.counting.rows.grammar import Grammar

Places = npt.NDArray[np.int64]

_LF, _CR, _NUL = (np.uint8(code) for code in b"\n\r\0")
_MOST_SHARE = 0.1
"""Of lines to be read: with more, reading runs of rows at once is faster."""


def lines_to_read(data: bytes, grammar: Grammar) -> Places | None:
    """Where the lines begin that have quotation marks, NULs, lone CRs or another number of fields.

    All others are whole rows, unless they lie within a quoted field.

    Args:
        data: rows; bytes that are not UTF-8 are NULs.
        grammar: what whole rows look like.

    Returns:
        Offsets, ascending; None when there are so many that a look at each is slower than reading all.
    """
    if (
        grammar.fills or len(grammar.widths) > 1 or grammar.used < max(2, grammar.width)
    ):  # a blank line is a row of one field
        return None
    array = np.frombuffer(data, np.uint8)
    feeds = np.flatnonzero(array == _LF)
    separators = np.flatnonzero(array == grammar.separator[0])
    starts = np.concatenate(([0], feeds + 1))
    bounds = np.searchsorted(separators, np.append(feeds, len(data)))
    is_read = np.diff(bounds, prepend=0) != grammar.width - 1
    is_read[-1] = True  # it does not end with a line feed
    for places in _odd_bytes(array, grammar):
        is_read[np.searchsorted(feeds, places)] = True
    if np.count_nonzero(is_read) > _MOST_SHARE * len(starts) + 1:
        return None
    found: Places = starts[is_read]
    return found


def _odd_bytes(array: npt.NDArray[np.uint8], grammar: Grammar) -> list[Places]:
    returns = np.flatnonzero(array == _CR)
    lone = returns[array[np.minimum(returns + 1, len(array) - 1)] != _LF]
    odd = [lone, np.flatnonzero(array == _NUL)]
    return [*odd, np.flatnonzero(array == grammar.quote[0])] if grammar.quote else odd
