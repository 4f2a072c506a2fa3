"""Quoted fields with blanks around them, as people write: Polars takes their marks for letters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from worker.dialect.table.field_patterns import blanks_of

_Places = npt.NDArray[np.int64]


def without_spaces(rows: bytes, separator: bytes, quote: bytes) -> bytes:
    """Certain rows without the blanks around their quoted fields.

    Args:
        rows: their quoted fields as `FieldPatterns.spaced` has them.
        separator: between fields.
        quote: the quotation mark.
    """
    array = np.frombuffer(rows, np.uint8)
    starts, ends = quoted_fields(np.flatnonzero(array == np.uint8(quote[0])))
    is_blank = np.isin(array, np.frombuffer(blanks_of(separator.decode()).encode(), np.uint8))
    firsts, lasts = _behind(starts - 1, is_blank, -1), _behind(ends + 1, is_blank, 1)
    ends_field = np.isin(array, np.frombuffer(separator + b"\r\n", np.uint8))
    ends_field = np.append(ends_field, True)  # so that both -1 and the length are the end of a field
    is_field = ends_field[firsts] & ends_field[lasts]
    is_field &= (firsts < starts - 1) | (lasts > ends + 1)
    if not is_field.any():
        return rows
    steps = np.zeros(len(array) + 1, np.int8)
    for first, last in ((firsts + 1, starts), (ends + 1, lasts)):
        steps[first[is_field]] += 1
        steps[last[is_field]] -= 1
    kept: bytes = array[np.cumsum(steps[:-1], dtype=np.int8) == 0].tobytes()
    return kept


def quoted_fields(quotes: _Places) -> tuple[_Places, _Places]:
    """The first and the last mark of each quoted part of certain rows.

    Args:
        quotes: offsets of all marks; two beside each other within such a part are one letter.
    """
    opens, closes = quotes[0::2], quotes[1::2]
    goes_on = opens[1:] == closes[:-1] + 1
    return opens[np.concatenate(([True], ~goes_on))], closes[np.concatenate((~goes_on, [True]))]


def _behind(places: _Places, is_blank: npt.NDArray[np.bool_], step: int) -> _Places:
    """The first places from there on, in steps, that hold no blank; may be the text's end or -1."""
    places = places.copy()
    padded = np.append(is_blank, False)
    while (blank := padded[places]).any():
        places[blank] += step
    return places
