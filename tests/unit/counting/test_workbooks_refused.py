"""What is no workbook that can be read is refused with what to do instead."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.counting.books import HEAD, PEOPLE, counted, refusal
from tests.unit.counting.files import report
from tests.unit.dialect.workbooks.writing import (
    REAL,
    Rows,
    as_csv,
    parquet,
    sheet_of_xml,
    xls,
    xlsb,
    xlsx,
    zipped,
)
from worker.refusal import Refusal


def open_document(kind: str) -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": mime, "content.xml": b"<a/>", "META-INF/manifest.xml": b"<a/>"})


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


REFUSED: dict[str, tuple[Callable[[], bytes], Refusal, str]] = {
    "a protected workbook": ((REAL / "protected.xlsx").read_bytes, Refusal.PROTECTED, "password"),
    "a protected spreadsheet": (
        lambda: zipped(
            {
                "content.xml": b"\1\2",
                "META-INF/manifest.xml": b'<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>',
            }
        ),
        Refusal.PROTECTED,
        "password",
    ),
    "half of an xlsx": (lambda: cut(xlsx({"S": PEOPLE})), Refusal.NOT_OPENED, "workbook is damaged"),
    "half of an xlsb": (lambda: cut(xlsb({"S": PEOPLE})), Refusal.NOT_OPENED, "incomplete"),
    "half of an xls": (lambda: cut(xls({"S": PEOPLE})), Refusal.NOT_OPENED, "workbook is damaged"),
    "an xlsx with damaged XML": (
        lambda: sheet_of_xml("<sheetData><row><c></row>"),
        Refusal.NOT_OPENED,
        "workbook is damaged",
    ),
    "an xlsx that defines entities": (
        lambda: zipped({"[Content_Types].xml": b"", "_rels/.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        Refusal.NOT_OPENED,
        "workbook is damaged",
    ),
    "a gzipped workbook": (lambda: gzip.compress(xlsx({"S": PEOPLE})), Refusal.NOT_TEXT, "packed already"),
    "a zipped workbook": (
        lambda: zipped({"customers.xlsx": xlsx({"S": PEOPLE})}),
        Refusal.NOT_TEXT,
        "by itself",
    ),
    "a gzipped Parquet file": (lambda: gzip.compress(parquet(PEOPLE)), Refusal.NOT_TEXT, "packed already"),
    "a Word document": (lambda: zipped({"word/document.xml": b""}), Refusal.NOT_TEXT, "Word document"),
    "a presentation": (lambda: zipped({"ppt/presentation.xml": b""}), Refusal.NOT_TEXT, "presentation"),
    "a text document of LibreOffice": (lambda: open_document("text"), Refusal.NOT_TEXT, "a text document"),
    "slides of LibreOffice": (lambda: open_document("presentation"), Refusal.NOT_TEXT, "a presentation"),
    "a file of Numbers": (
        lambda: zipped({"Index/Document.iwa": b""}),
        Refusal.NOT_TEXT,
        "in Numbers, choose",
    ),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", Refusal.NOT_TEXT, "From PDF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99), Refusal.NOT_TEXT, "From Picture"),
    "JSON": (lambda: b'[\n  {\n    "email": "a@x.org"\n  }\n]\n', Refusal.NOT_TEXT, "From JSON"),
    "a web page called .xls": (lambda: b"<html><table><tr><td>a@x.org", Refusal.NOT_TEXT, "CSV UTF-8"),
    "a workbook of XML of 2003": (lambda: b'<?xml version="1.0"?><Workbook>', Refusal.NOT_TEXT, "Save As"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    make, reason, words = REFUSED[name]

    refused = refusal(tmp_path, make())

    assert refused.reason is reason
    assert words in refused.message


def test_a_sheet_that_unpacks_to_far_more_than_it_is(tmp_path: Path) -> None:
    refused = refusal(tmp_path, sheet_of_xml("<sheetData>" + " " * (80 << 20)))

    assert refused.reason is Refusal.TOO_LARGE_UNPACKED
    assert "save its sheet as CSV" in refused.message


@pytest.mark.parametrize("header", ["ORCID", "Orchestra", "FEA1", "Gif8", "Arrow1", "%", "BEGIN", "Obj"])
def test_a_header_that_begins_like_another_file_is_a_header(tmp_path: Path, header: str) -> None:
    rows: Rows = [[header, *HEAD], *([number, *row] for number, row in enumerate(PEOPLE[1:]))]

    assert report(counted(tmp_path, as_csv(rows))) == {"DE": 15, "FR": 15}
