"""Second phase: key files become customers by country. Each file stands alone: any number may run at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from worker.counting.keys.file_facts import FileFacts
from worker.counting.keys.first_rows import FirstRows
from worker.counting.keys.key_order import SEVERAL
from worker.counting.keys.origins import Origins
from worker.counting.keys.runs import KeyRuns
from worker.counting.keys.split import SPLIT_BITS, split

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FileCounts:
    """Customers by the files they are in.

    Attributes:
        new: by file those that were in none before it.
        distinct: by file all of it.
        by_audiences: by audiences, a bit each, and country code.
        disagreeing: those whose first rows in two audiences name different countries.
    """

    new: Counts
    distinct: Counts
    by_audiences: Counts
    disagreeing: int

    @classmethod
    def of(cls, origins: Origins, firsts: FirstRows, audiences: int) -> FileCounts:
        """Those of these customers."""
        codes = len(firsts.meanings)
        places = origins.audiences.astype(np.int64) * codes + firsts.codes
        return cls(
            origins.new,
            origins.distinct,
            np.bincount(places, minlength=codes << audiences).reshape(-1, codes),
            int((origins.said == SEVERAL).sum()),
        )

    def __add__(self, other: FileCounts) -> FileCounts:
        return FileCounts(
            self.new + other.new,
            self.distinct + other.distinct,
            self.by_audiences + other.by_audiences,
            self.disagreeing + other.disagreeing,
        )


@dataclass(frozen=True, slots=True)
class CustomerCounts:
    """Customers by the country of their first row.

    Attributes:
        customers: by country code of the report.
        conflicting: those of them whose rows name different countries.
        of_files: by the files they are in; None: there is one.
    """

    customers: Counts
    conflicting: int
    of_files: FileCounts | None = None

    @classmethod
    def of(cls, firsts: FirstRows) -> CustomerCounts:
        """Those of these customers."""
        origins = firsts.origins
        of_files = None if origins is None else FileCounts.of(origins, firsts, origins.most_audiences)
        return cls(firsts.by_code, firsts.conflicting, of_files)

    def __add__(self, other: CustomerCounts) -> CustomerCounts:
        return CustomerCounts(
            self.customers + other.customers,
            self.conflicting + other.conflicting,
            None if self.of_files is None or other.of_files is None else self.of_files + other.of_files,
        )


def count_customers(
    files: Iterable[KeyRuns],
    facts: FileFacts,
    *,
    threads: int,
    piece_rows: int,
    on_file: Callable[[int], None] = lambda _done: None,
) -> CustomerCounts:
    """Customers by country code, over all key files, which are deleted one by one.

    Args:
        files: as `partition` wrote them.
        facts: of the files whose rows are in them.
        threads: files counted at the same time.
        piece_rows: rows looked at at once, and customers that one file may have before its rest is split.
        on_file: told, after each file, how many are done.

    Raises:
        OSError: a file cannot be read, or the disk is full.
    """
    total = CustomerCounts.of(facts.nobody)
    waiting: deque[Future[CustomerCounts]] = deque()
    done = 0

    def take_one() -> None:
        nonlocal total, done
        total = total + waiting.popleft().result()
        done += 1
        on_file(done)

    with ThreadPoolExecutor(threads, thread_name_prefix="count") as pool:
        try:
            for file in files:
                waiting.append(pool.submit(_count_file, file, facts, facts.nobody, piece_rows))
                if len(waiting) > threads:
                    take_one()
            while waiting:
                take_one()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return total


def _count_file(
    file: KeyRuns, facts: FileFacts, firsts: FirstRows, piece_rows: int, bits_used: int = 0
) -> CustomerCounts:
    """The customers of `firsts` and of a file behind them; in parts, when they become too many.

    The file was split from others by so many bits of its keys.
    """
    with file.path.open("rb") as rows:
        for piece, files in file.pieces(rows, piece_rows):
            firsts = firsts.then(facts.with_report_codes(piece, files), files)
            if len(firsts) > piece_rows:
                parts = split(rows, file, firsts, piece_rows=piece_rows, bits_used=bits_used)
                counted = [
                    _count_file(part, facts, of, piece_rows, bits_used + SPLIT_BITS) for part, of in parts
                ]
                return reduce(CustomerCounts.__add__, counted, CustomerCounts.of(firsts.without_customers))
    file.path.unlink()
    return CustomerCounts.of(firsts)
