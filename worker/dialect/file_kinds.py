"""Tell what is no text at all by its first bytes."""

from __future__ import annotations

from worker.errors import FileRefused
from worker.refusal import Refusal

_KINDS = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it and upload the CSV file inside"),
    (b"PK\x03\x04", "an Excel workbook or a zip archive; save or unpack it as CSV"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook; save it as CSV"),
    (b"%PDF", "a PDF document; export the customers as CSV"),
    (b"PAR1", "a Parquet file; export it as CSV"),
    (b"Obj\x01", "an Avro file; export it as CSV"),
    (b"SQLite format 3", "a database; export the customers as CSV"),
    (b"{\\rtf", "a Rich Text document; export the customers as CSV"),
    (b"<!doctype", "a web page; export the customers as CSV"),
    (b"<html", "a web page; export the customers as CSV"),
    (b"<!--", "a web page; export the customers as CSV"),
    (b"<head", "a web page; export the customers as CSV"),
    (b"<body", "a web page; export the customers as CSV"),
    (b"<div", "a web page; export the customers as CSV"),
    (b"<table", "a web page; export the customers as CSV"),
    (b"<?xml", "an XML document; export the customers as CSV"),
    (b"[{", "JSON; export the customers as CSV"),
    (b'{"', "JSON; export the customers as CSV"),
)
_LOOKED_AT_BYTES = 4096
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")
_MOST_CONTROLS = 0.02


def refuse_what_is_no_text(text: bytes, *, may_hold_controls: bool) -> None:
    """Refuse what plainly is no table in text.

    Args:
        text: the beginning of a file.
        may_hold_controls: whether control characters may separate its fields.

    Raises:
        FileRefused: it is another kind of file.
    """
    start = text[:_LOOKED_AT_BYTES].lstrip()
    for magic, what in _KINDS:
        if start[: len(magic)].lower() == magic.lower():
            raise FileRefused(Refusal.NOT_TEXT, f"This is not a CSV text file but {what}.")
    start = start.rstrip(b"\0\x1a")
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if not may_hold_controls and controls > _MOST_CONTROLS * len(start):
        raise FileRefused(
            Refusal.NOT_TEXT, "This is not a CSV text file: it holds binary data. Save it as “CSV UTF-8”."
        )
