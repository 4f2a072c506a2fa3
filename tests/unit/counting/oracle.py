"""A slow, obvious reference: read sign by sign, and a dict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tests.unit.counting.emails import customer


@dataclass(frozen=True)
class Expected:
    """What a file must give; `countries` has customers, `rows_of` usable rows by trimmed raw value."""

    rows: int
    customers: int
    duplicates: int
    rejected: dict[str, int]
    countries: dict[str, int]
    rows_of: dict[str, int]


FOOTER = re.compile(r"\b(total|rows|generated|copyright)\b|^\W*(#|--|\(c\))", re.IGNORECASE)
BLANKS = " \t\x0b\x0c\xa0\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))


def expected_of(
    text: str, emails: Sequence[int] = (0,), country: int = 1, *, spare: bool = False
) -> Expected:
    """Count a table with commas and a sound header, the slow way.

    Args:
        text: the table.
        emails: indexes of the email columns: of each row the first usable email counts.
        country: index of the country column.
        spare: whether empty fields behind the last column are ignored, not whole rows rejected for them.
    """
    text = _without_padding(text.removeprefix("\ufeff"))
    header, end = _row(text, 0)
    width = max(index + 1 for index, name in enumerate(header) if name) if spare else len(header)
    country_of: dict[str, str] = {}
    rejected: Counter[str] = Counter()
    rows_of: Counter[str] = Counter()
    names = [name.strip().casefold() for name in header]
    found = list(_rows(text, end + len(_line_end(text, end) or ""), width, spare=spare))
    for row in _with_footer(found):
        fields, reason = row.fields, row.reason
        if reason:
            rejected[reason] += row.rows
        elif not (address := next(filter(None, read := [customer(fields[at]) for at in emails]), "")):
            is_header = None in read and _repeats(names, fields)
            rejected["repeated_header" if is_header else "invalid" if None in read else "missing"] += 1
        else:
            rows_of[fields[country].strip()] += 1
            country_of.setdefault(address, fields[country].strip())
    rows = rows_of.total() + rejected.total()
    duplicates = rows_of.total() - len(country_of)
    return Expected(rows, len(country_of), duplicates, dict(rejected), Counter(country_of.values()), rows_of)


def _repeats(names: list[str], fields: list[str]) -> bool:
    """Whether a row has the header's names, most of them."""
    filled = [field.strip("\ufeff \t\"'").casefold() for field in fields if field.strip()]
    return sum(field in names for field in filled) > max(1, len(filled) / 2)


@dataclass(frozen=True)
class Row:
    """A row's fields, or why it is left out, and how many rows that costs."""

    text: str
    fields: list[str]
    reason: str
    rows: int


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


def _rows(text: str, start: int, width: int, *, spare: bool) -> Iterator[Row]:
    """All rows of a text."""

    def is_whole(row: str, fields: list[str]) -> bool:
        return len(fields) == width or (spare and len(fields) > width and _ends_empty(row, width))

    while start < len(text):
        fields, end = _row(text, start)
        behind, reason, rows = end + len(_line_end(text, end) or ""), "", 1
        first_line = text.find("\n", start) + 1 or len(text)
        is_fit = is_whole(text[start:end], fields)
        hides_row = first_line < end and _names_someone(text[first_line:behind], is_whole)
        if _line_end(text, end) is None:
            if text[end] == "\r":
                behind = _end_of_returned(text, start) or first_line
                pieces = text[start:behind].strip("\n").split("\r")
                reason, rows = "lone_return", max(1, sum(map(bool, pieces)))
            else:
                behind, reason = first_line, "stray_quote"
        elif not is_fit and not text[start:end].strip(BLANKS + ","):
            reason = "blank"
        elif hides_row and (not is_fit or "\0" in text[start:behind]):
            behind, reason = first_line, "stray_quote"
        elif not is_fit:
            reason = "too_many_fields" if len(fields) > width else "too_few_fields"
        if "\0" in text[start:behind]:
            reason = "nul"
        yield Row(text[start:behind], fields, reason, rows)
        start = behind


def _row(text: str, start: int) -> tuple[list[str], int]:
    """The fields that are certain, and where they end: with the row, or before what is not certain."""
    fields = []
    while True:
        field, start = _field(text, start)
        fields.append(field)
        if text[start : start + 1] != ",":
            return fields, start
        start += 1


def _field(text: str, start: int) -> tuple[str, int]:
    opening = _behind_blanks(text, start)
    inner, end = _quoted(text, opening)
    if end > opening and text[(end := _behind_blanks(text, end)) :][:1] in {"", ",", "\r", "\n"}:
        return inner, end
    if text[start : start + 1] != '"':
        end = _plain_end(text, start)
        while text[end : end + 1] == '"' and end > start:
            closing = _plain_end(text, end + 1)
            if text[closing : closing + 1] != '"':
                break
            end = _plain_end(text, closing + 1)
        return text[start:end], end
    return _quoted(text, start)


def _behind_blanks(text: str, start: int) -> int:
    while text[start : start + 1] in (" ", "\t"):
        start += 1
    return start


def _quoted(text: str, start: int) -> tuple[str, int]:
    """What the marks there enclose, and where it ends; its beginning where none does."""
    if text[start : start + 1] != '"':
        return "", start
    end = start + 1
    while (end := text.find('"', end)) >= 0:
        if text[end + 1 : end + 2] != '"':
            return text[start + 1 : end].replace('""', '"'), end + 1
        end += 2
    return "", start


def _plain_end(text: str, start: int) -> int:
    while start < len(text) and text[start] not in ',"\r\n':
        start += 1
    return start


def _line_end(text: str, at: int) -> str | None:
    """The line end there, nothing at the file's end; None: the row goes on."""
    for end in ("\r\n", "\n"):
        if text.startswith(end, at):
            return end
    return text[at:] if text[at:] in ("", "\r") else None


def _end_of_returned(text: str, start: int) -> int | None:
    """Behind the line end of rows that only a CR separates; None where more than that is wrong."""
    while True:
        _, end = _row(text, start)
        start = end
        while text[start : start + 1] == "\r" and _line_end(text, start) is None:
            start += 1
        if (line_end := _line_end(text, start)) is not None:
            return start + len(line_end)
        if start == end:
            return None


def _ends_empty(row: str, width: int) -> bool:
    """Whether there is nothing in the fields behind so many."""
    start, empty = 0, True
    for number in range(1_000):
        _, end = _field(row, start)
        empty &= number < width or row[start:end].strip(" \t") in ("", '""')
        start = end + 1
        if start > len(row):
            return empty
    raise AssertionError("a row of so many fields")


def _names_someone(lines: str, is_row: Callable[[str, list[str]], bool]) -> bool:
    """Whether a line but the last is a whole row with an email."""
    for line in lines.removesuffix("\n").split("\n")[:-1]:
        fields, end = _row(line, 0)
        whole = line[end:] in ("", "\r") and is_row(line[:end], fields) and end > 0 and "\0" not in line
        if whole and "@" in line:
            return True
    return False


def _without_padding(text: str) -> str:
    """Without the Ctrl-Z or NULs that end files of DOS."""
    bare = text.rstrip("\0\x1a")
    return bare if bare.endswith("\n") or text[len(bare) :].startswith("\x1a") else text
