"""Second phase: key files become customers by country. Each file stands alone: any number may run at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from worker.counting.codes import CODE_MASK
from worker.counting.keys import Keys

PIECE_ROWS = 1_000_000
"""Rows of a key file looked at at once: what bounds memory when one file is large."""

Counts = npt.NDArray[np.int64]
Meanings = npt.NDArray[np.uint16]
_NOTHING, _SEVERAL = np.uint16(0), np.uint16(0xFFFF)


@dataclass(frozen=True, slots=True)
class Counted:
    """Customers by the country of their first row.

    Attributes:
        customers: by country code.
        conflicting: those of them whose rows name different countries.
    """

    customers: Counts
    conflicting: int


def count(
    files: Sequence[Path],
    meanings: Meanings,
    *,
    threads: int,
    piece_rows: int = PIECE_ROWS,
    on_file: Callable[[int], None] = lambda _done: None,
) -> Counted:
    """Customers by country code, over all key files, which are deleted one by one.

    Args:
        files: as `partition` wrote them.
        meanings: by country code a number that is equal for equal countries, below 65,535; 0 for none.
        threads: files counted at the same time.
        piece_rows: rows looked at at once.
        on_file: told, after each file, how many are done.

    Raises:
        OSError: a file cannot be read.
    """
    customers, conflicting = np.zeros(len(meanings), np.int64), 0
    waiting: deque[Future[Counted]] = deque()
    done = 0

    def take_one() -> None:
        nonlocal customers, conflicting, done
        counted = waiting.popleft().result()
        customers += counted.customers
        conflicting += counted.conflicting
        done += 1
        on_file(done)

    with ThreadPoolExecutor(threads, thread_name_prefix="count") as pool:
        try:
            for file in files:
                waiting.append(pool.submit(_count_file, file, meanings, piece_rows))
                if len(waiting) > threads:
                    take_one()
            while waiting:
                take_one()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return Counted(customers, conflicting)


def _count_file(file: Path, meanings: Meanings, piece_rows: int) -> Counted:
    firsts, meant = np.empty((0, 2), np.uint64), np.empty(0, np.uint16)
    with file.open("rb") as keys:
        while len(piece := np.fromfile(keys, np.uint64, 2 * piece_rows)):
            piece = piece.reshape(-1, 2)
            rows = np.concatenate((firsts, piece)) if len(firsts) else piece
            order, is_repeated = ordered(rows)
            is_first = np.concatenate(([True], ~is_repeated))
            firsts = rows[order[is_first]]
            meant = np.concatenate((meant, meanings[_codes(piece)]))[order]
            meant = _merged(meant, is_repeated, is_first)
    file.unlink()
    customers = np.bincount(_codes(firsts), minlength=len(meanings)).astype(np.int64)
    return Counted(customers, int((meant == _SEVERAL).sum()))


def _codes(rows: Keys) -> Counts:
    return (rows[:, 1] & CODE_MASK).astype(np.int64)


def _merged(meant: Meanings, is_repeated: npt.NDArray[np.bool_], is_first: npt.NDArray[np.bool_]) -> Meanings:
    """What the rows of each key name: one country, none, or several."""
    if not (is_repeated & (meant[1:] != meant[:-1])).any():
        return meant[is_first]
    starts = np.flatnonzero(is_first)
    most = np.maximum.reduceat(meant, starts)
    least = np.minimum.reduceat(np.where(meant == _NOTHING, _SEVERAL, meant), starts)
    return np.where(least < most, _SEVERAL, most)


def ordered(rows: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """An order that brings equal keys together, earliest first, and which rows but the first repeat a key.

    Args:
        rows: at least one; shape (n, 2): 64 key bits, then 48 key bits and 16 bits of country code.

    One sort of numbers that hold some bits of the key, then the row's place, brings equal keys together with
    the earliest row in front: far faster than sorting whole keys. Where two keys agree in those bits but not
    in all, it is done again with whole keys.
    """
    first, second = np.ascontiguousarray(rows[:, 0]), rows[:, 1] & ~CODE_MASK
    place_mask = np.uint64((1 << (len(rows) - 1).bit_length()) - 1)
    packed = _spread(first) & ~place_mask
    packed |= np.arange(len(rows), dtype=np.uint64)
    packed.sort()
    order = (packed & place_mask).astype(np.int64)
    is_same_group = (packed[1:] ^ packed[:-1]) <= place_mask
    is_repeated = _equals_previous(first[order]) & _equals_previous(second[order])
    if (is_same_group & ~is_repeated).any():
        order = np.lexsort((second, first))  # stable: equal keys stay in file order
        is_repeated = _equals_previous(first[order]) & _equals_previous(second[order])
    return order, is_repeated


def _spread(first: Keys) -> Keys:
    """The key bits with those in front that differ within a key file, whose rows share their topmost bits."""
    return (first << np.uint64(8)) | (first >> np.uint64(56))


def _equals_previous(values: Keys) -> npt.NDArray[np.bool_]:
    equal: npt.NDArray[np.bool_] = values[1:] == values[:-1]
    return equal
