"""Find the header of a table and what stands above it: blank lines, titles, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.dialect.model import Choices
from worker.dialect.names.meaning import COUNTRY, EMAIL
from worker.dialect.table.above import is_row
from worker.dialect.table.records import Record, values
from worker.dialect.table.regularity import Table, is_comment
from worker.dialect.values.content import is_country
from worker.dialect.values.email_cells import is_email

_SEARCHED_RECORDS = 100
_SEARCHED_FIELDS = 20_000
_LONGEST_NAME = 100
_PLAIN_DATA = re.compile(r"[\s\d.,:;/+()%€$£-]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a table begins.

    Attributes:
        header: index of the record that names the columns; None when none does.
        first_row: index of the first record behind it; may be beyond the last one.
        among_rows: index of a record that names the columns of rows above it, too.
    """

    header: int | None
    first_row: int
    among_rows: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A record that may be the header."""

    index: int
    record: Record
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        return sum(bool(cell.strip()) for cell in self.cells)

    @property
    def has_email(self) -> bool:
        return any(is_email(cell) for cell in self.cells)


def find_heading(table: Table, choices: Choices) -> Heading | None:
    """Where the table begins; None when there is nothing but blank lines.

    When the choices say how many lines to skip, the first record is the first one behind them.
    """
    lines = _first_lines(table)
    if not lines:
        return None
    if choices.has_header is False:
        return _without_header(
            lines[0] if choices.skipped_lines is not None else _first_row(table, lines), lines
        )
    if choices.skipped_lines is not None:
        first = lines[0]
        is_header = choices.has_header or not first.has_email or _names_columns(first)
        return Heading(first.index, first.index + 1) if is_header else _without_header(first, lines)
    header = _find_header(table, lines)
    if header is None and choices.has_header:
        header = _first_whole(table, lines)
    if header is None:
        return _without_header(_first_row(table, lines), lines)
    return Heading(header.index, header.index + 1)


def _without_header(first: _Line, lines: list[_Line]) -> Heading:
    named = (line.index for line in lines if line.index > first.index and None not in _named(line))
    return Heading(None, first.index, next(named, None))


def _first_lines(table: Table) -> list[_Line]:
    lines: list[_Line] = []
    fields = 0
    for index, record in enumerate(table.records[:_SEARCHED_RECORDS]):
        if record.is_blank:
            continue
        lines.append(_Line(index, record, tuple(values(record, table.quoting))))
        fields += len(record.fields)
        if fields > _SEARCHED_FIELDS:
            break
    return lines


def _find_header(table: Table, lines: list[_Line]) -> _Line | None:
    """The line that names both columns, or one of them before any data, or else looks like names."""
    first_data = next((place for place, line in enumerate(lines) if _is_data(table, line)), len(lines))
    for place, line in enumerate(lines):
        email, country = _named(line)
        if email is not None and country is not None:
            if any(_is_row_of(row, email) for row in lines[:place]):
                break
            return line
    before = lines[:first_data]
    for line in before:
        if _names_columns(line) and (len(line.cells) == table.width or len(line.cells) > 2):  # noqa: PLR2004
            return line
    whole = [line for line in before if _is_whole(table, line)]
    if first_data < len(lines):
        names = [line for line in whole if all(map(_may_be_name, line.cells))]
        names = [line for line in names if not _holds_data(table, line, lines)]
        names.sort(key=lambda line: not is_comment(line.record))
        return names[-1] if names else None
    whole = [line for line in whole if not is_comment(line.record)]
    return whole[0] if whole else before[0]


def _is_row_of(line: _Line, email: int) -> bool:
    """Whether a line is a customer's row of the table whose columns were named further down."""
    return email < len(line.cells) and is_email(line.cells[email]) and is_row(line.cells)


def _first_whole(table: Table, lines: list[_Line]) -> _Line:
    """The first line that is as wide as the table, and more than a title."""
    whole = [
        line for line in lines if len(line.cells) == table.width and (line.filled > 1 or table.width == 1)
    ]
    return (whole or lines)[0]


def _first_row(table: Table, lines: list[_Line]) -> _Line:
    """The first line that is a customer's row, or else as wide as the table and no comment."""
    first = _first_whole(table, [line for line in lines if not is_comment(line.record)] or lines)
    return next((line for line in lines if line.index < first.index and is_row(line.cells)), first)


def _is_data(table: Table, line: _Line) -> bool:
    return len(line.cells) == table.width and line.has_email


def _named(line: _Line) -> tuple[int | None, int | None]:
    """Where the line's cells name an email and a country, plainly."""
    return (None, None) if line.has_email or line.filled < 2 else columns_named_in(line.cells)  # noqa: PLR2004


def columns_named_in(cells: Sequence[str]) -> tuple[int | None, int | None]:
    """Where some cells name an email and a country, plainly."""
    email = country = None
    for index, cell in enumerate(cells):
        if email is None and EMAIL.is_plain(cell):
            email = index
        elif country is None and COUNTRY.is_plain(cell):
            country = index
    return email, country


def _names_columns(line: _Line) -> bool:
    return _named(line) != (None, None)


def _is_whole(table: Table, line: _Line) -> bool:
    return len(line.cells) == table.width and line.filled * 2 >= table.width


def _may_be_name(cell: str) -> bool:
    text = cell.strip()
    if not text:
        return True
    return len(text) <= _LONGEST_NAME and not is_email(text) and not _PLAIN_DATA.fullmatch(text)


def _holds_data(table: Table, line: _Line, lines: Sequence[_Line]) -> bool:
    """Whether the line has a country where the lines below it have countries too."""
    below = [row for row in lines if row.index > line.index and len(row.cells) == table.width]
    for index, cell in enumerate(line.cells):
        if is_country(cell) and sum(is_country(row.cells[index]) for row in below) * 2 > len(below):
            return True
    return False
