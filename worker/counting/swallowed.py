"""Find quoted fields that run over whole rows: most likely two stray quotation marks, not one long field."""

from __future__ import annotations

import re

import numpy as np

from worker.counting.bits import places_of
from worker.counting.grammar import Grammar
from worker.counting.proof import UncertainRows
from worker.counting.spaced import quoted_fields

_HASHED_EMAIL = re.compile(rb"[0-9a-fA-F]{32}")


def refuse_swallowed_rows(data: bytes, grammar: Grammar) -> None:
    """Look into the fields of certain rows that hold line feeds.

    Args:
        data: certain rows.
        grammar: what they look like.

    Raises:
        UncertainRows: all lines within a field are rows by themselves, with an email somewhere.
    """
    quotes, feeds = places_of(data, grammar.quote), places_of(data, b"\n")
    inner = feeds[(np.searchsorted(quotes, feeds) & 1) == 1]
    if not len(inner):
        return
    starts, ends = quoted_fields(quotes)
    for place in np.unique(np.searchsorted(starts, inner) - 1).tolist():
        start, end = int(starts[place]), int(ends[place])
        if may_hold_email(data, start, end) and _holds_rows(data, start, end, grammar):
            line = data.count(b"\n", 0, start) + 1
            raise UncertainRows(
                line,
                "a quotation mark opens a field that runs over whole rows, so it is probably stray, "
                "as is the one that closes it",
            )


def may_hold_email(data: bytes, start: int, end: int) -> bool:
    """Whether there is an email in that part of a text, readable or hashed."""
    return data.find(b"@", start, end) >= 0 or _HASHED_EMAIL.search(data, start, end) is not None


def _holds_rows(data: bytes, start: int, end: int, grammar: Grammar) -> bool:
    line = data.find(b"\n", start) + 1
    last = data.rfind(b"\n", start, end) + 1
    if line == last:
        before = data[data.rfind(b"\n", 0, start) + 1 : start] + data[start + 1 : line - 1]
        line_end = data.find(b"\n", end)
        behind = data[line:end] + data[end + 1 : line_end if line_end >= 0 else len(data)]
        if not may_hold_email(behind, 0, len(behind)):
            return False
        return _is_row(before, grammar) and _is_row(behind, grammar)
    has_email = may_hold_email(data, line, last)
    while has_email and line < last:
        line_end = data.find(b"\n", line)
        if not _is_row(data[line:line_end], grammar):
            return False
        line = line_end + 1
    return has_email


def _is_row(line: bytes, grammar: Grammar) -> bool:
    match = grammar.whole_rows.match(line + b"\n")
    return match is not None and match.end() == len(line) + 1
