"""Find how a text's fields are quoted, once it is known how they are separated.

Quotation marks are read as most programs write them: around a field, doubled inside it. Another reading is
taken only where that one fails and the other makes the rows regular.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from worker.dialect.model import Choices, Escape
from worker.dialect.table.quoted_lines import find_quoted_lines
from worker.dialect.table.records import Quoting
from worker.dialect.table.regularity import Table

_MOSTLY = 0.5
_HARDLY = 0.05
"""The share of rows that may be rejected without refusing a file."""

Read = Callable[[Quoting], Table]


def choose_quoting(separator: str, choices: Choices, read: Read) -> Table:
    """The text under the quoting that fits it best.

    Args:
        separator: between fields.
        choices: what of it a person has said.
        read: reads the text under a quoting.
    """
    if choices.quote is not None:
        return _choose_escape(separator, choices.quote, choices, read)
    doubled = _choose_escape(separator, '"', choices, read)
    if _is_in_apostrophes(doubled):
        apostrophes = _choose_escape(separator, "'", choices, read)
        if apostrophes.broken <= _HARDLY and apostrophes.share >= doubled.share:
            return apostrophes
    if choices.escape is not None or b'"' not in doubled.text:
        return doubled
    return _without_quotes(doubled, choices, read)


def _choose_escape(separator: str, quote: str, choices: Choices, read: Read) -> Table:
    if choices.escape is not None:
        return read(Quoting(separator, quote, choices.escape))
    doubled = read(Quoting(separator, quote))
    if not doubled.broken or f"\\{quote}".encode() not in doubled.text:
        return doubled
    escaped = read(Quoting(separator, quote, Escape.BACKSLASH))
    is_better = (
        escaped.broken < doubled.broken and escaped.broken <= _HARDLY and escaped.share > doubled.share
    )
    return escaped if is_better else doubled


def _without_quotes(quoted: Table, choices: Choices, read: Read) -> Table:
    """The text with its quotation marks taken for letters, where they plainly, or perhaps, are."""
    swallows = choices.quoted_lines is None and any(find_quoted_lines(quoted))
    if quoted.is_regular and not swallows:
        return quoted
    bare = read(replace(quoted.quoting, quote="", escape=Escape.DOUBLED))
    if not bare.is_regular:
        return quoted
    header = next(record for record in bare.records if len(record.fields) == bare.width)
    if any(b'"' in field for field in header.fields):
        return quoted
    begins = any(field.lstrip().startswith(b'"') for record in bare.records for field in record.fields)
    if not begins:
        return bare
    return replace(bare, is_quoting_doubtful=True) if quoted.broken > _HARDLY or swallows else quoted


def _is_in_apostrophes(table: Table) -> bool:
    """Whether most rows have fields in apostrophes, and none in quotation marks."""
    if b"'" not in table.text:
        return False
    wrapped = 0
    for record in table.records:
        if any(field.startswith(b'"') for field in record.fields):
            return False
        wrapped += any(
            len(field) > 1 and field.startswith(b"'") and field.endswith(b"'") for field in record.fields
        )
    return wrapped > _MOSTLY * len(table.records)
