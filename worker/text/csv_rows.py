"""Rows of CSV as RFC 4180 has them; lines end in LF."""

from __future__ import annotations

from collections.abc import Iterable

_NEEDS_QUOTES = frozenset(',"\r\n')


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV. Python's own writer may leave a lone CR bare, which splits the row."""
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows)


def _quoted(field: str) -> str:
    return '"' + field.replace('"', '""') + '"' if _NEEDS_QUOTES & set(field) else field
