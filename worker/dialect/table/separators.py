"""Find how a text's fields are separated and quoted: the reading under which its records are most regular."""

from __future__ import annotations

import re
from collections.abc import Callable

from worker.dialect.model import Choices, LineEnding, QuotedLines
from worker.dialect.separator_words import SEPARATORS
from worker.dialect.table.quoted_lines import find_quoted_lines, without_marks
from worker.dialect.table.quoting import choose_quoting
from worker.dialect.table.records import Quoting, read_records
from worker.dialect.table.regularity import Table, measure

SAMPLE_RECORDS = 1000
_UNQUOTED = re.compile(rb'"[^"]*+"')
_SEP_LINE = re.compile(rb'\A(?:[ \t]*\r?\n)*"?sep=(.)"?[,;\t|]*\r?\n', re.IGNORECASE)


def find_line_ending(text: bytes) -> LineEnding:
    """What ends the text's rows, quoted text aside: CR where hardly any LF does, CRCRLF only where all do."""
    if b"\r" not in text:
        return LineEnding.LF
    unquoted = _UNQUOTED.sub(b"", text)
    if b"\r" not in unquoted and b"\n" not in unquoted:
        unquoted = text
    if b"\n" in unquoted and unquoted.count(b"\r\r\n") == unquoted.count(b"\n"):
        return LineEnding.CRCRLF
    pairs = unquoted.count(b"\r\n")
    returns, feeds = unquoted.count(b"\r") - pairs, unquoted.count(b"\n") - pairs
    if not pairs and returns > 9 * feeds:
        return LineEnding.CR
    return LineEnding.CRLF if pairs and not feeds else LineEnding.LF


def named_separator(text: bytes) -> tuple[str | None, int]:
    """The separator that a line `sep=;` at the top names, and the offset behind that line."""
    found = _SEP_LINE.match(text)
    if not found or found[1] in b"\"'\r" or found[1].isalnum() or not found[1].isascii():
        return None, 0
    return found[1].decode(), found.end()


def read_tables(
    text: bytes, choices: Choices, separator: str | None, *, is_whole: bool, start: int, line: int
) -> list[Table]:
    """The text under each separator that it may have, the most regular table first.

    Args:
        text: its rows end in LF or CRLF.
        choices: what a person has said of the quotation marks.
        separator: the only one, when it is known.
        is_whole: whether the text ends where the file ends.
        start: where the text begins, behind what was skipped.
        line: that place's physical line.
    """

    def read(quoting: Quoting, text: bytes = text) -> Table:
        records = read_records(text, quoting, is_whole=is_whole, start=start, line=line, most=SAMPLE_RECORDS)
        return measure(text, quoting, records)

    candidates = (separator,) if separator else tuple(each for each in SEPARATORS if each.encode() in text)
    tables = [choose_quoting(each, choices, read) for each in candidates or (",",)]
    if choices.quoted_lines is QuotedLines.ROWS:
        tables = [_with_rows_apart(table, read) for table in tables]
    return sorted(tables, key=lambda table: -table.share)


def _with_rows_apart(table: Table, read: Callable[[Quoting, bytes], Table]) -> Table:
    """The table without the stray marks that swallowed rows of it."""
    while True:
        fields = list(find_quoted_lines(table))
        if not fields:
            return table
        marks = [place for field in fields for place in (field.opening, field.closing)]
        table = read(table.quoting, without_marks(table.text, marks, table.quoting.separator))
