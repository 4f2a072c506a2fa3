"""Unpack a file piece by piece, in flat memory, whatever it claims to hold."""

from __future__ import annotations

from collections.abc import Iterator

from worker.dialect.byte_source import ByteSource
from worker.dialect.model import Compression
from worker.dialect.packing.unpack_limits import Fed, UnpackLimits, capped

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
            from worker.dialect.packing.zip_archive import unpack_zip  # noqa: PLC0415 - few are packed so

            pieces = unpack_zip(source, chunk_bytes, limits)
        case _:
            from worker.dialect.packing.members import STARTS, unpack_members  # noqa: PLC0415 - most are not packed

            fed = Fed(source.chunks(_PACKED_BYTES))
            members = unpack_members(fed, STARTS[compression], compression, chunk_bytes)
            pieces = capped(members, fed, limits)
    return _gathered(pieces, chunk_bytes)


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
