"""Prove rows whose quotation marks all bound fields or are doubled in one, as most programs write them.

The first mark of a block stands outside of fields. So each odd one opens a field if a separator or a line end
is before it, and each even one closes that field if one is behind it; an even one and an odd one right behind
it are a doubled mark within. Where every mark is one of these there is one reading.
"""

from __future__ import annotations

import numpy as np

from worker.counting.bits import Places, are_set, before, behind, bits_of, from_odd_on, numbers_at, set_places


def fields_of_rows(data: bytes, separator: bytes, quote: bytes) -> Places | None:
    """How many fields each row has; None where marks stand otherwise, or a CR ends a row.

    Args:
        data: whole rows without NUL.
        separator: one byte.
        quote: one byte.
    """
    signs = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", np.uint8)
    marks, feeds = bits_of(signs, quote), bits_of(signs, b"\n")
    inside = from_odd_on(marks)
    opens, closes = marks & inside, marks & ~inside
    bounds = bits_of(signs, separator) | feeds
    if (opens & ~behind(bounds | closes)).any():
        return None
    returns = bits_of(signs, b"\r") if b"\r" in data else np.zeros_like(feeds)
    if (closes & ~before(bounds | returns | opens)).any() or (returns & ~inside & ~before(feeds)).any():
        return None
    if are_set(inside, np.array([len(signs) - 1])).any():
        return None
    ends = set_places(feeds & ~inside)
    fields: Places = np.diff(numbers_at(bounds & ~inside, ends), prepend=0)
    return fields
