"""Cut the beginning of a text into records, under one reading of its separators and quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from worker.dialect.model import Escape
from worker.dialect.table.field_patterns import blanks_of, field_patterns

_MOST_FIELDS = 100_000
_LONGEST_OPEN_BYTES = 256 * 1024
"""A quoted field at the end of a head that is longer than this was never closed, rather than cut."""
BLANK = rb"(?:[ \t\x0b\x0c]|\xc2\xa0|\xe3\x80\x80|\xe2\x80[\x80-\x8b]|\xef\xbb\xbf)"
"""Pattern of one blank, of those that people or programs leave in lines without anything else."""

_BLANKS = re.compile(BLANK + rb"*+")


@dataclass(frozen=True, slots=True)
class Quoting:
    """How fields are separated and quoted; `quote` is "" where they never are."""

    separator: str
    quote: str = '"'
    escape: Escape = Escape.DOUBLED


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the text.

    Attributes:
        fields: as they stand in the text, with their quotation marks.
        start: its offset in the text, in bytes.
        end: the next record's.
        line: its first physical line, from 1.
        next_line: the next record's.
        is_certain: whether every program would read the same fields.
    """

    fields: list[bytes]
    start: int
    end: int
    line: int
    next_line: int
    is_certain: bool

    @property
    def is_line(self) -> bool:
        """Whether it is one physical line."""
        return self.next_line - self.line <= 1

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it but blanks and separators."""
        return all(is_blank(field) for field in self.fields)


@dataclass(frozen=True, slots=True)
class _Grammar:
    record: re.Pattern[bytes]
    field: re.Pattern[bytes]
    returned: re.Pattern[bytes]
    unclosed: re.Pattern[bytes]
    spaced: re.Pattern[bytes]


def read_records(
    text: bytes, quoting: Quoting, *, is_whole: bool, start: int = 0, line: int = 1, most: int = 1000
) -> list[Record]:
    """The first records of a text, without one that is cut at its end.

    Args:
        text: its rows end in LF or CRLF.
        quoting: how its fields are separated and quoted.
        is_whole: whether the text ends where the file ends.
        start: where to begin, in bytes; a record begins there.
        line: that place's physical line.
        most: how many records to read.
    """
    separator = quoting.separator.encode()
    quote = quoting.quote.encode()
    records: list[Record] = []
    fields_read = 0
    while start < len(text) and len(records) < most and fields_read < _MOST_FIELDS:
        feed = text.find(b"\n", start)
        if feed < 0 and not is_whole:
            break
        end = feed + 1 if feed >= 0 else len(text)
        row = text[start:end].removesuffix(b"\n").removesuffix(b"\r")
        is_certain = b"\r" not in row
        if quote and quote in row:
            grammar = _grammar(quoting)
            found = grammar.record.match(text, start)
            if found:
                is_certain = True
                end = found.end()
                row = text[start:end].removesuffix(b"\n").removesuffix(b"\r")
                if end == len(text) and not is_whole and text[-1:] != b"\n":
                    break
                fields = grammar.field.findall(separator + row)
            elif not is_whole and _is_cut(grammar, text, start):
                break
            else:
                is_certain = False
                if returned := grammar.returned.match(text, start):
                    end = returned.end()
                    row = text[start:end].removesuffix(b"\n").removesuffix(b"\r")
                fields = row.split(separator)
        else:
            fields = row.split(separator)
        lines = text.count(b"\n", start, end)
        records.append(Record(fields, start, end, line, line + lines, is_certain))
        fields_read += len(fields)
        start = end
        line += lines
    return records


def values(record: Record, quoting: Quoting) -> list[str]:
    """A record's fields as a reader sees them; bytes that are no UTF-8 become U+FFFD."""
    return [_value(_bare(field, quoting).decode("utf-8", "replace"), quoting) for field in record.fields]


def _bare(field: bytes, quoting: Quoting) -> bytes:
    """A field without the blanks before and behind its quotation marks."""
    if not quoting.quote or (not field[:1].isspace() and not field[-1:].isspace()):
        return field
    return field.strip(b" \t") if _grammar(quoting).spaced.fullmatch(field) else field


def _value(field: str, quoting: Quoting) -> str:
    quote = quoting.quote
    if not quote or len(field) < 2 or field[0] != quote or field[-1] != quote:  # noqa: PLR2004
        return field
    inner = field[1:-1].replace(quote * 2, quote)
    if quoting.escape == Escape.BACKSLASH:
        inner = re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL)
    return inner


def is_blank(text: bytes) -> bool:
    """Whether there is nothing in a text but blanks."""
    return _BLANKS.fullmatch(text) is not None


def _is_cut(grammar: _Grammar, text: bytes, start: int) -> bool:
    return len(text) - start <= _LONGEST_OPEN_BYTES and grammar.unclosed.match(text, start) is not None


@cache
def _grammar(quoting: Quoting) -> _Grammar:
    separator, blanks = re.escape(quoting.separator), blanks_of(quoting.separator)
    opened, spaced, field = field_patterns(quoting.separator, quoting.quote, quoting.escape)
    end = r"\r?(?:\n|\Z)"
    record = f"{field}(?:{separator}{field})*+{end}"
    returned = rf"{field}(?:(?:{separator}|\r++){field})*+{end}"
    unclosed = rf"(?:{field}(?:{separator}|\r++))*+[{blanks}]*+{opened}\\?\Z"
    patterns = (record, f"{separator}({field})", returned, unclosed, spaced)
    return _Grammar(*(re.compile(pattern.encode(), re.DOTALL) for pattern in patterns))
