"""The first row of each key among rows in file order, and whether its rows agree on a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.counting.keys.country_codes import CODE_MASK
from worker.counting.keys.email_keys import Keys

Meanings = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_NOTHING, _SEVERAL = np.uint16(0), np.uint16(0xFFFF)


@dataclass(frozen=True, slots=True)
class FirstRows:
    """Customers so far, one entry each, in any order.

    Attributes:
        meanings: by country code a number that is equal for equal countries, below 65,535; 0 for none.
        first: 64 bits of the customer's key.
        second: 48 more, then the code of the country of the customer's first row.
        meant: what all rows of the customer name: one country, none, or several.
    """

    meanings: Meanings
    first: Keys
    second: Keys
    meant: Meanings

    @classmethod
    def none_of(cls, meanings: Meanings) -> Self:
        """No customer yet."""
        return cls(meanings, np.empty(0, np.uint64), np.empty(0, np.uint64), np.empty(0, np.uint16))

    def __len__(self) -> int:
        return len(self.first)

    def then(self, rows: Keys) -> FirstRows:
        """These, and the customers of rows that come later in the file.

        Args:
            rows: at least one; shape (n, 2).
        """
        first, second = _joined(self.first, rows[:, 0]), _joined(self.second, rows[:, 1])
        order, first, second, is_repeated = _sorted(first, second)
        starts = np.flatnonzero(np.concatenate(([True], ~is_repeated)))
        differs = is_repeated & (second[1:] != second[:-1])
        first, second = first.take(starts), second.take(starts)
        if not len(self) and not differs.any():
            return FirstRows(self.meanings, first, second, self.meanings.take(_codes(second)))
        meant = np.concatenate((self.meant, self.meanings.take(_codes(rows[:, 1])))).take(order)
        return FirstRows(self.meanings, first, second, _merged(meant, is_repeated, starts))

    def where(self, is_wanted: Flags) -> FirstRows:
        """Some of them."""
        return FirstRows(self.meanings, self.first[is_wanted], self.second[is_wanted], self.meant[is_wanted])

    @property
    def by_code(self) -> Numbers:
        """Customers by country code."""
        return np.bincount(_codes(self.second), minlength=len(self.meanings))

    @property
    def conflicting(self) -> int:
        """Customers whose rows name different countries."""
        return int((self.meant == _SEVERAL).sum())


def _codes(second: Keys) -> Numbers:
    return (second & CODE_MASK).view(np.int64)


def _sorted(first: Keys, second: Keys) -> tuple[Numbers, Keys, Keys, Flags]:
    """Rows in an order that brings equal keys together, earliest first, and which but the first repeat one.

    One sort of numbers that hold some bits of the key, then the row's place, brings equal keys together with
    the earliest row in front: far faster than sorting whole keys. Where two keys agree in those bits but not
    in all, it is done again with whole keys.
    """
    place_mask = np.uint64((1 << (len(first) - 1).bit_length()) - 1)
    packed = _spread(first)
    packed &= ~place_mask
    packed |= np.arange(len(first), dtype=np.uint64)
    packed = pl.Series(packed).sort(multithreaded=False).to_numpy()  # three times as fast as numpy's
    is_same_group = (packed[1:] ^ packed[:-1]) <= place_mask
    by_bits = _reordered(first, second, (packed & place_mask).view(np.int64))
    if not (is_same_group & ~by_bits[-1]).any():
        return by_bits
    return _reordered(first, second, np.lexsort((second & ~CODE_MASK, first)))  # stable: in file order


def _reordered(first: Keys, second: Keys, order: Numbers) -> tuple[Numbers, Keys, Keys, Flags]:
    first, second = first.take(order), second.take(order)
    return order, first, second, (first[1:] == first[:-1]) & ((second[1:] ^ second[:-1]) <= CODE_MASK)


def _joined(before: Keys, later: Keys) -> Keys:
    return np.concatenate((before, later)) if len(before) else np.ascontiguousarray(later)


def _merged(meant: Meanings, is_repeated: Flags, starts: Numbers) -> Meanings:
    """What the rows of each key name: one country, none, or several."""
    if not (is_repeated & (meant[1:] != meant[:-1])).any():
        return meant.take(starts)
    most = np.maximum.reduceat(meant, starts)
    least = np.minimum.reduceat(np.where(meant == _NOTHING, _SEVERAL, meant), starts)
    return np.where(least < most, _SEVERAL, most)


def _spread(first: Keys) -> Keys:
    """The key bits with those in front that differ within a key file, whose rows share their topmost bits."""
    return (first << np.uint64(8)) | (first >> np.uint64(56))
