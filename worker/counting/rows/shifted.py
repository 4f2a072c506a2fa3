"""Rows with fewer fields whose country may be another column's value; see `worker.dialect.table.shortage`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.rows.bits import Places
from worker.counting.rows.quote_proof import plain_rows, quoted_rows
from worker.dialect.table.layout import Layout
from worker.dialect.table.records import Quoting, read_records
from worker.dialect.table.shortage import is_plain_country, may_be_country

Read = Callable[[Sequence[int]], pl.DataFrame]


def find_shifted(text: bytes, layout: Layout, read: Read, kept: Places | None) -> Places:
    """The places of such rows.

    Args:
        text: certain rows, without blanks around quoted fields.
        layout: where in a row the fields are.
        read: gives some columns of all these rows.
        kept: places of those that are whole; None: all are.
    """
    places = layout.short
    if places is None or not text:
        return np.empty(0, np.int64)
    fields = _fields(text, layout)
    whole = np.arange(len(fields)) if kept is None else kept
    short = np.flatnonzero(fields[whole] < places.columns)
    if not len(short):
        return short
    rows, missing = pl.Series(whole[short]), places.columns - fields[whole[short]]
    columns = (*places.before, places.country)
    before, countries = (cells := read(columns).get_columns())[:-1], cells[-1].gather(rows)
    is_there = missing < places.columns - places.country
    shifted = is_there & ~_are(countries, may_be_country)
    if places.other is not None:
        shifted |= is_there & (missing >= places.other)
    for at, cells_before in zip(places.before, before, strict=True):
        near = missing >= places.country - at
        if near.any():
            shifted |= near & _are(cells_before.gather(rows), is_plain_country)
    return short[shifted]


def _fields(text: bytes, layout: Layout) -> Places:
    """How many fields each row has."""
    separator, quote = layout.dialect.separator.encode(), layout.dialect.quote.encode()
    if not quote or quote not in text:
        return plain_rows(text, separator).fields
    if (rows := quoted_rows(text, separator, quote)) is not None:
        return rows.fields
    quoting = Quoting(layout.dialect.separator, layout.dialect.quote)
    counts: list[int] = []
    start = 0
    while start < len(text) and (records := read_records(text, quoting, is_whole=True, start=start)):
        counts += [len(record.fields) for record in records]
        start = records[-1].end
    return np.array(counts, np.int64)


def _are(cells: pl.Series, judge: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    found = [cell for cell in cells.unique().to_list() if judge(cell)]
    are: npt.NDArray[np.bool_] = cells.is_in(found).to_numpy()
    return are
