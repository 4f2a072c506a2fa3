"""Tell what holds no table that can be read by its first bytes or its name, and how to get one from it."""

from __future__ import annotations

from pathlib import PurePath

from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_SENTENCES = {
    "archive": say("This is an archive. Unpack it, and upload the file inside."),
    "iwork": say(
        "This is a file of Numbers, Pages or Keynote. Open its table in Numbers, choose File, Export To, "
        "CSV, and upload what that makes."
    ),
    "numbers": say(
        "This is a Numbers spreadsheet. In Numbers choose File, Export To, CSV, and upload what that makes."
    ),
    "pages": say(
        "This is a Pages document. Copy its table into Numbers, choose File, Export To, CSV, and upload that."
    ),
    "word": say(
        "This is a Word document. Copy its table into a new Excel sheet, save that as CSV, and upload it."
    ),
    "slides": say(
        "This is a presentation. Copy its table into a new Excel sheet, save that as CSV, and upload it."
    ),
    "writer": say(
        "This is a text document. Copy its table into a new spreadsheet, save that as CSV, and upload it."
    ),
    "pdf": say(
        "This is a PDF, which only shows a table. In Excel choose Data, Get Data, From File, From "
        "PDF, check what it found, save it as CSV, and upload that."
    ),
    "picture": say(
        "This is a picture, which only shows a table. In Excel choose Data, From Picture, check "
        "every row that it read, save it as CSV, and upload that."
    ),
    "json": say(
        "This is JSON. In Excel choose Data, Get Data, From File, From JSON, save the table as CSV, "
        "and upload that."
    ),
    "web page": say(
        "This is a web page, as some programs export it under the name of Excel. Open it in Excel, "
        "choose Save As, CSV UTF-8, and upload that."
    ),
    "xml": say(
        "This is an XML document, as some programs export it under the name of Excel. Open it in "
        "Excel, choose Save As, CSV UTF-8, and upload that."
    ),
    "rich text": say(
        "This is a Rich Text document. Copy its table into a new Excel sheet, save that as CSV, and "
        "upload it."
    ),
    "avro": say(
        "This is an Avro file. Read it with the program that made it, export the customers from it "
        "as CSV, and upload that."
    ),
    "orc": say(
        "This is an ORC file. Read it with the program that made it, export the customers from it as "
        "CSV, and upload that."
    ),
    "arrow": say(
        "This is an Arrow file. Save it as Parquet, or export the customers from it as CSV, and upload that."
    ),
    "database": say(
        "This is a database. Open it in the program that made it, export the customers from it as "
        "CSV, and upload that."
    ),
    "contacts": say(
        "These are contact cards. Import them into your address book, export that as CSV, and upload it."
    ),
    "message": say("This is an e-mail message. Save the file that is attached to it, and upload that."),
}
"""By kind how to get a CSV from it."""

_MAGICS = (
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"%PDF", "pdf"),
    (b"Obj\x01", "avro"),
    (b"ARROW1\0", "arrow"),
    (b"SQLite format 3", "database"),
    (b"\0\1\0\0Standard ", "database"),
    (b"{\\rtf", "rich text"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"<!doctype", "web page"),
    (b"<html", "web page"),
    (b"<!--", "web page"),
    (b"<head", "web page"),
    (b"<body", "web page"),
    (b"<div", "web page"),
    (b"<table", "web page"),
    (b"<style", "web page"),
    (b"<meta", "web page"),
    (b"<?xml", "xml"),
    (b"[{", "json"),
    (b'{"', "json"),
    (b"BEGIN:VCARD", "contacts"),
)
_BINARY_MAGICS = ((b"ORC", "orc"), (b"FEA1", "arrow"))
"""Beginnings that a header may have, too: "ORCID,email"."""
_LATER_MAGICS = ((4, b"ftyphei", "picture"), (4, b"ftypmif1", "picture"), (8, b"WEBP", "picture"))
_ONLY_JSON = (b"[\n", b"[\r", b"{\n", b"{\r")
_MEMBERS = (
    ("word/", "word"),
    ("ppt/", "slides"),
    ("index/document.iwa", "iwork"),
    ("index.zip", "iwork"),
)
_SUFFIXES = {
    ".7z": "archive",
    ".rar": "archive",
    ".tar": "archive",
    ".tgz": "archive",
    ".numbers": "numbers",
    ".pages": "pages",
    ".doc": "word",
    ".docx": "word",
    ".ppt": "slides",
    ".pptx": "slides",
    ".key": "slides",
    ".odt": "writer",
    ".rtf": "rich text",
    ".pdf": "pdf",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".html": "web page",
    ".htm": "web page",
    ".mht": "web page",
    ".xml": "xml",
    ".avro": "avro",
    ".orc": "orc",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".sqlite": "database",
    ".db": "database",
    ".mdb": "database",
    ".accdb": "database",
    ".vcf": "contacts",
    ".msg": "message",
    ".eml": "message",
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".svg"), "picture"
    ),
}
_LOOKED_AT_BYTES = 4096
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")
_MOST_CONTROLS = 0.02


def advice_by_name(name: str) -> str | None:
    """How to get a CSV from a file that is called so; None where its name tells no other kind."""
    kind = _SUFFIXES.get(PurePath(name.lower()).suffix)
    return _SENTENCES[kind] if kind else None


def refuse_documents(members: list[str]) -> None:
    """Refuse an archive that is a document.

    Args:
        members: the names of what is in it.

    Raises:
        FileRefused: it is one.
    """
    lowered = [member.lower() for member in members]
    for beginning, kind in _MEMBERS:
        if any(member.startswith(beginning) for member in lowered):
            raise FileRefused(Refusal.NOT_TEXT, _SENTENCES[kind])


def not_text(kind: str) -> FileRefused:
    """The refusal of a file of another kind, such as "word"."""
    return FileRefused(Refusal.NOT_TEXT, _SENTENCES[kind])


def refuse_what_is_no_text(text: bytes, *, may_hold_controls: bool) -> None:
    """Refuse what plainly is no table in text.

    Args:
        text: the beginning of a file.
        may_hold_controls: whether control characters may separate its fields.

    Raises:
        FileRefused: it is another kind of file.
    """
    start = text[:_LOOKED_AT_BYTES].lstrip()
    if kind := _kind_of(start):
        raise not_text(kind)
    if b"\0" in start:
        for magic, binary in _BINARY_MAGICS:
            if start.startswith(magic):
                raise not_text(binary)
    start = start.rstrip(b"\0\x1a")
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if not may_hold_controls and controls > _MOST_CONTROLS * len(start):
        raise FileRefused(
            Refusal.NOT_TEXT if b"\0" in start else Refusal.UNKNOWN_ENCODING,
            say("This is not a CSV text file: it holds binary data. Save it as “CSV UTF-8”."),
        )


def _kind_of(start: bytes) -> str | None:
    for magic, kind in _MAGICS:
        if start[: len(magic)].lower() == magic.lower():
            return kind
    for place, magic, kind in _LATER_MAGICS:
        if start[place:].startswith(magic):
            return kind
    is_json = start.startswith(_ONLY_JSON) and start[1:].lstrip()[:1] in {b"{", b'"', b"["}
    return "json" if is_json else None
