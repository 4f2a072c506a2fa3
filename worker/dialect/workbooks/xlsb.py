"""Binary Excel workbooks: `.xlsb`."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence

from worker.dialect.book import BookKind
from worker.dialect.workbooks.cell_text import FALSE, TRUE, date_text, is_date_format, number_text, plain
from worker.dialect.workbooks.parts import Parts
from worker.dialect.workbooks.refusing import damaged
from worker.dialect.workbooks.sheet_text import sheet_text
from worker.dialect.workbooks.sheets import MOST_COLUMNS, MOST_ROWS, Merged, Row, SheetName, SheetNotes
from worker.dialect.workbooks.strings import SharedStrings
from worker.dialect.workbooks.xlsb_records import Record, records, wide_text, wide_text_and_end

_ROW, _SHARED_TEXT, _FORMAT, _STYLE, _END_OF_ROWS = 0, 19, 44, 47, 146
_WORKBOOK, _SHEET, _MERGED, _STYLES, _END_OF_STYLES = 153, 156, 176, 617, 618
_HIDDEN_BIT = 0x10
_BLANK, _SHORT_BLANK = 1, 12
_SHORT = {13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}
"""Cells that do not say their column: it is the next one."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_STATE, _TAB = struct.Struct("<I"), 8
_CELL, _ROW_HEAD, _DOUBLE, _UNSIGNED = (
    struct.Struct("<II"),
    struct.Struct("<I7xB"),
    struct.Struct("<d"),
    struct.Struct("<I"),
)
_STYLE_BITS = 0xFF_FFFF


class XlsbBook:
    """A binary Excel workbook.

    Args:
        parts: of its archive.

    Raises:
        FileRefused: it is damaged or far too large.
    """

    kind = BookKind.XLSB

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        main = parts.main()
        related = parts.related(main)
        by_kind = dict(related.values())
        self._strings = SharedStrings(_shared_texts(parts.pieces(by_kind.get("sharedStrings", ""))))
        self._is_1904 = False
        self._places: list[str] = []
        names: list[SheetName] = []
        for kind, data in _sound(records(parts.pieces(main))):
            if kind == _WORKBOOK:
                self._is_1904 = bool(data and data[0] & 1)
            elif kind == _SHEET:
                reference, end = wide_text_and_end(data, _TAB)
                kind_of, part = related.get(reference, ("", ""))
                if kind_of == "worksheet":
                    self._places.append(part)
                    names.append(SheetName(plain(wide_text(data, end)), _STATE.unpack_from(data)[0] != 0))
        self.sheets = tuple(names)
        self._dates = _date_styles(parts, by_kind.get("styles", ""))

    def text(self, sheet: int, notes: SheetNotes) -> Iterator[bytes]:
        """The rows of one sheet; see OpenBook."""
        return sheet_text(self._rows(sheet, notes), notes)

    def _rows(self, sheet: int, notes: SheetNotes) -> Iterator[Row]:
        read = _readers(self._strings, self._dates, is_1904=self._is_1904)
        try:
            yield from _rows(records(self._parts.pieces(self._places[sheet])), read, notes)
        except (struct.error, IndexError, OverflowError):
            raise damaged() from None


def _shared_texts(pieces: Iterator[bytes]) -> Iterator[str]:
    """The texts that cells name by number."""
    return (plain(wide_text(data, 1)) for kind, data in _sound(records(pieces)) if kind == _SHARED_TEXT)


Reader = Callable[[bytes, int, int], str]
"""Gives a cell's text: from its record, where its value is there, and its style."""


def _rows(found: Iterator[Record], read: dict[int, Reader], notes: SheetNotes) -> Iterator[Row]:
    row = Row(0, [], is_hidden=False)
    column = -1
    for kind, data in found:
        if kind in read:
            column, style = _CELL.unpack_from(data)
            _put(row.cells, column, read[kind](data, 8, style & _STYLE_BITS))
        elif kind in _SHORT:
            column += 1
            style = _UNSIGNED.unpack_from(data)[0]
            _put(row.cells, column, read[_SHORT[kind]](data, 4, style & _STYLE_BITS))
        elif kind in (_ROW, _END_OF_ROWS):
            if row.cells:
                yield row
            row, column = _begun(data) if kind == _ROW else Row(0, [], is_hidden=False), -1
        elif kind in (_BLANK, _SHORT_BLANK):
            column = column + 1 if kind == _SHORT_BLANK else _UNSIGNED.unpack_from(data)[0]
        elif kind == _MERGED:
            first, last, left, right = struct.unpack_from("<4I", data)
            if last > first:
                notes.merged.append(Merged(first + 1, last + 1, left, right))


def _begun(data: bytes) -> Row:
    index, flags = _ROW_HEAD.unpack_from(data)
    if index >= MOST_ROWS:
        raise damaged()
    return Row(index + 1, [], bool(flags & _HIDDEN_BIT))


def _put(cells: list[str], column: int, text: str) -> None:
    if not text:
        return
    if column >= MOST_COLUMNS:
        raise damaged()
    cells += [""] * (column + 1 - len(cells))
    cells[column] = text


def _readers(strings: SharedStrings, dates: Sequence[bool], *, is_1904: bool) -> dict[int, Reader]:
    """By the type of a record what reads its value."""

    def number(value: float, style: int) -> str:
        if style < len(dates) and dates[style]:
            return date_text(value, is_1904=is_1904)
        return number_text(value)

    def real(data: bytes, place: int, style: int) -> str:
        return number(_DOUBLE.unpack_from(data, place)[0], style)

    def packed(data: bytes, place: int, style: int) -> str:
        return number(_packed_number(_UNSIGNED.unpack_from(data, place)[0]), style)

    def truth(data: bytes, place: int, _style: int) -> str:
        return TRUE if data[place] else FALSE

    def error(data: bytes, place: int, _style: int) -> str:
        return _ERRORS.get(data[place], "#VALUE!")

    def text(data: bytes, place: int, _style: int) -> str:
        return plain(wide_text(data, place))

    def rich(data: bytes, place: int, _style: int) -> str:
        return plain(wide_text(data, place + 1))

    def shared(data: bytes, place: int, _style: int) -> str:
        return strings[_UNSIGNED.unpack_from(data, place)[0]]

    return {
        2: packed,
        3: error,
        4: truth,
        5: real,
        6: text,
        7: shared,
        8: text,
        9: real,
        10: truth,
        11: error,
        62: rich,
    }


def _packed_number(packed: int) -> float:
    """Whole numbers of 30 bits, or the upper bits of others; two bits tell which, and whether a hundredth."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x8000_0000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))
    return value / 100 if packed & 1 else value


def _date_styles(parts: Parts, name: str) -> Sequence[bool]:
    codes: dict[int, str] = {}
    dates: list[bool] = []
    inside = False
    for kind, data in _sound(records(parts.pieces(name))):
        if kind in (_STYLES, _END_OF_STYLES):
            inside = kind == _STYLES
        elif kind == _FORMAT:
            codes[int.from_bytes(data[:2], "little")] = wide_text(data, 2)
        elif kind == _STYLE and inside:
            number = int.from_bytes(data[2:4], "little")
            dates.append(is_date_format(number, codes.get(number)))
    return dates


def _sound(found: Iterator[Record]) -> Iterator[Record]:
    """The records, if they are sound."""
    try:
        yield from found
    except (struct.error, IndexError):
        raise damaged() from None
