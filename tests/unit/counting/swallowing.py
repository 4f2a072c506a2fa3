"""Which lines in quoted fields look like customers' rows, found sign by sign."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tests.unit.counting.fields import behind_blanks, ends_empty, field, line_end, quoted, row
from worker.dialect.emails import is_email


@dataclass(frozen=True)
class Shape:
    """What a row looks like: its fields, where emails and country are, and a column that is always quoted."""

    width: int
    emails: tuple[int, ...]
    country: int
    quoted: int | None


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
    while start < end:
        opening = behind_blanks(text, start)
        closing = quoted(text, opening)[1] - 1
        start = field(text, start)[1] + 1
        if opening < closing < end and "\n" in text[opening:closing]:
            if any(is_customer(line, shape) for line in text[opening + 1 : closing].split("\n")[1:-1]):
                of_lines += [opening, closing]
            if _begins_and_ends_in_rows(text, opening, closing, shape):
                of_ends += [opening, closing]
    return of_lines, of_ends


def is_customer(line: str, shape: Shape, aside: int | None = None) -> bool:
    """Whether a line is a customer's row, as the file's rows are quoted but for a field aside."""
    if not _emails(_fields(line, shape), shape):
        return False
    if shape.quoted is None or shape.quoted == aside:
        return True
    return _raw(line)[shape.quoted].strip(" \t\r")[:1] in ("", '"')


def _begins_and_ends_in_rows(text: str, opening: int, closing: int, shape: Shape) -> bool:
    within = text[opening + 1 : closing]
    before = text[text.rfind("\n", 0, opening) + 1 : opening]
    behind = text[closing + 1 :].partition("\n")[0]
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
    if bool(emails) + bool(emails_below) <= is_counted:
        return False
    return (any(email >= place for email in emails) and is_customer(top, shape, place)) or (
        any(email <= place_below for email in emails_below) and is_customer(bottom, shape, place_below)
    )


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


def _is_email(cell: str, *, may_be_named: bool) -> bool:
    if len(cell.split()) == 1:
        return _has_at(cell) or is_email(cell)
    return may_be_named and ":" not in cell and is_email(cell)


def _has_at(cell: str) -> bool:
    return any(sign in cell for sign in ("@", "%40", "\uff20", "\ufe6b"))


def always_quoted(text: str, email: int) -> int | None:
    """A column that is quoted in every row below the header, twice at least where it need not be."""
    needless: Counter[int] = Counter()
    bare: set[int] = set()
    start = 0
    while start < len(text):
        _, end = row(text, start)
        ending = line_end(text, end)
        if ending is None:
            start = text.find("\n", start) + 1 or len(text)
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
