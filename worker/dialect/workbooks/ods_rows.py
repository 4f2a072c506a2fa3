"""The rows of a table in an OpenDocument spreadsheet, as its bytes come."""

from __future__ import annotations

from collections.abc import Iterator

from worker.dialect.workbooks.cell_text import FALSE, TRUE, number_text, plain
from worker.dialect.workbooks.refusing import damaged
from worker.dialect.workbooks.sheets import MOST_COLUMNS, MOST_ROWS, Merged, Row, SheetNotes
from worker.dialect.workbooks.xml_parts import feed, new_parser

_NUMBERS = {"float", "currency", "percentage"}
_MIDNIGHT = "T00:00:00"
_HIDDEN = {"collapse", "filter"}
_MOST_SAME_ROWS = 10_000
"""So many rows that are alike and hold something; those of more are no customers, but somebody's mistake."""


def table_rows(pieces: Iterator[bytes], table: int, notes: SheetNotes) -> Iterator[Row]:
    """The rows of one table of a document.

    Raises:
        FileRefused: it is damaged.
    """
    reader = _TableReader(table, notes)
    try:
        for _ in feed(reader.parser, pieces):
            yield from reader.rows
            reader.rows.clear()
            if reader.is_behind:
                return
    except ValueError:
        raise damaged() from None


class _TableReader:
    def __init__(self, table: int, notes: SheetNotes) -> None:
        self.rows: list[Row] = []
        self.is_behind = False
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._left = table + 1
        self._depth = 0
        self._notes = notes
        self._number = 1
        self._cells: list[str] = []
        self._column = 0
        self._row: dict[str, str] = {}
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._comments = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._left -= 1
        elif self._left or self._depth != 1:
            return
        elif name == "table:table-row":
            self._row, self._cells, self._column = attributes, [], 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell = attributes
            self._paragraphs.clear()
        elif name == "office:annotation":
            self._comments += 1
        elif name == "text:p" and not self._comments:
            if self._paragraphs:
                self._paragraphs.append(" ")
            self.parser.CharacterDataHandler = self._paragraphs.append
        elif name in ("text:s", "text:tab", "text:line-break") and not self._comments:
            self._paragraphs.append(" ")

    def _end(self, name: str) -> None:
        if name == "table:table":
            self._depth -= 1
            self.is_behind = self.is_behind or (not self._left and not self._depth)
        elif self._left or self._depth != 1 or self.is_behind:
            return
        elif name == "text:p":
            self.parser.CharacterDataHandler = None
        elif name == "office:annotation":
            self._comments -= 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._take_cell()
        elif name == "table:table-row":
            self._take_row()

    def _take_cell(self) -> None:
        cell = self._cell
        times = int(cell.get("table:number-columns-repeated", "1"))
        text = self._text()
        if "table:formula" in cell and "office:value-type" not in cell and not text:
            self._notes.unresolved.setdefault(self._column, self._number)
        rows = int(cell.get("table:number-rows-spanned", "1"))
        if rows > 1:
            right = self._column + int(cell.get("table:number-columns-spanned", "1")) - 1
            self._notes.merged.append(Merged(self._number, self._number + rows - 1, self._column, right))
        if text:
            if self._column + times > MOST_COLUMNS:
                raise damaged()
            self._cells += [""] * (self._column - len(self._cells)) + [text] * times
        self._column += times

    def _text(self) -> str:
        cell = self._cell
        kind = cell.get("office:value-type", "")
        if kind in _NUMBERS:
            return number_text(float(cell.get("office:value", "0")))
        if kind == "date":
            return cell.get("office:date-value", "").removesuffix(_MIDNIGHT)
        if kind == "boolean":
            return TRUE if cell.get("office:boolean-value") == "true" else FALSE
        return plain(cell.get("office:string-value") or "".join(self._paragraphs))

    def _take_row(self) -> None:
        times = int(self._row.get("table:number-rows-repeated", "1"))
        if self._cells:
            if times > _MOST_SAME_ROWS or self._number + times - 1 > MOST_ROWS:
                raise damaged()
            is_hidden = self._row.get("table:visibility") in _HIDDEN
            for number in range(self._number, self._number + times):
                self.rows.append(Row(number, self._cells, is_hidden))
        self._number += times
