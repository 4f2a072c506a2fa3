"""The records of a binary workbook's part, as its bytes come."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from worker.dialect.workbooks.refusing import damaged

_MORE, _LOW = 0x80, 0x7F
_MOST_BYTES = 1 << 24
_LONGEST_HEAD = 6
_LENGTH = struct.Struct("<I")

Record = tuple[int, bytes]


def records(pieces: Iterable[bytes]) -> Iterator[Record]:
    """The records of a part, each its type and what it holds.

    Raises:
        FileRefused: the part ends within one.
    """
    rest = b""
    for piece in pieces:
        data = rest + piece
        place, end = 0, len(data) - _LONGEST_HEAD
        while place < end:
            head = _head(data, place)
            if head[2] > len(data):
                break
            yield head[0], data[head[1] : head[2]]
            place = head[2]
        rest = data[place:]
    place = 0
    while place < len(rest):
        kind, start, stop = _head(rest + bytes(_LONGEST_HEAD), place)
        if stop > len(rest):
            raise damaged()
        yield kind, rest[start:stop]
        place = stop


def _head(data: bytes, place: int) -> tuple[int, int, int]:
    """A record's type, where what it holds begins, and where that ends."""
    kind = data[place]
    place += 1
    if kind & _MORE:
        kind = kind & _LOW | (data[place] & _LOW) << 7
        place += 1
    size, shift = 0, 0
    while True:
        byte = data[place]
        place += 1
        size |= (byte & _LOW) << shift
        if not byte & _MORE:
            break
        shift += 7
        if shift > 3 * 7:
            raise damaged()
    if size > _MOST_BYTES:
        raise damaged()
    return kind, place, place + size


def wide_text(data: bytes, place: int) -> str:
    """A text in a record.

    Raises:
        struct.error: the record ends before it.
    """
    return wide_text_and_end(data, place)[0]


def wide_text_and_end(data: bytes, place: int) -> tuple[str, int]:
    """A text in a record, empty where there is none, and where it ends."""
    (length,) = _LENGTH.unpack_from(data, place)
    start = place + _LENGTH.size
    if length == 0xFFFF_FFFF:  # noqa: PLR2004 - that there is no text
        return "", start
    end = start + 2 * length
    if end > len(data):
        raise damaged()
    return data[start:end].decode("utf-16-le", "replace"), end
