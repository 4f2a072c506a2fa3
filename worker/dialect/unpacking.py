"""Unpack a file piece by piece, in flat memory, whatever it claims to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from worker.dialect.dialect import Compression
from worker.dialect.source import ByteSource
from worker.errors import FileRefused, Refusal

_PACKED_BYTES = 256 * 1024
"""Unpacked at once; small, because what is left of it is copied whenever the output is full."""
_MAGICS = (
    (b"\x1f\x8b", Compression.GZIP),
    (b"\x28\xb5\x2f\xfd", Compression.ZSTD),
    (b"\x50\x2a\x4d\x18", Compression.ZSTD),  # a frame to skip, as parallel packers put in front
    (b"BZh", Compression.BZIP2),
    (b"\xfd7zXZ\x00", Compression.XZ),
    (b"PK\x03\x04", Compression.ZIP),
    (b"PK\x05\x06", Compression.ZIP),  # an empty one
    (b"PK\x07\x08PK\x03\x04", Compression.ZIP),  # one that might have been split
)
_BZIP2_BLOCK = (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90")


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """How much a packed file may hold.

    Attributes:
        most_bytes: unpacked.
        most_ratio: unpacked bytes for each packed one.
        ratio_after_bytes: how much is unpacked before the ratio is judged.
    """

    most_bytes: int = 500_000_000_000
    most_ratio: float = 200
    ratio_after_bytes: int = 64 * 1024 * 1024


def sniff_compression(first: bytes) -> Compression:
    """How a file is packed, by its first 16 bytes."""
    for magic, compression in _MAGICS:
        if first.startswith(magic) and (
            compression is not Compression.BZIP2 or first[4:10] in _BZIP2_BLOCK  # “BZh” may begin a text
        ):
            return compression
    return Compression.NONE


def unpack(
    source: ByteSource, compression: Compression, chunk_bytes: int, limits: UnpackLimits
) -> Iterator[bytes]:
    """The text inside a file, in pieces of about `chunk_bytes`.

    Raises:
        FileRefused: the archive is damaged, incomplete, encrypted, holds several files or far too much.
        StorageUnavailable: it cannot be read right now.
    """
    match compression:
        case Compression.NONE:
            return source.chunks(chunk_bytes)
        case Compression.ZIP:
            from worker.dialect.zip_archive import unpack_zip  # noqa: PLC0415 - it builds on this module

            pieces = unpack_zip(source, chunk_bytes, limits)
        case _:
            from worker.dialect.members import STARTS, unpack_members  # noqa: PLC0415 - most are not packed

            fed = Fed(source.chunks(_PACKED_BYTES))
            members = unpack_members(fed, STARTS[compression], compression, chunk_bytes)
            pieces = capped(members, fed, limits)
    return _gathered(pieces, chunk_bytes)


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
        require_room(total, fed.total, limits)
        yield piece


def require_room(unpacked_bytes: int, packed_bytes: int, limits: UnpackLimits) -> None:
    """Check that so much may come out of so little.

    Raises:
        FileRefused: it may not.
    """
    if unpacked_bytes > limits.most_bytes:
        raise FileRefused(
            Refusal.TOO_LARGE_UNPACKED,
            f"Unpacked, this file is larger than {_gigabytes(limits.most_bytes)}. Split it, "
            "or ask whoever runs this service to allow more.",
        )
    if unpacked_bytes > max(limits.ratio_after_bytes, limits.most_ratio * packed_bytes):
        raise FileRefused(
            Refusal.TOO_LARGE_UNPACKED,
            f"Unpacked, this file is more than {limits.most_ratio:,.0f} times its size: no table of "
            "customers packs so well. If it is one, unpack it and upload the CSV file inside.",
        )


def _gathered(pieces: Iterator[bytes], chunk_bytes: int) -> Iterator[bytes]:
    """The same bytes in fewer pieces: what follows works by the piece."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= chunk_bytes:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    if waiting:
        yield b"".join(waiting)


def _gigabytes(size: int) -> str:
    return f"{size / 1_000_000_000:,.3g} GB"
