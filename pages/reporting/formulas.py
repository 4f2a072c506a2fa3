"""Cells that a spreadsheet would run as a formula, neutralised (OWASP, CSV injection)."""

from __future__ import annotations

import re

# Blanks before the first character count, too, because some programs trim cells, and full-width ones,
# because spreadsheets of East Asian locales read them as the plain ones. Such characters alone, as in "-",
# compute nothing and stay. Where another separator is usual than the comma, a formula may begin in the middle
# of a cell.
_UNSEEN = r"\s\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff\ufffd"
_STARTERS = "=+@＝＋－＠\\-"  # noqa: RUF001
_STARTS = re.compile(rf"(?:^|(?<=[;|\t]))(?=(?:(?!\t)[{_UNSEEN}])*+[{_STARTERS}])")
_COMPUTES_NOTHING = re.compile(rf"[{_UNSEEN}{_STARTERS}./_]*+")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before whatever a spreadsheet would take for a formula."""
    behind = _COMPUTES_NOTHING.match(cell[::-1])
    computed = cell[: -behind.end() - 1] if behind and behind.end() < len(cell) else ""
    marked = _STARTS.sub("'", computed) + cell[len(computed) :]
    return f"'{marked}" if marked.startswith(("\t", "\r", "\n")) else marked
