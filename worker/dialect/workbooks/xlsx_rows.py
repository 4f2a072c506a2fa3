"""The rows of a sheet of XML, as its bytes come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.dialect.workbooks.cell_text import FALSE, TRUE, date_text, number_text, plain
from worker.dialect.workbooks.refusing import damaged
from worker.dialect.workbooks.sheets import MOST_COLUMNS, MOST_ROWS, Merged, Row, SheetNotes
from worker.dialect.workbooks.strings import SharedStrings
from worker.dialect.workbooks.xml_parts import feed, new_parser

_DIGITS = "0123456789"
_MOST_EXACT_DIGITS = 15
_HIDDEN = {"1", "true", "on"}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Values:
    """What the cells of a workbook mean.

    Attributes:
        strings: the texts that they share.
        dates: of each style, whether it shows days or times.
        is_1904: whether days are counted from 1904 on.
        calculates: whether the results of formulas are only made when the workbook is opened.
    """

    strings: SharedStrings
    dates: Sequence[bool]
    is_1904: bool = False
    calculates: bool = False

    def text(self, kind: str | None, style: str | None, raw: str) -> str:
        """A cell's value as text.

        Args:
            kind: the cell's type, as the format names it.
            style: its number, if it has one.
            raw: what is written in the cell.
        """
        if not raw:
            return ""
        match kind:
            case "s":
                return self.strings[int(raw)]
            case None | "n":
                return self._number(style, raw)
            case "b":
                return FALSE if raw == "0" else TRUE
            case _:
                return unescaped(raw)

    def _number(self, style: str | None, raw: str) -> str:
        if style is not None and style != "0" and self._is_date(int(style)):
            return date_text(float(raw), is_1904=self.is_1904)
        if raw.isdecimal() and len(raw) <= _MOST_EXACT_DIGITS and (raw[0] != "0" or raw == "0"):
            return raw
        return number_text(float(raw))

    def _is_date(self, style: int) -> bool:
        return style < len(self.dates) and self.dates[style]


def sheet_rows(pieces: Iterator[bytes], values: Values, notes: SheetNotes) -> Iterator[Row]:
    """The rows of a sheet.

    Raises:
        FileRefused: it is damaged.
    """
    reader = _SheetReader(values, notes)
    try:
        for _ in feed(reader.parser, pieces):
            yield from reader.rows
            reader.rows.clear()
    except (ValueError, OverflowError, IndexError):
        raise damaged() from None


class _SheetReader:
    """Turns what the parser meets into rows; one method of many branches a kind of event, for speed."""

    def __init__(self, values: Values, notes: SheetNotes) -> None:
        self.rows: list[Row] = []
        self.parser = new_parser()
        self.parser.StartElementHandler = self._first
        self.parser.EndElementHandler = self._end
        self._values = values
        self._notes = notes
        self._columns: dict[str, int] = {}
        self._cells: list[str] = []
        self._number = 0
        self._is_hidden = False
        self._column = -1
        self._kind: str | None = None
        self._style: str | None = None
        self._parts: list[str] = []
        self._has_formula = False
        self._has_value = False

    def _first(self, name: str, _attributes: dict[str, str]) -> None:
        """The root tells by which prefix, if any, all names begin."""
        prefix = name[: name.rfind(":") + 1]
        names = tuple(f"{prefix}{each}" for each in ("c", "v", "row", "f", "t", "rPh", "mergeCell"))
        self._cell, self._value, self._row, self._formula, self._text, self._spoken, self._merge = names
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._cell:
            place = attributes.get("r")
            self._column = self._column + 1 if place is None else self._column_of(place.rstrip(_DIGITS))
            self._kind, self._style = attributes.get("t"), attributes.get("s")
            self._has_formula = self._has_value = False
            self._parts.clear()
        elif name in (self._value, self._text):
            self._has_value = True
            self.parser.CharacterDataHandler = self._parts.append
        elif name == self._formula:
            self._has_formula = True
        elif name == self._row:
            self._number = int(attributes.get("r") or self._number + 1)
            self._is_hidden = attributes.get("hidden", "") in _HIDDEN
            self._cells = []
            self._column = -1
            if not 0 < self._number <= MOST_ROWS:
                raise damaged()
        elif name == self._spoken:
            self.parser.EndElementHandler = self._end_of_spoken
            self.parser.StartElementHandler = None
        elif name == self._merge:
            self._note_merged(attributes.get("ref", ""))

    def _end(self, name: str) -> None:
        if name == self._cell:
            if self._has_value or self._has_formula:
                self._take()
        elif name in (self._value, self._text):
            self.parser.CharacterDataHandler = None
        elif name == self._row and self._cells:
            self.rows.append(Row(self._number, self._cells, self._is_hidden))

    def _end_of_spoken(self, name: str) -> None:
        """Passes over how a text is spoken."""
        if name == self._spoken:
            self.parser.StartElementHandler = self._start
            self.parser.EndElementHandler = self._end

    def _take(self) -> None:
        raw = "".join(self._parts)
        if self._has_formula and self._is_without_result(raw):
            self._notes.unresolved.setdefault(self._column, self._number)
        text = self._values.text(self._kind, self._style, raw)
        if not text:
            return
        cells, column = self._cells, self._column
        if column < len(cells):
            cells[column] = text
            return
        if column > len(cells):
            cells += [""] * (column - len(cells))
        cells.append(text)

    def _is_without_result(self, raw: str) -> bool:
        if self._kind in (None, "n"):
            return not raw or (raw == "0" and self._values.calculates)
        return not self._has_value

    def _column_of(self, letters: str) -> int:
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        return column

    def _note_merged(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        if first and last:
            rows = [int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for place in (first, last)]
            columns = [column_number(place.rstrip(_DIGITS)) for place in (first, last)]
            if rows[1] > rows[0]:
                self._notes.merged.append(Merged(*rows, *columns))


def column_number(letters: str) -> int:
    """A column by its letters, from 0.

    Raises:
        FileRefused: no sheet has such a column.
    """
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    if not 0 < column <= MOST_COLUMNS or not letters.isascii() or not letters.isupper():
        raise damaged()
    return column - 1


def unescaped(text: str) -> str:
    """A text in one line, with what XML cannot hold and Excel therefore writes as `_x000D_`."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain(text)
