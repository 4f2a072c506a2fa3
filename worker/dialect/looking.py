"""Look at the beginning of any file, text or workbook, and say how it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from worker.dialect.book import Book, BookKind
from worker.dialect.byte_source import ByteSource, Remembering
from worker.dialect.detect import detect
from worker.dialect.detected import Detected
from worker.dialect.head import HEAD_BYTES, Head, LateEvidence, read_head
from worker.dialect.model import Choices, Compression, LineEnding, Reading
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.workbooks.certainty import (
    refuse_one_column,
    require_results,
    require_single_cells,
    require_single_values,
    without_results,
)
from worker.dialect.workbooks.choosing import Fit, choose_sheet
from worker.dialect.workbooks.opening import is_book, open_book
from worker.dialect.workbooks.sheets import MOST_COLUMNS, SEPARATOR, OpenBook, SheetNotes
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_GLANCE_BYTES = 64 * 1024
_UTF8 = "utf-8"
_MOST_SHEETS = 500
"""Each is looked at until one has the customers."""


@dataclass(frozen=True, slots=True)
class Look:
    """The beginning of a file, and how the file is read.

    Attributes:
        head: its text.
        detected: what it means.
        book: the workbook, open, if it is one.
        width: how many columns of its sheet are read.
    """

    head: Head
    detected: Detected
    book: OpenBook | None = None
    width: int | None = None

    def sheet_text(self, notes: SheetNotes) -> Iterator[bytes]:
        """All text of the sheet that is read.

        Raises:
            FileRefused: what is met in the columns in use has no certain value.
        """
        assert self.book is not None  # noqa: S101 - only asked of workbooks
        reading = self.detected.reading
        layout = self.detected.layout()
        notes.first_row, notes.width = layout.first_row_line, self.width
        used = {*layout.emails, *layout.countries}
        sheet = reading.dialect.book.sheet if reading.dialect.book else 0
        columns = reading.dialect.columns
        for piece in self.book.text(sheet, notes):
            require_results(used, notes, columns)
            yield piece
        require_results(used, notes, columns)
        require_single_cells(used, notes, columns)


def look(
    source: ByteSource, choices: Choices, limits: UnpackLimits, *, later: LateEvidence | None = None
) -> Look:
    """Look at a file.

    Args:
        source: the file.
        choices: what a person says about it.
        limits: how much it may hold when it is packed.
        later: what the text further on showed, if the beginning is plain ASCII.

    Raises:
        FileRefused: it is none that can be read, or the choices do not fit it.
        StorageUnavailable: it cannot be read right now.
    """
    source = Remembering(source, HEAD_BYTES + 1)
    if is_book(source):
        return _look_into(open_book(source, limits), choices)
    head = read_head(source, choices, limits, later=later)
    return Look(head, detect(head, choices))


def _look_into(book: OpenBook, choices: Choices) -> Look:
    if len(book.sheets) > _MOST_SHEETS:
        raise FileRefused(
            Refusal.NOT_OPENED,
            say(
                "This workbook has more than {sheets} sheets. Copy the one with the customers into a "
                "workbook of its own, or save it as CSV, and upload that.",
                sheets=_MOST_SHEETS,
            ),
        )
    written = _as_written(choices)
    sheet, doubt = choices.sheet, None
    if sheet is None or sheet >= len(book.sheets):
        sheet, doubt = choose_sheet(book.sheets, lambda index: _fit(book, index, written))
    head, detected, notes = _read_beginning(book, sheet, written)
    width = _width_in_use(detected.reading)
    if notes.width is not None and width < notes.width:
        head, detected, notes = _read_beginning(book, sheet, written, width)
    reading = detected.reading
    asked = () if doubt is None or choices.is_confirmed else (doubt,)
    found = Book(kind=book.kind, sheet=sheet, sheets=_names(book))
    reading = reading.model_copy(
        update={
            "dialect": reading.dialect.model_copy(update={"book": found}),
            "doubts": (*asked, *reading.doubts),
        }
    )
    return Look(head, replace(detected, reading=reading), book, notes.width)


def _read_beginning(
    book: OpenBook, sheet: int, written: Choices, width: int | None = None
) -> tuple[Head, Detected, SheetNotes]:
    notes = SheetNotes(width=width)
    head = _head(book.text(sheet, notes), HEAD_BYTES)
    try:
        detected = detect(head, written)
    except FileRefused as refused:
        if notes.unresolved and refused.reason is not Refusal.EMPTY_FILE:
            raise without_results(notes, min(notes.unresolved), ()) from None
        raise
    reading = detected.reading
    refuse_one_column(reading.doubts)
    used = _used(reading)
    require_single_values(used, notes, reading.dialect.columns)
    if None in used and notes.unresolved:
        raise without_results(notes, min(notes.unresolved), reading.dialect.columns)
    require_results({each for each in used if each is not None}, notes, reading.dialect.columns)
    return head, detected, notes


def _used(reading: Reading) -> set[int | None]:
    return {reading.email, *reading.other_emails, reading.country, *reading.other_countries}


def _width_in_use(reading: Reading) -> int:
    """How many columns have names, or are used: what stands to the right of them is no part of the table.

    In text it would be: only cells are surely in their columns.
    """
    columns, used = reading.dialect.columns, _used(reading)
    if not reading.dialect.has_header or None in used:
        return MOST_COLUMNS
    return 1 + max(index for index, name in enumerate(columns) if name or index in used)


def _names(book: OpenBook) -> tuple[str, ...]:
    return () if book.kind is BookKind.PARQUET else tuple(sheet.text for sheet in book.sheets)


def _as_written(choices: Choices) -> Choices:
    """The choices without those about text, which the cells of a sheet are not kept as."""
    return choices.model_copy(
        update={
            "encoding": None,
            "separator": SEPARATOR,
            "quote": "",
            "escape": None,
            "line_ending": LineEnding.LF,
            "quoted_lines": None,
        }
    )


def _fit(book: OpenBook, sheet: int, written: Choices) -> Fit:
    """How well a sheet looks like one of customers; with all that was said, but which columns they are in."""
    choices = written.model_copy(
        update=dict.fromkeys(
            ("email", "other_emails", "country", "other_countries", "skipped_lines", "has_header")
        )
    )
    try:
        reading = detect(_head(book.text(sheet, SheetNotes()), _GLANCE_BYTES), choices).reading
    except FileRefused as refused:
        return Fit(is_empty=refused.reason is Refusal.EMPTY_FILE)
    return Fit(has_email=reading.email is not None, has_country=reading.country is not None)


def _head(text: Iterable[bytes], most_bytes: int) -> Head:
    pieces: list[bytes] = []
    size = 0
    coming = iter(text)
    for piece in coming:
        pieces.append(piece)
        size += len(piece)
        if size > most_bytes:
            break
    whole = b"".join(pieces)
    is_whole = len(whole) <= most_bytes and not any(islice(coming, 1))
    return Head(
        whole[:most_bytes],
        is_whole,
        Compression.NONE,
        _UTF8,
        is_encoding_certain=True,
        is_encoding_proven=True,
    )
