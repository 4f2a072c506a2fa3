"""Whatever happened to a workbook: it is read, or refused with a sentence; nothing else comes of it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.dialect.packed import MemorySource
from tests.unit.dialect.workbooks.writing import Rows, ods, parquet, sheet_of_xml, xls, xlsb, xlsx
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.workbooks.opening import is_book, open_book
from worker.dialect.workbooks.sheets import SheetNotes
from worker.errors import FileRefused

CUSTOMERS: Rows = [[f"u{at}@x.org", "DE", at / 2] for at in range(50)]
PEOPLE: Rows = [["email", "country", "n"], *CUSTOMERS]
BOOKS: dict[str, bytes] = {
    "xlsx": xlsx({"S": PEOPLE}),
    "xlsb": xlsb({"S": PEOPLE}),
    "xls": xls({"S": PEOPLE}),
    "ods": ods({"S": PEOPLE}),
    "parquet": parquet(PEOPLE, group_rows=20),
}
changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)


def read(data: bytes) -> bytes:
    """All text of all sheets."""
    source = MemorySource(data)
    if not is_book(source):
        return b""
    book = open_book(source, UnpackLimits())
    return b"".join(piece for sheet in range(len(book.sheets)) for piece in book.text(sheet, SheetNotes()))


@pytest.mark.parametrize("kind", BOOKS)
@given(changed=changes, kept=st.none() | st.floats(0, 1))
def test_any_damage_is_survived(kind: str, changed: list[tuple[float, int]], kept: float | None) -> None:
    data = bytearray(BOOKS[kind])
    for place, byte in changed:
        data[int(place * len(data))] = byte
    with suppress(FileRefused):
        read(bytes(data[: None if kept is None else int(kept * len(data))]))


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "ods"])
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_what_is_in_an_archive_is_proved(kind: str, place: float, byte: int) -> None:
    data = bytearray(BOOKS[kind])
    data[int(place * len(data))] = byte
    with suppress(FileRefused):
        assert read(bytes(data)) in {b"", read(BOOKS[kind])}


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(FileRefused, match="damaged"):
        read(sheet_of_xml("<sheetData/>", prolog='<?xml version="1.0" encoding="UTyT8"?>'))
