"""The first rows beyond ASCII further on in a file, for a person to tell its encoding by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from worker.dialect.byte_source import ByteSource
from worker.dialect.encoding.transcoding import decode_beginning
from worker.dialect.model import Compression, Dialect, LineEnding, Place
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.packing.unpacking import unpack
from worker.dialect.table.records import Quoting, read_records, values
from worker.errors import FileRefused

_ROWS = 5
_LOOKED_AT_BYTES = 256 * 1024
_PIECE_BYTES = 128 * 1024
_MOST_UNPACKED_BYTES = 256 * 1024 * 1024
"""Nobody waits for more: such rows are not shown."""


def find_non_ascii_rows(
    source: ByteSource, dialect: Dialect, place: Place, limits: UnpackLimits
) -> list[tuple[str, ...]]:
    """The rows there that have letters beyond ASCII, each in one line, at most five.

    Args:
        source: the file.
        dialect: how it is written.
        place: where the first of these letters are.
        limits: how much the file may hold when it is packed.

    Raises:
        FileRefused: the file cannot be unpacked.
        StorageUnavailable: it cannot be read right now.
    """
    found = [line for line in _lines_around(source, dialect, place, limits) if not line.isascii()]
    return [_fields(line, dialect) for line in found[:_ROWS]]


def _lines_around(
    source: ByteSource, dialect: Dialect, place: Place, limits: UnpackLimits
) -> Iterator[bytes]:
    """The lines around a place, without what may be cut of them."""
    start = max(0, place.offset - _LOOKED_AT_BYTES)
    size = place.offset + _LOOKED_AT_BYTES - start
    text = _text(source, dialect.compression, start, size, limits)
    lines = text.split(b"\r" if dialect.line_ending is LineEnding.CR else b"\n")
    return islice(lines, int(start > 0), len(lines) - int(len(text) == size))


def _text(source: ByteSource, compression: Compression, start: int, size: int, limits: UnpackLimits) -> bytes:
    if compression is Compression.NONE:
        return source.read_at(start, size)
    if start + size > _MOST_UNPACKED_BYTES:
        return b""
    kept, end = b"", 0
    for piece in unpack(source, compression, _PIECE_BYTES, limits):
        kept += piece[max(0, start - end) :]
        end += len(piece)
        if end >= start + size:
            break
    return kept[:size]


def _fields(line: bytes, dialect: Dialect) -> tuple[str, ...]:
    bare = line.strip(b"\r\n")
    try:
        text = decode_beginning(bare, dialect.encoding, is_whole=True)
    except FileRefused:
        text = bare.decode(dialect.encoding, "replace").encode()
    quoting = Quoting(dialect.separator, dialect.quote, dialect.escape)
    return tuple(
        value for record in read_records(text, quoting, is_whole=True) for value in values(record, quoting)
    )
