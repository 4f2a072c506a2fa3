"""Prove rows whose quotation marks all bound fields or are doubled in one, as most programs write them.

The first mark of a block stands outside of fields. So each odd one opens a field if a separator or a line end
is before it, and each even one closes that field if one is behind it; an even one and an odd one right behind
it are a doubled mark within. Where every mark is one of these there is one reading.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from worker.counting.rows.bits import (
    Bits,
    ByteArray,
    Places,
    are_set,
    before,
    behind,
    bits_of,
    from_odd_on,
    numbers_at,
    offsets_of_bits,
)

_CR = np.uint8(13)


@dataclass(frozen=True, slots=True)
class Bounded:
    """Rows whose fields all have one beginning and one end.

    Attributes:
        array: of the text, a line feed at its end.
        bounds: what ends each field: separators and line feeds outside of quotation marks.
        ends: places of the line feeds among them.
        fields: how many each row has.
    """

    array: ByteArray
    bounds: Bits
    ends: Places
    fields: Places

    def are_empty_behind(self, used: int, rows: npt.NDArray[np.bool_], quote: bytes) -> bool:
        """Whether these of the rows have nothing behind so many fields, not even a blank."""
        last = np.cumsum(self.fields) - 1
        places = offsets_of_bits(self.bounds)
        for spare in range(int(self.fields[rows].max(initial=0)) - used):
            number = last[rows & (self.fields - used > spare)] - spare
            starts, ends = places[number - 1] + 1, places[number]
            ends = ends - ((self.array[ends - 1] == _CR) & (ends > starts))
            is_empty = ends == starts
            if quote:
                is_empty |= (ends - starts == 2) & (self.array[starts] == quote[0])  # noqa: PLR2004
            if not is_empty.all():
                return False
        return True


def plain_rows(data: bytes, separator: bytes) -> Bounded:
    """Rows without quotation marks, and without a CR that is not part of a line's end."""
    array = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", np.uint8)
    feeds = bits_of(array, b"\n")
    return _bounded(array, bits_of(array, separator) | feeds, feeds)


def _bounded(array: ByteArray, bounds: Bits, feeds: Bits) -> Bounded:
    ends = offsets_of_bits(feeds)
    return Bounded(array, bounds, ends, np.diff(numbers_at(bounds, ends), prepend=0))


def quoted_rows(data: bytes, separator: bytes, quote: bytes) -> Bounded | None:
    """Rows of which some have quotation marks; None where marks stand otherwise, or a CR ends a row.

    Args:
        data: whole rows without NUL.
        separator: one byte.
        quote: one byte.
    """
    array = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", np.uint8)
    marks, feeds = bits_of(array, quote), bits_of(array, b"\n")
    inside = from_odd_on(marks)
    opens, closes = marks & inside, marks & ~inside
    bounds = bits_of(array, separator) | feeds
    if (opens & ~behind(bounds | closes)).any():
        return None
    returns = bits_of(array, b"\r") if b"\r" in data else np.zeros_like(feeds)
    if (closes & ~before(bounds | returns | opens)).any() or (returns & ~inside & ~before(feeds)).any():
        return None
    if are_set(inside, np.array([len(array) - 1])).any():
        return None
    return _bounded(array, bounds & ~inside, feeds & ~inside)
