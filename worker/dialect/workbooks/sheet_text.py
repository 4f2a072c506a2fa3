"""The text of a sheet: a line for each of its rows, so that its line numbers are those of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from worker.dialect.head import HEAD_BYTES
from worker.dialect.workbooks.sheets import SEPARATOR, Row, SheetNotes

_LINES_AT_ONCE = 500


def sheet_text(rows: Iterator[Row], notes: SheetNotes) -> Iterator[bytes]:
    """A sheet's lines, each as wide as the widest of those that are looked at first, some at once.

    What stands to the right of these in later rows is left out: no column there has a name.

    Args:
        rows: all of them, in order.
        notes: says how wide, and takes how many are hidden.
    """
    waiting: list[str] = []
    for line in _lines(rows, notes):
        waiting.append(line)
        if len(waiting) >= _LINES_AT_ONCE:
            yield "".join(waiting).encode(errors="replace")
            waiting.clear()
    yield "".join(waiting).encode(errors="replace")


def _lines(rows: Iterator[Row], notes: SheetNotes) -> Iterator[str]:
    first = list(_beginning(rows))
    if notes.width is None:
        notes.width = max((len(row.cells) for row in first), default=0)
    width = notes.width
    full = SEPARATOR * width
    line = 1
    for row in chain(first, rows):
        if row.number > line:
            yield "\n" * (row.number - line)
        line = max(line, row.number) + 1
        cells = row.cells[:width]
        if row.is_hidden and row.number >= notes.first_row:
            notes.hidden_rows += 1
        yield f"{SEPARATOR.join(cells)}{full[len(cells) :] if any(cells) else ''}\n"


def _beginning(rows: Iterator[Row]) -> Iterator[Row]:
    size = 0
    for row in rows:
        yield row
        size += sum(map(len, row.cells)) + len(row.cells)
        if size > HEAD_BYTES:
            return
