"""Cut a stream of bytes into blocks of whole rows, and cut again what was cut wrong."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from worker.counting.rows.proof import count_byte


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of the file, as bytes.

    Attributes:
        data: ends with a line feed, or with the file.
        has_quotes: whether there is any quotation mark in it.
        is_end: whether the file ends with it.
        is_longest: whether it is as long as a row may be.
    """

    data: bytes
    has_quotes: bool
    is_end: bool = False
    is_longest: bool = False


class Cutter:
    """Cuts at line feeds outside quotation marks, wherever the chunks happen to end.

    A stray quotation mark makes it take the inside of fields for the outside: whoever finds one gives back
    what was cut behind it.

    Args:
        chunks: the rows in pieces of any size.
        quote: the quotation mark, or nothing.
        record_limit_bytes: the longest row that is accepted; keeps memory flat when a quotation mark is never
            closed.
    """

    def __init__(self, chunks: Iterable[bytes], *, quote: bytes, record_limit_bytes: int) -> None:
        self._chunks: Iterator[bytes] = iter(chunks)
        self._ahead: deque[bytes] = deque()
        self._quote = quote
        self._limit = record_limit_bytes
        self._wanted = 0
        self._told_too_little = 0
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._pending_has_quotes = False
        self._is_quoted = False
        self._is_over = False

    def next_block(self) -> Block | None:
        """The next rows; None behind the last."""
        while not self._is_over:
            if self._wanted and self._pending_bytes >= self._wanted and (block := self._cut_anyhow()):
                return block
            chunk = self._ahead.popleft() if self._ahead else next(self._chunks, None)
            if chunk is None:
                self._is_over = True
                return self._last()
            if self._wanted:
                self._append(chunk)
            elif (block := self._add(chunk)) is not None:
                return block
            elif self._pending_bytes > self._limit:
                self._wanted = self._pending_bytes
        return None

    def take_back(self, data: list[bytes]) -> None:
        """Cut these once more, then go on; the first begins with a row that needs more text to be told."""
        self._ahead.extendleft(reversed([*data, *self._pending]))
        self._wanted = min(2 * len(data[0]), self._limit) + 1
        self._told_too_little = len(data[0])
        self._clear(b"")
        self._is_over = False

    def _append(self, chunk: bytes) -> None:
        is_padding = chunk[:1] == b"\0" and not chunk.strip(b"\0") and len(self._pending) > 1
        if is_padding and not self._pending[-1].strip(b"\0"):
            return  # a run of NULs says no more for being long
        self._pending.append(chunk)
        self._pending_bytes += len(chunk)
        self._pending_has_quotes = self._pending_has_quotes or self._has_quotes(chunk)

    def _clear(self, rest: bytes) -> None:
        self._pending = [rest] if rest else []
        self._pending_bytes = len(rest)
        self._pending_has_quotes = self._has_quotes(rest)
        self._is_quoted = False

    def _has_quotes(self, data: bytes) -> bool:
        return bool(self._quote) and self._quote in data

    def _add(self, chunk: bytes) -> Block | None:
        """Take a piece in; give all whole rows there are."""
        has_quotes = self._has_quotes(chunk)
        is_quoted_behind = self._is_quoted
        if has_quotes:
            is_quoted_behind ^= bool(count_byte(chunk, self._quote) & 1)
            cut = self._last_row_end(chunk, is_quoted_behind=is_quoted_behind)
        else:
            cut = 0 if self._is_quoted else chunk.rfind(b"\n") + 1
        if not cut:
            self._append(chunk)
        else:
            data = b"".join((*self._pending, memoryview(chunk)[:cut]))
            block = Block(data, self._pending_has_quotes or has_quotes)
            self._clear(chunk[cut:])
        self._is_quoted = is_quoted_behind
        return block if cut else None

    def _cut_anyhow(self) -> Block | None:
        """All lines there are, whatever is quoted."""
        data = b"".join(self._pending)
        cut = data.rfind(b"\n") + 1
        if cut <= self._told_too_little and len(data) <= self._limit:
            self._wanted = len(data) + 1
            return None
        is_longest = len(data) > self._limit
        cut = cut or len(data)
        self._wanted = self._told_too_little = 0
        block = Block(data[:cut], self._has_quotes(data), is_longest=is_longest)
        self._clear(data[cut:])
        self._is_quoted = bool(self._pending_has_quotes and count_byte(data[cut:], self._quote) & 1)
        return block

    def _last(self) -> Block | None:
        """The last rows, of which the last need not end with a line feed."""
        self._wanted = 0
        data = _without_padding(b"".join(self._pending))
        self._clear(b"")
        return Block(data, self._has_quotes(data), is_end=True, is_longest=True) if data else None

    def _last_row_end(self, chunk: bytes, *, is_quoted_behind: bool) -> int:
        """Offset behind the last line feed outside quotation marks; 0 if there is none."""
        is_quoted, end = is_quoted_behind, len(chunk)
        while (newline := chunk.rfind(b"\n", 0, end)) >= 0:
            is_quoted ^= bool(chunk.count(self._quote, newline, end) & 1)
            if not is_quoted:
                return newline + 1
            end = newline
        return 0


def _without_padding(data: bytes) -> bytes:
    """Without the Ctrl-Z that ends files of DOS, and the NULs that fill up what was reserved."""
    text = data.rstrip(b"\0\x1a")
    if text.endswith(b"\n") or not text or data[len(text) : len(text) + 1] == b"\x1a":
        return text
    return data
