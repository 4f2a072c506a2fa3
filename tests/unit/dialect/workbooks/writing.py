"""Workbooks of any kind, written by libraries; and those that no library writes, by hand."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]

REAL = Path(__file__).with_name("real")

Cell = str | int | float | bool | date | None
Rows = Sequence[Sequence[Cell]]
Sheets = Mapping[str, Rows]

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def as_csv(rows: Rows) -> bytes:
    """The same rows as text, all equally wide, as a spreadsheet program saves them."""
    width = max(map(len, rows))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        cells = [_text(cell) for cell in row]
        writer.writerow([*cells, *[""] * (width - len(cells))] if any(cells) else [])
    return text.getvalue().encode()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return cell.isoformat()
    return str(cell)


def xlsx(sheets: Sheets, *, inline: bool = False) -> bytes:
    """An Excel workbook.

    Args:
        sheets: by name.
        inline: whether texts are written where they are, not in a list of their own.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": not inline, "constant_memory": inline})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    book.close()
    return made.getvalue()


def xls(sheets: Sheets) -> bytes:
    """The same as Excel wrote it until 2003."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write(row, column, cell, day)
                elif cell is not None:
                    sheet.write(row, column, cell)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods(sheets: Sheets) -> bytes:
    """The same as an OpenDocument spreadsheet."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_ods_row, rows))}</table:table>"
        for name, rows in sheets.items()
    )
    names = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in ("office", "table", "text"))
    content = f"<office:document-content {names}>{tables}</office:document-content>"
    return zipped({"content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"})


def _ods_row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None | "":
            return '<table:table-cell table:number-columns-repeated="1"/>'
        case bool():
            value = f'boolean" office:boolean-value="{str(cell).lower()}'
        case int() | float():
            value = f'float" office:value="{cell!r}'
        case date():
            value = f'date" office:date-value="{cell.isoformat()}'
        case _:
            value = "string"
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in _text(cell).split("\n"))
    return f'<table:table-cell office:value-type="{value}">{paragraphs}</table:table-cell>'


def xlsb(sheets: Sheets) -> bytes:
    """The same as a binary Excel workbook; days are written as texts."""
    parts = {
        "_rels/.rels": _related({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _related(
            {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(sheets) + 1)}
        ),
        "xl/workbook.bin": b"".join(
            _record(156, struct.pack("<II", 0, at) + _wide(f"rId{at}") + _wide(name))
            for at, name in enumerate(sheets, start=1)
        ),
    }
    for at, rows in enumerate(sheets.values(), start=1):
        lines = [
            _record(0, struct.pack("<IIHBBB", row, 0, 300, 0, 0, 0))
            + b"".join(_xlsb_cell(column, cell) for column, cell in enumerate(cells) if cell is not None)
            for row, cells in enumerate(rows)
        ]
        parts[f"xl/worksheets/sheet{at}.bin"] = b"".join(lines) + _record(146, b"")
    return zipped(parts)


def _xlsb_cell(column: int, cell: Cell) -> bytes:
    head = struct.pack("<II", column, 0)
    match cell:
        case bool():
            return _record(4, head + bytes([cell]))
        case int() if abs(cell) < 1 << 29:
            return _record(2, head + struct.pack("<i", cell << 2 | 2))
        case int() | float():
            return _record(5, head + struct.pack("<d", cell))
    return _record(6, head + _wide(_text(cell)))


def _record(kind: int, data: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    length = b""
    while size > 127:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def parquet(rows: Rows, *, group_rows: int = 1000) -> bytes:
    """A table with a header as a Parquet file, all of its columns texts."""
    header, *others = rows
    columns = {
        str(name): [_text(row[at]) if at < len(row) else "" for row in others]
        for at, name in enumerate(header)
    }
    return parquet_of(pl.DataFrame(columns), group_rows=group_rows)


def parquet_of(frame: pl.DataFrame, *, group_rows: int = 1000) -> bytes:
    """A Parquet file."""
    made = io.BytesIO()
    frame.write_parquet(made, row_group_size=group_rows)
    return made.getvalue()


def sheet_of_xml(sheet: str, *, workbook: str = "", prolog: str = "") -> bytes:
    """A workbook of one sheet whose XML is given, from `<sheetData>` on."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": _related({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/_rels/workbook.xml.rels": _related(
                {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
            ),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{workbook}'
            '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"/>'.encode(),
            "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'.encode(),
        }
    )


def cells_of_xml(rows: Rows, *, between: str = "") -> str:
    """The XML of a sheet's rows: texts in their cells; a text that begins with “<” is the whole cell."""
    lines = []
    for row, cells in enumerate(rows, start=1):
        made = "".join(
            str(cell) if str(cell).startswith("<") else f'<c t="inlineStr"><is><t>{_text(cell)}</t></is></c>'
            for cell in cells
        )
        lines.append(f'<row r="{row}">{made}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>{between}"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def _related(parts: Mapping[str, tuple[str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{part}"/>'
        for key, (kind, part) in parts.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'.encode()
