"""OpenDocument spreadsheets: `.ods`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from worker.dialect.book import BookKind
from worker.dialect.workbooks.ods_rows import table_rows
from worker.dialect.workbooks.parts import Parts
from worker.dialect.workbooks.refusing import damaged, protected
from worker.dialect.workbooks.sheet_text import sheet_text
from worker.dialect.workbooks.sheets import Row, SheetName, SheetNotes
from worker.dialect.workbooks.xml_parts import elements

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_TABLE = re.compile(rb"<table:table\s[^<>]*>")
_HIDING_STYLE = re.compile(
    rb'<style:style\s[^<>]*style:name="([^"]*)"[^<>]*>\s*<style:table-properties[^<>]*table:display="false"'
)
_NAME, _STYLE = re.compile(rb'\stable:name="([^"]*)"'), re.compile(rb'\stable:style-name="([^"]*)"')
_OVERLAP_BYTES = 4096


class OdsBook:
    """An OpenDocument spreadsheet.

    Args:
        parts: of its archive.

    Raises:
        FileRefused: it is protected, damaged or far too large.
    """

    kind = BookKind.ODS

    def __init__(self, parts: Parts) -> None:
        if any(kind == "encryption-data" for kind, _ in elements(parts.pieces(_MANIFEST))):
            raise protected()
        if _CONTENT not in parts:
            raise damaged()
        self._parts = parts
        self.sheets = tuple(_tables(parts.pieces(_CONTENT)))

    def text(self, sheet: int, notes: SheetNotes) -> Iterator[bytes]:
        """The rows of one sheet; see OpenBook."""
        return sheet_text(self._rows(sheet, notes), notes)

    def _rows(self, sheet: int, notes: SheetNotes) -> Iterator[Row]:
        return table_rows(self._parts.pieces(_CONTENT), sheet, notes)


def _tables(pieces: Iterator[bytes]) -> Iterator[SheetName]:
    """The tables of a document; only their beginnings are looked for, which takes a tenth of reading it."""
    rest = b""
    hiding: set[bytes] = set()
    for piece in pieces:
        data = rest + piece
        hiding.update(_HIDING_STYLE.findall(data))
        end = 0
        for found in _TABLE.finditer(data):
            end = found.end()
            name, style = _NAME.search(found[0]), _STYLE.search(found[0])
            text = unescape(name[1].decode(errors="replace")) if name else ""
            yield SheetName(text, style is not None and style[1] in hiding)
        rest = data[max(end, len(data) - _OVERLAP_BYTES) :]
