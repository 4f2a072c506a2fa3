"""Excel workbooks of 1997 to 2003: `.xls`, of 65,536 rows at most."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet

from worker.dialect.book import BookKind
from worker.dialect.byte_source import ByteSource
from worker.dialect.workbooks.cell_text import FALSE, TRUE, date_text, number_text, plain
from worker.dialect.workbooks.refusing import damaged, protected
from worker.dialect.workbooks.sheet_text import sheet_text
from worker.dialect.workbooks.sheets import Merged, Row, SheetName, SheetNotes
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say
from worker.text.sizes import MEBIBYTE

_MOST_BYTES = 64 * MEBIBYTE
"""It has to be read as a whole; sheets of customers in 65,536 rows are much smaller."""
_FAULTS = (
    XLRDError,
    CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What xlrd raises where a workbook is not as it should be."""


class XlsBook:
    """An old Excel workbook.

    Args:
        source: its bytes.

    Raises:
        FileRefused: it is protected, damaged or too large.
    """

    kind = BookKind.XLS

    def __init__(self, source: ByteSource) -> None:
        if source.size > _MOST_BYTES:
            raise FileRefused(
                Refusal.TOO_LARGE_UNPACKED,
                say(
                    "A workbook of this old kind can have {size} MB at most. Open it in Excel, save it as "
                    "Excel Workbook (.xlsx), and upload that.",
                    size=_MOST_BYTES // MEBIBYTE,
                ),
            )
        try:
            self._book = xlrd.open_workbook(
                file_contents=source.read_at(0, source.size),
                logfile=io.StringIO(),
                formatting_info=True,  # which tells hidden rows and merged cells
                ragged_rows=True,
            )
        except _FAULTS as error:
            raise (protected() if "encrypted" in str(error) else damaged()) from None
        self._sheets = self._book.sheets()
        self.sheets = tuple(SheetName(plain(sheet.name), bool(sheet.visibility)) for sheet in self._sheets)

    def text(self, sheet: int, notes: SheetNotes) -> Iterator[bytes]:
        """The rows of one sheet; see OpenBook."""
        return sheet_text(self._rows(sheet, notes), notes)

    def _rows(self, sheet: int, notes: SheetNotes) -> Iterator[Row]:
        found = self._sheets[sheet]
        notes.merged += [
            Merged(top + 1, bottom, left, right - 1)
            for top, bottom, left, right in found.merged_cells
            if bottom - top > 1
        ]
        for index in range(found.nrows):
            cells = [self._text(found, index, column) for column in range(found.row_len(index))]
            if any(cells):
                info = found.rowinfo_map.get(index)
                yield Row(index + 1, cells, bool(info and info.hidden))

    def _text(self, sheet: Sheet, row: int, column: int) -> str:
        value = sheet.cell_value(row, column)
        match sheet.cell_type(row, column):
            case xlrd.XL_CELL_TEXT:
                return plain(str(value))
            case xlrd.XL_CELL_NUMBER:
                return number_text(float(value))
            case xlrd.XL_CELL_DATE:
                return date_text(float(value), is_1904=bool(self._book.datemode))
            case xlrd.XL_CELL_BOOLEAN:
                return TRUE if value else FALSE
            case xlrd.XL_CELL_ERROR:
                return xlrd.error_text_from_code.get(int(value), "#VALUE!")
            case _:
                return ""
