"""A key file with more customers than memory should hold becomes several, by further bits of their keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from worker.counting.keys.email_keys import Keys
from worker.counting.keys.first_rows import FirstRows
from worker.counting.keys.runs import KeyRuns, Runs

SPLIT_BITS = 4
_FIRST_BITS, _CODE_BITS = 64, 16


def split(
    rows: BinaryIO, file: KeyRuns, firsts: FirstRows, *, piece_rows: int, bits_used: int
) -> Iterator[tuple[KeyRuns, FirstRows]]:
    """Spread the rest of a key file over new ones beside it, all rows of one key in one of them, in order.

    Args:
        rows: the file, read up to the rest.
        file: the same.
        firsts: the customers of what was read.
        piece_rows: rows looked at at once.
        bits_used: key bits by which the file itself was split from others.

    Yields:
        Each new file, and those of the customers that its rows may belong to.

    Raises:
        OSError: the disk is full or broken.
    """
    path = file.path
    paths = [path.with_name(f"{path.stem}-{number:02}.keys") for number in range(1 << SPLIT_BITS)]
    runs: list[Runs] = [[] for _ in paths]
    with ExitStack() as closing:
        parts = [closing.enter_context(each.open("xb")) for each in paths]
        for piece, files in file.pieces(rows, piece_rows):
            places = _places(piece[:, 0], piece[:, 1], bits_used)
            order = np.argsort(places, kind="stable")
            ends = np.cumsum(np.bincount(places, minlength=len(parts)))[:-1]
            its_rows, its_files = np.split(piece.take(order, axis=0), ends), np.split(files.take(order), ends)
            for number, part in enumerate(parts):
                part.write(its_rows[number].data)
                runs[number].append(np.unique(its_files[number], return_counts=True))
    path.unlink()
    places = _places(firsts.first, firsts.second, bits_used)
    for number, each in enumerate(paths):
        yield KeyRuns.of(each, runs[number]), firsts.where(places == number)


def _places(first: Keys, second: Keys, bits_used: int) -> npt.NDArray[np.uint8]:
    """To which part each key belongs: the lowest bits first, since the topmost chose its file already."""
    is_in_first = bits_used < _FIRST_BITS
    numbers = first if is_in_first else second
    shift = bits_used if is_in_first else bits_used - _FIRST_BITS + _CODE_BITS
    return ((numbers >> np.uint64(shift)) & np.uint64((1 << SPLIT_BITS) - 1)).astype(np.uint8)
