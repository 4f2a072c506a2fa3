"""Tell what programs write below a table (totals, who made the file) from broken rows of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from worker.counting.rows.bits import Places
from worker.counting.rows.proof import Flags
from worker.counting.rows.row_sorter import Sorted
from worker.reject import Reject

MOST_LINES = 50
"""More lines behind the last whole row, blank ones included, are no footer."""
_MOST_WRITTEN = 20
_BROKEN = frozenset({Reject.TOO_FEW_FIELDS, Reject.TOO_MANY_FIELDS, Reject.STRAY_QUOTE})
_LOOKED_AT_BYTES = 500
_WORDS = (
    r"(?i)^\W*(?:#|//|--|\*|©|\(c\))|\b(?:"
    r"(?:sub|grand )?totals?|sum|summe|gesamt|gesamtsumme|insgesamt|totaal|totale|suma|"
    r"rows?|records?|count|lines?|zeilen|datensätze|anzahl|lignes?|enregistrements|filas?|registros|righe|linhas|"
    r"generated|created|exported|printed|prepared|report|erstellt|exportiert|généré|créé|exporté|rapport|"
    r"generado|creado|exportado|informe|generato|creato|esportato|gerado|criado|"
    r"copyright|confidential|vertraulich|confidentiel|confidencial|proprietary|all rights reserved|"
    r"end of|ende|page|seite|source|quelle|powered by|filters?|as of"
    r")\b"
)
"""Pattern of what such lines say; where a blank line is above them they may say anything."""
_HASHED_EMAIL = re.compile(rb"[0-9a-fA-F]{32}")


@dataclass(frozen=True, slots=True)
class Below:
    """A row that is not whole and has no whole one behind it.

    Attributes:
        line: its first physical line.
        reason: why it is not whole.
        may_be_customer: whether there is an email in it.
        is_known: whether it has words of a footer.
    """

    line: int
    reason: Reject
    may_be_customer: bool
    is_known: bool


def below_whole_lines(
    data: bytes, kept: Flags | None, rejected: Mapping[Reject, Places]
) -> list[Below] | None:
    """Behind the last whole one of some rows that are lines; None if there are too many.

    Args:
        data: the rows.
        kept: which are whole; None: all.
        rejected: the places of the others, by reason.
    """
    if kept is None or kept[-1]:
        return []
    first = int(np.flatnonzero(kept)[-1]) + 1 if kept.any() else 0
    number = len(kept) - first
    if number > MOST_LINES:
        return None
    reasons = {
        place: reason for reason, places in rejected.items() for place in places[places >= first].tolist()
    }
    texts = data.removesuffix(b"\n").rsplit(b"\n", number)[-number:]
    return [_below(place + 1, reasons[place], text) for place, text in enumerate(texts, start=first)]


def below_whole_rows(data: bytes, found: Sorted) -> list[Below] | None:
    """The same of rows that were told apart one by one."""
    first = found.whole[-1][1] if found.whole else 0
    broken = list(takewhile(lambda row: row.offset >= first, reversed(found.broken)))[::-1]
    if len(broken) > MOST_LINES:
        return None
    ends = [*(row.offset for row in broken[1:]), found.end]
    return [
        _below(data.count(b"\n", 0, row.offset) + 1, row.reason, data[row.offset : end])
        for row, end in zip(broken, ends, strict=bool(broken))
    ]


def _below(line: int, reason: Reject, text: bytes) -> Below:
    shown = text[:_LOOKED_AT_BYTES].decode("utf-8", "replace").strip(" \t\"'")
    may_be_customer = b"@" in text or _HASHED_EMAIL.search(text) is not None
    return Below(line, reason, may_be_customer, re.search(_WORDS, shown) is not None)


class Footer:
    """What stands behind the last whole row of a file, as far as it is read."""

    def __init__(self) -> None:
        self._rows: list[Below] = []
        self._is_too_long = False

    def follow(self, rows: Iterable[Below] | None, line: int, *, is_behind_whole: bool) -> None:
        """Go on with a block.

        Args:
            rows: those behind its last whole one; None: too many.
            line: where the block begins.
            is_behind_whole: whether it has a whole one.
        """
        if is_behind_whole:
            self._rows, self._is_too_long = [], False
        self._rows.extend(replace(row, line=line + row.line - 1) for row in rows or ())
        self._is_too_long |= rows is None or len(self._rows) > MOST_LINES
        if self._is_too_long:
            self._rows = []

    def rows(self) -> Counter[Reject]:
        """What was taken for broken rows, by reason, and is a footer."""
        return Counter(row.reason for row in self._written())

    def lines(self) -> list[int]:
        """Their lines."""
        return [row.line for row in self._written()]

    def _written(self) -> list[Below]:
        """The rows behind a blank line or with a footer's words, without any that may be a customer."""
        last = max((at for at, row in enumerate(self._rows) if row.may_be_customer), default=-1)
        rows = self._rows[last + 1 :]
        starts = (at for at, row in enumerate(rows) if row.reason == Reject.BLANK or row.is_known)
        written = [row for row in rows[next(starts, len(rows)) :] if row.reason in _BROKEN]
        return written if len(written) <= _MOST_WRITTEN else []
