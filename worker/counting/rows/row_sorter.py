"""Tell the certain rows of a block from the broken ones, row by row: slower, and exact.

A stray quotation mark leaves two readings: it opens a field that runs over line feeds, or its row is broken
and ends at its line feed. A row is only lost to the first where nothing speaks for the second.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from worker.counting.rows.grammar import Grammar
from worker.counting.rows.hidden_rows import Marks, find_hidden_rows
from worker.counting.rows.proof import UncertainRows
from worker.counting.rows.suspect_lines import lines_to_read
from worker.dialect.model import QuotedLines
from worker.dialect.table.layout import Layout
from worker.dialect.table.row_shape import Likeness
from worker.reject import Reject
from worker.text.sentences import say

_LINES_BEHIND = 3
"""Whole rows that must follow a row given up for its length."""
_TOO_LONG = say("the row is too long, or a quotation mark in it is never closed")
_OPEN_ADVICE = say(
    "Correct that, export the file again, or say that lines between quotation marks are rows of their own."
)


@dataclass(frozen=True, slots=True)
class Broken:
    """Rows that are left out: their offset in the block, why, and how many they are."""

    offset: int
    reason: Reject
    rows: int = 1


@dataclass(slots=True)
class Sorted:
    """A block's rows.

    Attributes:
        whole: offsets of the beginning and end of runs of certain rows.
        broken: all others, in order.
        end: how much of the block could be told; what follows needs more text.
        bad: offsets of the bytes that are not UTF-8.
        doubtful: marks around fields of broken rows that seem to hold whole ones.
    """

    whole: list[tuple[int, int]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    end: int = 0
    bad: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    doubtful: list[Marks] = field(default_factory=list)


def sort_rows(data: bytes, layout: Layout, grammar: Grammar, *, is_end: bool, is_longest: bool) -> Sorted:
    """Find a block's certain rows.

    Args:
        data: begins with a row; ends with a line feed or with the file.
        layout: what a customer's row looks like.
        grammar: what certain rows look like.
        is_end: whether the file ends here.
        is_longest: whether there may be no more text to tell the first row by.

    Raises:
        UncertainRows: a row is too long.
        AlwaysQuoted: the file must be read again, to know whether lines in a field are rows.
    """
    bad = bad_bytes(data)
    sorter = _Sorter(_marked(data, bad), layout, grammar, bad, is_end=is_end, is_longest=is_longest)
    sorter.sort()
    return sorter.found


def bad_bytes(data: bytes) -> npt.NDArray[np.int64]:
    """Offsets of bytes that are not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        mended = data.decode(errors="surrogateescape").encode(errors="replace")  # a bad byte is one letter
        return np.flatnonzero(np.frombuffer(mended, np.uint8) != np.frombuffer(data, np.uint8))
    return np.empty(0, np.int64)


def _marked(data: bytes, bad: npt.NDArray[np.int64]) -> bytes:
    """The block with NUL for what is not UTF-8: no whole row holds either."""
    if not len(bad):
        return data
    array = np.frombuffer(data, np.uint8).copy()
    array[bad] = 0
    return array.tobytes()


class _Sorter:
    def __init__(
        self,
        data: bytes,
        layout: Layout,
        grammar: Grammar,
        bad: npt.NDArray[np.int64],
        *,
        is_end: bool,
        is_longest: bool,
    ) -> None:
        self._data = data
        self._layout = layout
        self._grammar = grammar
        self._to_read = lines_to_read(data, grammar)
        self._is_end = is_end
        self._is_longest = is_longest
        self.found = Sorted(bad=bad)

    def sort(self) -> None:
        found = self.found
        while found.end < len(self._data):
            end = self._whole_rows(found.end)
            if end == found.end:
                end = self._one_row(end)
                if end == found.end:
                    return
            else:
                found.whole.append((found.end, end))
            found.end = end

    def _whole_rows(self, start: int) -> int:
        """Where the whole rows end that begin there."""
        if self._to_read is None:
            run = self._grammar.whole_rows.match(self._data, start)
            return run.end() if run else start
        place = np.searchsorted(self._to_read, start)
        return int(self._to_read[place]) if place < len(self._to_read) else len(self._data)

    def _one_row(self, start: int) -> int:
        """Judge the row that begins there; its end, or its beginning when more text is needed."""
        data, grammar = self._data, self._grammar
        fields = grammar.row.match(data, start)
        behind = fields.end() if fields else start
        end = grammar.end.match(data, behind)
        if end is not None and (self._is_end or data[end.end() - 1 : end.end()] == b"\n"):
            return self._certain_row(start, behind, end.end())
        line_end = data.find(b"\n", start) + 1
        if not line_end and not self._is_end:
            return self._wait(start, None)
        line_end = line_end or len(data)
        is_returned = data[behind : behind + 1] == b"\r"
        if is_returned and (returned := grammar.returned.match(data, start)):
            behind = returned.end()
            if end := grammar.end.match(data, behind):
                return self._reject_returned(start, end.end())
        opened = grammar.opened.match(data, behind)
        if opened is not None and opened.end() == len(data) and not self._is_end:
            return self._wait(start, line_end)
        if is_returned:
            return self._reject_returned(start, line_end)
        return self._reject(start, line_end, Reject.STRAY_QUOTE)

    def _reject_returned(self, start: int, end: int) -> int:
        """Leave out rows that only a CR separates."""
        pieces = [piece for piece in self._data[start:end].strip(b"\n").split(b"\r") if piece]
        return self._reject(start, end, Reject.LONE_RETURN, max(1, len(pieces)))

    def _certain_row(self, start: int, behind: int, end: int) -> int:
        count = self._fields(start, behind)
        grammar = self._grammar
        is_fit = count <= grammar.widest if grammar.fills else count in grammar.widths
        if (count == 1 or not is_fit) and grammar.nothing.fullmatch(self._data, start, behind):
            return self._reject(start, end, Reject.BLANK)
        if is_fit and self._data.find(b"\0", start, end) < 0:
            self.found.whole.append((start, end))
            return end
        reason = Reject.TOO_MANY_FIELDS if count > grammar.width else Reject.TOO_FEW_FIELDS
        return self._reject(start, end, reason, is_fit=is_fit)

    def _fields(self, start: int, end: int) -> int:
        """How many fields there are; more than a whole row has where data is in spare ones."""
        grammar, fields, is_spare_filled = self._grammar, 1, False
        while match := grammar.field.match(self._data, start, end):
            if fields > grammar.used:
                is_spare_filled |= grammar.spare.fullmatch(self._data, start, match.end()) is None
            if match.end() >= end:
                break
            start = match.end() + 1
            fields += 1
        return max(fields, grammar.widest + 1) if is_spare_filled else fields

    def _reject(self, start: int, end: int, reason: Reject, rows: int = 1, *, is_fit: bool = False) -> int:
        """Leave out what lies there, for the gravest reason; only its first line if others are rows, too."""
        first = self._data.find(b"\n", start, end - 1) + 1
        if first and self._ends_in_row(start, end):
            end, reason, rows, is_fit = first, Reject.STRAY_QUOTE, 1, False
        bad = self.found.bad
        if len(bad) and np.searchsorted(bad, start) < np.searchsorted(bad, end):
            reason = Reject.UNDECODABLE
        elif is_fit or self._data.find(b"\0", start, end) >= 0:
            reason = Reject.NUL
        self.found.broken.append(Broken(start, reason, rows))
        return end

    def _ends_in_row(self, start: int, end: int) -> bool:
        """Whether a broken row of several lines is two, each with a stray mark; notes what is in doubt."""
        ends_in_row = False
        for (opening, closing), seen in find_hidden_rows(self._data[start:end], self._layout):
            if seen.lines is Likeness.ROW:
                self.found.doubtful.append((start + opening, start + closing))
            ends_in_row |= seen.ends is Likeness.ROW
        return ends_in_row

    def _wait(self, start: int, line_end: int | None) -> int:
        """A row goes on behind the block: more text tells, unless there is enough of it already."""
        if start or not self._is_longest:
            return start
        if line_end is None:
            raise UncertainRows(1, _TOO_LONG)
        if not self._is_row_behind(line_end):
            raise UncertainRows(1, _TOO_LONG, _OPEN_ADVICE)
        return self._reject(start, line_end, Reject.STRAY_QUOTE)

    def _is_row_behind(self, start: int) -> bool:
        """Whether the lines from there on are rows, not text of a field that a mark opens."""
        answer = self._layout.dialect.quoted_lines
        if answer is not None:
            return answer is QuotedLines.ROWS
        for _ in range(_LINES_BEHIND):
            end = self._data.find(b"\n", start) + 1
            run = self._grammar.whole_rows.match(self._data, start, end) if end else None
            if run is None or run.end() != end:
                return False
            start = end
        return True
