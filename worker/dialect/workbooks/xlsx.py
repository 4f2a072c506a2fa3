"""Excel workbooks of XML: `.xlsx` and `.xlsm`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from worker.dialect.book import BookKind
from worker.dialect.workbooks.cell_text import is_date_format, plain
from worker.dialect.workbooks.parts import Parts
from worker.dialect.workbooks.refusing import damaged
from worker.dialect.workbooks.sheet_text import sheet_text
from worker.dialect.workbooks.sheets import Row, SheetName, SheetNotes
from worker.dialect.workbooks.strings import SharedStrings
from worker.dialect.workbooks.xlsx_rows import Values, sheet_rows, unescaped
from worker.dialect.workbooks.xml_parts import bare, elements, feed, new_parser

_TRUE = {"1", "true", "on"}


class XlsxBook:
    """An Excel workbook of XML.

    Args:
        parts: of its archive.

    Raises:
        FileRefused: it is damaged or far too large.
    """

    kind = BookKind.XLSX

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        main = parts.main()
        found = _read_workbook(parts, main)
        self._is_1904, self._calculates = found.is_1904, found.calculates
        self._places = [part for _, part in found.sheets]
        self.sheets = tuple(name for name, _ in found.sheets)
        self._strings = SharedStrings(_shared_texts(parts.pieces(found.strings)))
        self._dates = _date_styles(parts, found.styles)

    def text(self, sheet: int, notes: SheetNotes) -> Iterator[bytes]:
        """The rows of one sheet; see OpenBook."""
        return sheet_text(self._rows(sheet, notes), notes)

    def _rows(self, sheet: int, notes: SheetNotes) -> Iterator[Row]:
        values = Values(
            strings=self._strings,
            dates=self._dates,
            is_1904=self._is_1904,
            calculates=self._calculates,
        )
        return sheet_rows(self._parts.pieces(self._places[sheet]), values, notes)


@dataclass
class _Found:
    sheets: list[tuple[SheetName, str]] = field(default_factory=list)
    strings: str = ""
    styles: str = ""
    is_1904: bool = False
    calculates: bool = False


def _read_workbook(parts: Parts, main: str) -> _Found:
    if main not in parts:
        raise damaged()
    related = parts.related(main)
    by_kind = dict(related.values())
    found = _Found(strings=by_kind.get("sharedStrings", ""), styles=by_kind.get("styles", ""))
    for kind, attributes in elements(parts.pieces(main)):
        match kind:
            case "sheet":
                kind_of, part = related.get(attributes.get("id", ""), ("", ""))
                if kind_of == "worksheet":
                    is_hidden = attributes.get("state", "visible") != "visible"
                    found.sheets.append((SheetName(plain(attributes.get("name", "")), is_hidden), part))
            case "workbookPr":
                found.is_1904 = attributes.get("date1904", "").lower() in _TRUE
            case "calcPr":
                found.calculates = attributes.get("fullCalcOnLoad", "").lower() in _TRUE
    return found


def _date_styles(parts: Parts, name: str) -> Sequence[bool]:
    """Of each style of a cell, whether it shows days or times."""
    codes: dict[int, str] = {}
    dates: list[bool] = []
    inside = ""
    for kind, attributes in elements(parts.pieces(name)):
        if kind in {"cellXfs", "cellStyleXfs", "dxfs", "cellStyles"}:
            inside = kind
        elif kind == "numFmt" and inside != "dxfs":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif kind == "xf" and inside == "cellXfs":
            number = _number(attributes.get("numFmtId", "0"))
            dates.append(is_date_format(number, codes.get(number)))
    return dates


def _number(text: str | None) -> int:
    if text is None or not text.isdecimal():
        raise damaged()
    return int(text)


def _shared_texts(pieces: Iterator[bytes]) -> Iterator[str]:
    """The texts that cells name by number."""
    reader = _TextReader()
    for _ in feed(reader.parser, pieces):
        yield from reader.texts
        reader.texts.clear()


class _TextReader:
    """Gathers texts; rich ones without their looks, and without how they are spoken."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._parts: list[str] = []
        self._spoken = 0

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        kind = bare(name)
        if kind == "si":
            self._parts.clear()
        elif kind == "rPh":
            self._spoken += 1
        elif kind == "t" and not self._spoken:
            self.parser.CharacterDataHandler = self._parts.append

    def _end(self, name: str) -> None:
        kind = bare(name)
        if kind == "si":
            self.texts.append(unescaped("".join(self._parts)))
        elif kind == "rPh":
            self._spoken -= 1
        elif kind == "t":
            self.parser.CharacterDataHandler = None
