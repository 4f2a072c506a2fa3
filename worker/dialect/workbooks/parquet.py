"""Parquet files, a group of rows at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars.datatypes import DataType, DataTypeClass
from polars.exceptions import PanicException, PolarsError

from worker.dialect.book import BookKind
from worker.dialect.byte_source import ByteSource
from worker.dialect.workbooks.cell_text import plain
from worker.dialect.workbooks.parquet_footer import RowGroup, damaged_parquet, read_footer
from worker.dialect.workbooks.sheets import SEPARATOR, SheetName, SheetNotes
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say
from worker.text.sizes import MEBIBYTE

_PIECE_BYTES = 4 * MEBIBYTE
_FIRST_ROWS, _ROWS_AT_ONCE = 5_000, 100_000
"""At first, which is all that is looked at of a file, and then."""
_MOST_UNPACKED_BYTES = 1 << 30
"""Of one group of rows, which is unpacked in memory; programs make groups of about 128 MB."""
_BREAKS = r"[\x00-\x1f\x7f\x{85}\x{2028}\x{2029}]+"
_EXACT = 1e15
_NESTED = (pl.List, pl.Array, pl.Struct, pl.Object)


class ParquetBook:
    """A Parquet file.

    Args:
        source: its bytes.

    Raises:
        FileRefused: it is damaged, encrypted, or its groups of rows are far too large.
    """

    kind = BookKind.PARQUET
    sheets = (SheetName(""),)

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self._footer = read_footer(source)
        if any(group.unpacked_bytes > _MOST_UNPACKED_BYTES for group in self._footer.groups):
            raise FileRefused(
                Refusal.TOO_LARGE_UNPACKED,
                say(
                    "The rows in this Parquet file are packed in groups of more than 1 GB. Write it with "
                    "smaller row groups, such as 100,000 rows, or export it as CSV."
                ),
            )

    def text(self, sheet: int, notes: SheetNotes) -> Iterator[bytes]:  # noqa: ARG002 - it is one table
        """The names of the columns, then the rows; see OpenBook. What is nested or no text is left empty."""
        with tempfile.NamedTemporaryFile(prefix="audience-parquet-", dir=notes.scratch_dir) as file:
            try:
                yield from self._lines(Path(file.name), file.fileno(), notes)
            except (PolarsError, PanicException):
                raise damaged_parquet() from None

    def _lines(self, path: Path, descriptor: int, notes: SheetNotes) -> Iterator[bytes]:
        self._lay(descriptor, None)
        schema = pl.read_parquet_schema(path)
        if not schema:
            return
        notes.nested.update(index for index, kind in enumerate(schema.values()) if _is_nested(kind))
        yield f"{SEPARATOR.join(map(plain, schema))}\n".encode()
        line = pl.concat_str([_as_text(name, kind) for name, kind in schema.items()], separator=SEPARATOR)
        start = 0
        for group in self._footer.groups:
            self._lay(descriptor, group)
            for offset, rows in _steps(start, group.rows):
                wanted = pl.scan_parquet(path, glob=False).slice(offset, rows).select(line)
                found = wanted.collect().to_series()
                if len(found) != rows:
                    raise damaged_parquet()
                yield found.str.join("\n").item().encode() + b"\n"
            start += group.rows

    def _lay(self, descriptor: int, group: RowGroup | None) -> None:
        """Give the file the same footer, and of all rows only these; the rest of it is a hole."""
        size = self._source.size
        os.ftruncate(descriptor, 0)
        os.ftruncate(descriptor, size)
        os.pwrite(descriptor, b"PAR1", 0)
        os.pwrite(descriptor, self._footer.raw, size - len(self._footer.raw))
        if group is not None:
            for offset in range(group.start, group.end, _PIECE_BYTES):
                piece = self._source.read_at(offset, min(_PIECE_BYTES, group.end - offset))
                os.pwrite(descriptor, piece, offset)


def _steps(start: int, rows: int) -> Iterator[tuple[int, int]]:
    """The rows of a group in steps: where each begins in the file, and how many they are."""
    offset, end = start, start + rows
    while offset < end:
        step = min(_ROWS_AT_ONCE if offset else _FIRST_ROWS, end - offset)
        yield offset, step
        offset += step


def _is_nested(kind: DataType | DataTypeClass) -> bool:
    return isinstance(kind, _NESTED) or kind in _NESTED


def _as_text(name: str, kind: DataType | DataTypeClass) -> pl.Expr:
    column = pl.col(name)
    if _is_nested(kind):
        return pl.lit("")
    if kind == pl.Binary:  # as Hive, Impala and older Spark write text
        column, kind = column.cast(pl.String, strict=False), pl.String()
    if kind.is_float():
        whole = (column == column.round()) & (column.abs() < _EXACT)
        column = (
            pl.when(whole)
            .then(column.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(column.cast(pl.String))
        )
    elif kind == pl.Boolean:
        column = column.cast(pl.String).str.to_uppercase()
    elif isinstance(kind, pl.Datetime):
        column = column.dt.to_string("iso:strict")
    elif kind == pl.String:
        column = column.str.replace_all(_BREAKS, " ")
    else:
        column = column.cast(pl.String).str.replace_all(_BREAKS, " ")
    return column.fill_null("")
