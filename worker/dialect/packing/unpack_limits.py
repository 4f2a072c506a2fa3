"""How much may come out of a packed file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say
from worker.text.sizes import GIGABYTE, MEBIBYTE


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """How much a packed file may hold.

    Attributes:
        most_bytes: unpacked.
        most_ratio: unpacked bytes for each packed one.
        ratio_after_bytes: how much is unpacked before the ratio is judged.
    """

    most_bytes: int = 500 * GIGABYTE
    most_ratio: float = 200
    ratio_after_bytes: int = 64 * MEBIBYTE


class Fed(Iterator[bytes]):
    """Packed pieces, counted as they are used.

    Attributes:
        total: bytes given out so far.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.total = 0

    def __next__(self) -> bytes:
        piece = next(self._pieces)
        self.total += len(piece)
        return piece


def capped(pieces: Iterator[bytes], fed: Fed, limits: UnpackLimits) -> Iterator[bytes]:
    """The same pieces until they are more than allowed.

    Args:
        pieces: unpacked.
        fed: what they were unpacked from.
        limits: how much they may be.

    Raises:
        FileRefused: they are more.
    """
    total = 0
    for piece in pieces:
        total += len(piece)
        require_within(total, fed.total, limits)
        yield piece


def require_within(unpacked_bytes: int, packed_bytes: int, limits: UnpackLimits) -> None:
    """Check that so much may come out of so little.

    Raises:
        FileRefused: it may not.
    """
    if unpacked_bytes > limits.most_bytes:
        raise FileRefused(
            Refusal.TOO_LARGE_UNPACKED,
            say(
                "Unpacked, this file is larger than {size:,.3g} GB. Split it, or ask whoever runs this "
                "service to allow more.",
                size=limits.most_bytes / GIGABYTE,
            ),
        )
    if unpacked_bytes > max(limits.ratio_after_bytes, limits.most_ratio * packed_bytes):
        raise FileRefused(
            Refusal.TOO_LARGE_UNPACKED,
            say(
                "Unpacked, this file is more than {times:,.0f} times its size: no table of customers packs "
                "so well. If it is one, unpack it and upload the CSV file inside.",
                times=limits.most_ratio,
            ),
        )
