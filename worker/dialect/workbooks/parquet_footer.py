"""The footer of a Parquet file: which rows lie where in it. It is written in Thrift's compact protocol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from worker.dialect.byte_source import ByteSource
from worker.dialect.workbooks.refusing import protected
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say
from worker.text.sizes import MEBIBYTE

_PLAIN, _ENCRYPTED = b"PAR1", b"PARE"
_TAIL_BYTES = 8
_MOST_FOOTER_BYTES = 64 * MEBIBYTE
_ROW_GROUPS, _COLUMNS, _ROWS, _META = 4, 1, 3, 3
_CRYPTO, _PACKED, _UNPACKED, _DATA_PLACE, _DICTIONARY_PLACE = 8, 7, 6, 9, 11
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_DEEPEST = 32
_DOUBLE_BYTES, _LONG_LIST = 8, 0x0F

Struct = dict[int, Any]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Some rows of the file, that follow one another.

    Attributes:
        rows: how many.
        start: of its bytes.
        end: of its bytes.
        unpacked_bytes: what they take unpacked.
    """

    rows: int
    start: int
    end: int
    unpacked_bytes: int


@dataclass(frozen=True, slots=True)
class Footer:
    """What the end of a Parquet file says.

    Attributes:
        raw: the footer as it lies in the file.
        groups: of rows, in order.
    """

    raw: bytes
    groups: tuple[RowGroup, ...]


def read_footer(source: ByteSource) -> Footer:
    """Read what the end of a Parquet file says.

    Raises:
        FileRefused: it is damaged, incomplete or encrypted.
        StorageUnavailable: it cannot be read right now.
    """
    tail = source.read_at(max(0, source.size - _TAIL_BYTES), _TAIL_BYTES)
    if tail.endswith(_ENCRYPTED):
        raise protected()
    length = int.from_bytes(tail[:4], "little")
    if not tail.endswith(_PLAIN) or not 0 < length <= min(source.size - 12, _MOST_FOOTER_BYTES):
        raise damaged_parquet()
    raw = source.read_at(source.size - _TAIL_BYTES - length, length) + tail
    try:
        found = _Reader(raw).struct(0)
        if _CRYPTO in found:
            raise protected()
        groups = tuple(_groups(found.get(_ROW_GROUPS, ())))
    except (IndexError, KeyError, TypeError, AttributeError):
        raise damaged_parquet() from None
    if any(not 0 <= group.start <= group.end <= source.size for group in groups):
        raise damaged_parquet()
    return Footer(raw, groups)


def damaged_parquet() -> FileRefused:
    """The refusal of a Parquet file that is not as the format demands."""
    return FileRefused(
        Refusal.NOT_OPENED,
        say(
            "The Parquet file is damaged or incomplete. Write it again with the program that made it, and "
            "upload it once more, or export it as CSV."
        ),
    )


def _groups(found: list[Struct]) -> Iterator[RowGroup]:
    for group in found:
        columns = [column[_META] for column in group[_COLUMNS] if _META in column]
        if len(columns) < len(group[_COLUMNS]):
            raise protected()
        starts = [
            min(place for place in (column.get(_DICTIONARY_PLACE), column[_DATA_PLACE]) if place)
            for column in columns
        ]
        ends = [start + column[_PACKED] for start, column in zip(starts, columns, strict=True)]
        unpacked = sum(column[_UNPACKED] for column in columns)
        yield RowGroup(group[_ROWS], min(starts, default=0), max(ends, default=0), unpacked)


class _Reader:
    """Reads any structure of Thrift's compact protocol, as dicts by the numbers of fields."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def struct(self, depth: int) -> Struct:
        if depth > _DEEPEST:
            raise damaged_parquet()
        fields: Struct = {}
        number = 0
        while head := self._byte():
            kind, step = head & 0x0F, head >> 4
            number = number + step if step else self._zigzag()
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (_TRUE, _FALSE, _BYTE):
            found: Any = self._byte()
        elif kind in (_I16, _I32, _I64):
            found = self._zigzag()
        elif kind in (_DOUBLE, _BINARY):
            found = self._take(_DOUBLE_BYTES if kind == _DOUBLE else self._varint())
        elif kind in (_LIST, _SET):
            head = self._byte()
            size = head >> 4 if head >> 4 != _LONG_LIST else self._varint()
            found = [self._value(head & 0x0F, depth + 1) for _ in range(self._sound(size))]
        elif kind == _MAP:
            found = self._pass_map(depth)
        elif kind == _STRUCT:
            found = self.struct(depth + 1)
        else:
            raise damaged_parquet()
        return found

    def _pass_map(self, depth: int) -> dict[Any, Any]:
        """Nothing here is told by one."""
        if size := self._sound(self._varint()):
            kinds = self._byte()
            for _ in range(size):
                self._value(kinds >> 4, depth + 1)
                self._value(kinds & 0x0F, depth + 1)
        return {}

    def _sound(self, size: int) -> int:
        if size > len(self._data):
            raise damaged_parquet()
        return size

    def _byte(self) -> int:
        self._place += 1
        return self._data[self._place - 1]

    def _varint(self) -> int:
        value, shift = 0, 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:  # noqa: PLR2004 - the last one
                return value
            if shift > 9 * 7:
                raise damaged_parquet()

    def _zigzag(self) -> int:
        value = self._varint()
        return value >> 1 ^ -(value & 1)

    def _take(self, size: int) -> bytes:
        end = self._place + size
        if end > len(self._data):
            raise damaged_parquet()
        found = self._data[self._place : end]
        self._place = end
        return found
