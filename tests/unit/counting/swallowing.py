"""Which lines in quoted fields look like customers' rows, found character by character."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tests.unit.counting.fields import (
    behind_blanks,
    end_of_returned,
    ends_empty,
    field,
    line_end,
    quoted,
    row,
)
from worker.dialect.table.heading import columns_named_in
from worker.dialect.values.content import is_country
from worker.dialect.values.email_cells import is_email


@dataclass(frozen=True)
class Shape:
    """What a row looks like: its fields, the columns of emails, country and what is always quoted, a name."""

    width: int
    emails: tuple[int, ...]
    country: int
    quoted: int | None
    name: str


def swallowed(text: str, start: int, end: int, shape: Shape) -> tuple[list[int], list[int]]:
    """Marks around fields with such lines, and around fields that begin and end in two of them.

    Args:
        text: the table.
        start: where one of its rows begins, or several that none can tell apart.
        end: where they end.
        shape: what a row looks like.
    """
    of_lines: list[int] = []
    of_ends: list[int] = []
    first = start
    while start < end:
        opening = behind_blanks(text, start)
        closing = quoted(text, opening)[1] - 1
        start = field(text, start)[1] + 1
        if opening < closing < end and "\n" in text[opening:closing]:
            if any(_is_row(line, shape) for line in text[opening + 1 : closing].split("\n")[1:-1]):
                of_lines += [opening, closing]
            if _begins_and_ends_in_rows(text[first:end], opening - first, closing - first, shape):
                of_ends += [opening, closing]
    return of_lines, of_ends


def _is_row(line: str, shape: Shape) -> bool:
    """Whether a line is a customer's row, or one without an email, or a header."""
    fields = _fields(line, shape)
    is_header = shape.name in line and None not in columns_named_in(fields)
    is_row = is_header or bool(_emails(fields, shape)) or _lacks_email(line, shape)
    return is_row and _is_as_quoted(line, shape)


def _is_as_quoted(line: str, shape: Shape, aside: int | None = None) -> bool:
    """Whether a line is quoted as the file's rows are, but for a field aside."""
    if shape.quoted is None or shape.quoted == aside:
        return True
    return _raw(line)[shape.quoted].strip(" \t\r")[:1] in ("", '"')


def _begins_and_ends_in_rows(text: str, opening: int, closing: int, shape: Shape) -> bool:
    within = text[opening + 1 : closing]
    before = text[_row_start(text, opening) : opening]
    behind = text[closing + 1 : _row_end(text, closing + 1)]
    top, bottom = before + within.partition("\n")[0], within.rpartition("\n")[2] + behind
    above, below = _fields(top, shape), _fields(bottom, shape)
    if not above or not below:
        return False
    place = len(row(before, 0)[0]) - 1
    place_below = len(below) - len(row(behind, 0)[0])
    emails, emails_below = _emails(above, shape), _emails(below, shape)
    as_one = within.partition("\n")[0] + "\n" + within.rpartition("\n")[2]
    is_counted = (
        any(email < place for email in emails)
        or any(email > place_below for email in emails_below)
        or (place in shape.emails and _is_email(as_one, may_be_named=True))
    )
    is_quoted, is_quoted_below = _is_as_quoted(top, shape, place), _is_as_quoted(bottom, shape, place_below)
    if bool(emails) + bool(emails_below) <= is_counted:
        is_moved = bool(emails) and shape.country >= place and _may_be_country(above[shape.country])
        is_moved_below = shape.country <= place_below and _may_be_country(below[shape.country])
        is_lost = (is_moved and _lacks_email(bottom, shape)) or (
            bool(emails_below) and is_moved_below and _lacks_email(top, shape)
        )
        return is_lost and is_quoted and is_quoted_below
    return (any(email >= place for email in emails) and is_quoted) or (
        any(email <= place_below for email in emails_below) and is_quoted_below
    )


def _row_start(text: str, end: int) -> int:
    """Where the row begins whose fields end there; marks between are closed."""
    start = end
    while (start := text.rfind("\n", 0, start)) >= 0 and text.count('"', start, end) % 2:
        pass
    return start + 1


def _row_end(text: str, start: int) -> int:
    """Where the row ends whose fields go on there."""
    end = start - 1
    while (end := text.find("\n", end + 1)) >= 0 and text.count('"', start, end) % 2:
        pass
    return end if end >= 0 else len(text)


def _lacks_email(line: str, shape: Shape) -> bool:
    """Whether a line may be a row without an email: at most a country is where these two are."""
    fields = _fields(line, shape)
    return (
        bool(fields)
        and not any(_raw(line)[email].strip("\r") for email in shape.emails)
        and any(map(str.strip, fields))
        and _may_be_country(fields[shape.country])
    )


def _may_be_country(value: str) -> bool:
    return not value.strip() or is_country(value.strip())


def _emails(fields: list[str], shape: Shape) -> list[int]:
    """Where a row's emails are; none if one is where the country should be."""
    if not fields or _has_at(fields[shape.country]):
        return []
    are_alone = sum(map(_has_at, fields)) == 1
    return [email for email in shape.emails if _is_email(fields[email], may_be_named=are_alone)]


def _fields(line: str, shape: Shape) -> list[str]:
    """A whole row's fields; none where it is no whole row."""
    fields, end = row(line, 0)
    is_whole = line_end(line, end) in ("", "\r") and end > 0 and "\0" not in line
    return fields if is_whole and len(fields) >= shape.width and ends_empty(line[:end], shape.width) else []


def _raw(line: str) -> list[str]:
    start, found = 0, []
    while start <= len(line):
        end = field(line, start)[1]
        found.append(line[start:end])
        start = end + 1
    return found


def bare(line: str, column: int) -> bool:
    """Whether a whole row has no marks around its value in a column."""
    return _raw(line.rstrip("\r\n"))[column].strip(" \t")[:1] not in ("", '"')


def _is_email(cell: str, *, may_be_named: bool) -> bool:
    if len(cell.split()) == 1:
        return _has_at(cell) or is_email(cell)
    return may_be_named and ":" not in cell and is_email(cell)


def _has_at(cell: str) -> bool:
    return any(at in cell for at in ("@", "%40", "\uff20", "\ufe6b"))


def always_quoted(text: str, email: int) -> int | None:
    """A column that is quoted in every row below the header, twice at least where it need not be."""
    needless: Counter[int] = Counter()
    bare: set[int] = set()
    start = 0
    while start < len(text):
        _, end = row(text, start)
        ending = line_end(text, end)
        if ending is None:
            returned = end_of_returned(text, start) if text[end] == "\r" else None
            start = returned or text.find("\n", start) + 1 or len(text)
            continue
        for index, raw in enumerate(_raw(text[start:end])):
            value = raw.strip(" \t")
            if value[:1] == '"':
                inner = value[1:-1]
                needless[index] += (
                    bool(inner) and inner == inner.strip(" \t\x0b\x0c") and not set(inner) & set(',"\n\r')
                )
            elif value and start:
                bare.add(index)
        start = end + len(ending)
    found = [index for index, times in needless.items() if times > 1 and index not in bare]
    return email if email in found else max(found, key=needless.__getitem__, default=None)
