"""A key file with more customers than memory should hold becomes several, by further bits of their keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from worker.counting.keys.email_keys import Keys
from worker.counting.keys.first_rows import FirstRows

SPLIT_BITS = 4
_FIRST_BITS, _CODE_BITS = 64, 16


def split(
    rows: BinaryIO, file: Path, firsts: FirstRows, *, piece_rows: int, bits_used: int
) -> Iterator[tuple[Path, FirstRows]]:
    """Spread the rest of a key file over new ones beside it, all rows of one key in one of them, in order.

    Args:
        rows: the file, read up to the rest.
        file: its path.
        firsts: the customers of what was read.
        piece_rows: rows looked at at once.
        bits_used: key bits by which the file itself was split from others.

    Yields:
        Each new file, and those of the customers that its rows may belong to.

    Raises:
        OSError: the disk is full or broken.
    """
    paths = [file.with_name(f"{file.stem}-{number:02}.keys") for number in range(1 << SPLIT_BITS)]
    with ExitStack() as closing:
        parts = [closing.enter_context(path.open("xb")) for path in paths]
        for piece in pieces_of(rows, piece_rows):
            places = _places(piece[:, 0], piece[:, 1], bits_used)
            ordered = piece.take(np.argsort(places, kind="stable"), axis=0)
            ends = np.cumsum(np.bincount(places, minlength=len(parts)))
            for part, its_rows in zip(parts, np.split(ordered, ends[:-1]), strict=True):
                part.write(its_rows.data)
    file.unlink()
    places = _places(firsts.first, firsts.second, bits_used)
    for number, path in enumerate(paths):
        yield path, firsts.where(places == number)


def pieces_of(rows: BinaryIO, piece_rows: int) -> Iterator[Keys]:
    """The rest of a key file, in pieces of shape (n, 2)."""
    while len(piece := np.fromfile(rows, np.uint64, 2 * piece_rows)):
        yield piece.reshape(-1, 2)


def _places(first: Keys, second: Keys, bits_used: int) -> npt.NDArray[np.uint8]:
    """To which part each key belongs: the lowest bits first, since the topmost chose its file already."""
    is_in_first = bits_used < _FIRST_BITS
    numbers = first if is_in_first else second
    shift = bits_used if is_in_first else bits_used - _FIRST_BITS + _CODE_BITS
    return ((numbers >> np.uint64(shift)) & np.uint64((1 << SPLIT_BITS) - 1)).astype(np.uint8)
