"""Open a file of tables, whatever it is called, by its bytes; what is none is left to others."""

from __future__ import annotations

from worker.dialect.byte_source import ByteSource
from worker.dialect.file_kinds import not_text, refuse_documents
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.workbooks.refusing import damaged
from worker.dialect.workbooks.sheets import OpenBook
from worker.errors import FileRefused
from worker.refusal import Refusal

_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PAR1", b"PARE")
_NAME_PLACE = 30
_FIRST_MEMBERS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"mimetype")
"""What a workbook begins with, though its end, and with it the directory, may be missing."""
_OPEN_DOCUMENT, _SPREADSHEET = b"application/vnd.oasis.opendocument.", b"spreadsheet"
_LOOKED_AT_BYTES = 128


def is_book(source: ByteSource) -> bool:
    """Whether a file is no text, nor text that is packed, as far as its beginning and a zip's directory say.

    Raises:
        FileRefused: it is damaged, or a document of another kind.
        StorageUnavailable: it cannot be read right now.
    """
    first = source.read_at(0, _LOOKED_AT_BYTES)
    return first.startswith((_OLE, *_PARQUET)) or (first.startswith(_ZIP) and _zip_kind(source, first) != "")


def open_book(source: ByteSource, limits: UnpackLimits) -> OpenBook:
    """Open a file of tables.

    Raises:
        FileRefused: it is damaged, protected, far too large, or of a kind that is not read.
        StorageUnavailable: it cannot be read right now.
    """
    first = source.read_at(0, _LOOKED_AT_BYTES)
    if first.startswith(_PARQUET):
        from worker.dialect.workbooks.parquet import ParquetBook  # noqa: PLC0415 - Polars takes long to load

        return ParquetBook(source)
    if first.startswith(_OLE):
        return _open_ole(source)
    from worker.dialect.workbooks.parts import Parts  # noqa: PLC0415 - most files are no workbooks

    kind = _zip_kind(source, first)
    if kind == "xlsx":
        from worker.dialect.workbooks.xlsx import XlsxBook  # noqa: PLC0415

        return XlsxBook(Parts(source, limits))
    if kind == "xlsb":
        from worker.dialect.workbooks.xlsb import XlsbBook  # noqa: PLC0415

        return XlsbBook(Parts(source, limits))
    from worker.dialect.workbooks.ods import OdsBook  # noqa: PLC0415

    return OdsBook(Parts(source, limits))


def _open_ole(source: ByteSource) -> OpenBook:
    from worker.dialect.workbooks.ole import require_workbook  # noqa: PLC0415
    from worker.dialect.workbooks.xls import XlsBook  # noqa: PLC0415

    require_workbook(source)
    return XlsBook(source)


def _zip_kind(source: ByteSource, first: bytes) -> str:
    """What a zip archive is; empty where it is only an archive."""
    from worker.dialect.packing.zip_members import directory  # noqa: PLC0415

    seems_book = first[_NAME_PLACE:].startswith(_FIRST_MEMBERS)
    try:
        names = [entry.filename for entry in directory(source)]
    except FileRefused as refused:
        if seems_book and refused.reason is Refusal.NOT_OPENED:
            raise damaged() from None
        raise
    lowered = {name.replace("\\", "/").lstrip("/").lower() for name in names}
    refuse_documents(names)
    if "xl/workbook.bin" in lowered:
        return "xlsb"
    if "[content_types].xml" in lowered and "_rels/.rels" in lowered:
        return "xlsx"
    if "content.xml" not in lowered or "meta-inf/manifest.xml" not in lowered:
        return ""
    _, is_open_document, kind = first.partition(_OPEN_DOCUMENT)
    if is_open_document and not kind.startswith(_SPREADSHEET):
        raise not_text("slides" if kind.startswith(b"presentation") else "writer")
    return "ods"
