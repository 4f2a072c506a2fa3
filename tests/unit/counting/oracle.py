"""A slow, obvious reference: read character by character, and a dict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.unit.counting.emails import customer
from tests.unit.counting.fields import end_of_returned, ends_empty, line_end, row
from tests.unit.counting.swallowing import Shape, always_quoted, bare, swallowed
from worker.dialect.model import QuotedLines


@dataclass(frozen=True)
class Expected:
    """What a file must give; `countries` has customers, `rows_of` usable rows by trimmed raw value.

    `doubtful` are quotation marks around lines that may be text or rows: where there are any, it is asked.
    """

    rows: int
    customers: int
    duplicates: int
    rejected: dict[str, int]
    countries: dict[str, int]
    rows_of: dict[str, int]
    doubtful: list[int]


FOOTER = re.compile(r"\b(total|rows|count|generated|copyright)\b|^\W*(#|--|\(c\))", re.IGNORECASE)
BLANKS = " \t\x0b\x0c\xa0\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))


def expected_of(
    text: str,
    emails: Sequence[int] = (0,),
    country: int = 1,
    *,
    spare: bool = False,
    lines: QuotedLines | None = None,
) -> Expected:
    """Count a table with commas and a sound header, the slow way.

    Args:
        text: the table.
        emails: indexes of the email columns: of each row the first usable email counts.
        country: index of the country column.
        spare: whether empty fields behind the last column are ignored, not whole rows rejected for them.
        lines: what lines within a field are that look like rows; None: nobody has said it.
    """
    text = _without_padding(text.removeprefix("\ufeff"))
    header, end = row(text, 0)
    width = max(index + 1 for index, name in enumerate(header) if name) if spare else len(header)
    start = end + len(line_end(text, end) or "")
    names = [name.strip().casefold() for name in header]
    table, first = text, start
    before: list[Row] = []
    is_bare = False
    while True:
        is_quoted = None if is_bare else always_quoted(text, emails[0])
        shape = Shape(width, tuple(emails), country, is_quoted, header[emails[0]].strip())
        found: list[Row] = []
        for each in _rows(text, start, shape, spare=spare, looks_within=lines is not QuotedLines.TEXT):
            if lines is QuotedLines.ROWS and each.marks:
                break
            found.append(each)
            start += len(each.text)
        else:
            counted = before + found
            if is_quoted is None or not any(bare(row.text, is_quoted) for row in counted if not row.reason):
                return _count(_with_footer(counted), names, shape)
            text, start, before, is_bare = table, first, [], True  # a line of a broken row shows it
            continue
        before += found
        for place in each.marks:
            text = f"{text[:place]} {text[place + 1 :]}"


def _count(found: list[Row], names: list[str], shape: Shape) -> Expected:
    country_of: dict[str, str] = {}
    rejected: Counter[str] = Counter()
    rows_of: Counter[str] = Counter()
    doubtful: list[int] = []
    for each in found:
        fields, reason = each.fields, each.reason
        doubtful += each.marks
        if reason:
            rejected[reason] += each.rows
        elif not (address := next(filter(None, read := [customer(fields[at]) for at in shape.emails]), "")):
            is_header = None in read and _repeats(names, fields)
            rejected["repeated_header" if is_header else "invalid" if None in read else "missing"] += 1
        else:
            rows_of[fields[shape.country].strip()] += 1
            country_of.setdefault(address, fields[shape.country].strip())
    total = rows_of.total() + rejected.total()
    duplicates = rows_of.total() - len(country_of)
    countries = Counter(country_of.values())
    return Expected(total, len(country_of), duplicates, dict(rejected), countries, rows_of, doubtful)


def _repeats(names: list[str], fields: list[str]) -> bool:
    """Whether a row has the header's names, most of them, or names emails and countries."""
    filled = [field.strip("\ufeff \t\"'").casefold() for field in fields if field.strip()]
    is_named = "country" in filled and any(field in ("mail", "e-mail", "e-mail 2") for field in filled)
    return is_named or sum(field in names for field in filled) > max(1, len(filled) / 2)


@dataclass(frozen=True)
class Row:
    """A row's fields, or why it is left out, how many rows that costs, and which marks may be stray."""

    text: str
    fields: list[str]
    reason: str
    rows: int
    marks: list[int]


def _with_footer(found: list[Row]) -> list[Row]:
    """The rows; of those at the end that are not whole, what nobody takes for customers is set apart."""
    start = len(found)
    while start and found[start - 1].reason and not may_hold_email(found[start - 1].text):
        start -= 1
    tail = found[start:]
    if len(tail) > 50:
        return found
    while tail and tail[0].reason != "blank" and not FOOTER.search(tail[0].text):
        tail.pop(0)
    written = [row for row in tail if row.reason in {"too_many_fields", "too_few_fields", "stray_quote"}]
    if len(written) > 20:
        return found
    return [replace(row, reason="footer") if any(row is each for each in written) else row for row in found]


def may_hold_email(text: str) -> bool:
    """Whether it has an email, or its hash."""
    return "@" in text or re.search("[0-9a-fA-F]{64}", text) is not None


def _rows(text: str, start: int, shape: Shape, *, spare: bool, looks_within: bool) -> Iterator[Row]:
    """All rows of a text."""
    width = shape.width
    while start < len(text):
        fields, end = row(text, start)
        behind, reason, rows = end + len(line_end(text, end) or ""), "", 1
        first_line = text.find("\n", start) + 1 or len(text)
        is_fit = len(fields) == width
        is_fit |= spare and len(fields) > width and ends_empty(text[start:end], width)
        if line_end(text, end) is None:
            if text[end] == "\r":
                behind = end_of_returned(text, start) or first_line
                pieces = text[start:behind].strip("\n").split("\r")
                reason, rows = "lone_return", max(1, sum(map(bool, pieces)))
            else:
                behind, reason = first_line, "stray_quote"
        elif not is_fit and not text[start:end].strip(BLANKS + ","):
            reason = "blank"
        elif not is_fit:
            reason = "too_many_fields" if len(fields) > width else "too_few_fields"
        if "\0" in text[start:behind]:
            reason = "nul"
        marks: list[int] = []
        if looks_within:
            lines, ends = swallowed(text, start, behind, shape)
            marks = lines + ([] if reason else ends)
            if reason and ends:  # two rows, each with a stray mark
                behind, reason, rows = first_line, "stray_quote", 1
                reason = "nul" if "\0" in text[start:behind] else reason
        yield Row(text[start:behind], fields, reason, rows, marks)
        start = behind


def _without_padding(text: str) -> str:
    """Without the Ctrl-Z or NULs that end files of DOS."""
    bare = text.rstrip("\0\x1a")
    return bare if bare.endswith("\n") or text[len(bare) :].startswith("\x1a") else text
