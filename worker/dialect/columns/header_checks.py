"""Refuse a header that does not say which field is which."""

from __future__ import annotations

import re

from worker.dialect.columns.candidates import Candidate
from worker.dialect.model import Choices
from worker.dialect.names.meaning import COUNTRY, EMAIL, Wanted
from worker.dialect.table.records import Record, values
from worker.dialect.table.wrong_separator import doubt_about_separator
from worker.dialect.values.email_cells import is_email
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say, say_counted

_MOSTLY = 0.9
_INCHES = re.compile(rb"""[^"'].*\d["']\D*""")


def check_header(read: Candidate, choices: Choices) -> None:
    """Let a header pass by which the fields of rows can be told.

    Raises:
        FileRefused: they cannot.
    """
    if read.heading.header is None:
        return
    header = read.table.records[read.heading.header]
    if any(b"\0" in field for field in header.fields):
        raise FileRefused(
            Refusal.NOT_TEXT,
            say("This is not a CSV text file: it holds binary data. Save it as “CSV UTF-8”."),
        )
    if not header.is_certain and not _is_readable(header, read):
        raise FileRefused(
            Refusal.MALFORMED,
            say_counted(
                "The quotation marks or line ends in the header do not match. Correct line {line}, or say "
                "that fields are never quoted. Or skip 1 line at the top, say that the first line holds no "
                "names, and choose the columns by their numbers.",
                "The quotation marks or line ends in the header do not match. Correct line {line}, or say "
                "that fields are never quoted. Or skip {count:,} lines at the top, say that the first line "
                "holds no names, and choose the columns by their numbers.",
                header.line,
                line=header.line,
            ),
        )
    if not choices.rejects_broken:
        _refuse_row_names(read, header)


def _is_readable(header: Record, read: Candidate) -> bool:
    """Whether only inches are marked in it (`size 5"`), or its fields are separated by another character."""
    quote = read.table.quoting.quote.encode()
    marked = [field for field in header.fields if quote in field]
    are_inches = all(field.count(quote) == 1 and _INCHES.fullmatch(field) for field in marked)
    if are_inches and len(header.fields) == read.table.width and b"\r" not in b"".join(header.fields):
        return True
    return doubt_about_separator(read.columns, read.rows, read.table.quoting.separator) is not None


def _refuse_row_names(read: Candidate, header: Record) -> None:
    """Say what to do where each row has one field more than the header, and its email one place further.

    Row names are all different. Fields that are all empty at the end are spare ones.
    """
    email, country = _named(EMAIL, read.columns), _named(COUNTRY, read.columns)
    if email is None or any(len(row.fields) != len(header.fields) + 1 for row in read.rows):
        return
    cells = [values(row, read.table.quoting) for row in read.rows]
    are_names = len({row[0] for row in cells}) == len(cells) and any(row[-1].strip() for row in cells)
    moved = sum(is_email(row[email + 1]) and not is_email(row[email]) for row in cells)
    if not cells or not are_names or moved < _MOSTLY * len(cells):
        return
    where = say("column {number} for the email", number=email + 2)
    if country is not None:
        where = say(
            "column {number} for the email and column {other} for the country",
            number=email + 2,
            other=country + 2,
        )
    raise FileRefused(
        Refusal.MALFORMED,
        say(
            "Each row has more fields than line {line:,} has names, by one: rows begin with numbers, as R "
            "writes them. Write the file without row names; or skip {lines} at the top, say that the first "
            "line holds no names, and choose {columns}.",
            line=header.line,
            lines=_lines(header),
            columns=where,
        ),
    )


def _lines(header: Record) -> str:
    """The lines down to the header."""
    return say_counted("1 line", "{count:,} lines", header.line)


def _named(wanted: Wanted, columns: tuple[str, ...]) -> int | None:
    return next((index for index, name in enumerate(columns) if wanted.is_plain(name)), None)
