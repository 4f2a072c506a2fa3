"""Rows that somebody has commented out: “#”, “//” or “--” stand before what every row begins with."""

from __future__ import annotations

import numpy as np
import polars as pl

from worker.counting.rows.bits import Places
from worker.counting.rows.valid_rows import ValidRows
from worker.dialect.table.layout import Layout
from worker.dialect.values.content import is_country
from worker.dialect.values.email_cells import is_email

_MARKS = ("#", "//", "--")
_MARK = f"^(?:{'|'.join(_MARKS)})"


def find_comments(rows: ValidRows, layout: Layout) -> Places:
    """The places of such rows, where rows begin with a country or an email; order numbers begin so, too."""
    firsts = rows.countries if layout.country == 0 else rows.emails if layout.email == 0 else None
    if firsts is None or not any(mark.encode() in rows.text for mark in _MARKS):
        return np.empty(0, np.int64)
    places = firsts.str.contains(_MARK).arg_true()
    are = [_is_row(cell) for cell in firsts.gather(places).to_list()]
    return places.to_numpy()[are].astype(np.int64)


def without_emails(columns: list[pl.Series], *places: Places) -> list[pl.Series]:
    """The email columns, empty in some rows."""
    which = np.concatenate(places)
    return [column.clone().scatter(which, "") for column in columns] if len(which) else columns


def _is_row(cell: str) -> bool:
    text = cell.lstrip("".join(_MARKS)).lstrip()
    return is_country(text) or is_email(text)
