"""Check that a column is quoted in every row: then what stands bare between marks is no row of the file."""

from __future__ import annotations

import numpy as np

from worker.counting.restarts import NotAlwaysQuoted
from worker.counting.rows.bits import Places, bits_of, from_odd_on, offsets_of_bits
from worker.dialect.table.layout import Layout

_CR = np.uint8(13)
_BLANKS = b" \t"


def require_quoted(data: bytes, layout: Layout, kept: Places | None = None) -> None:
    """Look at the values of the column that seemed to be quoted always, without blanks around them.

    Args:
        data: certain rows, without blanks around quoted fields.
        layout: which column that is.
        kept: places of those that are whole; None: all are.

    Raises:
        NotAlwaysQuoted: a value is not.
    """
    if layout.quoted is None or not data:
        return
    array = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", np.uint8)
    quote = layout.dialect.quote.encode()
    outside = ~from_odd_on(bits_of(array, quote))
    feeds = bits_of(array, b"\n") & outside
    bounds = offsets_of_bits((bits_of(array, layout.dialect.separator.encode()) & outside) | feeds)
    row_ends = np.searchsorted(bounds, offsets_of_bits(feeds))
    fields = np.concatenate(([0], row_ends[:-1] + 1)) + layout.quoted
    if kept is not None:
        fields, row_ends = fields[kept], row_ends[kept]
    fields = fields[fields <= row_ends]
    starts, ends = np.append(bounds, -1)[fields - 1] + 1, bounds[fields]
    ends = ends - (array[ends - 1] == _CR)
    is_bare = (ends > starts) & (array[starts] != np.uint8(quote[0]))
    bare = zip(starts[is_bare].tolist(), ends[is_bare].tolist(), strict=True)
    values = (data[start:end].strip(_BLANKS) for start, end in bare)
    if any(value and not value.startswith(quote) for value in values):
        raise NotAlwaysQuoted
