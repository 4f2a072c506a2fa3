"""Second phase: key files become customers by country. Each file stands alone: any number may run at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import numpy as np
import numpy.typing as npt

from worker.counting.keys.first_rows import FirstRows, Meanings
from worker.counting.keys.split import SPLIT_BITS, pieces_of, split

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CustomerCounts:
    """Customers by the country of their first row.

    Attributes:
        customers: by country code.
        conflicting: those of them whose rows name different countries.
    """

    customers: Counts
    conflicting: int


def count_customers(
    files: Sequence[Path],
    meanings: Meanings,
    *,
    threads: int,
    piece_rows: int,
    on_file: Callable[[int], None] = lambda _done: None,
) -> CustomerCounts:
    """Customers by country code, over all key files, which are deleted one by one.

    Args:
        files: as `partition` wrote them.
        meanings: by country code a number that is equal for equal countries, below 65,535; 0 for none.
        threads: files counted at the same time.
        piece_rows: rows looked at at once, and customers that one file may have before its rest is split.
        on_file: told, after each file, how many are done.

    Raises:
        OSError: a file cannot be read, or the disk is full.
    """
    total = CustomerCounts(np.zeros(len(meanings), np.int64), 0)
    waiting: deque[Future[CustomerCounts]] = deque()
    done = 0

    def take_one() -> None:
        nonlocal total, done
        total = _sum(total, waiting.popleft().result())
        done += 1
        on_file(done)

    with ThreadPoolExecutor(threads, thread_name_prefix="count") as pool:
        try:
            for file in files:
                waiting.append(pool.submit(_count_file, file, FirstRows.none_of(meanings), piece_rows))
                if len(waiting) > threads:
                    take_one()
            while waiting:
                take_one()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return total


def _count_file(file: Path, firsts: FirstRows, piece_rows: int, bits_used: int = 0) -> CustomerCounts:
    """The customers of `firsts` and of a file behind them; in parts, when they become too many.

    The file was split from others by so many bits of its keys.
    """
    with file.open("rb") as rows:
        for piece in pieces_of(rows, piece_rows):
            firsts = firsts.then(piece)
            if len(firsts) > piece_rows:
                parts = split(rows, file, firsts, piece_rows=piece_rows, bits_used=bits_used)
                counted = [_count_file(*part, piece_rows, bits_used + SPLIT_BITS) for part in parts]
                return reduce(_sum, counted)
    file.unlink()
    return CustomerCounts(firsts.by_code, firsts.conflicting)


def _sum(one: CustomerCounts, other: CustomerCounts) -> CustomerCounts:
    return CustomerCounts(one.customers + other.customers, one.conflicting + other.conflicting)
