"""Rows in the order of their keys, and what the rows of one key say together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Meanings = npt.NDArray[np.uint16]
NOTHING, SEVERAL = np.uint16(0), np.uint16(0xFFFF)


@dataclass(frozen=True, slots=True)
class Order:
    """How rows were brought in the order of their keys; rows of one key stay in the order of the files.

    Attributes:
        places: where each row was before.
        is_repeated: whether each row but the first has the key of the one above it.
        starts: where each key begins.
    """

    places: Numbers
    is_repeated: Flags
    starts: Numbers

    def begins(self, values: npt.NDArray[np.generic]) -> Flags:
        """Where another value begins, or another key.

        Args:
            values: in this order.
        """
        is_same = self.is_repeated & (values[1:] == values[:-1])
        return np.concatenate(([True], ~is_same))


def merged(meant: Meanings, order: Order) -> Meanings:
    """What the rows of each key name: one country, none, or several."""
    starts = order.starts
    if not (order.is_repeated & (meant[1:] != meant[:-1])).any():
        return meant.take(starts)
    most = np.maximum.reduceat(meant, starts)
    least = np.minimum.reduceat(np.where(meant == NOTHING, SEVERAL, meant), starts)
    return np.where(least < most, SEVERAL, most)
