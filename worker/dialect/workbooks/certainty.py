"""What a sheet leaves uncertain in the columns in use is refused, and said how to mend."""

from __future__ import annotations

from collections.abc import Sequence

from worker.dialect.model import Doubt, DoubtCode
from worker.dialect.phrases import place
from worker.dialect.workbooks.sheets import Merged, SheetNotes
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say


def refuse_one_column(doubts: Sequence[Doubt]) -> None:
    """Refuse a sheet whose cells hold whole lines of text with separators."""
    if any(doubt.code is DoubtCode.SEPARATOR for doubt in doubts):
        raise FileRefused(
            Refusal.MALFORMED,
            say(
                "All columns are in one column of this sheet, as when a CSV file is opened the wrong way. "
                "In Excel choose Data, Text to Columns, save it, and upload it again, or upload the CSV "
                "file that it came from."
            ),
        )


def require_results(used: set[int], notes: SheetNotes, columns: Sequence[str]) -> None:
    """Refuse a formula in a column in use that came without its result."""
    for column in used & notes.unresolved.keys():
        raise without_results(notes, column, columns)


def without_results(notes: SheetNotes, column: int, columns: Sequence[str]) -> FileRefused:
    """The refusal of a column whose formulas came without their results."""
    where = place(columns, column) if column < len(columns) else say("column {number}", number=column + 1)
    return FileRefused(
        Refusal.NO_RESULTS,
        say(
            "Row {row:,} has a formula in {column}, but not its result: the program that made this workbook "
            "left it out. Open it in Excel or LibreOffice, save it, and upload it again.",
            row=notes.unresolved[column],
            column=where,
        ),
    )


def require_single_values(used: set[int | None], notes: SheetNotes, columns: Sequence[str]) -> None:
    """Refuse a column in use that holds lists or records."""
    for column in sorted(notes.nested & used):
        raise FileRefused(
            Refusal.NESTED_VALUES,
            say(
                "{column} holds lists or records, not one value in each row. Write the one that counts as "
                "text into a column of its own, and upload the file again.",
                column=place(columns, column),
            ),
        )


def require_single_cells(used: set[int], notes: SheetNotes, columns: Sequence[str]) -> None:
    """Refuse cells of several rows that are merged into one, in a column in use."""
    for merged in notes.merged:
        if merged.first_row < notes.first_row:
            continue
        for column in sorted(used):
            if merged.first_column <= column <= merged.last_column:
                raise _several_rows_in_one(merged, place(columns, column))


def _several_rows_in_one(merged: Merged, where: str) -> FileRefused:
    return FileRefused(
        Refusal.MERGED_CELLS,
        say(
            "In {column} the cells of rows {first:,} to {last:,} are merged into one, so only the first of "
            "these rows has its value. Take the merging away, fill the cells that are empty then, save it, "
            "and upload it again.",
            column=where,
            first=merged.first_row,
            last=merged.last_row,
        ),
    )
